import type { NumberedRequest } from '../../src/domain/request/request';
import { findRecords, findStates } from '../../src/workflow/find-states';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { accepted, approved, REQUEST, started, submitted } from '../support/fake-requests';

async function houseWithTwo(): Promise<FakeHouse> {
  const house = openHouse();
  await moveIn(house.ports);
  await submitted(house.ports, 'request:old');
  house.clock.forward(60_000);
  await submitted(house.ports, 'request:new');
  return house;
}

describe('a list of records', () => {
  it('gives states, newest first', async () => {
    const { ports } = await houseWithTwo();

    const requests = await findStates<NumberedRequest>(ports, {
      kind: 'request',
      tag: `requester:${PARTNER.id}`,
      limit: 10,
    });

    expect(requests.map(({ id, number }) => [id, number])).toEqual([
      ['request:new', 1002],
      ['request:old', 1001],
    ]);
  });

  it('gives one page at most', async () => {
    const { ports } = await houseWithTwo();

    const requests = await findRecords(ports, { kind: 'request', limit: 1 });

    expect(requests.map(({ id }) => id)).toEqual(['request:new']);
  });

  it('gives whole records: state, events and copies', async () => {
    const { ports } = await houseWithTwo();

    const [request] = await findRecords(ports, { kind: 'request', limit: 1 });

    expect(request?.events.map(({ type }) => type)).toEqual(['DraftStarted', 'RequestSubmitted']);
    expect(request?.copies.map(({ key }) => key)).toEqual(['partner', 'fpm']);
  });

  it('follows whom a request waits for', async () => {
    const { ports } = openHouse();
    await moveIn(ports);
    const waiting: (readonly number[])[] = [];
    for (const step of [started, submitted, approved, accepted]) {
      await step(ports, REQUEST);
      const lists = [FPM, EXPERT].map(({ id }) =>
        findStates(ports, { kind: 'request', tag: `waits:${id}`, limit: 10 }),
      );
      waiting.push((await Promise.all(lists)).map(({ length }) => length));
    }

    expect(waiting).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      // Until both are in touch the FPM is told when nothing comes of it.
      [1, 1],
    ]);
  });

  it('is empty for a tag nobody carries', async () => {
    const { ports } = await houseWithTwo();

    const none = await findStates(ports, { kind: 'request', tag: 'number:1', limit: 10 });

    expect(none).toEqual([]);
  });
});
