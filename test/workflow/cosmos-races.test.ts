import { CosmosStore } from '../../src/store/cosmos-store';
import { MemoryStore } from '../../src/store/memory-store';
import { openCosmos } from '../../src/store/open-cosmos';
import { PATIENT_MS } from '../../src/store/patience';
import type { RecordStore } from '../../src/workflow/store-port';
import { CosmosAccount } from '../support/cosmos-account';
import { CosmosFaultProxy } from '../support/cosmos-fault-proxy';
import { everyThird, WITHOUT_PAUSES } from '../support/cosmos-noise';
import { FPM } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  started,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';

jest.setTimeout(60_000);

const RACES = 8;

let account: CosmosAccount;
let proxy: CosmosFaultProxy;
let replicas: readonly CosmosStore[] = [];

beforeAll(async () => {
  account = await CosmosAccount.start();
  proxy = await CosmosFaultProxy.before(account.location.endpoint);
});

afterAll(async () => {
  await proxy.close();
  await account.close();
});

beforeEach(async () => {
  proxy.calm();
  await account.empty();
  const location = { ...account.location, endpoint: proxy.endpoint };
  const ports = { ...account.ports, timing: WITHOUT_PAUSES };
  const items = await Promise.all([openCosmos(location, ports), openCosmos(location, ports)]);
  replicas = items.map((one) => new CosmosStore(one, PATIENT_MS));
});

afterEach(async () => {
  await Promise.all(replicas.map((store) => store.close()));
});

/** Two replicas of the product, each with a client of its own. */
function houses(): readonly [FakeHouse, FakeHouse] {
  const [one, other] = replicas;
  return [openHouse({ store: one!, owner: 'one' }), openHouse({ store: other!, owner: 'other' })];
}

/** What everybody was shown in the life of one request, and how it ended. */
async function lifeIn(store: RecordStore): Promise<readonly string[]> {
  const { ports, dispatcher, messenger } = openHouse({ store, isDispatching: true });
  await moveIn(ports);
  await submitted(ports);
  await approved(ports);
  await accepted(ports);
  await dispatcher.idle();
  const posts = messenger.sent
    .filter(({ kind, summary }) => kind === 'post' && summary !== 'silent')
    .map(({ chat, summary }) => `${chat}: ${summary}`);
  const ends = [statusOf(await stored(ports)), statusOf(await stored(ports, ENGAGEMENT))];
  return [...posts.toSorted(), ...ends.map(String)];
}

describe('two replicas over Cosmos DB', () => {
  it(`come to exactly one decision each time, with a fault at every third request (${String(RACES)} races)`, async () => {
    const [one, other] = houses();
    await moveIn(one.ports);
    const decisions: number[] = [];
    const refusals: unknown[] = [];
    proxy.noise(everyThird);

    for (let n = 0; n < RACES; n += 1) {
      const id = `request:race-${String(n)}` as const;
      await submitted(one.ports, id);
      const denial = { type: 'Deny', reason: 'DENY_DUPLICATE', note: 'There is one already.' };
      const outcomes = await Promise.all([
        approved(one.ports, id),
        give(other.ports, id, given(other.ports, FPM, denial)),
      ]);
      const { events } = await stored(other.ports, id);
      decisions.push(events.filter(({ type }) => /^Request(Approved|Denied)$/.test(type)).length);
      refusals.push(...outcomes.flatMap((one) => (one.ok ? [] : [one.refusal.code])));
    }

    expect(decisions).toEqual(Array.from({ length: RACES }, () => 1));
    expect(refusals).toHaveLength(RACES);
    expect(refusals.filter((code) => !String(code).startsWith('already-'))).toEqual([]);
  });

  it('decide again about a record that a lagging read did not show', async () => {
    const [one, other] = houses();
    await moveIn(one.ports);
    await started(one.ports);
    proxy.next('read', { kind: 'status', status: 404 });

    const outcome = await started(other.ports);

    expect(outcome.record.count).toBe(1);
    expect((await stored(one.ports)).events.map(({ type }) => type)).toEqual(['DraftStarted']);
    expect(proxy.seen.length).toBeGreaterThan(0);
  });

  it('allot every number once', async () => {
    const [one, other] = houses();
    await moveIn(one.ports);
    proxy.noise(everyThird);

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        submitted((n % 2 === 0 ? one : other).ports, `request:number-${String(n)}`),
      ),
    );

    const numbers = outcomes.map(
      ({ record }) => (record.state as { readonly number: number }).number,
    );
    expect(new Set(numbers).size).toBe(8);
  });
});

it('a request lives the same life in Cosmos DB, with a fault at every third request, as in memory', async () => {
  const inMemory = await lifeIn(new MemoryStore());
  proxy.noise(everyThird);

  const inCosmos = await lifeIn(replicas[0]!);

  expect(inCosmos).toEqual(inMemory);
  expect(inMemory.slice(-2)).toEqual(['Assigned', 'Preparing']);
  expect(inMemory.length).toBeGreaterThan(4);
});
