import {
  decideConversation,
  evolveConversation,
  summaryOfConversation,
} from '../domain/directory/conversation';
import { decideListing, evolveListing, summaryOfListing } from '../domain/directory/listing';
import { decidePerson, evolvePerson, summaryOfPerson } from '../domain/directory/person';
import { effectsOfEngagement } from '../domain/engagement/engagement-effects';
import { decideEngagement } from '../domain/engagement/decide-engagement';
import { evolveEngagement } from '../domain/engagement/evolve-engagement';
import { summaryOfEngagement } from '../domain/engagement/engagement-summary';
import type { Effect, Order } from '../domain/effects';
import type { CommandMeta, Decision, Instant, Stamped } from '../domain/kernel';
import type { Policy } from '../domain/policy';
import { decideRequest } from '../domain/request/decide-request';
import { evolveRequest } from '../domain/request/evolve-request';
import { effectsOfRequest } from '../domain/request/request-effects';
import type { Request } from '../domain/request/request';
import type { RequestCommand, RequestFacts } from '../domain/request/request-commands';
import { summaryOfRequest } from '../domain/request/request-summary';
import type { Summary } from '../domain/summary';

type Command = Order & CommandMeta;

/** One kind of record, with its decider; the types of its states, events and facts are known only inside. */
export interface Kind {
  decide(state: unknown, command: Command, facts: unknown, policy: Policy): Decision<Order>;
  evolve(state: unknown, event: unknown): unknown;
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
  readonly summaryOf: (state: State, at: Instant) => Summary;
}

/** The one place where a typed decider is given its erased form: what is stored under a kind was written by that kind. */
function kindOf<State, Given, Happened, Facts>(
  decider: Decider<State, Given, Happened, Facts>,
): Kind {
  return {
    decide: (state, command, facts, policy) =>
      decider.decide(
        state as State | undefined,
        command as Given,
        facts as Facts,
        policy,
      ) as Decision<Order>,
    evolve: (state, event) =>
      decider.evolve(state as State | undefined, event as Stamped<Happened>),
    effectsOf: (event, after) => decider.effectsOf(event as Stamped<Happened>, after as State),
    summaryOf: (state, at) => decider.summaryOf(state as State, at),
  };
}

const none = (): readonly Effect[] => [];

const listing = kindOf({
  decide: decideListing,
  evolve: evolveListing,
  effectsOf: none,
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
    summaryOf: summaryOfEngagement,
  }),
  person: kindOf({
    decide: decidePerson,
    evolve: evolvePerson,
    effectsOf: none,
    summaryOf: summaryOfPerson,
  }),
  conversation: kindOf({
    decide: decideConversation,
    evolve: evolveConversation,
    effectsOf: none,
    summaryOf: summaryOfConversation,
  }),
  partner: listing,
  expert: listing,
};

/** The kind a record id belongs to; `undefined` for an id that is none of ours. Pure. */
export function kindOfRecord(id: string): Kind | undefined {
  const kind = id.slice(0, Math.max(0, id.indexOf(':')));
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}
