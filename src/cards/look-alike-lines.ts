import type { LookAlike } from '../domain/repeat-rule';
import type { Section } from './card-model';
import type { Drawing } from './drawing';

/** More would only repeat what the newest say. */
const SHOWN_MAX = 3;

/** Earlier requests that look alike, newest first: number, date and result; no section when there are none. Pure. */
export function lookAlikeSections(
  draw: Drawing,
  lookAlikes: readonly LookAlike[],
): readonly Section[] {
  const lines = lookAlikes.slice(0, SHOWN_MAX).map((earlier) =>
    draw.t('look-alike.line', {
      number: earlier.number,
      date: draw.fullDate(earlier.at),
      result: draw.t(`look-alike.${earlier.result}`),
    }),
  );
  return lines.length === 0
    ? []
    : [
        {
          heading: draw.t('look-alike.heading', { count: lookAlikes.length }),
          text: lines.join('\n'),
        },
      ];
}
