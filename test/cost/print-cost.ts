/** `npm run cost`: plays one request and prints what so many of them use in a month. */
import { costOf, costSentence, costTable } from './cost-table';
import { playRequest } from './played-request';

test('prints what a month costs', async () => {
  const { calls, kept, engagementStatus } = await playRequest();
  expect(engagementStatus).toBe('Completed');
  const cost = costOf(calls, kept);

  process.stdout.write(`\n${costSentence(cost)}\n\n${costTable(cost)}\n\n`);
});
