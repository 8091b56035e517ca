import { todayCard, todayPing } from '../../src/cards/today-card';
import type { Duties, Duty, DutyCode } from '../../src/domain/today/duty';
import type { Today } from '../../src/domain/today/today';
import { castOf, MONDAY, PLAIN, REQUEST } from './cast';
import { viewerOf } from './pictures';

const HOUR = 3_600_000;
const LATE = -HOUR;

function duty(what: DutyCode, due?: number): Duty {
  const promised = due === undefined ? {} : { due: MONDAY + due };
  return { what, record: REQUEST, since: MONDAY - HOUR, ...promised };
}

function todayOf(lines: readonly Duty[], more = 0): Today {
  const duties: Duties = { lines, more, waitingForOthers: 0 };
  return {
    ...{ id: 'today:fran-0001', person: castOf(PLAIN).fpm, nextAt: MONDAY, day: '2026-01-05' },
    duties,
  };
}

test.each([
  ['1 to decide, 1 overdue, 1 more', [duty('decide'), duty('check', LATE), duty('close')], 0],
  ['1 overdue, 2 more', [duty('decide', LATE), duty('close'), duty('close')], 0],
  ['1 to decide, 1 overdue', [duty('decide', HOUR), duty('contact', LATE)], 0],
  ['2 overdue', [duty('decide', LATE), duty('contact', LATE)], 0],
  ['2 things wait for you', [duty('close'), duty('contact', HOUR)], 0],
  ['1 to decide, 4 more', [duty('decide')], 4],
])('counts nothing twice: %s', (told, lines, more) => {
  const state = todayOf(lines, more);
  const viewer = viewerOf('fpm', 'en');

  expect(todayPing(state, viewer, MONDAY)).toBe(`Today: ${told}.`);
  expect(todayCard({ state, viewer, face: 'front', at: MONDAY }).title).toBe(told);
});
