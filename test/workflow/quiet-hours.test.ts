import type { PersonRef } from '../../src/domain/kernel';
import { handleCommand } from '../../src/workflow/handle-command';
import { sweep } from '../../src/scheduler/ticker';
import { FakeCalendar } from '../support/fake-calendar';
import { FPM, PARTNER } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { approved, give, given, REQUEST, stored, submitted } from '../support/fake-requests';
import { SECOND_FPM, secondFpmJoins } from '../support/second-fpm';

const HOUR_MS = 3_600_000;

/** A calendar in which nobody works before `morning`. */
class NightCalendar extends FakeCalendar {
  morning = 0;

  override nextWorkingMoment(at: number): number {
    return Math.max(at, this.morning);
  }
}

interface Night {
  readonly house: FakeHouse;
  readonly calendar: NightCalendar;
}

async function openNight(): Promise<Night> {
  const calendar = new NightCalendar();
  const house = openHouse({ isDispatching: true, calendar });
  await moveIn(house.ports);
  await house.dispatcher.idle();
  return { house, calendar };
}

/** It is evening: work begins again in twelve hours. */
function nightFalls({ house, calendar }: Night): void {
  calendar.morning = house.clock.now() + 12 * HOUR_MS;
}

async function morningComes({ house, calendar }: Night): Promise<void> {
  house.clock.set(calendar.morning);
  await sweep(house.ports);
  await house.dispatcher.idle();
}

/** What a person was sent anew, Today aside. */
function postsTo(house: FakeHouse, person: PersonRef): readonly unknown[] {
  return house.messenger.posts(chatOf(person)).filter(({ summary }) => summary !== 'P8');
}

function editsTo(house: FakeHouse, person: PersonRef): readonly unknown[] {
  return house.messenger.sent.filter(
    ({ kind, chat }) => kind === 'edit' && chat === chatOf(person),
  );
}

describe('a ping outside of working hours', () => {
  it('waits for the morning, and is sent once then', async () => {
    const night = await openNight();
    nightFalls(night);

    await submitted(night.house.ports);
    await night.house.dispatcher.idle();
    const posted = postsTo(night.house, FPM).length;
    await morningComes(night);
    await sweep(night.house.ports);
    await night.house.dispatcher.idle();

    expect(posted).toBe(0);
    expect(postsTo(night.house, FPM)).toHaveLength(1);
  });

  it('is not sent to whoever handed the request over before it came, but to who has it now', async () => {
    const night = await openNight();
    const { ports } = night.house;
    nightFalls(night);
    await submitted(ports);
    await secondFpmJoins(ports);
    await night.house.dispatcher.idle();

    await give(
      ports,
      REQUEST,
      given(ports, FPM, { type: 'HandOver', to: SECOND_FPM.id, note: '' }),
    );
    await night.house.dispatcher.idle();
    await morningComes(night);

    const { copies } = await stored(ports, REQUEST);
    expect(postsTo(night.house, FPM)).toEqual([]);
    expect(copies.map(({ key }) => key)).toEqual(['partner', `fpm:${SECOND_FPM.id}`]);
  });

  it('shows the decision at once in the message that is there, and posts it anew in the morning', async () => {
    const night = await openNight();
    const { house } = night;
    await submitted(house.ports);
    await house.dispatcher.idle();
    nightFalls(night);
    const before = { posts: postsTo(house, PARTNER).length, edits: editsTo(house, PARTNER).length };

    await approved(house.ports);
    await house.dispatcher.idle();
    const posted = postsTo(house, PARTNER).length;
    const edited = editsTo(house, PARTNER).length;
    await morningComes(night);

    expect(posted).toBe(before.posts);
    expect(edited).toBe(before.edits + 1);
    expect(postsTo(house, PARTNER)).toHaveLength(before.posts + 1);
  });

  it('keeps showing what happens during the night', async () => {
    const night = await openNight();
    const { house } = night;
    await submitted(house.ports);
    await house.dispatcher.idle();
    nightFalls(night);
    await approved(house.ports);
    await house.dispatcher.idle();
    const edited = editsTo(house, PARTNER).length;

    const order = { type: 'NoteDelivery', person: PARTNER.id, way: 'mail' };
    await give(house.ports, REQUEST, { ...given(house.ports, FPM, order), by: 'system' });
    await house.dispatcher.idle();

    expect(editsTo(house, PARTNER)).toHaveLength(edited + 1);
  });

  it('is not needed by somebody who asks for the card meanwhile', async () => {
    const night = await openNight();
    const { house, calendar } = night;
    nightFalls(night);
    await submitted(house.ports);
    await house.dispatcher.idle();

    await handleCommand(house.ports, REQUEST, { showAgain: 'fpm' });
    await house.dispatcher.idle();
    const posted = postsTo(house, FPM).length;
    house.clock.set(calendar.morning);
    await sweep(house.ports);
    await house.dispatcher.idle();

    expect(posted).toBe(1);
    expect(postsTo(house, FPM)).toHaveLength(1);
  });

  it('leaves nothing pending after the morning', async () => {
    const night = await openNight();
    nightFalls(night);
    await submitted(night.house.ports);
    await night.house.dispatcher.idle();

    await morningComes(night);

    const { effects } = await stored(night.house.ports);
    expect(effects.filter(({ order }) => order.type === 'Show')).toEqual([]);
  });
});
