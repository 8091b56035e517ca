import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckIn } from '../../src/domain/check-in/check-in';
import { openStore } from '../../src/store/open-store';
import { checkInsNow, KICKOFF, weeklyCheckIns } from '../support/check-in-years';
import { runSweeper, type SweeperEnd } from '../support/check-in-sweepers';
import { FakeChats } from '../support/fake-chats';
import { openHouse, type FakeHouse } from '../support/fake-house';

/** `WEIGHT=long`: two years, and two processes at a time of which one is killed again and again; otherwise a few weeks. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const WEEKS = IS_LONG ? 104 : 6;
/** Check-ins that each killed process sees. */
const KILL_AFTER = IS_LONG ? 9 : 3;
const KILLS = Math.floor(WEEKS / KILL_AFTER) - 1;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-ins-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function withHouse<Result>(
  file: string,
  use: (house: FakeHouse) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ kind: 'sqlite', file });
  const house = openHouse({ store, chats: new FakeChats([KICKOFF]), isDispatching: true });
  try {
    return await use(house);
  } finally {
    await house.dispatcher.stop();
    await store.close();
  }
}

/** Processes that die, one after the other, and one that lives to the end; in the long form it runs beside them. */
async function runAll(file: string): Promise<readonly SweeperEnd[]> {
  const ends: SweeperEnd[] = [];
  const survivor = IS_LONG ? [runSweeper({ file, weeks: WEEKS })] : [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    ends.push(await runSweeper({ file, weeks: WEEKS, killAfter: KILL_AFTER }));
  }
  return [...ends, ...(await Promise.all([...survivor, runSweeper({ file, weeks: WEEKS })]))];
}

it('check-ins survive that their process is killed: each is opened once, answered once, and posted', async () => {
  const file = join(folder, 'desk.db');
  await withHouse(file, weeklyCheckIns);

  const ends = await runAll(file);

  const found: readonly CheckIn[] = await withHouse(file, ({ ports }) => checkInsNow(ports));
  const kills = ends.filter(({ signal }) => signal === 'SIGKILL').length;
  const posted = ends.reduce((sum, end) => sum + end.posted, 0);
  process.stdout.write(`${String(kills)} kills, ${String(posted - WEEKS)} posts too many\n`);
  expect(found.map(({ ordinal }) => ordinal)).toEqual(found.map((_one, index) => index + 1));
  expect(found.length).toBe(WEEKS);
  expect(found.map(({ status }) => status)).toEqual(Array<string>(WEEKS).fill('Answered'));
  // A post whose process dies before it could note it is repeated: one at most for each kill.
  expect(posted).toBeGreaterThanOrEqual(WEEKS - kills);
  expect(posted).toBeLessThanOrEqual(WEEKS + kills);
}, 600_000);
