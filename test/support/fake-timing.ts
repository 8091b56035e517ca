import type { Timing } from '../../src/store/patience';

/** Time that passes only while somebody pauses, and then at once. */
export class FakeTiming implements Timing {
  /** How long was paused so far, in milliseconds, one after the other. */
  readonly pauses: number[] = [];
  /** Happens in the next pause. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();
  #now = 0;

  readonly now = (): number => this.#now;

  readonly pause = async (ms: number): Promise<void> => {
    this.pauses.push(ms);
    this.#now += ms;
    const { meanwhile } = this;
    this.meanwhile = () => Promise.resolve();
    await meanwhile();
  };

  /** All pauses together. */
  get paused(): number {
    return this.pauses.reduce((sum, ms) => sum + ms, 0);
  }
}
