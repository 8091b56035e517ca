import { sweep } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { appointFirstOperator } from '../../src/workflow/first-operator';
import { noteSecretEnd } from '../../src/workflow/note-secret-end';
import { FixedClock } from '../support/fake-clock';
import { FPM, mailOf, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeMailer } from '../support/fake-mailer';
import { FakeMessenger } from '../support/fake-messenger';

const DAY_MS = 86_400_000;

interface Town {
  readonly houses: readonly FakeHouse[];
  readonly clock: FixedClock;
  readonly messenger: FakeMessenger;
  readonly mailer: FakeMailer;
}

/** So many processes over one store; the FPM is the operator. */
async function openTown(count: number, without = [PARTNER]): Promise<Town> {
  const shared = {
    store: new MemoryStore(),
    ...{ clock: new FixedClock(), leaseClock: new FixedClock() },
    ...{ messenger: new FakeMessenger(), mailer: new FakeMailer() },
  };
  const houses = Array.from({ length: count }, (_, index) =>
    openHouse({ ...shared, owner: `process ${String(index)}`, isDispatching: true }),
  );
  await moveIn(houses[0]!.ports, without);
  await appointFirstOperator(houses[0]!.ports, FPM.id);
  await idle(houses);
  return { houses, ...shared };
}

async function idle(houses: readonly FakeHouse[]): Promise<void> {
  for (const { dispatcher } of houses) {
    await dispatcher.idle();
  }
}

/** Every process starts, or starts anew, with this end in its settings. */
async function start({ houses }: Town, endsAt?: number): Promise<void> {
  await Promise.all(houses.map(({ ports }) => noteSecretEnd(ports, endsAt)));
  await idle(houses);
}

/** Every process looks for what is due, at the same time and again. */
async function sweepAll({ houses }: Town): Promise<void> {
  await Promise.all(houses.map(({ ports }) => sweep(ports)));
  await idle(houses);
  await Promise.all(houses.map(({ ports }) => sweep(ports)));
  await idle(houses);
}

/** Reminders posted to the operator. */
function reminders({ messenger }: Town): number {
  return messenger.posts(chatOf(FPM)).filter(({ summary }) => summary === 'P19').length;
}

describe.each([
  ['one process', 1],
  ['three processes', 3],
])('over %s the operator', (_what, count) => {
  it('is reminded once at each mark, however often the processes start and sweep', async () => {
    const town = await openTown(count);
    const end = town.clock.now() + 60 * DAY_MS;
    await start(town, end);
    const seen: number[] = [];

    for (const days of [31, 30, 29, 7, 6, 1, 0, -1]) {
      town.clock.set(end - days * DAY_MS);
      await start(town, end);
      await sweepAll(town);
      seen.push(reminders(town));
    }

    expect(seen).toEqual([0, 1, 1, 2, 2, 3, 3, 3]);
  });

  it('is reminded once when nothing ran at a mark', async () => {
    const town = await openTown(count);
    const end = town.clock.now() + 60 * DAY_MS;
    await start(town, end);
    town.clock.set(end - 5 * DAY_MS);

    await start(town, end);
    await sweepAll(town);

    expect(reminders(town)).toBe(1);
  });

  it('is not reminded of a secret that was renewed in time', async () => {
    const town = await openTown(count);
    const end = town.clock.now() + 30 * DAY_MS;
    await start(town, end);
    await sweepAll(town);
    await start(town, end + 365 * DAY_MS);
    town.clock.set(end - DAY_MS);

    await sweepAll(town);

    expect(reminders(town)).toBe(1);
  });
});

it('an operator without a chat gets the reminder by mail', async () => {
  const town = await openTown(1, [FPM]);
  await start(town, town.clock.now() + 7 * DAY_MS);

  await sweepAll(town);

  expect(town.mailer.sent.map(({ to }) => to)).toEqual([mailOf(FPM)]);
});

it('a process without a secret keeps no record of one', async () => {
  const town = await openTown(1);

  await start(town);

  expect(await town.houses[0]!.ports.store.read('credential:client-secret', 0)).toBeUndefined();
});
