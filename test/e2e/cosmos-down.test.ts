/** The composed bot over an emulator of Cosmos DB that cannot be reached for a while: what people see, what is kept, what goes on. */
import { textsOf } from './card-reading';
import { STEP_LASTS_MS } from './driver';
import { ANSWERS, SENTENCE } from './form-story';
import { wordsFor } from '../../src/text/words';
import { CosmosAccount } from '../support/cosmos-account';
import { CosmosFaultProxy } from '../support/cosmos-fault-proxy';
import { FaultHouse } from '../support/fault-house';
import type { Answer } from '../support/failpoint-teams';

jest.setTimeout(STEP_LASTS_MS);

const EVERYTHING = ['read', 'create', 'replace', 'delete', 'query', 'plan', 'other'] as const;
const REFERENCE = /\b[0-9a-f]{8}\b/;
const APPROVE = { press: 'request.approve' };
const { t: es } = wordsFor('es');

let account: CosmosAccount;
let proxy: CosmosFaultProxy;
let house: FaultHouse;

beforeAll(async () => {
  account = await CosmosAccount.start();
  const { endpoint, key = '' } = account.location;
  proxy = await CosmosFaultProxy.before(endpoint);
  house = await FaultHouse.open({
    timeoutMs: 8_000,
    settings: {
      ...{ STORE: 'cosmos', COSMOS_ENDPOINT: proxy.endpoint, COSMOS_KEY: key },
      SWEEP_MS: '300',
    },
  });
  await askedAndShown();
  await inReview();
});

afterAll(async () => {
  proxy.calm();
  await house.close();
  await proxy.close();
  await account.close();
});

/** A request waits for its FPM. */
async function askedAndShown(): Promise<void> {
  for (const who of ['partner', 'fpm', 'sme'] as const) {
    await house.act(who, 'install');
  }
  await house.act('partner', { say: SENTENCE });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.need });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.customer });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.why });
  await house.act('partner', { press: 'form.submit', typed: { lead: 'true' } });
}

/** The partner reads that it is in review, which waits for Teams; the FPM has the form of the approval open. */
async function inReview(): Promise<void> {
  house.teams.fail('a:partner', 503, 'ServiceUnavailable', 1);
  await house.act('fpm', { press: 'request.complete' });
  await house.eventually('it is put off', () =>
    house.log.lines.some(({ message }) => message === 'An effect is tried again later.'),
  );
  await house.act('fpm', { press: 'request.approve-form' });
}

function isPartnerTold(): boolean {
  const status = es('status.request.InReview');
  return house.teams.textsIn('a:partner').some((text) => text.includes(status));
}

function down(): void {
  EVERYTHING.forEach((wanted) => {
    proxy.always(wanted, { kind: 'cut' });
  });
}

function offers(): number {
  return house.teams.messages().filter(({ chat, isReply }) => chat === 'a:sme' && !isReply).length;
}

/** References of the turns that failed, as the log has them. */
function loggedReferences(): readonly string[] {
  return house.log.lines
    .filter(({ message }) => message === 'A turn failed.')
    .map(({ fields }) => (fields as { readonly reference: string }).reference);
}

function referenceIn(told: unknown): string {
  const [reference = ''] = REFERENCE.exec(JSON.stringify(told)) ?? [];
  return reference;
}

test('while Cosmos DB is down each click and message is answered with a reference; afterwards what waited goes on and the same click works', async () => {
  down();
  const [pressed, , ready, alive] = await Promise.all<Answer | number>([
    house.act('fpm', APPROVE),
    house.act('partner', { say: 'estado 1001' }),
    house.probe('readyz'),
    house.probe('healthz'),
  ]);
  const replied = house.teams.messages().findLast(({ chat }) => chat === 'a:partner');
  const told = [pressed, textsOf(replied?.card)].map(referenceIn);
  const meanwhile = [isPartnerTold(), offers()];
  proxy.calm();
  await house.eventually('what waited goes on', isPartnerTold);
  const readyAgain = await house.probe('readyz');
  const again = await house.act('fpm', APPROVE);
  await house.eventually('the expert is asked', () => offers() > 0);

  expect([ready, alive, readyAgain]).toEqual([503, 200, 200]);
  expect(pressed).toMatchObject({ status: 200, type: 'application/vnd.microsoft.error' });
  expect(told.toSorted()).toEqual(loggedReferences().toSorted());
  expect(told).not.toContain('');
  expect(again).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
  expect([meanwhile, offers()]).toEqual([[false, 0], 1]);
});
