import { CosmosStore } from '../../src/store/cosmos-store';
import { openCosmos } from '../../src/store/open-cosmos';
import { CosmosAccount, DECLARED_CONTAINER } from '../support/cosmos-account';
import { CosmosFaultProxy } from '../support/cosmos-fault-proxy';
import { FakeTiming } from '../support/fake-timing';
import { freePort } from '../support/free-port';

let account: CosmosAccount;

beforeAll(async () => {
  account = await CosmosAccount.start();
});

afterAll(async () => {
  await account.close();
});

describe('openCosmos', () => {
  it('refuses to start without the container, and makes none', async () => {
    const location = { ...account.location, container: 'missing' };

    await expect(openCosmos(location, account.ports)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'config/invalid',
    });

    await expect(openCosmos(location, account.ports)).rejects.toThrow(/no such .* container/);
  });

  it.each([
    ['by-kind', { ...DECLARED_CONTAINER, partitionKey: { paths: ['/summary/kind'] } }],
    ['lasting', { partitionKey: DECLARED_CONTAINER.partitionKey! }],
    ['short-lived', { ...DECLARED_CONTAINER, defaultTtl: 60 }],
  ])('refuses the container "%s", which is not the declared one', async (container, definition) => {
    const location = { ...account.location, container };
    await account.withContainer({ ...definition, id: container });

    const opening = openCosmos(location, account.ports);

    await expect(opening).rejects.toMatchObject({ code: 'config/invalid' });
  });

  it('waits for an account that is busy', async () => {
    const proxy = await CosmosFaultProxy.before(account.location.endpoint);
    const timing = new FakeTiming();
    proxy.next('other', { kind: 'status', status: 429, retryAfterMs: 900 });

    const location = { ...account.location, endpoint: proxy.endpoint };
    const items = await openCosmos(location, { ...account.ports, timing });

    const isHealthy = await new CosmosStore(items).healthy();
    items.close();
    await proxy.close();
    expect([isHealthy, timing.pauses.length]).toEqual([true, 1]);
  });

  it('is unavailable when nobody answers', async () => {
    const endpoint = `http://127.0.0.1:${String(await freePort())}`;
    const timing = new FakeTiming();

    const opening = openCosmos({ ...account.location, endpoint }, { ...account.ports, timing });

    await expect(opening).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/unavailable',
    });
  });
});
