import { TestAdapter, type Activity, type TurnContext } from 'botbuilder';
import { answerInvoke } from '../../src/bot/answer-invoke';
import { countedTurn } from '../../src/bot/counted-turn';
import { createPace } from '../../src/bot/pace';
import { FixedClock } from '../support/fake-clock';
import { activityOf, CHANNEL, chatWith, PAT } from '../support/fake-teams';

const HERE = { teamsId: chatWith(PAT).id, tenantId: 'tenant' };
const AT_ONCE = 5;

/** How many messages may still be sent at once after a turn in which this happened. */
async function leftAfter(
  happens: (context: TurnContext) => Promise<unknown>,
  activity: Partial<Activity> = activityOf('message', PAT),
  place = HERE,
): Promise<number> {
  const pace = createPace(new FixedClock());
  const adapter = new TestAdapter();
  adapter.activeQueue.push({ type: 'message', id: 'card', text: 'before' });
  const turn = countedTurn(pace, async (context) => {
    await happens(context);
  });
  await adapter.processActivity(activity, turn);
  let left = 0;
  for (; pace.waitMs(place) === 0; left += 1) {
    pace.take(place);
  }
  return left;
}

it('counts every message and every edit', async () => {
  const left = await leftAfter(async (context) => {
    await context.sendActivity('one');
    await context.updateActivity({ type: 'message', id: 'card', text: 'after' });
  });

  expect(left).toBe(AT_ONCE - 2);
});

it('counts each of several messages that are sent together', async () => {
  const left = await leftAfter((context) =>
    context.sendActivities([{ type: 'typing' }, { type: 'message', text: 'one' }]),
  );

  expect(left).toBe(AT_ONCE - 2);
});

it('does not count the answer to a button', async () => {
  const left = await leftAfter(
    (context) => answerInvoke(context, {}),
    activityOf('invoke', PAT, { name: 'adaptiveCard/action' }),
  );

  expect(left).toBe(AT_ONCE);
});

it('counts for the channel what is said in a thread of it', async () => {
  const left = await leftAfter(
    (context) => context.sendActivity('one'),
    activityOf('message', PAT, {}, CHANNEL),
    { teamsId: '19:channel@thread.tacv2', tenantId: 'tenant' },
  );

  expect(left).toBe(AT_ONCE - 1);
});

it('lets through more than the pace allows', async () => {
  const left = await leftAfter(async (context) => {
    for (let count = 0; count < 9; count += 1) {
      await context.sendActivity('one more');
    }
  });

  expect(left).toBe(0);
});
