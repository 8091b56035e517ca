import type { Person } from '../domain/directory/person';
import type { Engagement } from '../domain/engagement/engagement';
import type { MeetingTimes } from '../domain/engagement/kickoff-meeting';
import type { Instant, PersonRef } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { homeOf, personOf } from './homes';
import { organizerOf } from './kickoff-meeting';
import type { BusySpan, CommandPorts, Meetings } from './ports';

type Ports = Pick<CommandPorts, 'store' | 'clock' | 'calendar' | 'policy' | 'log'> & {
  readonly meetings: Pick<Meetings, 'busy'>;
};

/** Meetings begin at the full or half hour. */
const STEP_MS = 1_800_000;
/** So long after one proposal the next one begins to be looked for: another day. */
const APART_MS = 18 * 3_600_000;
/** More steps than half hours in any time that is looked at, so that looking ends. */
const STEPS_MAX = 1_000;

interface Party {
  readonly ref: PersonRef;
  readonly person: Person | undefined;
  readonly busy: readonly BusySpan[] | undefined;
}

/**
 * Proposes times at which the three can meet. Calendars that cannot be looked into (people of other organizations, no permission, Graph
 * not there) leave working hours to go by; then FPM and finally expert are asked to bend theirs, since the partner leads. Never throws
 * for what lies outside.
 */
export async function proposeTimes(ports: Ports, engagement: Engagement): Promise<MeetingTimes> {
  const { calendar, policy } = ports;
  const now = ports.clock.now();
  const parties = await partiesOf(ports, engagement, now);
  const home = homeOf(parties[0]?.person);
  const from = calendar.workingDaysLater(now, policy.meetingNoticeWorkingDays, home);
  const until = calendar.calendarDaysLater(now, policy.meetingDaysAhead, home.zone);
  const circles = parties.map((_one, index) => parties.slice(0, parties.length - index));
  const found = circles
    .map((fit) => ({ fit, times: timesFor(ports, { fit, parties }, { from, until }) }))
    .find(({ times }) => times.length > 0);
  return {
    times: found?.times ?? [],
    fit: (found?.fit ?? []).map(({ ref }) => ref),
    unseen: parties.filter(({ busy }) => busy === undefined).map(({ ref }) => ref),
  };
}

/** The lead first, the FPM last. */
async function partiesOf(
  ports: Ports,
  { requester, expert, fpm }: Engagement,
  now: Instant,
): Promise<readonly Party[]> {
  const refs = [requester, expert, fpm];
  const people = await Promise.all(refs.map((ref) => personOf(ports, ref)));
  const known = people.filter((one) => one !== undefined);
  const until = ports.calendar.calendarDaysLater(now, ports.policy.meetingDaysAhead, 'UTC');
  const busy = await busyOf(ports, known, { from: now, until });
  return refs.map((ref, index) => {
    const person = people[index];
    return { ref, person, busy: person === undefined ? undefined : busy.get(person.mail) };
  });
}

async function busyOf(
  ports: Ports,
  people: readonly Person[],
  within: BusySpan,
): Promise<ReadonlyMap<string, readonly BusySpan[]>> {
  const asker = organizerOf(people.toReversed());
  const mails = people.filter(({ account }) => account === undefined).map(({ mail }) => mail);
  if (asker === undefined) {
    return new Map();
  }
  try {
    return await ports.meetings.busy(asker.id, mails, within);
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof PermanentError)) {
      throw error;
    }
    ports.log.warn({ code: error.code, err: error }, 'Calendars could not be looked into.');
    return new Map();
  }
}

function timesFor(
  ports: Ports,
  who: { readonly fit: readonly Party[]; readonly parties: readonly Party[] },
  { from, until }: BusySpan,
): readonly Instant[] {
  const times: Instant[] = [];
  let start = onTheHalfHour(from);
  for (let steps = 0; steps < STEPS_MAX && start < until; steps += 1) {
    const next = laterStart(ports, who, start);
    if (next === undefined) {
      times.push(start);
      if (times.length === ports.policy.meetingTimesShown) {
        break;
      }
    }
    start = onTheHalfHour(next ?? start + APART_MS);
  }
  return times;
}

/** A moment before which looking is in vain; `undefined` when `start` suits everybody. */
function laterStart(
  { calendar, policy }: Ports,
  { fit, parties }: { readonly fit: readonly Party[]; readonly parties: readonly Party[] },
  start: Instant,
): Instant | undefined {
  const end = start + policy.meetingMinutes * 60_000;
  for (const { person } of fit) {
    const home = homeOf(person);
    const works = calendar.nextWorkingMoment(start, home);
    if (works > start) {
      return works;
    }
    if (calendar.nextWorkingMoment(end - 1, home) >= end) {
      return start + STEP_MS;
    }
  }
  const taken = parties
    .flatMap(({ busy }) => busy ?? [])
    .find((span) => span.from < end && span.until > start);
  return taken?.until;
}

function onTheHalfHour(at: Instant): Instant {
  return Math.ceil(at / STEP_MS) * STEP_MS;
}
