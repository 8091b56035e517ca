import type { HomeCalendar } from '../../src/domain/directory/home-calendar';

/** Somebody who works from 08:00 to 18:00 in a zone and a place such as `ES-MD`. */
export function home(zone: string, place: string, workingDays = [1, 2, 3, 4, 5]): HomeCalendar {
  const [country = '', subdivision] = place.split('-');
  const hours = { from: '08:00', until: '18:00' };
  return {
    zone,
    country,
    workingDays,
    ...hours,
    ...(subdivision !== undefined && { subdivision }),
  };
}

/** A moment as a failed test is to show it. */
export function utc(instant: number): string {
  return new Date(instant).toISOString();
}

/** Every moment in the tables carries its own offset, so that no expectation is computed by what it tests. */
export function moment(text: string): number {
  return Date.parse(text);
}

export const everyDay = [1, 2, 3, 4, 5, 6, 7];
const sundayToThursday = [7, 1, 2, 3, 4];
export const madrid = home('Europe/Madrid', 'ES-MD');
export const barcelona = home('Europe/Madrid', 'ES-CT');
export const munich = home('Europe/Berlin', 'DE-BY');
export const berlin = home('Europe/Berlin', 'DE-BE');
export const germany = home('Europe/Berlin', 'DE');
export const glarus = home('Europe/Zurich', 'CH-GL');
export const london = home('Europe/London', 'GB-ENG');
export const edinburgh = home('Europe/London', 'GB-SCT');
export const newYork = home('America/New_York', 'US-NY');
export const louisville = home('America/New_York', 'US-KY');
export const honolulu = home('Pacific/Honolulu', 'US-HI');
export const singapore = home('Asia/Singapore', 'SG');
export const tokyo = home('Asia/Tokyo', 'JP');
export const telAviv = home('Asia/Jerusalem', 'IL', sundayToThursday);
export const dubai = home('Asia/Dubai', 'AE', sundayToThursday);
export const cairo = home('Africa/Cairo', 'EG', sundayToThursday);
export const istanbul = home('Europe/Istanbul', 'TR');
export const auckland = home('Pacific/Auckland', 'NZ');
export const berlinDaily = home('Europe/Berlin', 'XX', everyDay);
export const lordHowe = home('Australia/Lord_Howe', 'XX', everyDay);
export const nuuk = home('America/Nuuk', 'XX', [1, 2, 3, 4, 5, 6]);
