import { createFormPositions } from '../../src/store/form-positions';
import { MemoryStore } from '../../src/store/memory-store';
import type { FormPositions, KeptPosition } from '../../src/workflow/form-position-port';
import type { Json } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { MONDAY_9, recordWith } from '../support/store-records';

const PERSON = 'person:ada';
const OTHER = 'person:ben';
const POSITION: KeptPosition = { draftId: 'request:1', step: 'need', formVersion: 1 };
const LATER: KeptPosition = { ...POSITION, step: 'why' };
const THIRTY_DAYS_MS = 30 * 86_400_000;

let clock = new FixedClock();
let store = new MemoryStore();
let positions: FormPositions;

beforeEach(() => {
  clock = new FixedClock();
  store = new MemoryStore();
  positions = createFormPositions(store, clock);
});
afterEach(() => store.close());

/** Keeps a first position and returns its version. */
async function kept(position: KeptPosition = POSITION): Promise<string> {
  await positions.save(PERSON, position, undefined);
  const { version } = await positions.load(PERSON);
  return version!;
}

describe('a position', () => {
  it('is not there before it is saved', async () => {
    const found = await positions.load(PERSON);

    expect(found).toEqual({});
  });

  it('comes back as it was saved, with a version', async () => {
    const isSaved = await positions.save(PERSON, POSITION, undefined);

    const found = await positions.load(PERSON);

    expect(isSaved).toBe(true);
    expect(found).toEqual({ position: POSITION, version: expect.any(String) });
  });

  it('belongs to one person', async () => {
    await kept();

    const found = await positions.load(OTHER);

    expect(found).toEqual({});
  });

  it('is replaced when its version is named', async () => {
    const version = await kept();

    const isSaved = await positions.save(PERSON, LATER, version);

    const found = await positions.load(PERSON);
    expect(isSaved).toBe(true);
    expect(found.position).toEqual(LATER);
    expect(found.version).not.toBe(version);
  });

  it('is gone when the form ended, and its record can be written again', async () => {
    const version = await kept();

    const isSaved = await positions.save(PERSON, undefined, version);

    const found = await positions.load(PERSON);
    expect(isSaved).toBe(true);
    expect(found).toEqual({ version: expect.any(String) });
    expect(await positions.save(PERSON, LATER, found.version)).toBe(true);
  });
});

describe('a race', () => {
  it('for the first position is lost by the second', async () => {
    const outcomes = await Promise.all([
      positions.save(PERSON, POSITION, undefined),
      positions.save(PERSON, LATER, undefined),
    ]);

    const found = await positions.load(PERSON);
    expect(outcomes).toEqual([true, false]);
    expect(found.position).toEqual(POSITION);
  });

  it('from the same version is lost by the second', async () => {
    const version = await kept();

    const outcomes = [
      await positions.save(PERSON, LATER, version),
      await positions.save(PERSON, undefined, version),
    ];

    const found = await positions.load(PERSON);
    expect(outcomes).toEqual([true, false]);
    expect(found.position).toEqual(LATER);
  });

  it('is lost by who never looked', async () => {
    await kept();

    const isSaved = await positions.save(PERSON, LATER, undefined);

    expect(isSaved).toBe(false);
  });

  it('between two people does not happen', async () => {
    await kept();

    const isSaved = await positions.save(OTHER, LATER, undefined);

    expect(isSaved).toBe(true);
  });
});

describe('a body that another version wrote', () => {
  it.each<[string, Json]>([
    ['nothing', {}],
    ['no position', { position: null }],
    ['a position of another shape', { position: { draft: 'request:1', at: 2 } }],
    ['a step that is no word', { position: { ...POSITION, step: 2 } }],
    ['a version that is no number', { position: { ...POSITION, formVersion: '1' } }],
    ['a word', 'need'],
    ['a list', [1, 2]],
    ['null', null],
  ])('is read as no position when it holds %s', async (_what, body) => {
    await store.create(recordWith({ id: `dialog:${PERSON}`, kind: 'dialog', body }), MONDAY_9);

    const found = await positions.load(PERSON);

    expect(found).toEqual({ version: expect.any(String) });
    expect(await positions.save(PERSON, POSITION, found.version)).toBe(true);
  });

  it('gives only what this version knows', async () => {
    const body = { position: { ...POSITION, answers: { lead: 'true' } }, more: 1 };
    await store.create(recordWith({ id: `dialog:${PERSON}`, kind: 'dialog', body }), MONDAY_9);

    const found = await positions.load(PERSON);

    expect(found.position).toEqual(POSITION);
  });
});

describe('time', () => {
  it('lets a position go that nobody touched for thirty days', async () => {
    await kept();

    clock.forward(THIRTY_DAYS_MS + 1);
    const found = await positions.load(PERSON);

    expect(found).toEqual({});
    expect(await positions.save(PERSON, LATER, undefined)).toBe(true);
  });

  it('leaves a position alone until then', async () => {
    await kept();

    clock.forward(THIRTY_DAYS_MS - 1);
    const found = await positions.load(PERSON);

    expect(found.position).toEqual(POSITION);
  });

  it('is counted from the last save', async () => {
    const version = await kept();
    clock.forward(THIRTY_DAYS_MS - 1);
    await positions.save(PERSON, LATER, version);

    clock.forward(THIRTY_DAYS_MS - 1);
    const found = await positions.load(PERSON);

    expect(found.position).toEqual(LATER);
  });
});

it('is a record that wants no attention and is in no list of requests', async () => {
  await kept();

  const due = await store.due(MONDAY_9 + THIRTY_DAYS_MS * 2, 10);
  const { records } = await store.find({ kind: 'request', limit: 10 }, MONDAY_9);

  expect([...due, ...records]).toEqual([]);
});
