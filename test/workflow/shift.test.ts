import { createShift } from '../../src/workflow/shift';

const DONE = { result: { kind: 'done' } } as const;

describe('a shift', () => {
  it('keeps what could not be written yet until it is', () => {
    const shift = createShift();

    shift.keepOutcome('a', DONE);
    const kept = shift.outcomeOf('a');
    shift.dropOutcome('a');

    expect(kept).toBe(DONE);
    expect(shift.outcomeOf('a')).toBeUndefined();
  });

  it('does not grow without end while nothing can be written: the oldest go first', () => {
    const shift = createShift();

    for (let n = 0; n <= 1_000; n += 1) {
      shift.keepOutcome(String(n), DONE);
    }

    expect(shift.outcomeOf('0')).toBeUndefined();
    expect(shift.outcomeOf('1')).toBe(DONE);
    expect(shift.outcomeOf('1000')).toBe(DONE);
  });

  it('knows what is under way', () => {
    const shift = createShift();

    const mayBegin = shift.begin('request:r1:0:0', 'sends');
    const during = shift.isUnderWay('request:r1:0:0');
    shift.end('request:r1:0:0');

    expect([mayBegin, during]).toEqual([true, true]);
    expect(shift.isUnderWay('request:r1:0:0')).toBe(false);
  });

  it('goes on with messages when its sends are over', () => {
    const shift = createShift();

    shift.endSends();

    expect([shift.isOn('sends'), shift.isOn('messages')]).toEqual([false, true]);
    expect(shift.begin('a', 'sends')).toBe(false);
    expect(shift.begin('b', 'messages')).toBe(true);
    expect([shift.isUnderWay('a'), shift.isUnderWay('b')]).toEqual([false, true]);
  });

  it('begins nothing once it is over, and still knows what had begun', () => {
    const shift = createShift();
    shift.begin('a', 'sends');

    shift.endAll();

    expect([shift.isOn('sends'), shift.isOn('messages')]).toEqual([false, false]);
    expect(shift.begin('b', 'messages')).toBe(false);
    expect(shift.isUnderWay('a')).toBe(true);
  });
});
