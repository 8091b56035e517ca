import {
  isLookDue,
  type DeliveryAlarm,
  type DeliveryAlarmCommand,
  type DeliveryAlarmFacts,
} from '../domain/alarm/delivery-alarm';
import type { Instant, PersonRef } from '../domain/kernel';
import { undeliveredSince } from './health';
import { homeOf, morningAfter, personOf } from './homes';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';
import { desk } from './stand-ins';

const NOTHING: DeliveryAlarmFacts = { since: [], operators: [], nextMorning: 0 };

/** What the decider of the alarm needs; what it does not look at is not gathered. */
export async function alarmFacts(
  ports: CommandPorts,
  { state }: LiveRecord,
  command: DeliveryAlarmCommand,
): Promise<DeliveryAlarmFacts> {
  if (!isLookDue(state as DeliveryAlarm | undefined, command)) {
    return NOTHING;
  }
  const since = await undeliveredSince(ports);
  if (since.length === 0) {
    return NOTHING;
  }
  const operators = await desk(ports);
  return { since, operators, nextMorning: await nextMorning(ports, operators, command.at) };
}

/**
 * What rings now is read when its reader works: the morning after that is the next one. Of several operators the last counts, so that
 * nobody is told twice before they can do anything.
 */
async function nextMorning(
  ports: CommandPorts,
  operators: readonly PersonRef[],
  at: Instant,
): Promise<Instant> {
  const { calendar, policy } = ports;
  const homes = await Promise.all(operators.map(async (one) => homeOf(await personOf(ports, one))));
  const mornings = homes.map((home) =>
    morningAfter(calendar, calendar.nextWorkingMoment(at, home), home, policy.todayAt),
  );
  return Math.max(at, ...mornings);
}
