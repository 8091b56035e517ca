import { absenceProblems, dayAfter } from '../../../src/domain/directory/absence-form';
import { FAY } from '../cast';

const TODAY = '2026-11-23';

describe('what is wrong with what was typed', () => {
  const form = { today: TODAY, needsStandIn: true, isKnown: true };
  const right = { from: TODAY, until: TODAY, standIn: FAY.id, inHand: 'new' };

  test('is nothing for one day, today, and for the last day within a year', () => {
    const last = dayAfter(TODAY, 365);

    expect(absenceProblems(right, form)).toEqual({});
    expect(absenceProblems({ ...right, until: last }, form)).toEqual({});
    expect(absenceProblems({ ...right, until: dayAfter(last, 1) }, form)).toEqual({
      until: 'too-far',
    });
  });

  test('is told of every input at once', () => {
    const all = { from: '2026-11-22', until: '2026-11-21', standIn: undefined, inHand: 'x' };

    expect(absenceProblems(all, { ...form, isKnown: false })).toEqual({
      ...{ from: 'past', until: 'past', standIn: 'nobody', inHand: 'not-chosen' },
    });
  });

  test('is not the first day of the absence that runs', () => {
    const begun = { ...right, from: '2026-11-20' };

    expect(absenceProblems(begun, { ...form, begunOn: '2026-11-20' })).toEqual({});
    expect(absenceProblems(begun, { ...form, begunOn: '2026-11-19' })).toEqual({ from: 'past' });
  });
});
