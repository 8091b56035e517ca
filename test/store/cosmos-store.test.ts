import { CosmosStore } from '../../src/store/cosmos-store';
import { openCosmos } from '../../src/store/open-cosmos';
import { CosmosAccount } from '../support/cosmos-account';
import { RequestUnits } from '../support/request-units';
import { keptContract } from './kept-contract';
import { storeContract } from './store-contract';

jest.setTimeout(30_000);

const units = new RequestUnits();
let account: CosmosAccount;

beforeAll(async () => {
  account = await CosmosAccount.open();
});

afterAll(async () => {
  await account.close();
  // The emulator that is started here answers 1 to everything.
  if (process.env['COSMOS_ENDPOINT'] !== undefined) {
    process.stdout.write(units.table());
  }
});

async function openEmpty(): Promise<CosmosStore> {
  await account.empty();
  return open();
}

async function open(): Promise<CosmosStore> {
  const ports = { ...account.ports, onCharge: units.add };
  return new CosmosStore(await openCosmos(account.location, ports));
}

storeContract('CosmosStore', openEmpty);

describe('two processes', () => {
  beforeEach(() => account.empty());

  keptContract('CosmosStore', open);
});
