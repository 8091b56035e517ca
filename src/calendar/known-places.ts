import { IANAZone } from 'luxon';
import { holidayRules } from './holiday-rules';

/**
 * Whether this is the IANA name of a time zone, old names included. Windows names, offsets and "the zone of this machine" are not:
 * a deadline must not depend on where the process runs. Never throws.
 */
export function isKnownZone(zone: string): boolean {
  // Newer runtimes take offsets such as `+02:00` for zones.
  return /^[A-Z]/i.test(zone) && IANAZone.isValidZone(zone);
}

/**
 * Whether holidays are known for this place (ISO 3166 codes, upper case). Where the holiday package lists no parts of a country,
 * every well-formed subdivision passes, for none can be missed; where it lists some, only those pass, so that a slip does not
 * silently cost holidays. Such a list may hold only the parts with days of their own (France: 57, but not IDF): leave the
 * subdivision out for the others. Loads the holiday package. Never throws.
 */
export function isKnownCountry(country: string, subdivision?: string): boolean {
  const Holidays = holidayRules();
  if (!Object.hasOwn(new Holidays().getCountries(), country)) {
    return false;
  }
  if (subdivision === undefined) {
    return true;
  }
  const listed = subdivisionsOf(country);
  return listed === undefined
    ? /^[A-Z0-9]{1,3}$/.test(subdivision)
    : Object.hasOwn(listed, subdivision);
}

/** The package answers nothing for countries without parts, which its types do not say. */
function subdivisionsOf(country: string): Readonly<Record<string, string>> | undefined {
  const Holidays = holidayRules();
  return new Holidays().getStates(country);
}
