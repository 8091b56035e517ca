import type { Drawing } from './drawing';

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** Milliseconds as whole calendar days and hours, in words; the rest below an hour is left out. Pure. */
export function timeLeft(draw: Drawing, milliseconds: number): string {
  const all = Math.floor(milliseconds / HOUR_MS);
  if (all <= 0) {
    return draw.t(milliseconds > 0 ? 'duration.moment' : 'duration.none');
  }
  const days = Math.floor(all / HOURS_A_DAY);
  const hours = all % HOURS_A_DAY;
  return draw.list([
    ...(days === 0 ? [] : [draw.t('duration.days', { count: days })]),
    ...(hours === 0 ? [] : [draw.t('duration.hours', { count: hours })]),
  ]);
}
