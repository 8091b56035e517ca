import { createPublicHolidays } from '../../src/calendar/public-holidays';

describe('public holidays', () => {
  it('keep answering rightly for more places and years than are remembered', () => {
    const holidays = createPublicHolidays(1);
    const questions = [
      { date: '2026-01-06', country: 'DE', subdivision: 'BY' },
      { date: '2026-01-06', country: 'DE', subdivision: 'BE' },
      { date: '2027-03-08', country: 'DE', subdivision: 'BE' },
      { date: '2027-03-08', country: 'DE', subdivision: 'BY' },
    ];

    const answers = [...questions, ...questions].map((each) => holidays.includes(each.date, each));

    expect(answers).toEqual([true, false, true, false, true, false, true, false]);
  });

  it('do not mix up a country with its parts', () => {
    const holidays = createPublicHolidays();
    const bavaria = { country: 'DE', subdivision: 'BY' };

    const answers = [bavaria, { country: 'DE' }, bavaria].map((place) =>
      holidays.includes('2026-06-04', place),
    );

    expect(answers).toEqual([true, false, true]);
  });

  it.each(['1969-12-25', '2200-12-25', '', 'nonsense'])('are none on %p', (date) => {
    const holidays = createPublicHolidays();

    const answer = holidays.includes(date, { country: 'DE' });

    expect(answer).toBe(false);
  });
});
