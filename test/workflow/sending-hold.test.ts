import { setImmediate as breathe } from 'node:timers/promises';
import type { Person } from '../../src/domain/directory/person';
import { SENDING } from '../../src/domain/setting/sending';
import { sweep } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { gatherHealth } from '../../src/workflow/health';
import { loadRecord, loadState } from '../../src/workflow/load-record';
import { FPM, mailOf, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { chatOf } from '../support/fake-house';
import { give, given, stored, submitted } from '../support/fake-requests';
import { pacedHouse, type PacedHouse } from '../support/paced-house';

/** After so long every process goes by the order. */
const READ_AGAIN_MS = 1_000;
const HOUR_MS = 3_600_000;
const OPERATOR = SECOND_EXPERT;

/** Two processes over one store, one Teams and one time. */
async function twoHouses(): Promise<{ readonly one: PacedHouse; readonly two: PacedHouse }> {
  const store = new MemoryStore();
  const one = await pacedHouse({ store });
  const { clock, leaseClock, messenger, mailer } = one;
  const two = await pacedHouse({ store, clock, leaseClock, messenger, mailer, owner: 'two' });
  const entry = { ...(await loadState<Person>(one.ports, OPERATOR.id))!, isOperator: true };
  const order = { type: 'ImportPerson', id: OPERATOR.id, entry };
  await give(one.ports, OPERATOR.id, { ...given(one.ports, OPERATOR, order), by: 'system' });
  await one.passes(0);
  return { one, two };
}

async function order(
  { ports, passes }: PacedHouse,
  type: 'HoldSending' | 'ReleaseSending',
): Promise<void> {
  await give(
    ports,
    SENDING,
    given(ports, OPERATOR, { type }, `${type}:${String(ports.clock.now())}`),
  );
  await passes(0);
}

function postsTo({ messenger }: PacedHouse, person: typeof FPM): number {
  return messenger.posts(chatOf(person)).length;
}

describe('a hold of all sending', () => {
  it('is kept by a process that another one was told of it, a second later at the latest', async () => {
    const { one, two } = await twoHouses();
    await two.ports.hold.now(); // Knows that nothing is held, for a second.
    await order(one, 'HoldSending');

    await two.passes(READ_AGAIN_MS);
    await submitted(two.ports);
    await two.passes(READ_AGAIN_MS);

    expect(postsTo(two, FPM)).toBe(0);
    expect(two.mailer.subjectsTo(mailOf(PARTNER))).toEqual([]);
    expect((await stored(two.ports)).effects.length).toBeGreaterThan(0);
  });

  it('lets the card go to whoever asks for it, and nobody else', async () => {
    const { one } = await twoHouses();
    await order(one, 'HoldSending');
    await one.passes(READ_AGAIN_MS);

    await submitted(one.ports);
    await one.passes(0);

    expect(postsTo(one, PARTNER)).toBe(1);
    expect(postsTo(one, FPM)).toBe(0);
  });

  it('leaves what waits visible, and uncounted as an attempt', async () => {
    const { one } = await twoHouses();
    await order(one, 'HoldSending');
    await one.passes(READ_AGAIN_MS);
    await submitted(one.ports);
    await one.passes(HOUR_MS);

    const { waiting, stuck } = await gatherHealth(one.ports);
    const { effects } = await stored(one.ports);

    expect(waiting.count).toBeGreaterThanOrEqual(2);
    expect(one.clock.now() - waiting.oldest!).toBeGreaterThanOrEqual(HOUR_MS);
    expect(stuck).toEqual({ count: 0 });
    expect(new Set(effects.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    expect(one.dispatcher.figures().waiting).toBeGreaterThan(0);
  });

  it('ends for every process: each sends within a second what it was asked to', async () => {
    const { one, two } = await twoHouses();
    await order(one, 'HoldSending');
    await two.passes(READ_AGAIN_MS);
    await submitted(two.ports);
    await two.passes(READ_AGAIN_MS);

    await order(one, 'ReleaseSending');
    await two.passes(2 * READ_AGAIN_MS);
    await breathe(); // It has looked.
    await two.passes(0);

    expect(postsTo(two, FPM)).toBe(1);
    expect(two.mailer.subjectsTo(mailOf(PARTNER)).length).toBeGreaterThan(0);
    expect(two.dispatcher.figures().waiting).toBe(0);
  });

  it('does not stop the clocks: a timer rings, and what follows from it waits', async () => {
    const { one } = await twoHouses();
    await submitted(one.ports);
    await one.passes(0);
    await order(one, 'HoldSending');
    await one.passes(READ_AGAIN_MS);
    const before = postsTo(one, FPM);

    for (let day = 0; day < 7; day += 1) {
      await one.passes(24 * HOUR_MS);
      await sweep({ ...one.ports, kick: one.dispatcher.kick });
      await one.dispatcher.idle();
    }

    const { events } = await stored(one.ports);
    expect(events.map(({ type }) => type)).toContain('DecisionLate');
    expect(postsTo(one, FPM)).toBe(before);
  });

  it('is told to operators though everything else waits, and again every four hours until it ends', async () => {
    const { one } = await twoHouses();
    await order(one, 'HoldSending');
    const pings: number[] = [postsTo(one, OPERATOR)];

    for (const hours of [3, 1, 4]) {
      await one.passes(hours * HOUR_MS);
      await sweep({ ...one.ports, kick: one.dispatcher.kick });
      await one.dispatcher.idle();
      pings.push(postsTo(one, OPERATOR));
    }
    await order(one, 'ReleaseSending');
    await one.passes(12 * HOUR_MS);
    await sweep({ ...one.ports, kick: one.dispatcher.kick });
    await one.dispatcher.idle();

    expect(pings).toEqual([1, 1, 2, 3]);
    expect(postsTo(one, OPERATOR)).toBe(3);
    expect((await loadRecord(one.ports, SENDING)).copies).toEqual([]);
  });
});
