import type { Outcome } from '../../src/workflow/handle-command';
import type { LiveRecord } from '../../src/workflow/record';
import { FPM } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  stored,
  submitted,
} from '../support/fake-requests';

/** Causes that a record remembers of events it does not keep. */
const REMEMBERED = 50;

/** A process with an engagement in it. */
async function engagedHouse(): Promise<FakeHouse> {
  const house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
  await submitted(house.ports);
  await approved(house.ports);
  await accepted(house.ports);
  await house.dispatcher.idle();
  return house;
}

/** The FPM links a channel with the odd clicks and takes it back with the even ones. */
function click({ ports }: FakeHouse, n: number): Promise<Outcome> {
  const type = n % 2 === 1 ? 'LinkChannel' : 'UnlinkChannel';
  const order = { type, conversation: 'conversation:channel' };
  return give(ports, ENGAGEMENT, given(ports, FPM, order, `click:${String(n)}`));
}

async function clicked(house: FakeHouse, count: number): Promise<LiveRecord> {
  for (let n = 1; n <= count; n += 1) {
    await click(house, n);
  }
  return stored(house.ports, ENGAGEMENT);
}

describe('a cause whose event was superseded', () => {
  it('is known all the same', async () => {
    const house = await engagedHouse();
    const { events, count } = await clicked(house, 2);
    expect(events.map(({ causeId }) => causeId)).not.toContain('click:1');

    const outcome = await click(house, 1);

    expect(outcome).toMatchObject({ ok: true, events: [] });
    expect(outcome.record.count).toBe(count);
  });

  it(`is known until ${String(REMEMBERED)} later ones were superseded too`, async () => {
    const house = await engagedHouse();
    const { count, past } = await clicked(house, REMEMBERED + 2);

    const known = await click(house, 2);
    const forgotten = await click(house, 1);

    expect(past).toHaveLength(REMEMBERED);
    expect(known.record.count).toBe(count);
    expect(forgotten.record.count).toBe(count + 1);
  });

  it('is not remembered when no person is behind it', async () => {
    const house = await engagedHouse();
    const note = { type: 'NoteDelivery', person: FPM.id, by: 'system' };

    for (const way of ['mail', 'none', 'mail']) {
      const command = { ...note, way, at: house.clock.now(), causeId: `effect:${way}` };
      await give(house.ports, ENGAGEMENT, command as Parameters<typeof give>[2]);
    }

    expect((await stored(house.ports, ENGAGEMENT)).past).toEqual([]);
  });
});
