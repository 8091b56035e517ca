import { longTime } from '../../src/text/long-time';
import { STORY_STARTS } from '../support/bot-process';
import type { ShownCard } from './desk-window';
import { Desk, STEP_LASTS_MS } from './driver';

jest.setTimeout(STEP_LASTS_MS);

const DAY_MS = 86_400_000;
/** Longer than anything here takes on a slow machine, shorter than what is moved. */
const MEANWHILE_MS = 10 * 60_000;

describe('time in the demo', () => {
  let desk: Desk;
  let en: ReturnType<Desk['words']>;

  const startedAt = Date.now();

  /** The line of the clock on a card. */
  function clockOn({ text }: ShownCard): string {
    const start = en('clock.line', { when: '' });
    return text.split('\n').find((line) => line.startsWith(start)) ?? '';
  }

  /** Whether a line tells a moment that is so many days ahead of now, give or take what a test lasts. */
  function isAhead(line: string, days: number): boolean {
    const ahead = STORY_STARTS + (Date.now() - startedAt) + days * DAY_MS;
    const minutes = Array.from(
      { length: MEANWHILE_MS / 60_000 + 1 },
      (_none, index) => ahead - index * 60_000,
    );
    return minutes.some(
      (at) => line === en('clock.line', { when: longTime('en', 'Europe/Dublin', at) }),
    );
  }

  beforeAll(async () => {
    desk = await Desk.open(['fpm']);
    en = desk.words('fpm');
  });

  afterAll(async () => {
    await desk.close();
  });

  it('is told on the first card of all', async () => {
    const home = await desk.see('fpm', en('home.demo'));

    expect(isAhead(clockOn(home), 0)).toBe(true);
  });

  it('says how to move it', async () => {
    await desk.say('fpm', 'fast forward');

    const how = await desk.seeLast('fpm', en('clock.example', { n: 3 }));

    expect(isAhead(clockOn(how), 0)).toBe(true);
  });

  it('passes as far as somebody says', async () => {
    await desk.say('fpm', 'fast forward 3 days');

    const arrived = await desk.seeLast('fpm', "The bot's clock now reads");

    expect(isAhead(clockOn(arrived), 3)).toBe(true);
    expect(arrived.text).toContain(clockOn(arrived).replace(en('clock.line', { when: '' }), ''));
  });

  it('is on the answer to a button as well', async () => {
    const answer = await desk.press('fpm', 'home.say', { chosen: { intent: 'help' } });

    expect(isAhead(clockOn(answer), 3)).toBe(true);
  });

  it('stands where it stood when the bot was killed and started again', async () => {
    await desk.crash();

    await desk.say('fpm', 'who am I');
    const answer = await desk.seeLast('fpm', en('who.fpm'));

    expect(isAhead(clockOn(answer), 3)).toBe(true);
  });

  it('adds up, in the words of another language', async () => {
    await desk.say('fpm', 'adelantar 1 semana');

    const arrived = await desk.seeLast('fpm', "The bot's clock now reads");

    expect(isAhead(clockOn(arrived), 10)).toBe(true);
  });
});
