import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/demo/child-env';
import { CosmosAccount } from '../support/cosmos-account';
import { Desk, STEP_LASTS_MS } from './driver';
import { submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

describe('the path from a request to the kickoff, with the records in Cosmos DB', () => {
  let account: CosmosAccount;
  let desk: Desk;
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  beforeAll(async () => {
    account = await CosmosAccount.start();
    const { endpoint, key = '' } = account.location;
    const store = { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key };
    desk = await Desk.open(['partner', 'fpm', 'sme'], { store });
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
  });

  afterAll(async () => {
    await account.close();
    await desk.close();
  });

  it('takes a request, and goes on after a crash in the middle of its delivery', async () => {
    const receipt = await submitRequest(desk);
    expect(receipt.text).toContain(es('status.request.Submitted'));
    await desk.see('fpm', 'SME-1001', en('status.request.Submitted'));

    await desk.press('fpm', 'request.complete');
    await desk.crash();

    await desk.see('partner', 'SME-1001', es('status.request.InReview'));
  });

  it('decides ten clicks at once as one decision', async () => {
    await desk.press('fpm', 'request.approve-form');
    const button = await desk.findButton('fpm', 'request.approve');

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.pressFound('fpm', button)),
    );

    const card = 'application/vnd.microsoft.card.adaptive';
    expect(answers.map(({ type }) => type)).toEqual(answers.map(() => card));
    await desk.see('partner', 'SME-1001', es('status.request.Approved'));
    await desk.see('sme', 'SME-1001', de('status.offer.offered'));
    expect(await desk.pings('sme')).toEqual(['P5']);
  });

  it('opens the kickoff when the expert accepts', async () => {
    await desk.press('sme', 'offer.accept');

    await desk.see('partner', 'SME-1001', es('status.request.Assigned'));
    const kickoff = await desk.see('partner/group', 'SME-1001');
    expect(kickoff.text).toContain('Sam Expert');
  });

  it('keeps each record as one item, and logs no error and no outage', async () => {
    const { resources } = await account.container.items
      .query<string>('SELECT VALUE c.summary.kind FROM c')
      .fetchAll();

    expect(new Set(resources)).toEqual(
      new Set([
        ...['clock', 'conversation', 'counter', 'dialog', 'engagement', 'expert', 'partner'],
        ...['person', 'request', 'setting', 'today'],
      ]),
    );
    expect(desk.log()).not.toMatch(/"level":"error"|store\/unavailable/);
  });
});

it('a bot without Cosmos DB does not load its client', () => {
  const look = `
    require('./dist/app');
    const loaded = Object.keys(require.cache).filter((file) => /@azure.cosmos.dist/.test(file));
    console.log(loaded.length);`;

  const { stdout } = spawnSync(process.execPath, ['-e', look], {
    cwd: join(PROJECT_ROOT),
    encoding: 'utf8',
  });

  expect(stdout.trim()).toBe('0');
});
