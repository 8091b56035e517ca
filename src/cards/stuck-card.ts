import type { CardName, Effect } from '../domain/effects';
import type { Instant, RecordId } from '../domain/kernel';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, shown, type Drawing, type Viewer } from './drawing';
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
}

/** Lines of one picture: more would not fit a message. */
const LINES_MAX = 6;

/** What could not be delivered and why, for operators. Verbs: operator.retry, operator.drop, home.say. */
export function stuckCard(input: {
  readonly viewer: Viewer;
  readonly lines: readonly StuckLine[];
  /** What became of the line that was just pressed. */
  readonly said?: string;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { lines, said } = input;
  return {
    language: draw.language,
    title:
      lines.length === 0 ? draw.t('stuck.none') : draw.t('stuck.title', { count: lines.length }),
    ...(said === undefined ? {} : { status: said }),
    intro: lines.length === 0 ? '' : draw.t('stuck.intro'),
    sections: lines.slice(0, LINES_MAX).map((line) => sectionOf(draw, line)),
    ...(lines.length > LINES_MAX
      ? { footer: draw.t('list.more', { count: lines.length - LINES_MAX }) }
      : {}),
    buttons: [
      sayButton(draw, 'stuck', { title: draw.t('button.look-again') }),
      sayButton(draw, 'help'),
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
    text: [
      draw.t('stuck.why', { why: draw.t(whyOf(line.code)), when: draw.dateTime(line.since) }),
      ...(line.detail === undefined ? [] : [`(${line.detail})`]),
    ].join(' '),
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

function whyOf(code: string): TextKey {
  return code in WHY ? WHY[code as keyof typeof WHY] : 'stuck.why.fault';
}

function buttonsOf(draw: Drawing, { record, effect, isDroppable }: StuckLine): readonly Button[] {
  const payload = { id: record, effect };
  return [
    { title: draw.t('button.retry'), verb: 'operator.retry', payload },
    ...(isDroppable ? [{ title: draw.t('button.drop'), verb: 'operator.drop', payload }] : []),
  ];
}
