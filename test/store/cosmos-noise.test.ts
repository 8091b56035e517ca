import { CosmosStore } from '../../src/store/cosmos-store';
import { openCosmos } from '../../src/store/open-cosmos';
import { PATIENT_MS } from '../../src/store/patience';
import { CosmosAccount } from '../support/cosmos-account';
import { CosmosFaultProxy } from '../support/cosmos-fault-proxy';
import { everyThird, WITHOUT_PAUSES } from '../support/cosmos-noise';
import { storeContract } from './store-contract';

jest.setTimeout(60_000);

let account: CosmosAccount;
let proxy: CosmosFaultProxy;

beforeAll(async () => {
  account = await CosmosAccount.start();
  proxy = await CosmosFaultProxy.before(account.location.endpoint);
});

afterAll(async () => {
  await proxy.close();
  await account.close();
});

storeContract('CosmosStore with a fault at every third request', async () => {
  proxy.calm();
  await account.empty();
  const location = { ...account.location, endpoint: proxy.endpoint };
  const items = await openCosmos(location, { ...account.ports, timing: WITHOUT_PAUSES });
  proxy.noise(everyThird);
  return new CosmosStore(items, PATIENT_MS);
});
