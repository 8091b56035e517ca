import { createCalendar } from '../../src/calendar/working-calendar';
import {
  home,
  moment,
  madrid,
  barcelona,
  munich,
  berlin,
  germany,
  glarus,
  london,
  edinburgh,
  newYork,
  louisville,
  honolulu,
  tokyo,
  telAviv,
  dubai,
  cairo,
  istanbul,
  auckland,
} from './homes';

const calendar = createCalendar();

describe('a working day', () => {
  it.each([
    ['a plain Monday', '2026-09-07T09:13+02:00', madrid, true],
    ['a Saturday', '2026-09-12T09:13+02:00', madrid, false],
    ['a Sunday', '2026-09-13T09:13+02:00', madrid, false],
    ['Monday in Auckland while it is Sunday in UTC', '2026-09-07T08:30+12:00', auckland, true],
    ['Friday evening in Honolulu, Saturday in UTC', '2026-09-11T21:13-10:00', honolulu, true],
    ['Waitangi Day in Auckland', '2026-02-06T10:00+13:00', auckland, false],
    ['Epiphany in Madrid', '2026-01-06T10:00+01:00', madrid, false],
    ['Epiphany in Bavaria', '2026-01-06T10:00+01:00', munich, false],
    ['Epiphany in Berlin', '2026-01-06T10:00+01:00', berlin, true],
    ["Women's Day in Berlin", '2027-03-08T10:00+01:00', berlin, false],
    ["Women's Day in Bavaria", '2027-03-08T10:00+01:00', munich, true],
    ['Corpus Christi in Bavaria', '2026-06-04T10:00+02:00', munich, false],
    ['Corpus Christi in Berlin', '2026-06-04T10:00+02:00', berlin, true],
    ['Corpus Christi in Germany as a whole', '2026-06-04T10:00+02:00', germany, true],
    ['the one-off holiday of Berlin', '2025-05-08T10:00+02:00', berlin, false],
    ['the one-off holiday of Berlin, in Bavaria', '2025-05-08T10:00+02:00', munich, true],
    ['All Saints in Bavaria', '2027-11-01T10:00+01:00', munich, false],
    ['Maundy Thursday in Madrid', '2026-04-02T10:00+02:00', madrid, false],
    ['Maundy Thursday in Barcelona', '2026-04-02T10:00+02:00', barcelona, true],
    ['Good Friday in Madrid', '2026-04-03T10:00+02:00', madrid, false],
    ['Good Friday in Germany', '2026-04-03T10:00+02:00', germany, false],
    ['Good Friday in New York', '2026-04-03T10:00-04:00', newYork, true],
    ['Good Friday in Kentucky, free from 14:00', '2026-04-03T10:00-04:00', louisville, true],
    ['Easter Monday in Germany', '2026-04-06T10:00+02:00', germany, false],
    ['Easter Monday in Madrid', '2026-04-06T10:00+02:00', madrid, true],
    ['Easter Monday in Barcelona', '2026-04-06T10:00+02:00', barcelona, false],
    ['Easter Monday in New York', '2026-04-06T10:00-04:00', newYork, true],
    ['Easter Monday in England', '2026-04-06T10:00+01:00', london, false],
    ['Easter Monday in Scotland', '2026-04-06T10:00+01:00', edinburgh, true],
    ['Christmas Eve in Germany', '2026-12-24T10:00+01:00', germany, true],
    ['Christmas Eve in Madrid', '2026-12-24T10:00+01:00', madrid, true],
    ['Christmas Day in Madrid', '2026-12-25T10:00+01:00', madrid, false],
    ['the Monday for Boxing Day on a Saturday', '2026-12-28T10:00+00:00', london, false],
    ['that Monday in Madrid', '2026-12-28T10:00+01:00', madrid, true],
    ['the Tuesday for Boxing Day on a Sunday', '2027-12-28T10:00+00:00', london, false],
    ['the Friday for 4 July on a Saturday', '2026-07-03T10:00-04:00', newYork, false],
    ['the Monday for 4 July on a Sunday', '2027-07-05T10:00-04:00', newYork, false],
    ['the last day of a year for a Saturday New Year', '2027-12-31T10:00-05:00', newYork, false],
    ['the Monday for a Saturday New Year in England', '2028-01-03T10:00+00:00', london, false],
    ['the Monday for All Saints on a Sunday in Madrid', '2026-11-02T10:00+01:00', madrid, false],
    ['the substitute in Golden Week', '2026-05-06T10:00+09:00', tokyo, false],
    ['the day between two Japanese holidays', '2026-09-22T10:00+09:00', tokyo, false],
    ['the day in Glarus that yields to Maundy Thursday', '2026-04-02T10:00+02:00', glarus, true],
    ['that day a week later', '2026-04-09T10:00+02:00', glarus, false],
    ['Sunday in Tel Aviv', '2026-09-06T10:00+03:00', telAviv, true],
    ['Friday in Tel Aviv', '2026-09-04T10:00+03:00', telAviv, false],
    ['the eve of Yom Kippur', '2026-09-20T10:00+03:00', telAviv, true],
    ['Yom Kippur', '2026-09-21T10:00+03:00', telAviv, false],
    ['Yom Kippur after nightfall', '2026-09-21T20:00+03:00', telAviv, false],
    ['the national day of the Emirates', '2026-12-02T10:00+04:00', dubai, false],
    ['a feast that began in the year before', '2007-01-02T10:00+02:00', cairo, false],
    ['the Monday after a feast of three days and a half', '2026-03-23T10:00+03:00', istanbul, true],
  ])('%s', (_day, at, where, expected) => {
    const working = calendar.isWorkingDay(moment(at), where);

    expect(working).toBe(expected);
  });
});

describe('places the calendar does not know', () => {
  it.each([
    [
      'an unknown country has weekends only',
      '2026-12-25T10:00+01:00',
      home('Europe/Berlin', 'XX'),
      true,
    ],
    [
      'an unknown country keeps its weekend',
      '2026-12-26T10:00+01:00',
      home('Europe/Berlin', 'XX'),
      false,
    ],
    [
      'an unknown subdivision keeps Good Friday',
      '2026-04-03T10:00+02:00',
      home('Europe/Berlin', 'DE-ZZ'),
      false,
    ],
    [
      'an unknown subdivision has no Epiphany',
      '2026-01-06T10:00+01:00',
      home('Europe/Berlin', 'DE-ZZ'),
      true,
    ],
    ['an unknown zone counts in UTC', '2026-09-11T23:59Z', home('Mars/Olympus', 'XX'), true],
    [
      'an unknown zone ends the week in UTC',
      '2026-09-12T00:00Z',
      home('Mars/Olympus', 'XX'),
      false,
    ],
    ["the machine's zone is no zone", '2026-09-12T00:00Z', home('system', 'XX'), false],
    [
      'far beyond the known years there are weekends only',
      '3000-12-25T10:00Z',
      home('UTC', 'DE'),
      true,
    ],
  ])('%s', (_case, at, where, expected) => {
    const working = calendar.isWorkingDay(moment(at), where);

    expect(working).toBe(expected);
  });

  it('gives an answer even to somebody who never works', () => {
    const at = moment('2026-09-07T09:13Z');

    const later = calendar.workingDaysLater(at, 1, home('UTC', 'XX', []));

    expect(later).toBeGreaterThan(at);
  });
});
