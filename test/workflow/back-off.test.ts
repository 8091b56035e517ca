import { ATTEMPTS_MAX, backOffMs, raceWaitMs } from '../../src/workflow/back-off';

describe('the wait before the next attempt', () => {
  it.each([
    [1, 1_000, 2_000],
    [2, 2_000, 4_000],
    [3, 4_000, 8_000],
    [4, 8_000, 16_000],
    [9, 256_000, 512_000],
    [10, 450_000, 900_000],
    [11, 450_000, 900_000],
    [1_000, 450_000, 900_000],
  ])('after attempt %d lies between %d and %d ms', (attempts, least, most) => {
    expect(backOffMs(attempts, 0)).toBe(least);
    expect(backOffMs(attempts, 1)).toBe(most);
  });

  it('is spread evenly between its bounds', () => {
    expect(backOffMs(2, 0.25)).toBe(2_500);
    expect(backOffMs(2, 0.5)).toBe(3_000);
  });

  it.each([
    ['longer than ours is kept to', 60_000, 60_000],
    ['longer than our longest is kept to', 3_600_000, 3_600_000],
    ['shorter than ours does not shorten it', 10, 4_000],
  ])('that the other side asks for and is %s', (_case, asked, waited) => {
    expect(backOffMs(2, 1, asked)).toBe(waited);
  });

  it('treats an attempt that was never counted as the first', () => {
    expect(backOffMs(0, 1)).toBe(2_000);
  });

  it('gives an outage at least twenty minutes to pass before an effect is given up', () => {
    const waits = Array.from({ length: ATTEMPTS_MAX - 1 }, (_none, index) =>
      backOffMs(index + 1, 0),
    );

    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(20 * 60_000);
  });
});

describe('the wait after a lost race', () => {
  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 320],
    [7, 400],
    [1_000, 400],
  ])('the %dth time is anything up to %d ms', (lost, most) => {
    expect(raceWaitMs(lost, 0)).toBe(0);
    expect(raceWaitMs(lost, 0.5)).toBe(most / 2);
    expect(raceWaitMs(lost, 1)).toBe(most);
  });

  it('keeps nobody waiting for longer than three seconds in ten races', () => {
    const waits = Array.from({ length: 10 }, (_none, index) => raceWaitMs(index + 1, 1));

    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(3_000);
  });
});
