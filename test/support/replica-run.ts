/** Four bots over one store, people who keep them busy, and two kills at random moments. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import type { RecordStore } from '../../src/workflow/store-port';
import { STORY_STARTS } from './bot-process';
import { chanceOf } from './failpoint-places';
import { FailpointTeams } from './failpoint-teams';
import { ReplicaBot } from './replica-bot';
import { eventually, ReplicaDesk } from './replica-desk';
import { leasedBy, lookInto, openWork, type StoreLook } from './replica-look';
import type { ReplicaStore } from './replica-store';
import { askForExpert, leadToEnd, PEOPLE, type Plan } from './replica-story';
import { StubConnector } from './stub-connector';

/** A process that was killed in the middle of its work. */
export interface Kill {
  readonly owner: string;
  readonly at: number;
  /** Messages that it may have posted without noting it. */
  readonly inFlight: number;
  /** Effects that it held. */
  readonly held: number;
  /** Until somebody else had all of them, in milliseconds. */
  readonly takenOverMs: number;
}

/** What is left when everything is over. */
export interface RunEnd {
  readonly look: StoreLook;
  readonly desk: ReplicaDesk;
  readonly teams: FailpointTeams;
  readonly kills: readonly Kill[];
  readonly ends: readonly string[];
  readonly lines: ReplicaBot['lines'];
}

export const LEASE_MS = 3_000;
export const SWEEP_MS = 300;
const BOTS = 4;
const REQUESTS_PER_PARTNER = 3;
/** Longest time that Teams takes for an answer. */
const TEAMS_TAKES_MS = 40;
/** Of a hundred messages so many are refused for the moment. */
const REFUSED_OF_100 = 4;
/** Between so many requests at Teams the kills happen. */
const KILLS_BETWEEN = [40, 150] as const;

export class ReplicaRun {
  readonly #chance: () => number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'replica-run-'));
  readonly #teams: FailpointTeams;
  readonly #bots: readonly ReplicaBot[];
  readonly #desk: ReplicaDesk;
  readonly #store: ReplicaStore;
  readonly #killsAt: number[];
  readonly #kills: Promise<Kill>[] = [];
  #look: RecordStore | undefined;

  private constructor(seed: number, store: ReplicaStore) {
    this.#chance = chanceOf(seed);
    this.#store = store;
    const [first, last] = KILLS_BETWEEN;
    this.#killsAt = [0, 1].map(() => first + Math.floor(this.#chance() * (last - first)));
    this.#teams = new FailpointTeams(
      new StubConnector(({ method, path }, count) => {
        this.#killAt(count);
        // What is said in a turn has no second attempt; what the dispatcher sends has.
        const isReply = method === 'POST' && /\/activities\/./.test(path);
        const isRefused = !isReply && this.#chance() * 100 < REFUSED_OF_100;
        return {
          ...(isRefused ? { answer: { status: 502 } } : {}),
          until: pause(this.#chance() * TEAMS_TAKES_MS),
        };
      }),
    );
    const env = { ...store.env, ...this.#settings() };
    this.#bots = Array.from({ length: BOTS }, () => new ReplicaBot({ env }));
    this.#desk = new ReplicaDesk(this.#teams, this.#bots, this.#chance);
  }

  /** All bots listen, everybody has a chat with the desk. */
  static async open(seed: number, store: ReplicaStore): Promise<ReplicaRun> {
    const run = new ReplicaRun(seed, store);
    await run.#teams.open();
    await Promise.all(run.#bots.map((bot) => bot.start()));
    run.#look = await store.openForLook();
    for (const place of ['personal', 'group'] as const) {
      await Promise.all(PEOPLE.map((who) => run.#desk.act({ who, place, does: 'install' })));
    }
    return run;
  }

  async close(): Promise<void> {
    await Promise.all(this.#bots.map((bot) => bot.close()));
    await this.#look?.close();
    await this.#teams.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Tells everything to its end and lets some days go by. */
  async play(): Promise<RunEnd> {
    const ends = (
      await Promise.all([this.#requestsOf('partner', 0), this.#requestsOf('partner2', 10)])
    ).flat();
    await this.#quiet();
    await this.#desk.act({ who: 'fpm', does: { say: 'fast forward 2 days' } });
    const look = await this.#quiet();
    return {
      look,
      ends,
      desk: this.#desk,
      teams: this.#teams,
      kills: await Promise.all(this.#kills),
      lines: this.#bots.flatMap(({ lines }) => lines),
    };
  }

  /** One form after the other; what comes after a form goes on beside the next one. */
  async #requestsOf(partner: Plan['partner'], from: number): Promise<readonly string[]> {
    const ends: Promise<string>[] = [];
    for (let n = 0; n < REQUESTS_PER_PARTNER; n += 1) {
      const plan = { partner, number: from + n, isRaced: this.#chance() < 0.3 };
      const id = await askForExpert(this.#desk, plan);
      ends.push(leadToEnd(this.#desk, id, plan));
    }
    return Promise.all(ends);
  }

  /** Waits until nothing is left to be done. */
  #quiet(): Promise<StoreLook> {
    let open: readonly string[] = [];
    return eventually('the end of all work', async () => {
      const look = await this.#lookNow();
      open = openWork(look);
      return open.length === 0 && look;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${open.join('\n')}`);
    });
  }

  async #lookNow(): Promise<StoreLook> {
    return lookInto(this.#look!);
  }

  /** Teams has taken a request and not answered it yet: the moment at which a kill leaves something in flight. */
  #killAt(count: number): void {
    for (const at of this.#killsAt) {
      if (at === count) {
        this.#kills.push(this.#kill());
      }
    }
  }

  async #kill(): Promise<Kill> {
    const up = this.#bots.filter(({ isUp }) => isUp);
    const bot = up[Math.floor(this.#chance() * up.length)]!;
    const { owner } = bot;
    await bot.end('SIGKILL');
    const at = performance.now();
    const held = leasedBy(await this.#lookNow(), owner);
    const isBack = bot.start();
    await eventually(
      'the takeover of what a killed bot held',
      async () => leasedBy(await this.#lookNow(), owner).length === 0,
    );
    const takenOverMs = performance.now() - at;
    await isBack;
    const posting = held.filter(
      ({ record, effect: { order } }) =>
        order.type === 'Show' &&
        record.copies.some(({ key, activityId }) => key === order.copy && activityId === undefined),
    );
    const inFlight = new Set(posting.map(({ record }) => record.id)).size;
    return { owner, at, inFlight, held: held.length, takenOverMs };
  }

  #settings(): Record<string, string> {
    const directory = join(this.#folder, 'directory.json');
    writeFileSync(directory, roomyDirectory());
    return {
      DIRECTORY_FILE: directory,
      OUTBOX_DIR: join(this.#folder, 'outbox'),
      DEMO_START: new Date(STORY_STARTS).toISOString(),
      LEASE_MS: String(LEASE_MS),
      SWEEP_MS: String(SWEEP_MS),
    };
  }
}

/** The directory of the demo, whose experts are all awake at the same time and have room for everybody. */
function roomyDirectory(): string {
  const directory = JSON.parse(readFileSync(DIRECTORY_FILE, 'utf8')) as {
    people: { home: object }[];
    experts: { limit: number; languages: string[]; regions: string[]; workloads: string[] }[];
  };
  const { people, experts } = directory;
  return JSON.stringify({
    ...directory,
    people: people.map((person) => ({
      ...person,
      home: { zone: 'Europe/Madrid', country: 'ES', subdivision: 'MD' },
    })),
    experts: experts.map((expert) => ({
      ...expert,
      workloads: ['AADP-P2'],
      languages: ['en', 'es', 'de'],
      regions: ['EMEA'],
      limit: 20,
    })),
  });
}
