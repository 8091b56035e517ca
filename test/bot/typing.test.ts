import { TestAdapter, type Activity } from 'botbuilder';
import type { Turn } from '../../src/bot/teams-adapter';
import { typingTurn } from '../../src/bot/typing';
import { FixedClock } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { activityOf, CHANNEL, GROUP, PAT } from '../support/fake-teams';
import { FakeTimer } from '../support/fake-timer';

let timer = new FakeTimer(new FixedClock());
let log = new FakeLog();
let adapter = new TestAdapter();

beforeEach(() => {
  timer = new FakeTimer(new FixedClock());
  log = new FakeLog();
  adapter = new TestAdapter();
});

async function passes(ms: number): Promise<void> {
  await timer.forward(ms, () => Promise.resolve());
}

/** A turn for this activity; what was sent in it, in order. */
async function sentIn(activity: Partial<Activity>, turn: Turn): Promise<readonly string[]> {
  await adapter.processActivity(activity, typingTurn({ ringAfter: timer.ringAfter, log }, turn));
  return adapter.activeQueue.map(({ type, text }) => text ?? type ?? '');
}

/** Thinks for so long, then answers. */
function slow(ms: number): Turn {
  return async (context) => {
    await passes(ms);
    await context.sendActivity('answer');
  };
}

const message = activityOf('message', PAT, { text: 'my requests' });

it('shows that the bot is at work when an answer takes longer than two seconds', async () => {
  expect(await sentIn(message, slow(2_000))).toEqual(['typing', 'answer']);
});

it('shows nothing when the answer comes before', async () => {
  expect(await sentIn(message, slow(1_999))).toEqual(['answer']);
});

it('shows it once, however long the answer takes', async () => {
  expect(await sentIn(message, slow(60_000))).toEqual(['typing', 'answer']);
});

it('shows nothing after the answer, while the turn still goes on', async () => {
  const sent = await sentIn(message, async (context) => {
    await context.sendActivity('answer');
    await passes(10_000);
  });

  expect(sent).toEqual(['answer']);
});

it('shows nothing after a card was replaced in its place', async () => {
  const card = { type: 'message', id: 'card', text: 'before' };
  adapter.activeQueue.push(card);

  const sent = await sentIn(message, async (context) => {
    await context.updateActivity({ ...card, text: 'after' });
    await passes(10_000);
  });

  expect(sent).toEqual(['after']);
});

it.each([
  ['answered', () => Promise.resolve()],
  ['failed', () => Promise.reject(new Error('The turn fails.'))],
])('shows nothing once the turn has %s', async (_how, turn) => {
  adapter.onTurnError = () => Promise.resolve();
  await sentIn(message, turn);

  await passes(10_000);

  expect([adapter.activeQueue, log.lines]).toEqual([[], []]);
});

it('lets a turn that fails fail', async () => {
  const failure = new Error('The turn fails.');
  const turn = typingTurn({ ringAfter: timer.ringAfter, log }, () => Promise.reject(failure));

  await expect(adapter.processActivity(message, turn)).rejects.toBe(failure);
});

it.each([
  ['a button', activityOf('invoke', PAT, { name: 'adaptiveCard/action' })],
  ['a group', activityOf('message', PAT, {}, GROUP)],
  ['a channel', activityOf('message', PAT, {}, CHANNEL)],
  ['an installation', activityOf('installationUpdate', PAT, { action: 'add' })],
])('shows nothing in answer to %s', async (_what, activity) => {
  expect(await sentIn(activity, slow(10_000))).toEqual(['answer']);
});

it('goes on answering when Teams does not take the sign', async () => {
  const sent = await sentIn(message, async (context) => {
    context.onSendActivities((_context, [first], next) =>
      first?.type === 'typing' ? Promise.reject(new Error('Teams is down.')) : next(),
    );
    await slow(3_000)(context);
  });

  expect(sent).toEqual(['answer']);
  expect(log.lines).toEqual([expect.objectContaining({ level: 'info' })]);
});
