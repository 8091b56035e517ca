import { createCalendar } from '../../src/calendar/working-calendar';
import {
  home,
  utc,
  moment,
  madrid,
  barcelona,
  berlin,
  germany,
  london,
  newYork,
  honolulu,
  singapore,
  telAviv,
  dubai,
  berlinDaily,
  lordHowe,
  nuuk,
} from './homes';

const calendar = createCalendar();

describe('working days later', () => {
  it.each([
    ['Monday, one day', '2026-09-07T09:13+02:00', 1, madrid, '2026-09-08T09:13+02:00'],
    ['Monday, no day', '2026-09-07T09:13:05.678+02:00', 0, madrid, '2026-09-07T09:13:05.678+02:00'],
    [
      'seconds are kept',
      '2026-09-07T09:13:05.678+02:00',
      1,
      madrid,
      '2026-09-08T09:13:05.678+02:00',
    ],
    ['Friday to Monday', '2026-09-11T16:00+02:00', 1, madrid, '2026-09-14T16:00+02:00'],
    [
      'after hours stays after hours',
      '2026-09-07T22:00+02:00',
      1,
      madrid,
      '2026-09-08T22:00+02:00',
    ],
    [
      'before hours stays before hours',
      '2026-09-07T05:00+02:00',
      1,
      madrid,
      '2026-09-08T05:00+02:00',
    ],
    ['five working days', '2026-09-07T09:13+02:00', 5, madrid, '2026-09-14T09:13+02:00'],
    ['Saturday, no day', '2026-09-12T15:00+02:00', 0, madrid, '2026-09-14T08:00+02:00'],
    ['Saturday, one day', '2026-09-12T15:00+02:00', 1, madrid, '2026-09-15T08:00+02:00'],
    ['Sunday, one day', '2026-09-13T01:00+02:00', 1, madrid, '2026-09-15T08:00+02:00'],
    ['a holiday, one day', '2026-01-06T10:00+01:00', 1, madrid, '2026-01-08T08:00+01:00'],
    ['over Easter in Germany', '2026-04-02T10:00+02:00', 1, germany, '2026-04-07T10:00+02:00'],
    ['over Easter in Madrid', '2026-04-01T10:00+02:00', 1, madrid, '2026-04-06T10:00+02:00'],
    ['over Easter in Barcelona', '2026-04-02T10:00+02:00', 1, barcelona, '2026-04-07T10:00+02:00'],
    ['over Easter in New York', '2026-04-02T10:00-04:00', 1, newYork, '2026-04-03T10:00-04:00'],
    ['over Christmas in Madrid', '2026-12-24T10:00+01:00', 1, madrid, '2026-12-28T10:00+01:00'],
    ['over Christmas in London', '2026-12-24T10:00Z', 1, london, '2026-12-29T10:00Z'],
    ['over Epiphany in Madrid', '2026-01-05T10:00+01:00', 1, madrid, '2026-01-07T10:00+01:00'],
    ['over Epiphany in Berlin', '2026-01-05T10:00+01:00', 1, berlin, '2026-01-06T10:00+01:00'],
    ['over New Year', '2026-12-31T10:00+01:00', 2, germany, '2027-01-05T10:00+01:00'],
    ['Thursday in Dubai', '2026-11-26T10:00+04:00', 1, dubai, '2026-11-29T10:00+04:00'],
    [
      'Thursday before Rosh Hashanah',
      '2026-09-10T10:00+03:00',
      1,
      telAviv,
      '2026-09-14T10:00+03:00',
    ],
    ['Sunday before Yom Kippur', '2026-09-20T10:00+03:00', 1, telAviv, '2026-09-22T10:00+03:00'],
    ['Friday in Tel Aviv', '2026-09-04T10:00+03:00', 1, telAviv, '2026-09-07T08:00+03:00'],
    ['spring forward', '2026-03-27T09:00+01:00', 1, berlin, '2026-03-30T09:00+02:00'],
    ['fall back', '2026-10-23T09:00+02:00', 1, berlin, '2026-10-26T09:00+01:00'],
    ['spring forward in New York', '2027-03-12T10:00-05:00', 1, newYork, '2027-03-15T10:00-04:00'],
    ['into the absent hour', '2027-03-27T02:30+01:00', 1, berlinDaily, '2027-03-28T03:30+02:00'],
    ['over the absent hour', '2027-03-27T02:30+01:00', 2, berlinDaily, '2027-03-29T02:30+02:00'],
    ['into the double hour', '2026-10-24T02:30+02:00', 1, berlinDaily, '2026-10-25T02:30+02:00'],
    [
      'no day in the double hour',
      '2026-10-25T02:30+01:00',
      0,
      berlinDaily,
      '2026-10-25T02:30+01:00',
    ],
    ['from the double hour', '2026-10-25T02:30+01:00', 1, berlinDaily, '2026-10-26T02:30+01:00'],
    ['an hour absent over midnight', '2027-03-26T23:30-02:00', 1, nuuk, '2027-03-29T23:30-01:00'],
    [
      'sixty days',
      '2026-09-07T09:13+02:00',
      60,
      home('Europe/Madrid', 'XX'),
      '2026-11-30T09:13+01:00',
    ],
  ])('%s', (...[, at, days, where, expected]) => {
    const later = calendar.workingDaysLater(moment(at), days, where);

    expect(utc(later)).toBe(utc(moment(expected)));
  });
});

describe('calendar days later', () => {
  it.each([
    ['Monday, five days', '2026-09-07T09:13+02:00', 5, 'Europe/Madrid', '2026-09-12T09:13+02:00'],
    ['no day', '2026-10-25T02:30+01:00', 0, 'Europe/Berlin', '2026-10-25T02:30+01:00'],
    ['absent hour', '2027-03-27T02:30+01:00', 1, 'Europe/Berlin', '2027-03-28T03:30+02:00'],
    ['double hour', '2026-10-24T02:30+02:00', 1, 'Europe/Berlin', '2026-10-25T02:30+02:00'],
    [
      'double hour from winter',
      '2026-03-20T02:30+01:00',
      219,
      'Europe/Berlin',
      '2026-10-25T02:30+02:00',
    ],
    [
      'after the double hour',
      '2026-10-24T02:30+02:00',
      2,
      'Europe/Berlin',
      '2026-10-26T02:30+01:00',
    ],
    ['absent half hour', '2026-10-03T02:15+10:30', 1, lordHowe.zone, '2026-10-04T02:45+11:00'],
    [
      'over the absent half hour',
      '2026-10-03T02:15+10:30',
      2,
      lordHowe.zone,
      '2026-10-05T02:15+11:00',
    ],
    ['double half hour', '2027-04-03T01:45+11:00', 1, lordHowe.zone, '2027-04-04T01:45+11:00'],
    [
      'after the double half hour',
      '2027-04-03T01:45+11:00',
      2,
      lordHowe.zone,
      '2027-04-05T01:45+10:30',
    ],
    [
      'hour absent over midnight',
      '2027-03-26T23:30-02:00',
      1,
      'America/Nuuk',
      '2027-03-28T00:30-01:00',
    ],
    ['a leap day', '2028-02-27T10:00+01:00', 2, 'Europe/Berlin', '2028-02-29T10:00+01:00'],
    ['an unknown zone', '2026-10-24T02:30Z', 2, 'Mars/Olympus', '2026-10-26T02:30Z'],
  ])('%s', (...[, at, days, zone, expected]) => {
    const later = calendar.calendarDaysLater(moment(at), days, zone);

    expect(utc(later)).toBe(utc(moment(expected)));
  });
});

describe('the last working moment', () => {
  const promised = '2026-09-12T09:13+02:00';

  it.each([
    ['Saturday in Madrid', promised, madrid, '2026-09-11T18:00+02:00'],
    ['Saturday in Singapore', promised, singapore, '2026-09-11T18:00+08:00'],
    ['Saturday night in New York', promised, newYork, '2026-09-11T18:00-04:00'],
    ['still Friday in Honolulu', promised, honolulu, promised],
    ['a working day', '2026-09-11T09:13+02:00', madrid, '2026-09-11T09:13+02:00'],
    ['a working evening', '2026-09-11T23:00+02:00', madrid, '2026-09-11T23:00+02:00'],
    ['Easter Monday', '2026-04-06T10:00+02:00', germany, '2026-04-02T18:00+02:00'],
    ['Epiphany', '2026-01-06T10:00+01:00', madrid, '2026-01-05T18:00+01:00'],
    ['Monday after Boxing Day', '2026-12-28T10:00Z', london, '2026-12-24T18:00Z'],
    ['New Year', '2027-01-01T10:00+01:00', germany, '2026-12-31T18:00+01:00'],
    ['Saturday in Tel Aviv', '2026-09-05T10:00+03:00', telAviv, '2026-09-03T18:00+03:00'],
    ['back over the clock change', '2027-03-28T10:00+02:00', berlin, '2027-03-25T18:00+01:00'],
  ])('%s', (_case, at, where, expected) => {
    const last = calendar.lastWorkingMoment(moment(at), where);

    expect(utc(last)).toBe(utc(moment(expected)));
  });
});

describe('the next working moment', () => {
  it.each([
    ['before hours', '2026-09-07T07:59:59.999+02:00', madrid, '2026-09-07T08:00+02:00'],
    ['the first moment', '2026-09-07T08:00+02:00', madrid, '2026-09-07T08:00+02:00'],
    ['within hours', '2026-09-07T12:34+02:00', madrid, '2026-09-07T12:34+02:00'],
    [
      'just before the end',
      '2026-09-07T17:59:59.999+02:00',
      madrid,
      '2026-09-07T17:59:59.999+02:00',
    ],
    ['the end', '2026-09-07T18:00+02:00', madrid, '2026-09-08T08:00+02:00'],
    ['Friday evening', '2026-09-11T18:01+02:00', madrid, '2026-09-14T08:00+02:00'],
    ['a Saturday', '2026-09-12T12:00+02:00', madrid, '2026-09-14T08:00+02:00'],
    ['Christmas Eve at night', '2026-12-24T19:00+01:00', madrid, '2026-12-28T08:00+01:00'],
    ['Christmas in London', '2026-12-25T12:00Z', london, '2026-12-29T08:00Z'],
    ['New Year', '2027-01-01T12:00+01:00', germany, '2027-01-04T08:00+01:00'],
    ['Thursday evening in Dubai', '2026-11-26T19:00+04:00', dubai, '2026-11-29T08:00+04:00'],
    ['over the clock change', '2026-10-24T12:00+02:00', berlin, '2026-10-26T08:00+01:00'],
    [
      'still Friday in Honolulu, after hours',
      '2026-09-11T21:13-10:00',
      honolulu,
      '2026-09-14T08:00-10:00',
    ],
  ])('%s', (_case, at, where, expected) => {
    const next = calendar.nextWorkingMoment(moment(at), where);

    expect(utc(next)).toBe(utc(moment(expected)));
  });
});
