import type { Face, Picture } from '../../src/cards/drawing';
import { usageFieldOf } from '../../src/cards/check-in-forms';
import type { CheckIn } from '../../src/domain/check-in/check-in';
import type { CheckInEvent, Opening } from '../../src/domain/check-in/check-in-messages';
import { evolveCheckIn } from '../../src/domain/check-in/evolve-check-in';
import type { CardName } from '../../src/domain/effects';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementEvent } from '../../src/domain/engagement/engagement-messages';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import { typed, type CheckInId, type Refusal, type RefusalCode } from '../../src/domain/kernel';
import { castOf, ENGAGEMENT, MONDAY, type Part, type Texts, type Told } from './cast';

const DAY = 86_400_000;
const CHECK_IN: CheckInId = 'checkin:00000000-0000-4000-8000-000000001042-4';

type Named<State> = readonly (Told<State> & { readonly name: string })[];

/** States, the card that draws them, and the faces that are drawn in each of them. */
interface Shown<State> {
  readonly states: Named<State>;
  readonly view: {
    readonly card: CardName;
    readonly readers: readonly (Part | 'everybody')[];
    readonly sides: readonly (readonly [Face, Pick<Picture<unknown>, 'notice' | 'typed'>])[];
  };
}

function opening(texts: Texts): Opening {
  const { requester, third, fpm } = castOf(texts);
  const text = typed(texts.whyUnmet);
  return {
    ...{ id: CHECK_IN, engagement: ENGAGEMENT, ordinal: 4, number: 1042 },
    ...{ requester, expert: third, fpm, customer: typed(texts.tenantName) },
    ...{ language: 'es', zone: 'Europe/Madrid', places: [{ conversation: 'conversation:k' }] },
    workloads: [{ id: 'AADP-P2' }, { id: 'MIG-P2' }, { id: 'TEAMS' }],
    ...{ usage: { 'AADP-P2': 12, TEAMS: 3 }, targetPercent: 10 },
    blockers: [{ id: 'b2', text, owner: third, since: MONDAY - 9 * DAY }],
    ...{ tasks: { done: 1, all: 3 }, dueAt: MONDAY, isLate: false, skipped: 0 },
    ...{ answerBy: MONDAY + 2 * DAY, nextAt: MONDAY + 7 * DAY },
  };
}

function checkInOf(texts: Texts, ...events: readonly CheckInEvent[]): Told<CheckIn> {
  const by = castOf(texts).requester;
  const history = events.map((event, index) => {
    const meta = { by, at: MONDAY + index * 3_600_000, causeId: `cause-${String(index)}` };
    return { ...event, ...meta };
  });
  const state = history.reduce<CheckIn | undefined>(evolveCheckIn, undefined);
  if (state === undefined) {
    throw new Error('There is no check-in.');
  }
  return { state, history };
}

function checkInStates(texts: Texts): Named<CheckIn> {
  const { third } = castOf(texts);
  const due: CheckInEvent = { ...opening(texts), type: 'CheckInDue' };
  const late: CheckInEvent = { ...due, isLate: true, skipped: 3, unanswered: 3 };
  const answered: CheckInEvent = {
    type: 'CheckInAnswered',
    usage: { 'MIG-P2': 0 },
    progress: typed(texts.summary),
    nextStep: typed(texts.learned),
    blocker: { text: typed(texts.whyUnmet), owner: third },
  };
  const handedOver = { by: third, at: MONDAY };
  const workload = { id: 'TEAMS', handedOver };
  const all = ['TEAMS', 'OUTLOOK-MOBILE', 'VIVA-ENGAGE'].map((id) => ({ id }));
  const closed: CheckInEvent = { type: 'CheckInClosed' };
  const states: Readonly<Record<string, Told<CheckIn>>> = {
    due: checkInOf(texts, due),
    'due, three for the CSM': checkInOf(texts, { ...due, workloads: all, blockers: [] }),
    'due, handed over': checkInOf(texts, due, { type: 'WorkloadRested', workload }),
    'posted late': checkInOf(texts, late),
    'not answered yet': checkInOf(texts, due, { type: 'CheckInOverdue' }),
    answered: checkInOf(texts, due, answered),
    'nothing new': checkInOf(texts, due, { type: 'CheckInAnswered', usage: {} }),
    'answered and closed': checkInOf(texts, due, answered, closed),
    'never answered': checkInOf(texts, due, closed),
    moved: checkInOf(texts, due, { type: 'CheckInSkipped', why: 'moved', nextAt: MONDAY + DAY }),
    paused: checkInOf(texts, due, { type: 'CheckInSkipped', why: 'paused', nextAt: MONDAY + DAY }),
  };
  return named(states);
}

function named<State>(states: Readonly<Record<string, Told<State>>>): Named<State> {
  return Object.entries(states).map(([name, told]) => ({ ...told, name: `check-in ${name}` }));
}

/** The engagement after these events of its schedule. */
function after(
  begin: Told<Engagement>,
  texts: Texts,
  ...events: readonly EngagementEvent[]
): Told<Engagement> {
  const by = castOf(texts).requester;
  const kept = events.map((event, index) => {
    const meta = { by, at: MONDAY + (9 + index) * DAY, causeId: `planned-${String(index)}` };
    return { ...event, ...meta };
  });
  const state = kept.reduce<Engagement | undefined>(evolveEngagement, begin.state);
  return { state: state ?? begin.state, history: [...begin.history, ...kept] };
}

function engagementStates(texts: Texts, active: Told<Engagement>): Named<Engagement> {
  const { requester, third } = castOf(texts);
  const nextAt = MONDAY + 17 * DAY;
  const plan = { nextAt, slotAt: nextAt };
  const rhythm = { hour: '10:00', zone: 'Europe/Madrid', from: '2026-01-15' } as const;
  const weekly: EngagementEvent = {
    type: 'RhythmAgreed',
    rhythm: { every: 'weekly', ...rhythm },
    ...plan,
  };
  const monthly: EngagementEvent = {
    type: 'RhythmAgreed',
    rhythm: { every: 'monthly', ...rhythm },
    ...plan,
  };
  const text = typed(texts.whyUnmet);
  const raised = [0, 1, 2, 3, 4, 5].map((nth): EngagementEvent => {
    const owner = nth === 0 ? requester : third;
    const blocker = { id: `b${String(nth)}`, text, owner, since: MONDAY + nth * DAY };
    return { type: 'BlockerRaised', blocker, asks: true };
  });
  const opened: EngagementEvent = {
    type: 'CheckInOpened',
    ...{ ordinal: 4, dueAt: nextAt, slotAt: nextAt, isLate: false, skipped: 0 },
    ...{ nextAt: nextAt + 7 * DAY, answerBy: nextAt + 2 * DAY, targetPercent: 10 },
  };
  const noted: EngagementEvent = {
    type: 'CheckInNoted',
    ...{ ordinal: 4, status: 'Answered', answeredBy: requester, usage: { 'AADP-P2': 12 } },
    ...{ progress: typed(texts.summary), nextStep: typed(texts.learned) },
  };
  const isLate: EngagementEvent = { type: 'CheckInNoted', ordinal: 4, status: 'Late', usage: {} };
  const [teams, mobile] = ['TEAMS', 'OUTLOOK-MOBILE'].map((workload) => {
    return { type: 'WorkloadAdded', workload } as const;
  });
  const channel: EngagementEvent = { type: 'ChannelLinked', conversation: 'conversation:c' };
  return named({
    'not agreed': active,
    'agreed weekly': after(active, texts, weekly),
    'agreed monthly, in a channel': after(active, texts, monthly, channel),
    'rests until a day': after(active, texts, weekly, {
      type: 'CheckInsPaused',
      until: '2026-03-02',
      ...plan,
    }),
    'told of, with blockers': after(active, texts, weekly, opened, noted, ...raised),
    'told of, one blocker': after(active, texts, weekly, opened, noted, raised[1]!),
    'left without an answer': after(active, texts, weekly, opened, isLate),
    'three workloads, one at the CSM': after(
      ...([active, texts, weekly, teams!, mobile!] as const),
      { type: 'WorkloadHandedOver', workload: 'TEAMS' },
    ),
  });
}

/** Names of the states in which other faces than the front are drawn. */
export const TELLING_CHECK_INS = [
  ...['due', 'due, three for the CSM', 'not answered yet', 'answered', 'answered and closed'],
  ...['moved', 'not agreed', 'agreed weekly', 'rests until a day'],
  ...['three workloads, one at the CSM', 'told of, with blockers'],
].map((name) => `check-in ${name}`);

function checkInView(texts: Texts): Shown<CheckIn>['view'] {
  const by = castOf(texts).fpm;
  const notice = (code: RefusalCode): Refusal => ({ code, by, at: MONDAY });
  const figure = { [usageFieldOf('AADP-P2')]: '7' };
  const said = { ...figure, progress: texts.note, nextStep: texts.learned, blocker: '' };
  const blocked = { ...said, blocker: texts.whyUnmet, blockerOwner: 'person:nobody' };
  return {
    card: 'check-in',
    readers: ['everybody', 'requester'],
    sides: [
      ...(['more', 'update', 'move', 'pause'] as const).map((face) => [face, {}] as const),
      ['front', { notice: notice('not-yours') }],
      ['update', { notice: notice('text-missing'), typed: { ...said, progress: ' ' } }],
      ['update', { notice: notice('owner-missing'), typed: blocked }],
      [
        'update',
        { notice: notice('usage-wrong'), typed: { ...said, ...{ 'usage-AADP-P2': 'ten' } } },
      ],
      ['update', { notice: notice('text-too-long'), typed: said }],
      ['move', { notice: notice('date-wrong'), typed: { to: 'soon' } }],
      ['pause', { notice: notice('date-wrong'), typed: { until: '2026-01-01' } }],
    ],
  };
}

function kickoffView(texts: Texts): Shown<Engagement>['view'] {
  const notice: Refusal = { code: 'date-wrong', by: castOf(texts).fpm, at: MONDAY };
  const wrong = { rhythm: 'daily', weekday: '9', hour: texts.note };
  return {
    card: 'kickoff',
    readers: ['requester'],
    sides: [
      ...(['rhythm', 'pause', 'move', 'workloads'] as const).map((face) => [face, {}] as const),
      ['rhythm', { notice: { ...notice, code: 'hour-wrong' }, typed: wrong }],
      ['pause', { notice, typed: { until: 'soon' } }],
      ['move', { typed: { to: '2026-01-22', until: '2026-01-22' } }],
      ['workloads', { notice: { ...notice, code: 'not-now' }, typed: { workload: 'NO-SUCH' } }],
    ],
  };
}

/** Check-ins, the faces of the kickoff card about them, and what their blockers look like to those who own them. */
export function shownCheckIns(
  texts: Texts,
  active: Told<Engagement>,
): readonly (Shown<CheckIn> | Shown<Engagement>)[] {
  const states = engagementStates(texts, active);
  const front = { readers: ['third', 'requester'], sides: [] } as const;
  return [
    { states: checkInStates(texts), view: checkInView(texts) },
    { states, view: kickoffView(texts) },
    { states, view: { ...front, card: 'blocker' } },
    { states, view: { card: 'expert', readers: ['third'], sides: [] } },
  ];
}
