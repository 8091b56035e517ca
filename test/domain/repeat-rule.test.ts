import fc from 'fast-check';
import {
  isExemptFromRepeat,
  lookAlikes,
  type EarlierRequest,
  type RepeatSubject,
} from '../../src/domain/repeat-rule';

const AT = Date.UTC(2025, 0, 6, 9);
const DAY_MS = 86_400_000;
const POLICY = { withinDays: 365 };

const SUBJECT: RepeatSubject = {
  id: 'request:new',
  partnerId: 'partner:fabrikam',
  workloadId: 'AADP-P2',
  role: 'engineer',
  customerTenantId: '11111111-1111-4111-8111-11111111111a',
  at: AT,
};

function earlier(changes: Partial<EarlierRequest> = {}): EarlierRequest {
  return {
    id: 'request:old',
    number: 1001,
    partnerId: 'partner:fabrikam',
    workloadId: 'AADP-P2',
    role: 'engineer',
    customerTenantId: '22222222-2222-4222-8222-222222222222',
    at: AT - 10 * DAY_MS,
    result: 'supported',
    ...changes,
  };
}

function numbersOf(requests: readonly EarlierRequest[], subject = SUBJECT): readonly number[] {
  return lookAlikes(subject, requests, POLICY).map(({ number }) => number);
}

describe('lookAlikes', () => {
  it('finds the same topic for another customer and says why it looks alike', () => {
    const found = lookAlikes(SUBJECT, [earlier()], POLICY);

    expect(found).toEqual([
      {
        id: 'request:old',
        number: 1001,
        at: AT - 10 * DAY_MS,
        result: 'supported',
        workloadId: 'AADP-P2',
        samePlan: true,
        sameCustomer: false,
        daysAgo: 10,
      },
    ]);
  });

  it('takes both plans of a product for one topic', () => {
    const [found] = lookAlikes(SUBJECT, [earlier({ workloadId: 'AADP-P1' })], POLICY);

    expect(found?.samePlan).toBe(false);
  });

  it('knows the same customer whatever the letter case of the tenant id', () => {
    const tenant = SUBJECT.customerTenantId.toUpperCase();

    const [found] = lookAlikes(SUBJECT, [earlier({ customerTenantId: tenant })], POLICY);

    expect(found?.sameCustomer).toBe(true);
  });

  it('takes tenants that are not typed yet for different customers', () => {
    const subject = { ...SUBJECT, customerTenantId: '' };

    const [found] = lookAlikes(subject, [earlier({ customerTenantId: '' })], POLICY);

    expect(found?.sameCustomer).toBe(false);
  });

  it.each([
    ['another partner', earlier({ partnerId: 'partner:contoso' })],
    ['another product', earlier({ workloadId: 'MCAS' })],
    ['the request itself', earlier({ id: SUBJECT.id })],
    ['what was withdrawn', earlier({ result: 'withdrawn' })],
    ['what the guide answered', earlier({ result: 'deflected' })],
    ['a migration', earlier({ role: 'migration' })],
    ['what was submitted later', earlier({ at: AT + 1 })],
  ])('does not count %s', (_what, request) => {
    expect(numbersOf([request])).toEqual([]);
  });

  it.each(['running', 'supported', 'denied'] as const)('counts what is %s', (result) => {
    expect(numbersOf([earlier({ result })])).toEqual([1001]);
  });

  it.each([
    ['364 days and 23 hours', 365 * DAY_MS - 3_600_000, [1001]],
    ['exactly 365 days', 365 * DAY_MS, [1001]],
    ['a millisecond more', 365 * DAY_MS + 1, []],
    ['no time at all', 0, [1001]],
  ])('looks back 365 days: %s ago', (_when, ago, numbers) => {
    expect(numbersOf([earlier({ at: AT - ago })])).toEqual(numbers);
  });

  it('lists the newest first, then the higher number', () => {
    const requests = [
      earlier({ number: 1001, at: AT - 2 }),
      earlier({ number: 1002, at: AT - 1 }),
      earlier({ number: 1003, at: AT - 2 }),
    ];

    expect(numbersOf(requests)).toEqual([1002, 1003, 1001]);
  });

  it('warns of nothing when the request itself is a migration', () => {
    const byRole = { ...SUBJECT, role: 'migration' };
    const byWorkload = { ...SUBJECT, workloadId: 'EXCHANGE-MIGRATION' };

    expect(numbersOf([earlier()], byRole)).toEqual([]);
    expect(numbersOf([earlier({ workloadId: 'EXCHANGE-MIGRATION' })], byWorkload)).toEqual([]);
  });

  it('finds the same however the earlier requests are listed', () => {
    const requests = fc.uniqueArray(
      fc.record({
        number: fc.integer({ min: 1, max: 20 }),
        days: fc.integer({ min: -2, max: 400 }),
        workloadId: fc.constantFrom('AADP-P1', 'AADP-P2', 'MCAS', 'EXCHANGE-MIGRATION', 'GONE'),
        result: fc.constantFrom('running', 'supported', 'denied', 'withdrawn', 'deflected'),
      }),
      { selector: ({ number }) => number, minLength: 1 },
    );

    fc.assert(
      fc.property(requests, (made) => {
        const list = made.map(({ days, ...rest }) => earlier({ ...rest, at: AT - days * DAY_MS }));

        expect(lookAlikes(SUBJECT, list.toReversed(), POLICY)).toEqual(
          lookAlikes(SUBJECT, list, POLICY),
        );
      }),
    );
  });
});

describe('isExemptFromRepeat', () => {
  it.each([
    ['a migration by role', 'migration', 'EXO', true],
    ['a migration by workload', 'engineer', 'EXCHANGE-MIGRATION', true],
    ['an engineer for a product', 'engineer', 'EXO', false],
    ['a workload that is not offered any more', 'engineer', 'GONE', false],
  ])('says whether repetition matters: %s', (_what, role, workloadId, exempt) => {
    expect(isExemptFromRepeat({ role, workloadId })).toBe(exempt);
  });
});
