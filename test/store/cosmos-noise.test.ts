import { CosmosStore } from '../../src/store/cosmos-store';
import { openCosmos } from '../../src/store/open-cosmos';
import { PATIENT_MS } from '../../src/store/patience';
import { CosmosAccount } from '../support/cosmos-account';
import { CosmosFaultProxy, type Fault, type Wanted } from '../support/cosmos-fault-proxy';
import { storeContract } from './store-contract';

jest.setTimeout(60_000);

const FAILURES: readonly Fault[] = [
  { kind: 'status', status: 429, retryAfterMs: 1 },
  { kind: 'status', status: 500 },
];

/** What each kind of request meets in turn. Reads are not cut: the client would wait a second by itself. */
const FAULTS: Readonly<Record<Wanted, readonly Fault[]>> = {
  read: [...FAILURES, { kind: 'status', status: 404, substatus: 1002 }],
  create: [...FAILURES, { kind: 'answer-lost' }, { kind: 'cut' }],
  replace: [...FAILURES, { kind: 'answer-lost' }, { kind: 'status', status: 449 }],
  delete: [...FAILURES, { kind: 'answer-lost' }, { kind: 'status', status: 503, after: true }],
  query: FAILURES,
  plan: FAILURES,
  other: [],
};

const IMPATIENT = { now: () => performance.now(), pause: () => Promise.resolve() };

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
  const items = await openCosmos(location, { ...account.ports, timing: IMPATIENT });
  proxy.noise((wanted, count) =>
    count % 3 === 0 ? FAULTS[wanted][(count / 3) % FAULTS[wanted].length] : undefined,
  );
  return new CosmosStore(items, PATIENT_MS);
});
