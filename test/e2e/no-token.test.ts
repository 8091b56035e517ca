/** The bot cannot get a token any more, as when its client secret has ended: what people see, who learns of it, what happens afterwards. */
import type { FetchBotToken } from '../../src/bot/bot-tokens';
import type { PersonaKey } from '../../src/demo/personas';
import { wordsFor } from '../../src/text/words';
import { FaultHouse } from '../support/fault-house';
import { textsOf } from './card-reading';
import { ANSWERS, SENTENCE } from './form-story';

/** Asked for anew by every call: within its last minute a token is not shown any more. */
const ALMOST_OVER_MS = 30_000;
const { t: en } = wordsFor('en');
const { t: es } = wordsFor('es');

/** Entra, and whether it takes the secret. */
class Entra {
  isSecretOver = false;
  readonly fetchToken: FetchBotToken = () => {
    if (this.isSecretOver) {
      const error = new Error('AADSTS7000222: The provided client secret keys are expired.');
      return Promise.reject(Object.assign(error, { name: 'AuthenticationError', statusCode: 401 }));
    }
    return Promise.resolve({ token: 'the bot', expiresAt: Date.now() + ALMOST_OVER_MS });
  };
}

let entra: Entra;
let house: FaultHouse;

beforeAll(async () => {
  entra = new Entra();
  house = await FaultHouse.open({ timeoutMs: 8_000, fetchToken: entra.fetchToken });
  for (const who of ['partner', 'fpm', 'operator'] as const) {
    await house.act(who, 'install');
  }
  await house.act('partner', { say: SENTENCE });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.need });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.customer });
  await house.act('partner', { press: 'form.next', typed: ANSWERS.why });
});

afterAll(() => house.close());

/** What the FPM has to decide is shown to them so often. */
function asked(): number {
  const kicker = en('kind.request');
  return house.teams.textsIn('a:fpm').filter((text) => text.startsWith(`SME-1001 · ${kicker}`))
    .length;
}

/** Mails to the operator that tell of what is stuck. */
function alarms(): number {
  const text = en('ping.P15', { count: 1, minutes: 15 });
  return house.graph.state.mails.filter((mail) => mail.text.startsWith(text)).length;
}

function posts(who: PersonaKey): number {
  return house.teams.posts().filter((chat) => chat === `a:${who}`).length;
}

test('without a token for the bot buttons work, messages wait, an operator learns of it by mail, and all of it arrives once there is one again', async () => {
  entra.isSecretOver = true;
  const shown = posts('partner');
  const pressed = await house.act('partner', { press: 'form.submit', typed: { lead: 'true' } });
  await house.eventually('what is sent waits', () =>
    house.log.lines.some(({ message }) => message === 'An effect is tried again later.'),
  );
  const said = await house.tell('partner', { say: 'ayuda' });
  await house.pass(1);
  const during = [posts('partner') - shown, asked(), alarms()];
  entra.isSecretOver = false;
  await house.act('operator', { say: 'stuck' });
  await house.act('operator', { press: 'operator.retry-all' });
  await house.pass(1);

  expect(textsOf(pressed.card).join()).toContain(es('status.request.Submitted'));
  expect(said?.status).toBe(500);
  expect(during).toEqual([0, 0, 1]);
  expect([asked(), alarms()]).toEqual([1, 1]);
});
