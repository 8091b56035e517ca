/** Several bots over one store, the Teams they talk to, and the people before them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import type { PersonaKey } from '../../src/demo/personas';
import type { RecordStore } from '../../src/workflow/store-port';
import { STORY_STARTS } from './bot-process';
import { FailpointTeams } from './failpoint-teams';
import { ReplicaBot } from './replica-bot';
import { eventually, ReplicaDesk } from './replica-desk';
import { lookInto, openWork, type StoreLook } from './replica-look';
import type { ReplicaStore } from './replica-store';
import { StubConnector, type StubPlanner } from './stub-connector';

/** What is to be opened. */
export interface HousePlan {
  readonly store: ReplicaStore;
  readonly bots: number;
  /** Settings on top of those of the store and of a local bot. */
  readonly env: Readonly<Record<string, string>>;
  /** Another entry than the built bot. */
  readonly script?: string;
  /** What Teams does with what it is sent. */
  readonly planner: StubPlanner;
  /** Which bot gets what; numbers from 0 to 1. */
  readonly chance: () => number;
}

export class ReplicaHouse {
  readonly teams: FailpointTeams;
  readonly bots: readonly ReplicaBot[];
  readonly desk: ReplicaDesk;
  readonly #folder = mkdtempSync(join(tmpdir(), 'replica-house-'));
  readonly #store: ReplicaStore;
  #look: RecordStore | undefined;

  private constructor({ store, bots, env, script, planner, chance }: HousePlan) {
    this.#store = store;
    this.teams = new FailpointTeams(new StubConnector(planner));
    const plan = {
      ...(script === undefined ? {} : { script }),
      env: { ...this.#settings(), ...store.env, ...env },
    };
    this.bots = Array.from({ length: bots }, () => new ReplicaBot(plan));
    this.desk = new ReplicaDesk(this.teams, this.bots, chance);
  }

  /** Resolves when all bots listen. */
  static async open(plan: HousePlan): Promise<ReplicaHouse> {
    const house = new ReplicaHouse(plan);
    await house.teams.open();
    try {
      await Promise.all(house.bots.map((bot) => bot.start()));
      house.#look = await plan.store.openForLook();
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.close()));
    await this.#look?.close();
    await this.teams.close();
    await this.#store.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Everybody has a chat of their own with the desk, and one with the others. */
  async moveIn(people: readonly PersonaKey[]): Promise<void> {
    for (const place of ['personal', 'group'] as const) {
      await Promise.all(people.map((who) => this.desk.act({ who, place, does: 'install' })));
    }
  }

  /** Everything in the store, as it is now. */
  look(): Promise<StoreLook> {
    return lookInto(this.#look!);
  }

  /** Waits until nothing is left to be done. */
  quiet(): Promise<StoreLook> {
    return eventually('the end of all work', async () => {
      const now = await this.look();
      return openWork(now).length === 0 && now;
    });
  }

  /** What may explain why it does not go on: what is left to be done, and what the bots complain of. */
  async trouble(): Promise<string> {
    const look = await this.look();
    const complaints = this.bots.flatMap(({ lines, otherOutput }) => [
      ...lines.filter(({ level }) => level !== 'info').map((line) => JSON.stringify(line)),
      ...otherOutput,
    ]);
    return [new Date(look.now).toISOString(), ...openWork(look), ...complaints].join('\n');
  }

  #settings(): Record<string, string> {
    const directory = join(this.#folder, 'directory.json');
    writeFileSync(directory, roomyDirectory());
    return {
      DIRECTORY_FILE: directory,
      OUTBOX_DIR: join(this.#folder, 'outbox'),
      DEMO_START: new Date(STORY_STARTS).toISOString(),
    };
  }
}

/** The directory of the demo, whose experts are all awake at the same time and have room for everybody. */
function roomyDirectory(): string {
  const directory = JSON.parse(readFileSync(DIRECTORY_FILE, 'utf8')) as {
    readonly people: readonly object[];
    readonly experts: readonly object[];
  };
  return JSON.stringify({
    ...directory,
    people: directory.people.map((person) => ({
      ...person,
      home: { zone: 'Europe/Madrid', country: 'ES', subdivision: 'MD' },
    })),
    experts: directory.experts.map((expert) => ({
      ...expert,
      workloads: ['AADP-P2'],
      languages: ['en', 'es', 'de'],
      regions: ['EMEA'],
      limit: 20,
    })),
  });
}
