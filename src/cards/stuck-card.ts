import type { CardName, Effect } from '../domain/effects';
import type { Instant, RecordId, Refusal } from '../domain/kernel';
import type { Hold } from '../domain/setting/sending';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Viewer } from './drawing';
import { healthFacts, type HealthFigures } from './health-facts';
import { sayButton } from './say-button';

/** One thing that could not be delivered. */
export interface StuckLine {
  readonly record: RecordId;
  /** "SME-1042", or what else the record is called. */
  readonly about: string;
  readonly effect: string;
  readonly what: Effect['type'];
  readonly card?: CardName;
  /** For whom it was, as far as that is known. */
  readonly to?: string;
  readonly code: string;
  /** What Teams said, as status and code. */
  readonly detail?: string;
  readonly since: Instant;
  /** A message between records cannot be left out. */
  readonly isDroppable: boolean;
  /** It pings one person, who has a mailbox as well. */
  readonly hasMail: boolean;
}

/** Lines of one picture: more would not fit a message. */
const LINES_MAX = 6;
/** What the path of a request waits for stands first: in a long outage it would be hidden behind mails. */
const FIRST: readonly Effect['type'][] = ['OpenKickoffChat', 'JoinKickoffChat', 'Tell', 'WakeUp'];

/**
 * S24: how delivery stands, what could not be delivered and why; for operators. Verbs: operator.retry, operator.retry-all, operator.mail,
 * operator.drop-form, operator.hold, operator.go-on, operator.delivery-form, home.say.
 */
export function stuckCard(input: {
  readonly viewer: Viewer;
  readonly at: Instant;
  readonly lines: readonly StuckLine[];
  readonly figures: HealthFigures;
  /** What became of the line that was just pressed. */
  readonly said?: string;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { figures } = input;
  const lines = input.lines.toSorted(
    (one, other) => Number(isFirst(other.what)) - Number(isFirst(one.what)),
  );
  const { hold } = figures;
  return {
    language: draw.language,
    kicker: draw.t('health.kicker'),
    ...headOf(draw, { count: lines.length, hold, said: input.said }),
    intro: lines.length === 0 ? '' : draw.t('stuck.intro'),
    facts: healthFacts(draw, figures, input.at),
    sections: lines.slice(0, LINES_MAX).map((line) => sectionOf(draw, line)),
    ...(lines.length > LINES_MAX
      ? { footer: draw.t('list.more', { count: lines.length - LINES_MAX }) }
      : {}),
    buttons: [
      ...(hold === undefined ? [] : [goOnButton(draw)]),
      ...(lines.length > 1 ? [retryAllButton(draw, hold === undefined)] : []),
      { title: draw.t('button.delivery'), verb: 'operator.delivery-form', payload: {} },
      sayButton(draw, 'stuck', { title: draw.t('button.look-again') }),
      ...(hold === undefined
        ? [{ title: draw.t('button.hold-sending'), verb: 'operator.hold', payload: {} }]
        : []),
      sayButton(draw, 'help'),
    ],
  };
}

/** While nothing is sent, "nothing is stuck" alone would be read as all is well. */
function headOf(
  draw: Drawing,
  {
    count,
    hold,
    said,
  }: {
    readonly count: number;
    readonly hold?: Hold | undefined;
    readonly said?: string | undefined;
  },
): Pick<CardModel, 'title' | 'status' | 'tone' | 'next'> {
  const stuck = count === 0 ? draw.t('stuck.none') : draw.t('stuck.title', { count });
  if (hold === undefined) {
    return { title: stuck, ...(said === undefined ? {} : { status: said }) };
  }
  const since = sinceText(draw, hold);
  const status = said === undefined ? since : `${said} ${since}`;
  return { title: draw.t('sending.held'), status, tone: 'attention', next: stuck };
}

function isFirst(what: Effect['type']): boolean {
  return FIRST.includes(what);
}

function goOnButton(draw: Drawing): Button {
  const title = draw.t('button.go-on-sending');
  return { title, verb: 'operator.go-on', payload: {}, style: 'positive' };
}

/** The next step, unless all sending is held: then nothing would come of it. */
function retryAllButton(draw: Drawing, isNext: boolean): Button {
  return {
    ...{ title: draw.t('button.retry-all'), verb: 'operator.retry-all', payload: {} },
    ...(isNext ? { style: 'positive' } : {}),
  };
}

/** Since when and by whom nothing is sent. */
function sinceText(draw: Drawing, { at, by }: Hold): string {
  return draw.t('sending.since', { when: draw.dateTime(at), name: shown(by.name) });
}

/** Drop…: why it is given up, which is kept. Verbs: operator.drop, home.say. */
export function dropCard(input: {
  readonly viewer: Viewer;
  readonly line: StuckLine;
  readonly notice?: Refusal;
  readonly reason?: string;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { line, notice, reason = '' } = input;
  const { heading = '', text = '' } = sectionOf(draw, line);
  const isMissing = notice?.code === 'reason-missing';
  return {
    language: draw.language,
    kicker: draw.t('health.kicker'),
    title: draw.t('drop.title'),
    ...(notice === undefined || isMissing ? {} : { notice: refusalText(draw, notice) }),
    intro: draw.t('drop.intro'),
    sections: [{ heading, text }],
    fields: [
      {
        ...{ id: 'reason', kind: 'long-text', label: draw.t('field.drop-reason'), value: reason },
        hint: draw.t('hint.drop-reason'),
        ...(isMissing ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
      },
    ],
    buttons: [
      {
        ...{ title: draw.t('button.drop-now'), verb: 'operator.drop' },
        payload: { id: line.record, effect: line.effect },
        style: 'destructive',
      },
      sayButton(draw, 'stuck', { title: draw.t('button.back') }),
    ],
  };
}

function sectionOf(draw: Drawing, line: StuckLine): Section {
  const what =
    line.card === undefined
      ? draw.t(`stuck.what.${line.what}`)
      : draw.t('stuck.what.card', { card: draw.t(`card-name.${line.card}`) });
  const to = line.to === undefined ? '' : ` → ${shown(line.to)}`;
  return {
    heading: `${line.about} · ${what}${to}`,
    text: whyText(draw, line, line.since),
    separated: true,
    buttons: buttonsOf(draw, line),
  };
}

const WHY = {
  'delivery/refused': 'stuck.why.refused',
  'delivery/gone': 'stuck.why.gone',
  'delivery/faulty': 'stuck.why.faulty',
  'delivery/unreachable': 'stuck.why.unreachable',
  'delivery/unavailable': 'stuck.why.unavailable',
  'delivery/throttled': 'stuck.why.throttled',
  'mail/unavailable': 'stuck.why.mail',
  'graph/refused': 'stuck.why.graph-refused',
  'graph/gone': 'stuck.why.graph-gone',
  'graph/unavailable': 'stuck.why.graph-unavailable',
  'graph/throttled': 'stuck.why.graph-throttled',
  'graph/unclear': 'stuck.why.unclear',
} as const satisfies Readonly<Record<string, TextKey>>;

/** Why something could not be delivered and since when; what Teams said stands last. Pure. */
export function whyText(
  draw: Drawing,
  { code, detail }: Pick<StuckLine, 'code' | 'detail'>,
  since: Instant,
): string {
  const why = draw.t('stuck.why', { why: draw.t(whyOf(code)), when: draw.dateTime(since) });
  return detail === undefined ? why : `${why} (${detail})`;
}

function whyOf(code: string): TextKey {
  return code in WHY ? WHY[code as keyof typeof WHY] : 'stuck.why.fault';
}

function buttonsOf(draw: Drawing, line: StuckLine): readonly Button[] {
  const payload = { id: line.record, effect: line.effect };
  return [
    { title: draw.t('button.retry'), verb: 'operator.retry', payload },
    ...(line.hasMail ? [{ title: draw.t('button.by-mail'), verb: 'operator.mail', payload }] : []),
    ...(line.isDroppable
      ? [{ title: draw.t('button.drop'), verb: 'operator.drop-form', payload }]
      : []),
  ];
}
