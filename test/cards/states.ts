import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementOrder } from '../../src/domain/engagement/engagement-messages';
import { typed } from '../../src/domain/kernel';
import {
  DECLINE_REASONS,
  DENIAL_REASONS,
  isNumbered,
  type Assigned,
  type Request,
} from '../../src/domain/request/request';
import type { RequestOrder } from '../../src/domain/request/request-commands';
import {
  castOf,
  MONDAY,
  PLAIN,
  tellEngagement,
  tellRequest,
  type Cast,
  type Scene,
  type Texts,
  type Told,
} from './cast';
import { agreementStates } from './agreement-states';
import { meetingStates } from './meeting-states';
import { draftStates, repeated } from './draft-states';
import { returnStates } from './return-states';
import { speakers, submittedOf } from './submitted';

/** A record in one of the states it can have. */
export interface NamedState<State> extends Told<State> {
  readonly name: string;
}

type Named<State> = Readonly<Record<string, Told<State>>>;

function undecided(scene: Scene): Named<Request> {
  const { texts } = scene;
  const say = speakers(scene);
  const { emailSource, exceptionReason, difference } = texts;
  const cast = castOf(texts);
  const submitted = submittedOf(scene);
  const byMail = [cast.requester, cast.fpm].reduce(
    (told, { id }) => say.system(told, { type: 'NoteDelivery', person: id, way: 'mail' }),
    submitted,
  );
  const deny = (reason: string): Told<Request> =>
    say.fpm(submitted, { type: 'Deny', reason, note: texts.note });
  return {
    submitted,
    'submitted, reached by mail': byMail,
    'submitted, look-alikes': submittedOf(repeated(scene), { difference }),
    'submitted, all the same': submittedOf(scene, {
      workload: 'MCAS',
      language: 'en',
      secondLanguage: 'none',
      exceptionReason,
    }),
    'submitted, migration': submittedOf(scene, {
      role: 'migration',
      workload: 'EXCHANGE-MIGRATION',
      emailSource,
    }),
    'submitted, nobody in the directory': submittedOf({ ...scene, facts: { experts: [] } }),
    'in review': say.fpm(submitted, { type: 'MarkComplete' }),
    ...Object.fromEntries(DENIAL_REASONS.map((reason) => [`denied, ${reason}`, deny(reason)])),
  };
}

/** Approved, offered, declined, expired, offered to `third`. */
function offeredToThird(scene: Scene): Told<Request> {
  const say = speakers(scene);
  const approved = say.fpm(submittedOf(scene), { type: 'Approve', expert: undefined });
  const declined = say.first(approved, { type: 'DeclineOffer', reason: 'DECLINE_CONFLICT' });
  return say.system(declined, { type: 'CheckOffer' });
}

function assignedOf(scene: Scene): Told<Request> {
  return speakers(scene).third(offeredToThird(scene), { type: 'AcceptOffer' });
}

function decided(scene: Scene): Named<Request> {
  const { texts } = scene;
  const say = speakers(scene);
  const cast = castOf(texts);
  const approved = say.fpm(submittedOf(scene), { type: 'Approve', expert: undefined });
  const third = offeredToThird(scene);
  const nobody = DECLINE_REASONS.map((reason) =>
    say.third(third, { type: 'DeclineOffer', reason }),
  );
  const alone = { ...scene, facts: { experts: [] } };
  const assigned = assignedOf(scene);
  const inTouch = say.requester(assigned, { type: 'ConfirmContact' });
  const closed = say.fpm(inTouch, { type: 'CloseRequest' });
  const note: RequestOrder = {
    type: 'NoteOutcome',
    outcome: {
      completedAt: MONDAY + 80 * 86_400_000,
      summary: typed(texts.summary),
      criteriaMet: false,
      feedback: typed(texts.feedback),
    },
  };
  return {
    'approved, offered': approved,
    'approved, offered by choice': say.fpm(submittedOf(scene), {
      type: 'Approve',
      expert: cast.away.id,
    }),
    'approved, offered to the third': third,
    ...Object.fromEntries(nobody.map((told, index) => [`approved, nobody left ${index}`, told])),
    'approved, nobody at all': tellRequest(
      submittedOf(alone),
      cast.fpm,
      { type: 'Approve', expert: undefined },
      alone,
    ),
    assigned,
    'assigned, reached by mail': say.system(assigned, {
      type: 'NoteDelivery',
      person: cast.third.id,
      way: 'mail',
    }),
    'assigned, in touch': inTouch,
    'assigned, expert in touch': say.third(assigned, { type: 'ConfirmContact' }),
    'assigned, with outcome': say.system(inTouch, note),
    closed,
    'closed, with outcome': say.system(closed, note),
    'closed, feedback noted': say.fpm(say.system(closed, note), { type: 'NoteFeedback' }),
  };
}

function listed<State>(...groups: readonly Named<State>[]): readonly NamedState<State>[] {
  return groups.flatMap((group) =>
    Object.entries(group).map(([name, told]) => ({ name, ...told })),
  );
}

/** A request in every state it can have. */
export function requestStates(texts: Texts = PLAIN): readonly NamedState<Request>[] {
  const scene = { texts };
  return listed(draftStates(scene), undecided(scene), returnStates(scene), decided(scene));
}

function assignedState(scene: Scene): Assigned {
  const { state } = assignedOf(scene);
  if (!isNumbered(state) || state.status !== 'Assigned') {
    throw new Error(`The request is ${state.status}`);
  }
  return state;
}

/** What the request tells it when it goes to the other FPM. */
function handOver({ fpm, otherFpm }: Cast): EngagementOrder {
  return { type: 'ChangeFpm', handOver: { from: fpm, to: otherFpm, by: fpm, at: MONDAY } };
}

function running(scene: Scene): Named<Engagement> {
  const cast = castOf(scene.texts);
  const { id, number, requester, form, expert, contactBy } = assignedState(scene);
  const parts = { request: id, number, requester, form, expert, contactBy };
  const preparing = tellEngagement(undefined, 'system', { type: 'OpenEngagement', ...parts });
  const chats = ['conversation:kickoff-0001', 'conversation:kickoff-0002'] as const;
  const tick = { type: 'TickTask', consentBy: scene.texts.consentBy } as const;
  const contact = { by: cast.requester, at: MONDAY + 90_000_000 };
  const active = tellEngagement(preparing, 'system', { type: 'NoteContact', contact });
  const pitched = tellEngagement(active, expert, { ...tick, task: '3723', consentOn: '' });
  const agreed = tellEngagement(pitched, requester, {
    ...tick,
    task: '3624',
    consentOn: '2026-01-07',
  });
  return {
    preparing,
    'active, handed over': tellEngagement(active, 'system', handOver(cast)),
    'preparing, no chat': tellEngagement(preparing, 'system', {
      type: 'NoteKickoffChat',
      chats: [],
    }),
    'preparing, mirrored': tellEngagement(preparing, 'system', { type: 'NoteKickoffChat', chats }),
    'preparing, reached by mail': tellEngagement(preparing, 'system', {
      type: 'NoteDelivery',
      person: requester.id,
      way: 'mail',
    }),
    active,
    'active, pitch held': pitched,
    'active, consent recorded': agreed,
    'active, consent before the pitch': tellEngagement(active, requester, {
      ...tick,
      task: '3624',
      consentOn: '2026-01-07',
    }),
    'active, all tasks done': tellEngagement(agreed, cast.fpm, {
      ...tick,
      task: '3617',
      consentOn: '',
    }),
  };
}

function ending(scene: Scene, active: Told<Engagement>): Named<Engagement> {
  const { texts } = scene;
  const { requester, fpm, third } = castOf(texts);
  const { summary, whyUnmet, learned, feedback } = texts;
  const report = { type: 'ReportCompletion', summary, learned, feedback, inFtop: true } as const;
  const met = tellEngagement(active, third, { ...report, criteriaMet: 'yes', whyUnmet: '' });
  const unmet = tellEngagement(active, third, {
    ...report,
    criteriaMet: 'no',
    whyUnmet,
    inFtop: false,
  });
  const agreed = tellEngagement(unmet, fpm, { type: 'AgreeToEnd' });
  const completed = tellEngagement(met, requester, { type: 'ConfirmCompletion' });
  return {
    'sent back': tellEngagement(met, requester, { type: 'SendBack', note: texts.missing }),
    'wrapping up, awaits requester': met,
    'wrapping up, awaits FPM': unmet,
    'wrapping up, handed over': tellEngagement(unmet, 'system', handOver(castOf(texts))),
    'wrapping up, FPM agreed': agreed,
    'completed by requester': completed,
    'completed, trained told': tellEngagement(completed, requester, {
      type: 'TellTrained',
      names: learned,
    }),
    'completed by silence': tellEngagement(agreed, 'system', { type: 'CheckConfirmation' }),
  };
}

/** An engagement in every state it can have. */
export function engagementStates(texts: Texts = PLAIN): readonly NamedState<Engagement>[] {
  const scene = { texts };
  const early = running(scene);
  const { preparing, active } = early;
  if (preparing === undefined || active === undefined) {
    throw new Error('There is no running engagement');
  }
  return listed(
    early,
    agreementStates(texts, { preparing, active }),
    meetingStates(texts, active),
    ending(scene, active),
  );
}
