import type { PersonRef } from '../../src/domain/kernel';
import type { NumberedRequest } from '../../src/domain/request/request';
import { gatherDuties } from '../../src/workflow/duties';
import { DAY_MS } from '../support/fake-calendar';
import { EXPERT, FPM, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REPORT,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';

let house: FakeHouse;

beforeEach(async () => {
  house = openHouse({ isDispatching: true });
  await moveIn(house.ports);
});

/** What waits for somebody, as codes, and how much waits for others. */
async function waitingFor(person: PersonRef): Promise<readonly (string | number)[]> {
  const { lines, waitingForOthers } = await gatherDuties(house.ports, person.id, house.clock.now());
  return [...lines.map(({ what }) => what), waitingForOthers];
}

async function waitingForAll(): Promise<readonly (readonly (string | number)[])[]> {
  await house.dispatcher.idle();
  return [await waitingFor(PARTNER), await waitingFor(FPM), await waitingFor(EXPERT)];
}

async function inTouch(): Promise<void> {
  await submitted(house.ports);
  await approved(house.ports);
  await accepted(house.ports);
  await house.dispatcher.idle();
  await give(house.ports, REQUEST, given(house.ports, EXPERT, { type: 'ConfirmContact' }));
}

describe('what waits for somebody', () => {
  it('is nothing while a form is being filled in', async () => {
    await started(house.ports);

    expect(await waitingForAll()).toEqual([[0], [0], [0]]);
  });

  it('follows a request from hand to hand, and the others are told that it waits elsewhere', async () => {
    const seen: (readonly (readonly (string | number)[])[])[] = [];
    for (const step of [submitted, approved, accepted]) {
      await step(house.ports);
      seen.push(await waitingForAll());
    }

    expect(seen).toEqual([
      [[1], ['check', 0], [0]],
      [[1], [1], ['answer-offer', 0]],
      [[1], [1], ['contact', 0]],
    ]);
  });

  it('is the FPM when nobody got in touch, one day after the expert was to do so', async () => {
    await submitted(house.ports);
    await approved(house.ports);
    await accepted(house.ports);
    await house.dispatcher.idle();
    house.clock.forward(3 * DAY_MS - 1);
    const before = await waitingFor(FPM);

    house.clock.forward(1);

    expect(before).toEqual([1]);
    expect(await waitingFor(FPM)).toEqual(['no-contact', 0]);
    expect(await waitingFor(EXPERT)).toEqual(['contact', 0]);
  });

  it('is closing and agreeing once both are in touch', async () => {
    await inTouch();

    expect(await waitingForAll()).toEqual([['agreement', 1], ['close', 0], [1]]);
  });

  it('counts nothing that is over as waiting for others', async () => {
    await inTouch();
    await give(house.ports, REQUEST, given(house.ports, FPM, { type: 'CloseRequest' }));

    expect(await waitingForAll()).toEqual([['agreement', 0], [0], [0]]);
  });

  it('is the confirmation of the end for the partner, with the moment at which it counts as given', async () => {
    await inTouch();
    await house.dispatcher.idle();
    await give(house.ports, ENGAGEMENT, given(house.ports, EXPERT, REPORT));
    await house.dispatcher.idle();

    const { lines } = await gatherDuties(house.ports, PARTNER.id, house.clock.now());

    const { number } = (await stored(house.ports)).state as NumberedRequest;
    expect(lines).toEqual([
      {
        what: 'confirm-completion',
        record: ENGAGEMENT,
        number,
        partner: 'Fabrikam',
        workloadId: 'AADP-P2',
        since: house.clock.now(),
        due: house.clock.now() + 5 * DAY_MS,
      },
    ]);
  });

  it('is every record once, worst first', async () => {
    await submitted(house.ports, 'request:r2');
    house.clock.forward(DAY_MS);
    await submitted(house.ports);

    const { lines, more } = await gatherDuties(house.ports, FPM.id, house.clock.now());

    expect(lines.map(({ record }) => record)).toEqual(['request:r2', REQUEST]);
    expect(more).toBe(0);
  });

  it('is nothing of what others are asked', async () => {
    await submitted(house.ports);
    await approved(house.ports);

    expect(await waitingFor(SECOND_EXPERT)).toEqual([0]);
  });
});
