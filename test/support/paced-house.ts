import { createPace } from '../../src/bot/pace';
import type { RequestId } from '../../src/domain/kernel';
import { FixedClock } from './fake-clock';
import { moveIn, openHouse, type FakeHouse, type HouseParts } from './fake-house';
import { FakeMessenger } from './fake-messenger';
import { started } from './fake-requests';
import { FakeTimer } from './fake-timer';

/** A process at the pace of Teams, whose timers a test sets off by hand. */
export interface PacedHouse extends FakeHouse {
  /** Time passes, and what it lets go is carried out. */
  readonly passes: (ms: number) => Promise<void>;
}

/** Everybody has a chat with the bot; nothing was sent yet. */
export async function pacedHouse(parts: HouseParts = {}): Promise<PacedHouse> {
  const clock = parts.clock ?? new FixedClock();
  const leaseClock = parts.leaseClock ?? new FixedClock();
  const timer = new FakeTimer(leaseClock, clock);
  const house = openHouse({
    ...{ clock, leaseClock, isDispatching: true, messenger: new FakeMessenger(leaseClock) },
    pacing: { pace: createPace(leaseClock), ringAfter: timer.ringAfter },
    ...parts,
  });
  await moveIn(house.ports);
  return { ...house, passes: (ms) => timer.forward(ms, house.dispatcher.idle) };
}

/** The n-th request of a test. */
export function request(n: number): RequestId {
  return `request:r${String(n)}`;
}

/** The partner opens so many forms at once: each is a card in their chat. */
export async function openForms(house: FakeHouse, count: number, first = 1): Promise<void> {
  for (let n = first; n < first + count; n += 1) {
    await started(house.ports, request(n));
  }
  await house.dispatcher.idle();
}
