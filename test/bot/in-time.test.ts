import { inTime } from '../../src/bot/in-time';

const limit = { timeoutMs: 20, late: () => new RangeError('too late') };

describe('work with a limit', () => {
  it('gives its outcome and is not told to stop', async () => {
    const signals: AbortSignal[] = [];

    const outcome = await inTime({ ...limit, timeoutMs: 60_000 }, async (signal) => {
      signals.push(signal);
      return 7;
    });

    expect([outcome, signals[0]?.aborted]).toEqual([7, false]);
  });

  it('fails with its own error when that comes first', async () => {
    const work = inTime(limit, () => Promise.reject(new TypeError('its own')));

    await expect(work).rejects.toThrow('its own');
  });

  it('ends although it does not listen, and is told to stop', async () => {
    const signals: AbortSignal[] = [];

    const work = inTime(limit, (signal) => {
      signals.push(signal);
      return Promise.race([]);
    });

    await expect(work).rejects.toThrow('too late');
    expect(signals[0]?.aborted).toBe(true);
  });
});
