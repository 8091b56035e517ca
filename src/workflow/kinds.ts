import {
  decideConversation,
  evolveConversation,
  summaryOfConversation,
} from '../domain/directory/conversation';
import {
  decideListing,
  evolveListing,
  summaryOfListing,
  supersedesInListing,
} from '../domain/directory/listing';
import {
  decidePerson,
  effectsOfPerson,
  evolvePerson,
  summaryOfPerson,
  supersedesInPerson,
} from '../domain/directory/person';
import {
  decideDeliveryAlarm,
  effectsOfDeliveryAlarm,
  evolveDeliveryAlarm,
  summaryOfDeliveryAlarm,
  supersedesInDeliveryAlarm,
} from '../domain/alarm/delivery-alarm';
import {
  decideCredential,
  effectsOfCredential,
  evolveCredential,
  summaryOfCredential,
  supersedesInCredential,
} from '../domain/credential/credential';
import { effectsOfCheckIn } from '../domain/check-in/check-in-effects';
import { summaryOfCheckIn } from '../domain/check-in/check-in-summary';
import { decideCheckIn } from '../domain/check-in/decide-check-in';
import { evolveCheckIn } from '../domain/check-in/evolve-check-in';
import { effectsOfEngagement } from '../domain/engagement/engagement-effects';
import { decideEngagement } from '../domain/engagement/decide-engagement';
import { evolveEngagement } from '../domain/engagement/evolve-engagement';
import { summaryOfEngagement } from '../domain/engagement/engagement-summary';
import { supersedesInEngagement } from '../domain/engagement/supersedes';
import { decideDrop, isDrop, isDropped, type DropFacts } from '../domain/delivery-drop';
import type { Effect, Order } from '../domain/effects';
import type { CommandMeta, Decision, Instant, Stamped } from '../domain/kernel';
import type { Policy } from '../domain/policy';
import {
  decideSending,
  effectsOfSending,
  evolveSending,
  summaryOfSending,
  supersedesInSending,
} from '../domain/setting/sending';
import { decideQuestion } from '../domain/question/decide-question';
import { evolveQuestion } from '../domain/question/evolve-question';
import { effectsOfQuestion } from '../domain/question/question-effects';
import { summaryOfQuestion } from '../domain/question/question-summary';
import { decideRequest } from '../domain/request/decide-request';
import { evolveRequest } from '../domain/request/evolve-request';
import { effectsOfRequest } from '../domain/request/request-effects';
import type { Request } from '../domain/request/request';
import type { RequestCommand, RequestFacts } from '../domain/request/request-commands';
import { summaryOfRequest } from '../domain/request/request-summary';
import type { Summary } from '../domain/summary';
import {
  decideToday,
  effectsOfToday,
  evolveToday,
  summaryOfToday,
  supersedesToday,
} from '../domain/today/today';

type Command = Order & CommandMeta;

/** One kind of record, with its decider; the types of its states, events and facts are known only inside. */
export interface Kind {
  decide(state: unknown, command: Command, facts: unknown, policy: Policy): Decision<Order>;
  evolve(state: unknown, event: unknown): unknown;
  /** Whether an earlier event need not be kept once this one is: the state folds to the same without it. */
  supersedes(event: unknown, earlier: unknown): boolean;
  effectsOf(event: unknown, after: unknown): readonly Effect[];
  summaryOf(state: unknown, at: Instant): Summary;
}

/** A decider as the domain writes it. */
interface Decider<State, Given, Happened, Facts> {
  readonly decide: (
    state: State | undefined,
    command: Given,
    facts: Facts,
    policy: Policy,
  ) => Decision<Happened>;
  readonly evolve: (state: State | undefined, event: Stamped<Happened>) => State | undefined;
  readonly effectsOf: (event: Stamped<Happened>, after: State) => readonly Effect[];
  /** Absent where every event is kept. */
  readonly supersedes?: (event: Stamped<Happened>, earlier: Stamped<Happened>) => boolean;
  readonly summaryOf: (state: State, at: Instant) => Summary;
}

/**
 * The one place where a typed decider is given its erased form: what is stored under a kind was written by that kind. What an operator
 * drops is the same for all kinds, and no business of theirs.
 */
function kindOf<State, Given, Happened, Facts>(
  decider: Decider<State, Given, Happened, Facts>,
): Kind {
  return {
    decide: (state, command, facts, policy) =>
      (isDrop(command)
        ? decideDrop(command, facts as DropFacts, policy)
        : decider.decide(
            state as State | undefined,
            command as Given,
            facts as Facts,
            policy,
          )) as Decision<Order>,
    evolve: (state, event) =>
      isDropped(event as Order)
        ? state
        : decider.evolve(state as State | undefined, event as Stamped<Happened>),
    supersedes: (event, earlier) =>
      !isDropped(event as Order) &&
      !isDropped(earlier as Order) &&
      (decider.supersedes?.(event as Stamped<Happened>, earlier as Stamped<Happened>) ?? false),
    effectsOf: (event, after) =>
      isDropped(event as Order)
        ? []
        : decider.effectsOf(event as Stamped<Happened>, after as State),
    summaryOf: (state, at) => decider.summaryOf(state as State, at),
  };
}

const none = (): readonly Effect[] => [];

const listing = kindOf({
  decide: decideListing,
  evolve: evolveListing,
  effectsOf: none,
  supersedes: supersedesInListing,
  summaryOf: summaryOfListing,
});

const KINDS: Readonly<Record<string, Kind>> = {
  request: kindOf({
    decide: (state: Request | undefined, command: RequestCommand, facts: RequestFacts, policy) =>
      decideRequest(state, command, { facts, policy }),
    evolve: evolveRequest,
    effectsOf: effectsOfRequest,
    summaryOf: summaryOfRequest,
  }),
  engagement: kindOf({
    decide: decideEngagement,
    evolve: evolveEngagement,
    effectsOf: effectsOfEngagement,
    supersedes: supersedesInEngagement,
    summaryOf: summaryOfEngagement,
  }),
  checkin: kindOf({
    decide: decideCheckIn,
    evolve: evolveCheckIn,
    effectsOf: effectsOfCheckIn,
    summaryOf: summaryOfCheckIn,
  }),
  person: kindOf({
    decide: decidePerson,
    evolve: evolvePerson,
    effectsOf: effectsOfPerson,
    supersedes: supersedesInPerson,
    summaryOf: summaryOfPerson,
  }),
  conversation: kindOf({
    decide: decideConversation,
    evolve: evolveConversation,
    effectsOf: none,
    summaryOf: summaryOfConversation,
  }),
  today: kindOf({
    decide: decideToday,
    evolve: evolveToday,
    effectsOf: effectsOfToday,
    supersedes: supersedesToday,
    summaryOf: summaryOfToday,
  }),
  credential: kindOf({
    decide: decideCredential,
    evolve: evolveCredential,
    effectsOf: effectsOfCredential,
    supersedes: supersedesInCredential,
    summaryOf: summaryOfCredential,
  }),
  question: kindOf({
    decide: decideQuestion,
    evolve: evolveQuestion,
    effectsOf: effectsOfQuestion,
    summaryOf: summaryOfQuestion,
  }),
  setting: kindOf({
    decide: decideSending,
    evolve: evolveSending,
    effectsOf: effectsOfSending,
    supersedes: supersedesInSending,
    summaryOf: summaryOfSending,
  }),
  alarm: kindOf({
    decide: decideDeliveryAlarm,
    evolve: evolveDeliveryAlarm,
    effectsOf: effectsOfDeliveryAlarm,
    supersedes: supersedesInDeliveryAlarm,
    summaryOf: summaryOfDeliveryAlarm,
  }),
  partner: listing,
  expert: listing,
};

/** The kind a record id belongs to; `undefined` for an id that is none of ours. Pure. */
export function kindOfRecord(id: string): Kind | undefined {
  const kind = id.slice(0, Math.max(0, id.indexOf(':')));
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}
