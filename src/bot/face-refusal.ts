import type { Face } from '../cards/drawing';
import type { CheckIn } from '../domain/check-in/check-in';
import type { CheckInOrder } from '../domain/check-in/check-in-messages';
import { AGREEMENT_LINES, type TypedAgreement } from '../domain/engagement/agreement';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementOrder } from '../domain/engagement/engagement-messages';
import { nextOrdinal } from '../domain/engagement/schedule-rules';
import { FIELDS } from '../domain/form/fields';
import type { Instant, PersonRef, Refusal } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { Question } from '../domain/question/question';
import type { QuestionOrder } from '../domain/question/question-messages';
import type { Request } from '../domain/request/request';
import type { RequestOrder, TypedAnswers } from '../domain/request/request-commands';
import { knownKind, loadState } from '../workflow/load-record';
import type { BotPorts, Sender } from './bot-ports';
import { ABOUT_INPUTS } from './input-refusals';
import { maySpeak } from './in-name';

type State = Request | Engagement | CheckIn | Question;
type Blank = RequestOrder | EngagementOrder | CheckInOrder | QuestionOrder;

const answers: TypedAnswers = Object.fromEntries(FIELDS.map((field) => [field, '']));
const agreement = Object.fromEntries(AGREEMENT_LINES.map((line) => [line, ''])) as TypedAgreement;
const report = { summary: '', criteriaMet: '', whyUnmet: '', learned: '', feedback: '' };
const update = { usage: {}, progress: '', nextStep: '', blocker: '', blockerOwner: '' };

/** What the inputs of a face are sent in with, every one of them left empty; one that is accepted is enough. None: it is only read. */
const SENT_WITH: Readonly<Record<Exclude<Face, 'pause' | 'move' | 'in-name'>, readonly Blank[]>> = {
  front: [],
  more: [],
  history: [],
  agreement: [],
  approve: [{ type: 'Approve', expert: undefined }],
  'offer-to': [{ type: 'OfferTo', expert: undefined }],
  deny: [{ type: 'Deny', reason: '', note: '' }],
  return: [{ type: 'ReturnRequest', reason: '', fields: [], note: '' }],
  'hand-over': [{ type: 'HandOver', to: undefined, note: '' }],
  reopen: [{ type: 'ReopenDenied', note: '' }],
  fix: [{ type: 'SendAgain', answers }],
  'fix-all': [
    { type: 'SendAgain', answers },
    { type: 'ChangeRequest', answers },
  ],
  withdraw: [{ type: 'Withdraw', reason: '' }],
  decline: [{ type: 'DeclineOffer', reason: '' }],
  consent: [{ type: 'TickTask', task: '3624', consentBy: '', consentOn: '' }],
  complete: [{ type: 'ReportCompletion', ...report, inFtop: false }],
  missing: [{ type: 'SendBack', note: '' }],
  'agreement-form': [{ type: 'ProposeAgreement', ...agreement }],
  trained: [{ type: 'TellTrained', names: '' }],
  rhythm: [{ type: 'SetRhythm', rhythm: '', weekday: '', hour: '' }],
  meeting: [{ type: 'PlanMeeting', edition: 0, time: '', day: '', hour: '' }],
  workloads: [{ type: 'AddWorkload', workload: '' }],
  update: [{ type: 'AnswerCheckIn', ...update }],
  answer: [{ type: 'Answer', text: '' }],
};

/** What no decider needs before it comes to the inputs. */
const NO_FACTS = { earlier: [], experts: [], answerBy: {} };

/** Who would send a face in, and when. */
interface Sending {
  readonly by: PersonRef;
  readonly at: Instant;
  readonly isOperator?: boolean;
}

/**
 * Why a face with inputs is not opened: the words it asks for are another's to say, or can no longer be said. Found by asking the decider
 * what it would answer if the face were sent in as it is opened: anything but "something is missing" is its answer to any words.
 * `undefined` when it may be opened, and for a face that is only read. Pure.
 */
export function refusedFace(
  state: unknown,
  by: PersonRef,
  face: Face,
  at: Instant,
): Refusal | undefined {
  return state === undefined
    ? { code: 'not-found' }
    : refusedOrders(state as State, sentFrom(state as State, face), { by, at });
}

/** As {@link refusedFace}; what is typed on a check-in about the schedule goes to its engagement, which is asked as well. */
export async function refusedTurn(
  ports: BotPorts,
  sender: Sender,
  state: unknown,
  face: Face,
): Promise<Refusal | undefined> {
  const { ref: by } = sender;
  const at = ports.clock.now();
  if (face === 'in-name' && !maySpeak(ports, sender, state)) {
    return { code: state === undefined ? 'not-found' : 'not-now' };
  }
  if (face === 'hand-over' && state !== undefined) {
    const { isOperator } = sender.person;
    return refusedOrders(state as State, SENT_WITH[face], { by, at, isOperator });
  }
  const refusal = refusedFace(state, by, face, at);
  if (refusal !== undefined || !isCheckIn(state) || !isOfSchedule(face)) {
    return refusal;
  }
  const engagement = await loadState<Engagement>(ports, state.engagement);
  return engagement === undefined
    ? { code: 'not-found' }
    : refusedOrders(engagement, [scheduleOrder(face, state.ordinal)], { by, at });
}

function refusedOrders(
  state: State,
  orders: readonly Blank[],
  { by, at, isOperator = false }: Sending,
): Refusal | undefined {
  const facts = { ...NO_FACTS, isOperator };
  const refusals = orders.map((order) => {
    const command = { ...order, by, at, causeId: '' };
    const decision = knownKind(state.id).decide(state, command, facts, POLICY);
    return decision.ok || ABOUT_INPUTS.includes(decision.refusal.code)
      ? undefined
      : decision.refusal;
  });
  return refusals.includes(undefined) ? undefined : refusals[0];
}

/** A form may be another one, or none, on some records. */
function sentFrom(state: State, face: Face): readonly Blank[] {
  if (isOfSchedule(face)) {
    // A check-in that is over has no buttons, whatever its engagement would say.
    return isCheckIn(state)
      ? SENT_WITH.update
      : [scheduleOrder(face, nextOrdinal(state as Engagement))];
  }
  if (face === 'in-name') {
    return [blankInName(state as Engagement)];
  }
  const isUnwritten = face === 'agreement' && (state as Engagement).agreement === undefined;
  return SENT_WITH[isUnwritten ? 'agreement-form' : face];
}

/** By whom it would be written is looked at elsewhere ({@link maySpeak}); here it is written where the three meet. */
function blankInName({ inName, chats }: Engagement): Blank {
  return {
    ...{ type: 'SayInName', edition: inName?.edition ?? 0, line: '', teamsUser: '' },
    ...{ withKickoff: false, withSteps: false, conversation: chats[0] ?? '' },
  };
}

function isCheckIn(state: unknown): state is CheckIn {
  return (state as State | undefined)?.id.startsWith('checkin:') === true;
}

function isOfSchedule(face: Face): face is 'pause' | 'move' {
  return face === 'pause' || face === 'move';
}

function scheduleOrder(face: 'pause' | 'move', ordinal: number): Blank {
  return face === 'pause'
    ? { type: 'PauseCheckIns', until: '' }
    : { type: 'MoveCheckIn', ordinal, to: '' };
}
