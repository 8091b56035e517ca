import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { BOT_SCRIPT } from '../../src/demo/bot-child';
import type { PersonaKey } from '../../src/demo/personas';
import { openSqliteFile } from '../../src/store/sqlite-file';
import { buildBot } from '../e2e/build-bot';
import { textsOf } from '../e2e/card-reading';
import { activityIn } from '../support/activity-in';
import { chanceOf } from '../support/failpoint-places';
import type { Answer, WireActivity } from '../support/failpoint-teams';
import { HeldAnswers } from '../support/held-answers';
import { ReplicaBot } from '../support/replica-bot';
import { eventually } from '../support/replica-desk';
import { duplicatesIn } from '../support/replica-faults';
import { ReplicaHouse } from '../support/replica-house';
import { eventsOf } from '../support/replica-look';
import { sqliteReplicaStore, type ReplicaStore } from '../support/replica-store';
import { askForExpert, PEOPLE } from '../support/replica-story';

/** A write waits five seconds for its turn. Teams waits fifteen for an answer. */
const ANSWERED_WITHIN_MS = 12_000;
/** Nothing waits for the store here, but the machine may be slow. */
const ALIVE_WITHIN_MS = 3_000;
const PROBED_EVERY_MS = 50;
const REFERENCE = /\b[0-9a-f]{8}\b/;

type FileStore = ReplicaStore & { readonly file: string };

/** What can happen to the file while a bot uses it. */
interface Trouble {
  readonly name: string;
  /** Begins it; what it gives back ends it. */
  readonly begin: (bot: ReplicaBot, store: FileStore) => Promise<() => Promise<unknown>>;
  /** What fits into the pages that are there is written all the same. */
  readonly isPartial?: true;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'another process holds the lock',
    begin: async (_bot, { file }) => {
      const other = await openSqliteFile(file);
      other.exec('BEGIN IMMEDIATE');
      return async () => {
        other.exec('ROLLBACK');
        other.close();
      };
    },
  },
  {
    name: 'the file can only be read',
    begin: async (bot) => {
      await bot.ask({ sql: 'PRAGMA query_only = ON', times: 1 });
      return () => bot.ask({ sql: 'PRAGMA query_only = OFF', times: 1 });
    },
  },
  {
    name: 'the disk is full',
    begin: async (bot) => {
      await bot.ask({ sql: 'PRAGMA max_page_count = 1', times: 1 }); // As many as there are.
      for (const size of [4_000, 400, 40]) {
        const sql = `INSERT INTO meta (name, value) VALUES (hex(randomblob(8)), zeroblob(${String(size)}) || '')`;
        await bot.ask({ sql, times: 10_000 });
      }
      return async () => {
        await bot.ask({ sql: 'PRAGMA max_page_count = 1000000', times: 1 });
        await bot.ask({ sql: "DELETE FROM meta WHERE name <> 'file-version'", times: 1 });
      };
    },
    isPartial: true,
  },
];

/** Whoever reads the one chooses the other. */
const OTHER_LANGUAGE = { de: 'español', es: 'English', en: 'Deutsch' } as const;
const CHOSEN = { español: 'es', English: 'en', Deutsch: 'de' } as const;

function textOf(card: unknown): string {
  return JSON.stringify(card);
}

/** A bot of its own, which begins to start over a locked file and is looked at last: it takes its time while others are tested. */
interface LateBot {
  readonly bot: ReplicaBot;
  readonly start: Promise<void>;
  readonly unlock: () => void;
  readonly close: () => Promise<void>;
}

async function startLate(): Promise<LateBot> {
  const { env, file, remove } = await sqliteReplicaStore();
  const other = await openSqliteFile(file);
  other.exec('BEGIN IMMEDIATE');
  const bot = new ReplicaBot({ env: { ...env, OUTBOX_DIR: dirname(file) } });
  const start = bot.start();
  start.catch(() => undefined); // Whoever waits for it hears of it.
  return {
    ...{ bot, start },
    unlock: () => {
      other.close();
    },
    close: async () => {
      await bot.close();
      await remove();
    },
  };
}

jest.setTimeout(300_000);

let late: LateBot;

beforeAll(async () => {
  await buildBot();
  late = await startLate();
});

afterAll(() => late.close());

describe('a bot whose store is in trouble', () => {
  const answers = new HeldAnswers();
  let house: ReplicaHouse;
  let store: FileStore;
  let asked = 0;
  const reads: Record<'sme' | 'sme2' | 'sme3', 'de' | 'en' | 'es'> = {
    ...{ sme: 'de', sme2: 'es', sme3: 'en' },
  };

  beforeAll(async () => {
    store = await sqliteReplicaStore();
    house = await ReplicaHouse.open({
      store,
      bots: 1,
      script: require.resolve('../support/troubled-bot.cjs'),
      env: { FAILPOINT_DIST: dirname(BOT_SCRIPT), LEASE_MS: '1500', SWEEP_MS: '300' },
      planner: (request) => answers.plan(request),
      chance: chanceOf(1),
    });
    await house.moveIn(PEOPLE);
  });

  afterAll(async () => {
    answers.letGo();
    await house.close();
  });

  /** A button of the FPM and three people who type; each of them has to change something. */
  async function clicksOf(round: number): Promise<readonly WireActivity[]> {
    asked += 1;
    const id = await askForExpert(house.desk, {
      ...{ partner: 'partner', number: asked, isRaced: false },
    });
    const fpms: readonly PersonaKey[] = ['fpm', 'fpm2'];
    const press = 'request.complete';
    const who = await eventually('the FPM to be asked', () =>
      fpms.find((one) => house.teams.shows(one, press, { id })),
    );
    await house.quiet();
    const does = { press, chosen: { id } };
    const place = 'personal';
    return [
      house.teams.activityOf({ id: `press:${String(round)}`, who, place, does }),
      ...(['sme', 'sme2', 'sme3'] as const).map((one) => {
        const language = OTHER_LANGUAGE[reads[one]];
        reads[one] = CHOSEN[language];
        const say = { say: `language ${language}` };
        return house.teams.activityOf({
          id: `say:${one}:${String(round)}`,
          who: one,
          place,
          does: say,
        });
      }),
    ];
  }

  /** How long the whole process does not answer, at most. */
  async function longestSilence(bot: ReplicaBot, until: Promise<unknown>): Promise<number> {
    let longest = 0;
    const over = until.then(() => true);
    do {
      const from = performance.now();
      await bot.probe('healthz');
      longest = Math.max(longest, performance.now() - from);
    } while (!(await Promise.race([over, pause(PROBED_EVERY_MS, false)])));
    return longest;
  }

  /** Clicks that were answered as if they had been carried out: a card, or a reply, without a reference to an error. */
  async function acknowledged(
    clicks: readonly WireActivity[],
    [press]: readonly (Answer | undefined)[],
    before: number,
  ): Promise<readonly string[]> {
    const isSorry = press?.type?.endsWith('.error') === true && REFERENCE.test(textOf(press.card));
    const promised = isSorry ? [] : clicks.slice(0, 1);
    for (const click of clicks.slice(1)) {
      const chat = `a:${click.id.split(':')[1] ?? ''}`;
      const replies = await eventually(`a reply in ${chat}`, () => {
        const found = house.teams
          .messages()
          .slice(before)
          .filter((one) => one.chat === chat && one.isReply && one.card !== undefined);
        return found.length > 0 && found; // A bot that is only seen typing has not answered yet.
      });
      if (!replies.some(({ card }) => REFERENCE.test(textOf(card)))) {
        promised.push(click);
      }
    }
    return promised.map(({ id }) => id);
  }

  async function carriedOut(clicks: readonly WireActivity[]): Promise<readonly string[]> {
    const ids = clicks.map(({ id }) => id);
    return eventsOf(await house.look())
      .filter(({ type }) => /^(LanguageChosen|CompletenessConfirmed)$/.test(type))
      .map(({ causeId }) => activityIn(causeId))
      .filter((causeId) => ids.includes(causeId))
      .toSorted();
  }

  it.each(TROUBLES.map((trouble, round) => ({ ...trouble, round })))(
    'because $name says so, loses nothing it has acknowledged, and goes on by itself afterwards',
    async ({ begin, isPartial, round }) => {
      const [bot] = house.bots as readonly [ReplicaBot];
      const { owner, endpoint } = bot;
      const clicks = await clicksOf(round);

      // A message is in flight when it begins, and arrives.
      answers.hold();
      await house.desk.act({ who: 'partner2', does: { say: 'request SME' } });
      await eventually('a message in flight', () =>
        answers.held.some(({ method, isReply }) => method === 'POST' && !isReply),
      );
      const end = await begin(bot, store);
      answers.letGo();
      const before = house.teams.messages().length;
      const from = performance.now();
      const answering = Promise.all(clicks.map((one) => house.teams.deliver(endpoint, one)));
      const silence = await longestSilence(bot, answering);
      const answered = await answering;
      const took = performance.now() - from;
      const promised = await acknowledged(clicks, answered, before);
      const kept = await carriedOut(clicks);
      const ready = await bot.probe('readyz');
      await end();

      expect(ready).toBe(503);
      expect(silence).toBeLessThan(ALIVE_WITHIN_MS);
      expect(took).toBeLessThan(ANSWERED_WITHIN_MS);
      expect(answered.map((answer) => answer?.status)).toEqual(clicks.map(() => 200));
      expect(promised.filter((id) => !kept.includes(id))).toEqual([]);
      expect(promised.length).toBeLessThan(isPartial === true ? clicks.length : 1);

      await eventually('readiness', async () => (await bot.probe('readyz')) === 200);
      await Promise.all(clicks.map((one) => house.desk.send(one)));
      const look = await house.quiet();
      expect(await carriedOut(clicks)).toEqual(clicks.map(({ id }) => id).toSorted());
      const twice = duplicatesIn(look, house.teams.messages());
      expect(twice.map(({ card }) => textsOf(card)[0])).toEqual([]);
      expect(bot.owner).toBe(owner);
    },
  );
});

it('a bot that starts while another process holds the lock waits for it', async () => {
  const { bot, start, unlock } = late;

  await eventually('a start in vain', () =>
    bot.lines.some(({ msg }) => msg === 'The start is tried again.'),
  );
  unlock();
  await start;

  expect(await bot.probe('readyz')).toBe(200);
});
