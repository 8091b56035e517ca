import { readFileSync } from 'node:fs';

import type { Browser } from 'playwright-core';

import { DIRECTORY_FILE } from '../../src/demo/bot-child';
import { readPersonas } from '../../src/demo/personas';
import { windowConfig } from '../../src/demo/window-config';
import { wordsFor } from '../../src/text/words';
import { BotProcess } from '../support/bot-process';
import { freePort } from '../support/free-port';
import { Playground } from '../support/playground';
import { openBrowser, TeamsPage } from './pages';

const es = wordsFor('es').t;
const en = wordsFor('en').t;

const CUSTOMER = 'Fabrikam';
const TENANT_ID = 'aaaaaaaa-0000-4000-8000-00000000000a';
const JUSTIFICATION = 'Conditional Access blocks the pilot group; two attempts have failed.';
const WORKLOAD = 'Entra ID P2';

/** The line above a form that counts and names the wrong fields. */
function problemsIn(names: readonly Parameters<typeof es>[0][]): string {
  const list = names.map((name) => es(name)).join(' · ');
  return es('form.problems', { count: names.length, names: list });
}

async function fillNeed(partner: TeamsPage): Promise<void> {
  const { card } = partner;
  await card.pick(es('role.engineer.line'));
  await card.choose(es('field.workload'), `${WORKLOAD} (Azure AD Premium P2)`);
  await card.fill(es('field.licences'), '400');
  await card.pick(es('region.EMEA'));
  await card.choose(es('field.language'), 'español');
}

describe('the path in a real browser', () => {
  let bot: BotProcess | undefined;
  let browser: Browser | undefined;
  let windows: readonly Playground[] = [];
  let partner: TeamsPage;
  let fpm: TeamsPage;

  beforeAll(async () => {
    const { endpoint } = (bot = await BotProcess.start({ port: await freePort() }));
    const personas = readPersonas(readFileSync(DIRECTORY_FILE, 'utf8'));
    const open = async (key: 'partner' | 'fpm'): Promise<Playground> => {
      const port = await freePort();
      const config = windowConfig({ ...personas[key], port }, personas);
      return Playground.start({ config, port, botEndpoint: endpoint });
    };
    windows = [await open('partner'), await open('fpm')];
    browser = await openBrowser();
    const [atPartner, atFpm] = windows.map(({ baseUrl }) => Number(new URL(baseUrl).port));
    partner = await TeamsPage.open(browser, atPartner!);
    fpm = await TeamsPage.open(browser, atFpm!);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all(windows.map((window) => window.close()));
    await bot?.stop();
  });

  test('leads a partner from the first card, over mistakes, to a submitted request', async () => {
    await partner.card.expectHeading(es('home.partner.title'));
    await partner.say(es('command.new-request'));
    const { card } = partner;
    await card.expectHeading(es('form.step.need'));

    await card.press(es('form.button.next'));
    await card.expectToShow(
      problemsIn([
        'field.role',
        'field.workload',
        'field.licences',
        'field.region',
        'field.language',
      ]),
    );
    await fillNeed(partner);
    await card.press(es('form.button.next'));

    await card.expectHeading(es('form.step.customer'));
    await card.fill(es('field.tenantId'), 'fabrikam');
    await card.fill(es('field.tenantName'), CUSTOMER);
    await card.pick(es('segment.Enterprise'));
    await card.press(es('form.button.next'));
    await card.expectToShow(problemsIn(['field.tenantId']), es('problem.not-a-guid'));
    expect(await card.valueOf(es('field.tenantName'))).toBe(CUSTOMER);
    expect(await card.isPicked(es('segment.Enterprise'))).toBe(true);
    await card.fill(es('field.tenantId'), TENANT_ID);
    await card.press(es('form.button.next'));

    await card.expectHeading(es('form.step.why'));
    await card.pick(es('purpose.unblock'));
    await card.fill(es('field.justification'), JUSTIFICATION);
    await card.press(es('form.button.next'));

    await card.expectHeading(es('form.step.review'));
    await card.expectToShow(JUSTIFICATION, TENANT_ID, es('routing.staffed'));
    await card.tick(es('field.lead.title'));
    await card.press(es('form.button.submit'));

    await card.expectHeading(`${CUSTOMER} · ${WORKLOAD}`);
    await card.expectToShow(es('status.request.Submitted'));
  });

  test('brings the request to the partner manager, whose approval the partner sees', async () => {
    const { card } = fpm;
    await card.expectHeading(`${CUSTOMER} · ${WORKLOAD}`);
    await card.expectToShow(en('status.request.Submitted'), JUSTIFICATION);

    await card.press(en('button.approve'));
    await card.expectToShow(en('approve.intro'));
    await card.pick('Sam Expert');
    await card.press(en('button.approve-and-offer'));
    await card.expectToShow(en('status.request.Approved'), 'Sam Expert');

    await partner
      .cardShowing(es('status.request.Approved'))
      .expectHeading(`${CUSTOMER} · ${WORKLOAD}`);
  });
});
