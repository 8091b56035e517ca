import { setImmediate as breathe } from 'node:timers/promises';
import type { Person } from '../../src/domain/directory/person';
import type { PersonRef } from '../../src/domain/kernel';
import { BugError, PermanentError, TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { handleCommand } from '../../src/workflow/handle-command';
import { photosFor } from '../../src/workflow/photos';
import { EXPERT, FPM, PARTNER, PEOPLE } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { heirOf, moveIn, openHouse, waitAndLook, type FakeHouse } from '../support/fake-house';
import { FakePhotos } from '../support/fake-photos';
import { ENGAGEMENT, engaged, stored } from '../support/fake-requests';

const DOWN = new TransientError('graph/unavailable', 'It failed for the moment.');
const FORBIDDEN = new PermanentError('graph/refused', 'No permission.');
const THREE = [PARTNER, FPM, EXPERT];
const DAY_HOURS = 24;

let photos: FakePhotos;
let house: FakeHouse;

beforeEach(async () => {
  photos = new FakePhotos();
  THREE.forEach(({ id }) => photos.known.set(id, pictureOf(id)));
  house = openHouse({ photos, isDispatching: true });
  await moveIn(house.ports);
});

function pictureOf(text: string): string {
  return `data:image/png;base64,${Buffer.from(text).toString('base64')}`;
}

async function personOf({ id }: PersonRef, { ports }: FakeHouse = house): Promise<Person> {
  return (await stored(ports, id)).state as Person;
}

async function everythingOf({ id }: PersonRef): Promise<string> {
  return JSON.stringify(await house.ports.store.read(id, house.clock.now()));
}

async function meet(): Promise<void> {
  await engaged(house);
  await house.dispatcher.idle();
}

/** As when one more engagement opens, so many hours later. */
async function meetAgain(hours: number): Promise<void> {
  house.clock.forward(hours * 3_600_000);
  house.leaseClock.forward(hours * 3_600_000);
  const meta = { by: 'system', at: house.clock.now(), causeId: `again-${String(hours)}` } as const;
  await handleCommand(house.ports, EXPERT.id, { command: { type: 'SeekPhoto', ...meta } });
  await house.dispatcher.idle();
}

test('the pictures of those who meet are looked up once, and of nobody else', async () => {
  await meet();

  expect(photos.asked.toSorted()).toEqual(THREE.map(({ id }) => id).toSorted());
  expect(await personOf(EXPERT)).toMatchObject({
    photo: { at: house.clock.now(), image: pictureOf(EXPERT.id) },
  });
  const { ports } = house;
  const { state } = await stored(ports, ENGAGEMENT);
  expect(await photosFor(ports, 'kickoff', state)).toEqual({
    photos: Object.fromEntries(THREE.map(({ id }) => [id, pictureOf(id)])),
  });
  expect(await photosFor(ports, 'expert', state)).toEqual({});
});

test('where it is not granted nothing is looked for, kept or shown', async () => {
  house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  const before = await Promise.all(PEOPLE.map((one) => stored(house.ports, one.id)));

  await meet();

  const after = await Promise.all(PEOPLE.map((one) => stored(house.ports, one.id)));
  expect(after.map(({ count }) => count)).toEqual(before.map(({ count }) => count));
  const { state } = await stored(house.ports, ENGAGEMENT);
  expect(await photosFor(house.ports, 'kickoff', state)).toEqual({});
});

test('a picture that is kept is not shown any more once it is not granted any more', async () => {
  await meet();
  const { state } = await stored(house.ports, ENGAGEMENT);
  const { photos: _taken, ...ports } = house.ports;

  expect(await photosFor(ports, 'kickoff', state)).toEqual({});
});

test('a picture stays for a month, then the newest takes its place and nothing is left of the old one', async () => {
  await meet();
  photos.known.set(EXPERT.id, pictureOf('new'));

  await meetAgain(29 * DAY_HOURS);
  const afterWeeks = (await personOf(EXPERT)).photo?.image;
  await meetAgain(2 * DAY_HOURS);

  expect(afterWeeks).toBe(pictureOf(EXPERT.id));
  expect((await personOf(EXPERT)).photo?.image).toBe(pictureOf('new'));
  expect(await everythingOf(EXPERT)).not.toContain(pictureOf(EXPERT.id));
});

test('a picture that is gone in the tenant is gone here', async () => {
  await meet();
  photos.known.delete(EXPERT.id);

  await meetAgain(31 * DAY_HOURS);

  expect((await personOf(EXPERT)).photo).toEqual({ at: house.clock.now() });
  expect(await everythingOf(EXPERT)).not.toContain('data:image');
});

test('whoever leaves the directory leaves no picture behind, and is not looked up any more', async () => {
  await meet();
  const meta = { by: 'system', at: house.clock.now(), causeId: 'leaves' } as const;

  await handleCommand(house.ports, EXPERT.id, { command: { type: 'LeaveDirectory', ...meta } });
  await meetAgain(31 * DAY_HOURS);

  expect(await everythingOf(EXPERT)).not.toContain('data:image');
  expect(photos.asked).toHaveLength(3);
});

test('a picture that comes after somebody has left is not kept', async () => {
  const meta = { by: 'system', at: house.clock.now() } as const;
  const tell = (order: { readonly type: string; readonly image?: string }): Promise<unknown> =>
    handleCommand(house.ports, EXPERT.id, {
      command: { ...order, ...meta, causeId: `late:${order.type}` },
    });

  await tell({ type: 'LeaveDirectory' });
  await tell({ type: 'NotePhoto', image: pictureOf('late') });

  expect(await everythingOf(EXPERT)).not.toContain('data:image');
});

test.each<[string, readonly Error[], number]>([
  ['is refused', [FORBIDDEN], 1],
  ['meets a bug', [new BugError('bug/unreachable', 'A bug.')], 1],
  ['fails again and again', [DOWN, DOWN, DOWN], 3],
])(
  'a look-up that %s is let go without a picture, and nothing sticks',
  async (_how, failures, tries) => {
    photos.failNext(...failures);
    await meetAgain(0);
    await waitAndLook(house, EXPERT.id);
    await waitAndLook(house, EXPERT.id);

    expect(photos.asked).toHaveLength(tries);
    expect((await stored(house.ports, EXPERT.id)).effects).toEqual([]);
    expect((await personOf(EXPERT)).photo).toBeUndefined();
    await meetAgain(1);
    expect((await personOf(EXPERT)).photo?.image).toBe(pictureOf(EXPERT.id));
  },
);

test('a look-up that passes over a hiccup brings the picture', async () => {
  photos.failNext(DOWN);

  await meetAgain(0);
  await waitAndLook(house, EXPERT.id);

  expect((await personOf(EXPERT)).photo?.image).toBe(pictureOf(EXPERT.id));
});

test('the chat does not wait for a picture that is long in coming', async () => {
  let come: () => void = () => undefined;
  const coming = new Promise<undefined>((resolve) => {
    come = () => {
      resolve(undefined);
    };
  });
  photos.photoOf = () => coming;
  const met = meet();

  while (house.chats.asked.length === 0) {
    await breathe();
  }

  come();
  await met;
  expect(house.chats.asked).toHaveLength(1);
});

test('a picture that was found and could not be noted is looked up again by the process that takes over', async () => {
  const store = new FlakyStore(new MemoryStore());
  house = openHouse({ store, photos, isDispatching: true });
  await moveIn(house.ports);
  store.failWrite(
    ({ id, body }) => id === EXPERT.id && JSON.stringify(body).includes('PhotoNoted'),
  );
  await meetAgain(0);

  const heir = heirOf(house, { store, photos, isDispatching: true });
  heir.dispatcher.kick(EXPERT.id);
  await heir.dispatcher.idle();

  expect(photos.asked).toEqual([EXPERT.id, EXPERT.id]);
  expect((await personOf(EXPERT, heir)).photo?.image).toBe(pictureOf(EXPERT.id));
  expect((await stored(heir.ports, EXPERT.id)).effects).toEqual([]);
});

test('the chat is opened although somebody cannot be looked for', async () => {
  const store = new FlakyStore(new MemoryStore());
  house = openHouse({ store, photos, isDispatching: true });
  await moveIn(house.ports);
  store.failWrite(({ id, body }) => id === FPM.id && JSON.stringify(body).includes('PhotoSought'));

  await meet();

  expect(house.chats.asked).toHaveLength(1);
  expect(photos.asked.toSorted()).toEqual([EXPERT.id, PARTNER.id].toSorted());
});

test('no picture is ever written into the log', async () => {
  photos.failNext(DOWN, FORBIDDEN);
  await meet();

  expect(JSON.stringify(house.log.lines)).not.toContain('data:image');
});
