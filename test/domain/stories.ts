import type { Effect } from '../../src/domain/effects';
import type { FormOptions } from '../../src/domain/form/fields';
import {
  typed,
  type Actor,
  type CommandMeta,
  type Decision,
  type Instant,
  type PersonRef,
} from '../../src/domain/kernel';
import { POLICY, type Policy } from '../../src/domain/policy';
import { decideRequest } from '../../src/domain/request/decide-request';
import { evolveRequest } from '../../src/domain/request/evolve-request';
import type { Draft, FieldChange, Request, RequestForm } from '../../src/domain/request/request';
import type {
  RequestFacts,
  RequestOrder,
  TypedAnswers,
} from '../../src/domain/request/request-commands';
import { effectsOfRequest } from '../../src/domain/request/request-effects';
import type {
  Happened,
  RequestEvent,
  RequestHistory,
} from '../../src/domain/request/request-events';
import {
  candidate,
  candidates,
  facts,
  FORM,
  FRAN,
  hoursIn,
  ID,
  KEPT_PROMISES,
  NOW,
  OPTIONS,
  PAT,
  PROMISES,
  SAM,
  WHOLE,
} from './cast';

/** An event as the history keeps it. */
export function happened(
  event: RequestEvent,
  by: Actor = PAT,
  at: Instant = NOW,
  causeId = 'told',
): RequestHistory {
  return { ...event, by, at, causeId };
}

type Story = readonly RequestHistory[];

/** A form that was opened, with these answers in it. */
export function drafted(answers: TypedAnswers = {}, options: FormOptions = OPTIONS): Story {
  const kept = Object.fromEntries(
    Object.entries(answers).map(([field, text]) => [field, typed(text)]),
  );
  return [happened({ type: 'DraftStarted', id: ID, requester: PAT, options, answers: kept })];
}

/** A request with this form, submitted at {@link NOW}. */
export function sentWith(form: RequestForm): Story {
  return [
    ...drafted(WHOLE),
    happened({
      type: 'RequestSubmitted',
      number: 1042,
      form,
      contactIsRequester: true,
      routing: { outcome: 'staffed', rule: 'aadp', version: '1', reason: 'threshold-met' },
      lookAlikes: [],
      promises: KEPT_PROMISES,
      candidates: candidates(),
      acknowledgeBy: NOW + 300_000,
    }),
  ];
}

export function offeredTo(who: PersonRef, at: Instant = hoursIn(2)): RequestHistory {
  const until = at + 24 * 3_600_000;
  return happened({ type: 'ExpertOffered', candidate: candidate(who), answerBy: until }, FRAN, at);
}

export const SENT: Story = sentWith(FORM);
export const REVIEWED: Story = [
  ...SENT,
  happened({ type: 'CompletenessConfirmed' }, FRAN, hoursIn(1)),
];
/** May be taken back until `hoursIn(122)`. */
export const DENIED: Story = [
  ...SENT,
  happened(
    {
      type: 'RequestDenied',
      reason: 'DENY_OUT_OF_SCOPE',
      note: typed('An expert cannot lead.'),
      reopenBy: hoursIn(122),
    },
    FRAN,
    hoursIn(2),
  ),
];
/** Open again from `hoursIn(3)` on, due at `hoursIn(121)`. */
export const REOPENED: Story = [
  ...DENIED,
  happened(
    {
      type: 'DenialReopened',
      note: typed('They lead after all.'),
      promises: { ...PROMISES, decideBy: hoursIn(121), remindAt: hoursIn(102) },
    },
    FRAN,
    hoursIn(3),
  ),
];

/** A return two hours after a submission; its requester is warned at `hoursIn(240)`, and it expires at `hoursIn(360)`. */
export function returnedAt(
  at: Instant,
  changes: Partial<Happened<'RequestReturned'>> = {},
): RequestHistory {
  const event = {
    type: 'RequestReturned',
    reason: 'RETURN_INCOMPLETE',
    note: typed('Which licences, and why now?'),
    fields: ['licences', 'justification'],
    left: { check: hoursIn(24) - at, decide: hoursIn(120) - at },
    warnAt: hoursIn(240),
    closeBy: hoursIn(360),
  } as const;
  return happened({ ...event, ...changes }, FRAN, at);
}

/** Sent back with 22 hours left to check and 118 to decide. */
export const RETURNED: Story = [...SENT, returnedAt(hoursIn(2))];
export const WARNED: Story = [
  ...RETURNED,
  happened({ type: 'ClosingWarned' }, 'system', hoursIn(240)),
];

/** The requester changed these answers of {@link FORM}; `after` is the form as it then stands. */
export function revisedTo(
  after: RequestForm,
  changes: readonly FieldChange[] = [],
): Omit<Happened<'RequestChanged'>, 'type' | keyof CommandMeta> {
  return {
    form: after,
    changes,
    contactIsRequester: true,
    routing: { outcome: 'staffed', rule: 'aadp', version: '1', reason: 'threshold-met' },
    lookAlikes: [],
    candidates: candidates(),
  };
}

/** Answered an hour after the return; due at `hoursIn(121)`. */
export const SENT_AGAIN: Story = [
  ...RETURNED,
  happened(
    {
      type: 'RequestSentAgain',
      ...revisedTo({ ...FORM, licences: 500 }, [
        { field: 'licences', from: typed('400'), to: typed('500') },
      ]),
      promises: {
        checkBy: hoursIn(25),
        decideBy: hoursIn(121),
        fpmDecideBy: hoursIn(105),
        remindAt: hoursIn(101),
      },
    },
    PAT,
    hoursIn(3),
  ),
];
export const WITHDRAWN: Story = [
  ...SENT,
  happened({ type: 'RequestWithdrawn', reason: typed('It works now.') }, PAT, hoursIn(4)),
];
export const APPROVED: Story = [...SENT, happened({ type: 'RequestApproved' }, FRAN, hoursIn(2))];
export const NOBODY_LEFT: Story = [...APPROVED, happened({ type: 'NobodyLeft' }, FRAN, hoursIn(2))];
/** Sam is asked; the answer is due at `hoursIn(26)`. */
export const OFFERED: Story = [...APPROVED, offeredTo(SAM)];
export const ASSIGNED: Story = [
  ...OFFERED,
  happened(
    {
      type: 'ExpertAssigned',
      expert: SAM,
      contactBy: hoursIn(48),
      engagement: 'engagement:11111111-2222-3333-4444-555555555555',
    },
    SAM,
    hoursIn(3),
  ),
];
export const IN_TOUCH: Story = [
  ...ASSIGNED,
  happened({ type: 'FirstContactConfirmed', closeAt: hoursIn(124) }, SAM, hoursIn(4)),
];
export const CLOSED: Story = [...IN_TOUCH, happened({ type: 'RequestClosed' }, FRAN, hoursIn(5))];

/** The request after these events. */
export function requestAfter(...events: Story): Request | undefined {
  return events.reduce<Request | undefined>(evolveRequest, undefined);
}

/** What was decided, the state it leads to, and the orders that follow from it. */
export type Answer<State, Event> = Decision<Event> & {
  readonly after: State | undefined;
  readonly effects: readonly Effect[];
};

/** A command as a story tells it; without `at` it is given at {@link NOW}. */
export type Told<Order> = Order & { readonly by: Actor } & Partial<CommandMeta>;

/** What the world is like when the command comes; the story's own facts and the policy in force unless told. */
export interface World<Facts> {
  readonly facts?: Facts;
  readonly policy?: Policy;
}

/** A request to which this has happened; `when` asks it, and changes nothing. */
export function given(...events: Story): {
  readonly when: (
    command: Told<RequestOrder>,
    world?: World<RequestFacts>,
  ) => Answer<Request, RequestEvent>;
} {
  const state = requestAfter(...events);
  return {
    when: (told, world = {}) => {
      const meta = { at: NOW, causeId: 'asked' };
      const command = { ...meta, ...told };
      const context = { facts: world.facts ?? facts(), policy: world.policy ?? POLICY };
      const decision = decideRequest(state, command, context);
      const stamped = decision.ok
        ? decision.events.map((event) => happened(event, command.by, command.at, command.causeId))
        : [];
      return { ...decision, ...continued(state, stamped) };
    },
  };
}

function continued(
  state: Request | undefined,
  events: Story,
): { readonly after: Request | undefined; readonly effects: readonly Effect[] } {
  let after = state;
  const effects = events.flatMap((event) => {
    after = evolveRequest(after, event);
    return after === undefined ? [] : effectsOfRequest(event, after);
  });
  return { after, effects };
}

/** The draft of an answer, or a failed test. */
export function draftOf(answer: { readonly after: Request | undefined }): Draft {
  if (answer.after?.status !== 'Draft') {
    throw new Error(`Expected a draft, found ${answer.after?.status ?? 'nothing'}.`);
  }
  return answer.after;
}
