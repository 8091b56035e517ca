import type { Effect } from '../../src/domain/effects';
import { decideEngagement } from '../../src/domain/engagement/decide-engagement';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { effectsOfEngagement } from '../../src/domain/engagement/engagement-effects';
import type {
  EngagementCommand,
  EngagementFacts,
  EngagementHistory,
  EngagementOrder,
} from '../../src/domain/engagement/engagement-messages';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import type { Actor, EngagementId, Instant } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { decideRequest } from '../../src/domain/request/decide-request';
import { evolveRequest } from '../../src/domain/request/evolve-request';
import { isNumbered, type NumberedRequest, type Request } from '../../src/domain/request/request';
import type {
  RequestCommand,
  RequestFacts,
  RequestOrder,
} from '../../src/domain/request/request-commands';
import { effectsOfRequest } from '../../src/domain/request/request-effects';
import type { RequestHistory } from '../../src/domain/request/request-events';
import { NOW, PAT } from './cast';

/** One thing that happens to the machine. */
export type Stimulus =
  | { readonly to: 'request'; readonly order: RequestOrder; readonly facts: RequestFacts }
  | { readonly to: 'engagement'; readonly order: EngagementOrder; readonly facts: EngagementFacts }
  /** One of the pending orders is carried out; messages between records keep their order. */
  | {
      readonly to: 'delivery';
      readonly request: RequestFacts;
      readonly engagement: EngagementFacts;
    };

/** A stimulus with who gave it, and how long after the last one. */
export interface Step {
  readonly stimulus: Stimulus;
  /** `fitting` is whoever has the next word on it, so that runs get somewhere. */
  readonly by: Actor | 'fitting';
  readonly afterHours: number;
  /** Which pending order a delivery is about, counted round. */
  readonly nth: number;
  /** Whether a delivered order comes a second time. */
  readonly twice: boolean;
}

/** What came of one command: the state before and after, what was written, and what it ordered. */
export type Move =
  | {
      readonly record: 'request';
      readonly command: RequestCommand;
      readonly before: Request | undefined;
      readonly after: Request | undefined;
      readonly events: readonly RequestHistory[];
      /** The orders of each event, in step with `events`. */
      readonly effects: readonly (readonly Effect[])[];
    }
  | {
      readonly record: 'engagement';
      readonly command: EngagementCommand;
      readonly before: Engagement | undefined;
      readonly after: Engagement | undefined;
      readonly events: readonly EngagementHistory[];
      readonly effects: readonly (readonly Effect[])[];
    };

/** Everything that happened, in order, and where it led. */
export interface Run {
  readonly moves: readonly Move[];
  readonly request: Request | undefined;
  readonly engagement: Engagement | undefined;
}

type Pending = Extract<Effect, { type: 'Tell' | 'WakeUp' | 'OpenKickoffChat' }>;

interface World {
  request: Request | undefined;
  engagement: Engagement | undefined;
  at: Instant;
  readonly moves: Move[];
  readonly pending: { readonly from: Move['record']; readonly order: Pending }[];
}

/** Lets all of this happen to one request and its engagement. Frozen inputs show whether anything is changed in place. */
export function run(steps: readonly Step[]): Run {
  const world: World = {
    request: undefined,
    engagement: undefined,
    at: NOW,
    moves: [],
    pending: [],
  };
  steps.forEach((step, index) => {
    world.at += step.afterHours * 3_600_000;
    happen(world, frozen(step), `step-${String(index)}`);
  });
  const { moves, request, engagement } = world;
  return { moves, request, engagement };
}

function happen(world: World, step: Step, causeId: string): void {
  const { stimulus } = step;
  const by = step.by === 'fitting' ? fittingActor(world, stimulus) : step.by;
  const meta = { by, at: world.at, causeId };
  switch (stimulus.to) {
    case 'request':
      tellRequest(world, { ...stimulus.order, ...meta }, stimulus.facts);
      break;
    case 'engagement':
      tellEngagement(world, { ...stimulus.order, ...meta }, stimulus.facts);
      break;
    case 'delivery':
      deliver(world, stimulus, step);
  }
}

function fittingActor({ request, engagement }: World, { to }: Stimulus): Actor {
  if (to === 'engagement' && engagement !== undefined) {
    const { requester, fpm, expert } = engagement;
    const awaited = engagement.status === 'WrappingUp' ? engagement.awaits : 'expert';
    return { requester, fpm, expert }[awaited];
  }
  return request === undefined || !isNumbered(request) ? PAT : expectedAt(request);
}

function expectedAt(request: NumberedRequest): Actor {
  if (request.status === 'Returned') {
    return request.requester;
  }
  if (request.status === 'Approved' && request.offer !== undefined) {
    return request.offer.expert;
  }
  const isSilent = request.status === 'Assigned' && request.contact === undefined;
  return isSilent ? request.expert : request.form.fpm;
}

function taken({ pending }: World, { nth, twice }: Step): World['pending'][number] | undefined {
  const wanted = nth % Math.max(1, pending.length);
  const isMessage = pending[wanted]?.order.type === 'Tell';
  const index = isMessage ? pending.findIndex(({ order }) => order.type === 'Tell') : wanted;
  return twice ? pending[index] : pending.splice(index, 1)[0];
}

function deliver(world: World, facts: Extract<Stimulus, { to: 'delivery' }>, step: Step): void {
  const next = taken(world, step);
  if (next === undefined) {
    return;
  }
  const { order, from } = next;
  const meta = {
    by: 'system',
    at: world.at,
    causeId: `delivery-${String(world.moves.length)}`,
  } as const;
  if (order.type === 'OpenKickoffChat') {
    const told = { type: 'NoteKickoffChat', chats: ['conversation:kickoff' as const] } as const;
    tellEngagement(world, { ...told, ...meta }, facts.engagement);
    return;
  }
  const toRequest =
    order.type === 'WakeUp' ? from === 'request' : order.record.startsWith('request:');
  if (order.type === 'WakeUp') {
    world.at = Math.max(world.at, order.at);
  }
  const command = { ...order.command, ...meta, at: world.at };
  if (toRequest) {
    tellRequest(world, command as RequestCommand, facts.request);
  } else {
    const id = order.type === 'Tell' ? (order.record as EngagementId) : facts.engagement.id;
    tellEngagement(world, command as EngagementCommand, { ...facts.engagement, id });
  }
}

function tellRequest(world: World, command: RequestCommand, facts: RequestFacts): void {
  const before = world.request;
  const decision = decideRequest(before, command, { facts, policy: POLICY });
  const events = decision.ok ? decision.events.map((event) => stamped(event, command)) : [];
  const effects = events.map((event) => {
    world.request = frozen(evolveRequest(world.request, event));
    return world.request === undefined ? [] : effectsOfRequest(event, world.request);
  });
  world.moves.push({ record: 'request', command, before, after: world.request, events, effects });
  queue(world, 'request', effects.flat());
}

function tellEngagement(world: World, command: EngagementCommand, facts: EngagementFacts): void {
  const before = world.engagement;
  const decision = decideEngagement(before, command, facts, POLICY);
  const events = decision.ok ? decision.events.map((event) => stamped(event, command)) : [];
  const effects = events.map((event) => {
    world.engagement = frozen(evolveEngagement(world.engagement, event));
    return world.engagement === undefined ? [] : effectsOfEngagement(event, world.engagement);
  });
  const after = world.engagement;
  world.moves.push({ record: 'engagement', command, before, after, events, effects });
  queue(world, 'engagement', effects.flat());
}

function stamped<Event>(
  event: Event,
  { by, at, causeId }: RequestCommand | EngagementCommand,
): Event & { readonly by: Actor; readonly at: Instant; readonly causeId: string } {
  return frozen({ ...event, by, at, causeId });
}

function queue(world: World, from: Move['record'], effects: readonly Effect[]): void {
  // What is told to check-ins stays there: they are records of their own.
  const own = effects.filter(
    (order) => order.type !== 'Tell' || !order.record.startsWith('checkin:'),
  );
  for (const order of own) {
    if (order.type === 'Tell' || order.type === 'WakeUp' || order.type === 'OpenKickoffChat') {
      world.pending.push({ from, order });
    }
  }
}

/** The same value, in which nothing can be changed any more. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
