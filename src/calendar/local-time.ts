import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import type { Instant } from '../domain/kernel';
import { isKnownZone } from './known-places';

/** Milliseconds of a day on which no clock is changed. */
export const DAY_MS = 86_400_000;

/** A date without a zone, as the instant at which it begins in UTC: neighbours are always {@link DAY_MS} apart. */
export type LocalDate = number;

/** What a clock on the wall shows. */
type WallTime = Pick<DateTime, 'hour' | 'minute' | 'second' | 'millisecond'>;

/** Zones seen to be good; to look at a name costs as much as all the rest of a question. Bounded by the zones there are. */
const goodZones = new Map<string, Zone>();

function zoneCalled(name: string): Zone {
  const zone = goodZones.get(name) ?? (isKnownZone(name) ? IANAZone.create(name) : undefined);
  if (zone === undefined) {
    return FixedOffsetZone.utcInstance;
  }
  goodZones.set(name, zone);
  return zone;
}

/** Date and wall time of `at` in an IANA zone; an unknown zone counts as UTC, whatever the machine is set to. Never throws. */
export function localTime(at: Instant, zone: string): DateTime {
  return DateTime.fromMillis(at, { zone: zoneCalled(zone) });
}

/** The date that the calendar on the wall shows. Pure. */
export function dateOf(local: DateTime): LocalDate {
  return Date.UTC(local.year, local.month - 1, local.day);
}

/** Reads `HH:mm`. Pure. */
export function wallTime(text: string): WallTime {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute, second: 0, millisecond: 0 };
}

/**
 * The moment with this wall time on `date`, in the zone of `local`. Of two the first; when the clock skips it, moved forward by as much
 * as the clock is. Pure.
 */
export function atWallTime(local: DateTime, date: LocalDate, wall: WallTime): DateTime {
  const { hour, minute, second, millisecond } = wall;
  const day = new Date(date);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
  const time = { hour, minute, second, millisecond };
  const moment = local.set({ year, month, day: day.getUTCDate(), ...time });
  const [first = moment] = moment.getPossibleOffsets();
  return first;
}
