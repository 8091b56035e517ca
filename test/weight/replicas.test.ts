import { buildBot } from '../e2e/build-bot';
import { countedIn, duplicatesIn, faultsOf } from '../support/replica-faults';
import { ReplicaRun, type RunEnd } from '../support/replica-run';
import { cosmosReplicaStore, sqliteReplicaStore } from '../support/replica-store';

/** `WEIGHT=long` plays twenty stories in a row; otherwise one. `REPLICA_SEED=n` plays the one of this seed. */
const SEEDS = seedsOf(process.env['REPLICA_SEED'], process.env['WEIGHT'] === 'long' ? 20 : 1);
/** How every story is kept; each begins with nothing. `REPLICA_STORE=cosmos` tells it on this one only. */
const STORES = [
  { name: 'sqlite', open: sqliteReplicaStore },
  { name: 'cosmos', open: cosmosReplicaStore },
].filter(({ name }) => name === (process.env['REPLICA_STORE'] ?? name));

jest.setTimeout(600_000);

beforeAll(buildBot);

function seedsOf(chosen: string | undefined, count: number): readonly number[] {
  return chosen === undefined
    ? Array.from({ length: count }, (_none, n) => n + 1)
    : [Number(chosen)];
}

/** A line for whoever wants to know how hard it was. */
function summaryOf(seed: number, { look, teams, kills, desk, lines }: RunEnd): string {
  const messages = teams.messages();
  return [
    `seed ${String(seed)}: ${String(messages.length)} messages`,
    `${String(desk.acknowledged.length)} acts, ${String(desk.deliveredAgain)} delivered again`,
    `kills left ${kills.map(({ held, inFlight }) => `${String(held)} effects (${String(inFlight)} new messages)`).join(' and ')}`,
    `taken over after ${kills.map(({ takenOverMs }) => String(Math.round(takenOverMs))).join(' and ')} ms`,
    `${String(duplicatesIn(look, messages).length)} posted twice, ${String(countedIn(lines))} counted\n`,
  ].join(', ');
}

describe.each(STORES)('four bots over one store ($name), of which two are killed,', ({ open }) => {
  it.each(SEEDS)(
    'lose nothing, decide nothing twice and show what is true (REPLICA_SEED=%i)',
    async (seed) => {
      const end = await ReplicaRun.play(seed, await open());

      process.stdout.write(summaryOf(seed, end));
      expect(end.kills).toHaveLength(2);
      expect(faultsOf(end)).toEqual([]);
    },
  );
});
