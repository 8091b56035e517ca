/** Four bots over one store, people who keep them busy, and two kills at random moments. */
import { setTimeout as pause } from 'node:timers/promises';

import { chanceOf } from './failpoint-places';
import type { FailpointTeams } from './failpoint-teams';
import type { ReplicaBot } from './replica-bot';
import { eventually, type ReplicaDesk } from './replica-desk';
import { ReplicaHouse } from './replica-house';
import { leasedBy, pendingOf, type Pending, type StoreLook } from './replica-look';
import type { ReplicaStore } from './replica-store';
import { askForExpert, leadToEnd, PEOPLE, type Plan } from './replica-story';
import type { StubPlan, StubRequest } from './stub-connector';

/** A process that was killed in the middle of its work. */
export interface Kill {
  readonly owner: string;
  /** By `performance.now()`. */
  readonly at: number;
  /** Messages that it may have posted without noting it: one for each record that it held a new one of. */
  readonly inFlight: number;
  /** Effects that it held. */
  readonly held: number;
  /** Until somebody else was at work on everything that it held, in milliseconds. */
  readonly takenOverMs: number;
}

/** What is left when everything is over. */
export interface RunEnd {
  readonly look: StoreLook;
  readonly desk: ReplicaDesk;
  readonly teams: FailpointTeams;
  readonly kills: readonly Kill[];
  readonly lines: ReplicaBot['lines'];
  /** By when somebody has to see what a killed process left, in milliseconds. */
  readonly seenWithinMs: number;
}

const BOTS = 4;
const REQUESTS_PER_PARTNER = 3;
/** Of ten decisions so many are raced. */
const RACED_OF_10 = 3;
/** Longest time that Teams takes for an answer. */
const TEAMS_TAKES_MS = 40;
/** Of a hundred messages so many are refused for the moment. */
const REFUSED_OF_100 = 4;
/** Between so many requests at Teams the kills happen; there are more than that in every story. */
const KILLS_BETWEEN = [40, 110] as const;

export class ReplicaRun {
  readonly #chance: () => number;
  readonly #seenWithinMs: number;
  readonly #killsAt: readonly number[];
  readonly #kills: Promise<Kill>[] = [];
  #house: ReplicaHouse | undefined;

  private constructor(seed: number, { leaseMs, sweepMs }: ReplicaStore) {
    this.#seenWithinMs = leaseMs + sweepMs;
    this.#chance = chanceOf(seed);
    const [first, last] = KILLS_BETWEEN;
    this.#killsAt = [0, 1].map(() => first + Math.floor(this.#chance() * (last - first)));
  }

  /** Tells everything to its end, two bots being killed on the way, and lets two days go by. */
  static async play(seed: number, store: ReplicaStore): Promise<RunEnd> {
    const run = new ReplicaRun(seed, store);
    const house = await ReplicaHouse.open({
      store,
      bots: BOTS,
      env: { LEASE_MS: String(store.leaseMs), SWEEP_MS: String(store.sweepMs) },
      planner: (request, count) => run.#planOf(request, count),
      chance: run.#chance,
    });
    run.#house = house;
    try {
      return await run.#tell(house);
    } catch (error) {
      throw new Error(`${String(error)}\n${await house.trouble()}`);
    } finally {
      await house.close();
    }
  }

  async #tell(house: ReplicaHouse): Promise<RunEnd> {
    const { desk, teams, bots } = house;
    await house.moveIn(PEOPLE);
    await Promise.all([
      this.#requestsOf(desk, 'partner', 0),
      this.#requestsOf(desk, 'partner2', REQUESTS_PER_PARTNER),
    ]);
    await house.quiet();
    await desk.act({ who: 'fpm', does: { say: 'fast forward 2 days' } });
    const kills = await Promise.all(this.#kills);
    const look = await house.quiet();
    const lines = bots.flatMap((bot) => bot.lines);
    return { look, desk, teams, kills, lines, seenWithinMs: this.#seenWithinMs };
  }

  /** One form after the other; what comes after a form goes on beside the next one. */
  async #requestsOf(desk: ReplicaDesk, partner: Plan['partner'], first: number): Promise<void> {
    const ends: Promise<void>[] = [];
    for (let number = first; number < first + REQUESTS_PER_PARTNER; number += 1) {
      const plan = { partner, number, isRaced: this.#chance() * 10 < RACED_OF_10 };
      const id = await askForExpert(desk, plan);
      ends.push(leadToEnd(desk, id, plan));
    }
    await Promise.all(ends);
  }

  /** Teams has taken a request and not answered it yet: the moment at which a kill leaves something in flight. */
  #planOf({ method, path }: Pick<StubRequest, 'method' | 'path'>, count: number): StubPlan {
    this.#killsAt.filter((at) => at === count).forEach(() => this.#kills.push(this.#killOne()));
    // What is said in a turn has no second attempt; what the dispatcher sends has.
    const isReply = method === 'POST' && /\/activities\/./.test(path);
    const isRefused = !isReply && this.#chance() * 100 < REFUSED_OF_100;
    return {
      ...(isRefused ? { answer: { status: 502 } } : {}),
      until: pause(this.#chance() * TEAMS_TAKES_MS),
    };
  }

  /** One that has something to lose, if there is one. */
  #victim(bots: readonly ReplicaBot[], look: StoreLook): ReplicaBot {
    const up = bots.filter(({ isUp }) => isUp);
    const busy = up.filter(({ owner }) => leasedBy(look, owner).length > 0);
    const victims = busy.length > 0 ? busy : up;
    return victims[Math.floor(this.#chance() * victims.length)]!;
  }

  async #killOne(): Promise<Kill> {
    const house = this.#house!;
    const bot = this.#victim(house.bots, await house.look());
    const { owner } = bot;
    await bot.end('SIGKILL');
    const at = performance.now();
    const held = leasedBy(await house.look(), owner);
    const isBack = bot.start();
    await eventually('the takeover of what a killed bot held', async () =>
      isTakenOver(held, await house.look(), owner),
    );
    const takenOverMs = performance.now() - at;
    await isBack;
    const inFlight = new Set(held.filter(isNewMessage).map(({ record }) => record.id)).size;
    return { owner, at, inFlight, held: held.length, takenOverMs };
  }
}

/** In every record that it held something of, somebody else is at work or has been. */
function isTakenOver(held: readonly Pending[], look: StoreLook, owner: string): boolean {
  const before = held.map(({ record }) => record.id);
  const after = leasedBy(look, owner).map(({ record }) => record.id);
  const others = pendingOf(look).filter(
    ({ effect: { lease } }) => (lease?.owner ?? owner) !== owner,
  );
  return before.every(
    (id) =>
      others.some(({ record }) => record.id === id) ||
      after.filter((one) => one === id).length < before.filter((one) => one === id).length,
  );
}

function isNewMessage({ record, effect: { order } }: Pending): boolean {
  return (
    order.type === 'Show' &&
    record.copies.some(({ key, activityId }) => key === order.copy && activityId === undefined)
  );
}
