import { singleFlight } from '../../src/bot/single-flight';

/** Work that ends when the test says so. */
class Work {
  started = 0;
  #end: (outcome: Promise<number>) => void = () => undefined;

  readonly run = (): Promise<number> => {
    this.started += 1;
    return new Promise<number>((resolve) => {
      this.#end = resolve;
    });
  };

  end(outcome: Promise<number>): void {
    this.#end(outcome);
  }
}

describe('work in single flight', () => {
  it('runs once for all who ask while it runs, and anew for who asks later', async () => {
    const work = new Work();
    const ask = singleFlight(work.run);

    const herd = [ask(), ask(), ask()];
    work.end(Promise.resolve(7));
    const outcomes = await Promise.all(herd);
    const later = ask();
    work.end(Promise.resolve(8));

    expect([outcomes, await later, work.started]).toEqual([[7, 7, 7], 8, 2]);
  });

  it('fails for all who ask while it runs, and is tried anew afterwards', async () => {
    const work = new Work();
    const ask = singleFlight(work.run);

    const herd = [ask(), ask()];
    work.end(Promise.reject(new RangeError('for the moment')));
    const outcomes = await Promise.allSettled(herd);
    const later = ask();
    work.end(Promise.resolve(8));

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([await later, work.started]).toEqual([8, 2]);
  });
});
