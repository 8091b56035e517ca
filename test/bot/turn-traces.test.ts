import { currentTrace } from '../../src/trace';
import { FakeWatch } from '../support/fake-watch';
import { GuardedBot } from '../support/guarded-bot';

it('an activity begins a trace that follows from it and that its turn, and whoever watches turns, is part of', async () => {
  const traces: unknown[] = [];
  const watch = new FakeWatch();
  const turn = (): Promise<void> => {
    traces.push(currentTrace());
    return Promise.resolve();
  };
  const bot = await GuardedBot.start({ turn, watch });

  await bot.send(bot.genuine());
  await bot.send(bot.genuine());
  await bot.send(bot.genuine(), { id: 'activity-2' });
  await bot.stop();

  expect(traces[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(traces[1]).toBe(traces[0]);
  expect(traces[2]).not.toBe(traces[0]);
  expect(watch.turns.map(({ type, trace }) => [type, trace])).toEqual(
    traces.map((trace) => ['message', trace]),
  );
});
