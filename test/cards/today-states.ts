import type { CardModel } from '../../src/cards/card-model';
import { drawCard, type Drawn } from '../../src/cards/draw-card';
import type { Viewer } from '../../src/cards/drawing';
import { deliveryCard, deliveryFormCard, type DeliveryLine } from '../../src/cards/delivery-card';
import type { HealthFigures } from '../../src/cards/health-facts';
import { holdCard } from '../../src/cards/sending-card';
import { dropCard, stuckCard, type StuckLine } from '../../src/cards/stuck-card';
import type { DeliveryAlarm } from '../../src/domain/alarm/delivery-alarm';
import type { RefusalCode } from '../../src/domain/kernel';
import type { Sending } from '../../src/domain/setting/sending';
import { DUTIES, type Duties, type Duty, type DutyCode } from '../../src/domain/today/duty';
import type { Today } from '../../src/domain/today/today';
import { ERROR_CODES } from '../../src/errors';
import { castOf, ENGAGEMENT, MONDAY, REQUEST, type Texts } from './cast';

const HOUR = 3_600_000;
const QUESTION = 'question:00000000-0000-4000-8000-000000001042';
const CHECK_IN = 'checkin:00000000-0000-4000-8000-000000001042-1';

/** Which record a duty is about. */
function recordOf(what: DutyCode): Duty['record'] {
  switch (what) {
    case 'concern':
    case 'answer-question':
      return QUESTION;
    case 'check-in':
      return CHECK_IN;
    case 'agree-to-end':
    case 'confirm-completion':
    case 'blocker':
    case 'complete-report':
    case 'sign-in':
    case 'agreement':
    case 'trained':
      return ENGAGEMENT;
    default:
      return REQUEST;
  }
}

/** One line; `due` in hours from now, none when absent. */
function duty(what: DutyCode, texts: Texts, due?: number): Duty {
  return {
    what,
    record: recordOf(what),
    ...(what === 'concern' ? {} : { number: 1042, workloadId: 'AADP-P2' }),
    ...(what === 'check-in' ? {} : { partner: `Fabrikam Partners${texts.nameEnding}` }),
    since: MONDAY - 50 * HOUR,
    ...(due === undefined ? {} : { due: MONDAY + due * HOUR }),
  };
}

function todayOf(texts: Texts, duties: Partial<Duties>): Today {
  return {
    id: 'today:fran-0001',
    person: castOf(texts).fpm,
    nextAt: MONDAY + 24 * HOUR,
    day: '2026-01-05',
    duties: { lines: [], more: 0, waitingForOthers: 0, ...duties },
  };
}

/** Today on an empty day, on a full one page by page, and after something was done on it. */
export function todayPictures(viewer: Viewer, texts: Texts): Readonly<Record<string, Drawn>> {
  const every = DUTIES.map((what, nth) => duty(what, texts, [-3, 2, 30, undefined][nth % 4]));
  const close = [duty('close', texts), duty('close', texts)];
  const draw = (duties: Partial<Duties>, typed: Readonly<Record<string, string>> = {}): Drawn =>
    drawCard('today', {
      ...{ state: todayOf(texts, duties), face: 'front', viewer, at: MONDAY, typed },
    });
  return {
    'today, nothing': draw({}),
    'today, nothing but what waits for others': draw({ waitingForOthers: 2 }),
    'today, one to decide': draw({ lines: [duty('decide', texts, 2)] }),
    'today, standing in': draw({
      standsInFor: [
        { person: castOf(texts).fpm, fromDay: '2026-01-05', untilDay: '2026-01-09' },
        { person: castOf(texts).otherFpm, fromDay: '2026-01-07', untilDay: '2026-01-07' },
      ],
    }),
    'today, back with one that went': draw({
      whileAway: { takenBy: [castOf(texts).fpm], taken: 1, decided: 1, left: 0, kept: 0 },
    }),
    'today, back with many': draw({
      lines: [duty('decide', texts, 2)],
      whileAway: {
        takenBy: [castOf(texts).fpm, castOf(texts).otherFpm],
        ...{ taken: 5, decided: 2, left: 3, kept: 2 },
      },
    }),
    'today, ready to close': draw({ lines: close, waitingForOthers: 1 }, { said: 'SME-1042' }),
    ...Object.fromEntries(
      [0, 1, 2, 9].map((page) => [
        `today, everything, page ${String(page)}`,
        draw({ lines: every, more: 4, waitingForOthers: 3 }, { page: String(page) }),
      ]),
    ),
  };
}

/** The end of the client secret, as operators are reminded of it and after it was renewed. */
export function credentialPictures(viewer: Viewer): Readonly<Record<string, Drawn>> {
  const draw = (hours?: number): Drawn => {
    const id = 'credential:client-secret' as const;
    const state = hours === undefined ? { id } : { id, endsAt: MONDAY + hours * HOUR };
    return drawCard('credential', { state, face: 'front', viewer, at: MONDAY });
  };
  return {
    'credential, ends': draw(7 * 24),
    'credential, ended': draw(0),
    'credential, renewed': draw(365 * 24),
    'credential, none': draw(),
  };
}

const CARDS = ['request-fpm', 'offer', 'kickoff', 'check-in', 'today'] as const;
const WHATS = [
  'Show',
  'SendMail',
  'Tell',
  'OpenKickoffChat',
  'JoinKickoffChat',
  'BookMeeting',
  'CancelMeeting',
  'WakeUp',
  'Retire',
] as const;

const NOTHING = { count: 0, byMail: 0 };

function stuckLines(texts: Texts): readonly StuckLine[] {
  const codes = Object.keys(ERROR_CODES);
  return codes.map((code, nth) => {
    const what = WHATS[nth % WHATS.length] ?? 'Show';
    return {
      record: nth % 2 === 0 ? REQUEST : ENGAGEMENT,
      about: 'SME-1042',
      effect: `${REQUEST}:7:${String(nth)}`,
      what,
      code,
      since: MONDAY - nth * HOUR,
      isDroppable: what !== 'Tell',
      hasMail: what === 'Show',
      ...(what === 'Show' ? { card: CARDS[nth % CARDS.length] ?? 'offer' } : {}),
      ...(what === 'Show' || what === 'SendMail' ? { to: castOf(texts).third.name } : {}),
      ...(nth % 3 === 0 ? { detail: '403 BotDisabledByAdmin' } : {}),
    };
  });
}

/** What an operator sees: nothing stuck, and every reason there is, a few to a card. */
export function stuckModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const lines = stuckLines(texts);
  const { third: by } = castOf(texts);
  const at = MONDAY;
  const none: HealthFigures = {
    ...{ waiting: { count: 0 }, late: { count: 0 }, hasMore: false },
    ...{ delivered: { today: NOTHING, yesterday: NOTHING }, withoutFpm: [], withoutExpert: [] },
  };
  const some = { count: 50, oldest: MONDAY - HOUR };
  const busy: HealthFigures = {
    ...{ waiting: some, late: some, hasMore: true, secretEndsAt: MONDAY + 7 * 24 * HOUR },
    delivered: {
      today: { count: 1_214, byMail: 31 },
      yesterday: { count: 980, byMail: 1 },
    },
    withoutFpm: Array.from({ length: 5 }, () => `Fabrikam Partners${texts.nameEnding}`),
    withoutExpert: ['AADP', 'AIP', 'EXCHANGE-MIGRATION', 'MCAS'],
  };
  const quiet: HealthFigures = {
    ...{ ...none, secretEndsAt: MONDAY + 200 * 24 * HOUR },
    delivered: { today: { count: 12, byMail: 0 }, yesterday: { count: 40, byMail: 2 } },
    ...{ withoutFpm: [`Fabrikam Partners${texts.nameEnding}`], withoutExpert: ['AATP', 'MDATP'] },
  };
  const figures = { ...busy, hold: { by, at: MONDAY } };
  const [line] = lines;
  const pages = [0, 5, 10].map((from) => [
    `stuck, from ${String(from)}`,
    stuckCard({ viewer, at, lines: lines.slice(from, from + 5), said: 'SME-1042', figures: none }),
  ]);
  return {
    'stuck, nothing': stuckCard({ viewer, at, lines: [], figures: none }),
    'stuck, too many': stuckCard({ viewer, at, lines, figures: none }),
    'stuck, nothing but gaps in the directory': stuckCard({
      viewer,
      at,
      lines: [],
      figures: quiet,
    }),
    'stuck, every figure there is': stuckCard({
      viewer,
      at,
      lines: lines.slice(0, 2),
      figures: busy,
    }),
    'stuck, a secret that has ended': stuckCard({
      ...{ viewer, at, lines: [] },
      figures: { ...none, secretEndsAt: MONDAY - 24 * HOUR },
    }),
    'stuck, to be held': holdCard({ viewer }),
    'stuck, all sending held': stuckCard({ viewer, at, lines: [], figures }),
    ...dropModels(viewer, texts, line!),
    ...deliveryModels(viewer, texts),
    ...(Object.fromEntries(pages) as Readonly<Record<string, CardModel>>),
  };
}

function dropModels(
  viewer: Viewer,
  texts: Texts,
  line: StuckLine,
): Readonly<Record<string, CardModel>> {
  const drop = (more: { readonly code?: RefusalCode; readonly reason?: string }): CardModel => {
    const notice = more.code === undefined ? {} : { notice: { code: more.code } };
    return dropCard({ viewer, line, ...notice, reason: more.reason ?? '' });
  };
  return {
    'drop, to be filled in': drop({}),
    'drop, without a reason': drop({ code: 'reason-missing' }),
    'drop, with a long reason': drop({ code: 'text-too-long', reason: texts.note }),
  };
}

function deliveryModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const to = castOf(texts).third.name;
  const hows: readonly DeliveryLine['how'][] = [
    { kind: 'shown' },
    { kind: 'elsewhere' },
    { kind: 'waits', from: MONDAY, attempts: 0 },
    { kind: 'waits', from: MONDAY, attempts: 1 },
    { kind: 'waits', from: MONDAY, attempts: 5 },
    { kind: 'stuck', code: 'delivery/faulty', at: MONDAY, detail: '413 MessageSizeTooBig' },
  ];
  const lines = hows.map((how, nth): DeliveryLine => ({
    ...(nth % 2 === 0 ? { what: 'Show', card: 'offer', to } : { what: 'SendMail', to }),
    how,
    ...(nth > 1 ? { trace: '0123456789abcdef0123456789abcdef' } : {}),
  }));
  const places: readonly DeliveryLine[] = (['group', 'channel'] as const).map((kind, nth) => ({
    ...{ what: 'Show', card: 'kickoff', how: { kind: 'shown' } },
    place: { kind, ...(nth === 0 ? { addedBy: to } : {}) },
  }));
  return {
    'delivery, in chats': deliveryCard({ viewer, number: 1042, lines: places }),
    'delivery, to be asked': deliveryFormCard({ viewer, number: '', isUnknown: false }),
    'delivery, unknown number': deliveryFormCard({ viewer, number: '9999', isUnknown: true }),
    'delivery, nothing': deliveryCard({ viewer, number: 1042, lines: [] }),
    'delivery, everything': deliveryCard({ viewer, number: 1042, lines }),
    'delivery, too much': deliveryCard({
      ...{ viewer, number: 1042 },
      lines: [...lines, ...lines, ...lines, ...lines],
    }),
  };
}

/** The card that says that messages do not arrive, as operators see it. */
export function alarmPictures(viewer: Viewer): Readonly<Record<string, Drawn>> {
  const draw = (raised?: DeliveryAlarm['raised']): Drawn =>
    drawCard(
      'alarm',
      {
        state: { lookedAt: MONDAY, alarmed: [], ...(raised === undefined ? {} : { raised }) },
        ...{ face: 'front', viewer, at: MONDAY },
      },
      'P15',
    );
  const remindAt = MONDAY + 24 * HOUR;
  return {
    'alarm, one message': draw({ count: 1, oldest: MONDAY - HOUR / 4, remindAt }),
    'alarm, many messages': draw({ count: 12, oldest: MONDAY - HOUR / 4, remindAt }),
    'alarm, one message since yesterday': draw({ count: 1, oldest: MONDAY - 24 * HOUR, remindAt }),
    'alarm, many messages since yesterday': draw({
      ...{ count: 12, oldest: MONDAY - 24 * HOUR, remindAt },
    }),
    'alarm, over': draw(),
  };
}

/** The card that says that all sending is held, as operators see it. */
export function sendingPictures(viewer: Viewer, texts: Texts): Readonly<Record<string, Drawn>> {
  const { fpm, third } = castOf(texts);
  const draw = (state: Sending): Drawn =>
    drawCard('sending', { state, face: 'front', viewer, at: MONDAY }, 'P20');
  return {
    'sending, held': draw({ hold: { by: third, at: MONDAY - HOUR }, told: [fpm] }),
    'sending, going on': draw({ told: [fpm] }),
  };
}
