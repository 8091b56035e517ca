import { playRequest } from './played-request';

test('the story whose cost is told is played to its end, and played again does the same', async () => {
  const [one, other] = [await playRequest(), await playRequest()];

  expect(one).toMatchObject({
    ...{ requestStatus: 'Closed', engagementStatus: 'Completed', checkIns: 12 },
    ...{ confirmations: 3, isTrainingTold: true },
  });
  expect(Object.keys(one.kept)).toEqual(
    expect.arrayContaining(['request', 'engagement', 'checkin']),
  );
  expect(other.calls.length).toBe(one.calls.length);
});
