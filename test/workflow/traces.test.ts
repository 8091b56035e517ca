import { sweep } from '../../src/scheduler/ticker';
import { TransientError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { inTrace, traceOf } from '../../src/trace';
import { DAY_MS } from '../support/fake-calendar';
import { PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';

const HOUR_MS = 3_600_000;
const CLICK = traceOf('click');
const APPROVAL = traceOf('approval');

async function movedIn(isDispatching: boolean): Promise<FakeHouse> {
  const house = openHouse({ isDispatching });
  await moveIn(house.ports);
  await house.dispatcher.idle();
  return house;
}

function tracesOf({ witness }: FakeHouse, what: string): readonly (string | undefined)[] {
  return [
    ...new Set(witness.carriages.filter((one) => one.what === what).map(({ trace }) => trace)),
  ];
}

describe('the trace of a click', () => {
  it('is kept with every effect, timers included', async () => {
    const house = await movedIn(false);

    await inTrace(CLICK, () => submitted(house.ports));

    const { effects } = await stored(house.ports);
    expect(effects.map(({ order }) => order.type)).toContain('WakeUp');
    expect(effects.map(({ trace }) => trace)).toEqual(effects.map(() => CLICK));
  });

  it('goes along with what is told to other records, and with what these send', async () => {
    const house = await movedIn(true);
    await submitted(house.ports);
    await house.dispatcher.idle();
    house.witness.carriages.length = 0;

    await inTrace(APPROVAL, () => approved(house.ports));
    await house.dispatcher.idle();

    expect(house.witness.carriages.map(({ id }) => id.split(':')[0])).toContain('request');
    expect(new Set(house.witness.carriages.map(({ trace }) => trace))).toEqual(new Set([APPROVAL]));
  });

  it('is the one of whoever ordered a send, not of whoever has the record looked at', async () => {
    const house = await movedIn(false);
    await inTrace(CLICK, () => submitted(house.ports));

    inTrace(APPROVAL, () => {
      house.dispatcher.kick(REQUEST);
    });
    await house.dispatcher.idle();

    expect(tracesOf(house, 'Show')).toEqual([CLICK]);
  });

  it('is known to another process that sends an hour later what Teams did not take', async () => {
    const store = new MemoryStore();
    const house = openHouse({ store });
    await moveIn(house.ports);
    const { clock, leaseClock } = house;
    const heir = openHouse({ store, clock, leaseClock, owner: 'heir', isDispatching: true });
    house.messenger.refuse(
      chatOf(PARTNER),
      new TransientError('delivery/throttled', 'Later.', { details: { retryAfterMs: HOUR_MS } }),
    );
    await inTrace(CLICK, () => started(house.ports));
    house.dispatcher.kick(REQUEST);
    await house.dispatcher.idle();

    clock.forward(2 * HOUR_MS);
    leaseClock.forward(2 * HOUR_MS);
    await sweep({ ...heir.ports, kick: heir.dispatcher.kick });
    await heir.dispatcher.idle();

    expect(house.witness.carriages).toMatchObject([{ code: 'delivery/throttled', trace: CLICK }]);
    expect(heir.messenger.posts(chatOf(PARTNER))).toHaveLength(1);
    expect(tracesOf(heir, 'Show')).toEqual([CLICK]);
  });
});

it('an effect that nothing from outside ordered has a trace of its own', async () => {
  const house = await movedIn(false);
  await started(house.ports);

  house.dispatcher.kick(REQUEST);
  await house.dispatcher.idle();

  expect(tracesOf(house, 'Show')).toEqual([traceOf(`${REQUEST}:0:0`)]);
});

it('a timer begins a trace of its own, and the one that set it tells which', async () => {
  const house = await movedIn(true);
  await inTrace(CLICK, () => submitted(house.ports));
  await house.dispatcher.idle();
  house.witness.carriages.length = 0;

  house.clock.forward(14 * DAY_MS);
  await sweep({ ...house.ports, kick: house.dispatcher.kick });
  await house.dispatcher.idle();

  const rung = house.witness.carriages.find(({ what }) => what === 'WakeUp');
  expect(rung).toMatchObject({ trace: CLICK, began: traceOf(rung!.id) });
  expect(tracesOf(house, 'Show')).not.toContain(CLICK);
});

it('a refusal is told with its code, and a success is none', async () => {
  const house = await movedIn(false);
  await submitted(house.ports);
  const before = [...house.witness.refusals];

  await give(house.ports, REQUEST, given(house.ports, PARTNER, { type: 'Approve' }));

  expect([before, house.witness.refusals]).toEqual([[], ['own-request']]);
});
