import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/demo/child-env';
import type { Way } from './bot-house';
import { Desk, STEP_LASTS_MS } from './driver';
import { submitRequest } from './form-story';

jest.setTimeout(STEP_LASTS_MS);

const REPORT = {
  summary: 'Conditional access runs in the pilot and in production.',
  criteriaMet: 'yes',
  learned: 'Two admins at the partner can plan a rollout.',
  inFtop: 'true',
  feedback: 'Well prepared; could lead the next one alone.',
};

/** A warning: whatever is due then waits for the next sweep, and nobody else does. */
const SWEPT_IN_VAIN = '"msg":"A sweep failed; the next one tries again."';

/** The fourth way, one process with a file, is that of every other story. */
const WAYS: readonly Way[] = [
  { store: 'sqlite', bots: 4 },
  { store: 'cosmos', bots: 1 },
  { store: 'cosmos', bots: 4 },
];

describe.each(WAYS)('the whole path on $store with $bots at work', (way) => {
  let desk: Desk;
  /** `SME-1001` or later: a write that was overtaken uses a number up. */
  let number = '';
  let es: ReturnType<Desk['words']>;
  let en: ReturnType<Desk['words']>;
  let de: ReturnType<Desk['words']>;

  beforeAll(async () => {
    desk = await Desk.open(['partner', 'fpm', 'sme'], { way });
    es = desk.words('partner');
    en = desk.words('fpm');
    de = desk.words('sme');
  });

  afterAll(async () => {
    await desk.close();
  });

  it('takes a request, and goes on after a crash in the middle of its delivery', async () => {
    const receipt = await submitRequest(desk);
    number = receipt.text.slice(0, 8);
    expect(number).toMatch(/^SME-\d{4}$/);
    expect(receipt.text).toContain(es('status.request.Submitted'));
    await desk.see('fpm', number, en('status.request.Submitted'));

    await desk.press('fpm', 'request.complete');
    await desk.crash();

    await desk.see('partner', number, es('status.request.InReview'));
  });

  it('decides ten clicks at once as one decision', async () => {
    await desk.press('fpm', 'request.approve-form');
    const button = await desk.findButton('fpm', 'request.approve');

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.pressFound('fpm', button)),
    );

    const card = 'application/vnd.microsoft.card.adaptive';
    expect(answers.map(({ type }) => type)).toEqual(answers.map(() => card));
    await desk.see('partner', number, es('status.request.Approved'));
    await desk.see('sme', number, de('status.offer.offered'));
    expect(await desk.pings('sme')).toEqual(['P5']);
  });

  it('opens the kickoff when the expert accepts', async () => {
    await desk.press('sme', 'offer.accept');

    await desk.see('partner', number, es('status.request.Assigned'));
    const kickoff = await desk.see('partner/group', number, 'Sam Expert');
    expect(kickoff.text).toContain(en('kind.kickoff'));
  });

  it('closes the request after the first contact, a crash right after it included', async () => {
    await desk.press('sme', 'request.contacted');
    await desk.crash();
    await desk.see('fpm', number, en('button.close-request'));

    const closed = await desk.press('fpm', 'request.close');

    expect(closed.text).toContain(en('status.request.Closed'));
    await desk.see('partner', number, es('status.request.Closed'));
  });

  it('completes the engagement with a report that the partner confirms', async () => {
    await desk.press('sme', 'engagement.complete-form');
    await desk.press('sme', 'engagement.complete', { typed: REPORT });
    await desk.see('partner', number, REPORT.summary);

    const completed = await desk.press('partner', 'engagement.confirm');

    expect(completed.text).toContain(es('status.engagement.Completed'));
    await desk.see('sme', number, de('status.engagement.Completed'));
    await desk.see('fpm', number, en('fact.summary'), REPORT.feedback);
  });

  it('has used every process, and logs no error', async () => {
    const { handed } = desk.house;

    expect(handed.filter((count) => count > 0)).toHaveLength(way.bots === 1 ? 0 : way.bots);
    // The emulator is one slow process: four that sweep at once may wait for it in vain for a moment, and so may one on a busy machine.
    const trouble = way.bots === 1 ? /"level":"error"|store\/unavailable/ : /"level":"error"/;
    const troubles = desk
      .log()
      .split('\n')
      .filter((line) => trouble.test(line))
      .filter((line) => !(way.store === 'cosmos' && line.includes(SWEPT_IN_VAIN)));
    expect(troubles).toEqual([]);
  });

  it('keeps each record in Cosmos DB as one item of its kind', async () => {
    const kinds = [
      ...['clock', 'conversation', 'counter', 'dialog', 'engagement', 'expert', 'partner'],
      ...['person', 'request', 'setting', 'today'],
    ];

    expect(await desk.house.kinds()).toEqual(new Set(way.store === 'cosmos' ? kinds : []));
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
