import type { Person } from '../domain/directory/person';
import type { BookMeeting } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { KickoffMeeting } from '../domain/engagement/kickoff-meeting';
import { PermanentError, TransientError } from '../errors';
import { ATTEMPTS_MAX } from './back-off';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { personOf } from './homes';
import type { EffectPorts, MeetingPlan } from './ports';
import { readerOf } from './reader';
import type { LiveRecord, PendingEffect } from './record';

interface Ordered {
  readonly effect: PendingEffect;
  readonly order: BookMeeting;
}

/**
 * Puts the planned meeting into the calendars, or leaves it to the three with a link and the reason: a plan never hangs. A repeat is
 * known by the name of the effect, so what was made and not noted is found, not made again.
 *
 * @throws TransientError to be tried again; after the last try it is left to the three.
 */
export async function bookMeeting(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, order }: Ordered,
): Promise<CarriedOut> {
  const state = record.state as Engagement;
  const { meeting } = state;
  if (meeting?.edition !== order.edition || meeting.status !== 'Asked') {
    return DONE;
  }
  const plan = await planOf(ports, record, { effect, meeting });
  const note = (command: {
    readonly type: string;
    readonly [field: string]: unknown;
  }): CarriedOut => ({
    result: { kind: 'done' },
    command: fromEffect(ports, effect, { edition: order.edition, ...command }),
  });
  const left = { type: 'NoteMeetingLeft', link: ports.meetings.linkTo(plan) };
  try {
    const entry = await ports.meetings.book(plan);
    return note(entry === undefined ? left : { type: 'NoteMeetingBooked', entry });
  } catch (error) {
    if (!isSettled(error, effect)) {
      throw error;
    }
    const why = error.code;
    ports.log.warn({ id: effect.id, code: why, err: error }, 'A meeting is left to the three.');
    return note({ ...left, why });
  }
}

/** Nothing comes of another try. */
function isSettled(
  error: unknown,
  { attempts }: PendingEffect,
): error is PermanentError | TransientError {
  return (
    error instanceof PermanentError ||
    (error instanceof TransientError && attempts + 1 >= ATTEMPTS_MAX)
  );
}

async function planOf(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, meeting }: { readonly effect: PendingEffect; readonly meeting: KickoffMeeting },
): Promise<MeetingPlan> {
  const { fpm, expert, requester } = record.state as Engagement;
  const found = await Promise.all([fpm, expert, requester].map((ref) => personOf(ports, ref)));
  const people = found.filter((one) => one !== undefined);
  const { person: _all, ...reader } = await readerOf(ports, record, { conversation: record.id });
  const view = { state: record.state, reader, at: ports.clock.now() };
  const organizer = meeting.entry?.organizer ?? organizerOf(people)?.id;
  const { startAt, endAt, entry } = meeting;
  return {
    key: effect.id,
    ...(organizer === undefined ? {} : { organizer }),
    subject: ports.renderer.chatTopic(view),
    text: ports.renderer.meetingText(view),
    ...{ startAt, endAt },
    invited: people.filter(({ id }) => id !== organizer).map(({ name, mail }) => ({ name, mail })),
    ...(entry === undefined ? {} : { entry }),
  };
}

/** The FPM invites, else the expert; only members of the bot's own tenant have a calendar in it. Pure. */
export function organizerOf(people: readonly Person[]): Person | undefined {
  return people.find(({ account }) => account === undefined);
}
