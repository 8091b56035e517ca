import fc from 'fast-check';
import type { PersonId } from '../../src/domain/kernel';
import {
  isFree,
  rankExperts,
  topCandidates,
  type ExpertNeed,
  type ExpertProfile,
} from '../../src/domain/matching';

const AT = Date.UTC(2025, 0, 6, 9);
const DAY_MS = 86_400_000;

const NEED: ExpertNeed = {
  workloadId: 'AADP-P2',
  language: 'es',
  secondLanguage: 'en',
  region: 'EMEA',
  role: 'engineer',
  requesterId: 'person:requester',
  at: AT,
};

function expert(id: string, changes: Partial<ExpertProfile> = {}): ExpertProfile {
  return {
    id: `person:${id}`,
    name: `Expert ${id}`,
    workloads: ['AADP-P2'],
    languages: ['es'],
    regions: ['EMEA'],
    roles: ['engineer'],
    openEngagements: 1,
    limit: 4,
    absences: [],
    active: true,
    ...changes,
  };
}

function idsOf(experts: readonly ExpertProfile[], need: ExpertNeed = NEED): readonly PersonId[] {
  return rankExperts(need, experts).map((candidate) => candidate.expert.id);
}

function only(profile: ExpertProfile, need: ExpertNeed = NEED) {
  const [candidate] = rankExperts(need, [profile]);
  return { codes: candidate?.reasons, warnings: candidate?.warnings, score: candidate?.score };
}

const profiles: fc.Arbitrary<readonly ExpertProfile[]> = fc.uniqueArray(
  fc.record({
    id: fc
      .constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'requester')
      .map((id): PersonId => `person:${id}`),
    name: fc.constant('Somebody'),
    workloads: fc.subarray(['AADP-P1', 'AADP-P2', 'MCAS', 'GONE']),
    languages: fc.subarray(['en', 'es', 'de']),
    regions: fc.subarray(['Amer', 'APJ', 'EMEA'] as const),
    roles: fc.subarray(['engineer', 'migration'] as const),
    openEngagements: fc.nat({ max: 3 }),
    limit: fc.nat({ max: 3 }),
    absences: fc.array(
      fc
        .tuple(fc.integer({ min: -3, max: 3 }), fc.nat({ max: 4 }))
        .map(([from, days]) => ({ from: AT + from * DAY_MS, until: AT + (from + days) * DAY_MS })),
      { maxLength: 3 },
    ),
    active: fc.boolean(),
  }),
  { selector: ({ id }) => id },
);

describe('rankExperts', () => {
  it('explains a perfect match with figures and without warnings', () => {
    const profile = expert('a', { lastWithPartner: AT - DAY_MS });

    const ranked = rankExperts(NEED, [profile]);

    expect(ranked).toEqual([
      {
        expert: { id: 'person:a', name: 'Expert a' },
        reasons: [
          { code: 'workload', workloadId: 'AADP-P2' },
          { code: 'language', language: 'es', rank: 'primary' },
          { code: 'region', region: 'EMEA' },
          { code: 'load', open: 1, limit: 4 },
          { code: 'worked-with-partner', at: AT - DAY_MS },
        ],
        warnings: [],
        score: [0, 0, 0, 0, 0.25, DAY_MS - AT],
      },
    ]);
  });

  it('names the other plan and the second language it matched by', () => {
    const profile = expert('a', { workloads: ['MCAS', 'AADP-P1'], languages: ['en'] });

    const { codes, warnings, score } = only(profile);

    expect(codes).toEqual([
      { code: 'workload-other-plan', workloadId: 'AADP-P1' },
      { code: 'language', language: 'en', rank: 'secondary' },
      { code: 'region', region: 'EMEA' },
      { code: 'load', open: 1, limit: 4 },
    ]);
    expect(warnings).toEqual([]);
    expect(score).toEqual([0, 1, 1, 0, 0.25, 0]);
  });

  it('says everything that speaks against an expert', () => {
    const profile = expert('a', {
      workloads: ['MCAS'],
      languages: ['de'],
      regions: ['APJ'],
      roles: ['migration'],
      openEngagements: 5,
      absences: [{ from: AT, until: AT + DAY_MS }],
      active: false,
    });

    const { codes, warnings, score } = only(profile);

    expect(codes).toEqual([]);
    expect(warnings).toEqual([
      { code: 'inactive' },
      { code: 'other-role', role: 'engineer' },
      { code: 'away', until: AT + DAY_MS },
      { code: 'no-workload', workloadId: 'AADP-P2' },
      { code: 'no-language', language: 'es' },
      { code: 'other-region', region: 'EMEA' },
      { code: 'full', open: 5, limit: 4 },
    ]);
    expect(score).toEqual([6, 2, 2, 1, 1.25, 0]);
  });

  it('has no language to fall back to when none was given', () => {
    const { secondLanguage: _none, ...need } = NEED;

    const { warnings } = only(expert('a', { languages: ['en'] }), need);

    expect(warnings).toEqual([{ code: 'no-language', language: 'es' }]);
  });

  it.each([
    ['ends as it begins', [{ from: AT - DAY_MS, until: AT }], undefined],
    ['has not begun', [{ from: AT + 1, until: AT + DAY_MS }], undefined],
    ['begins now', [{ from: AT, until: AT + 1 }], AT + 1],
    [
      'is followed by another without a gap',
      [
        { from: AT + DAY_MS, until: AT + 2 * DAY_MS },
        { from: AT - DAY_MS, until: AT + DAY_MS },
      ],
      AT + 2 * DAY_MS,
    ],
    [
      'is followed by another after a gap',
      [
        { from: AT, until: AT + DAY_MS },
        { from: AT + DAY_MS + 1, until: AT + 2 * DAY_MS },
      ],
      AT + DAY_MS,
    ],
    [
      'contains a shorter one',
      [
        { from: AT - DAY_MS, until: AT + 2 * DAY_MS },
        { from: AT, until: AT + DAY_MS },
      ],
      AT + 2 * DAY_MS,
    ],
  ])('tells until when somebody is away: the absence %s', (_when, absences, until) => {
    const { warnings } = only(expert('a', { absences }));

    expect(warnings).toEqual(until === undefined ? [] : [{ code: 'away', until }]);
  });

  it.each([
    ['one below the limit', { openEngagements: 3, limit: 4 }, true],
    ['at the limit', { openEngagements: 4, limit: 4 }, false],
    ['with a limit of nothing', { openEngagements: 0, limit: 0 }, false],
  ])('looks at the load: %s', (_what, load, free) => {
    const ranked = rankExperts(NEED, [expert('a', load)]);

    expect(ranked.map(isFree)).toEqual([free]);
  });

  it.each([
    [
      'free before away',
      expert('z', { regions: [] }),
      expert('a', { absences: [{ from: AT, until: AT + 1 }] }),
    ],
    [
      'one obstacle before two',
      expert('z', { active: false }),
      expert('a', { active: false, roles: [] }),
    ],
    [
      'the plan before the other plan',
      expert('z', { languages: ['en'] }),
      expert('a', { workloads: ['AADP-P1'] }),
    ],
    [
      'the language before the region',
      expert('z', { regions: ['APJ'] }),
      expert('a', { languages: ['en'] }),
    ],
    [
      'the region before the load',
      expert('z', { openEngagements: 3 }),
      expert('a', { regions: ['APJ'] }),
    ],
    [
      'the share of the limit, not the count',
      expert('z', { openEngagements: 2, limit: 9 }),
      expert('a'),
    ],
    [
      'the load before the partner',
      expert('z', { openEngagements: 0 }),
      expert('a', { lastWithPartner: AT }),
    ],
    ['who knows the partner', expert('z', { lastWithPartner: 1 }), expert('a')],
    [
      'the latest work with the partner',
      expert('z', { lastWithPartner: 2 }),
      expert('a', { lastWithPartner: 1 }),
    ],
    ['the id when all is equal', expert('a'), expert('z')],
  ])('puts first: %s', (_what, better, worse) => {
    const ids = idsOf([worse, better]);

    expect(ids).toEqual([better.id, worse.id]);
  });

  it('leaves out the requester and nobody else', () => {
    fc.assert(
      fc.property(profiles, (experts) => {
        const others = experts.map(({ id }) => id).filter((id) => id !== NEED.requesterId);

        expect([...idsOf(experts)].sort()).toEqual([...others].sort());
      }),
    );
  });

  it('ranks the same however the experts are listed', () => {
    const shuffled = profiles.chain((experts) =>
      fc.tuple(
        fc.constant(experts),
        fc.shuffledSubarray([...experts], { minLength: experts.length, maxLength: experts.length }),
      ),
    );

    fc.assert(
      fc.property(shuffled, ([experts, again]) => {
        expect(rankExperts(NEED, again)).toEqual(rankExperts(NEED, experts));
      }),
    );
  });

  it('puts nobody who is free behind somebody who is not', () => {
    fc.assert(
      fc.property(profiles, (experts) => {
        const free = rankExperts(NEED, experts).map(isFree);

        expect(free).toEqual([...free].sort((one, other) => Number(other) - Number(one)));
      }),
    );
  });

  it('survives being stored and read again', () => {
    fc.assert(
      fc.property(profiles, (experts) => {
        const ranked = rankExperts(NEED, experts);

        expect(JSON.parse(JSON.stringify(ranked))).toEqual(ranked);
      }),
    );
  });

  it('leaves the given list as it was', () => {
    const experts = [expert('z'), expert('a')];

    rankExperts(NEED, experts);

    expect(experts.map(({ id }) => id)).toEqual(['person:z', 'person:a']);
  });
});

describe('topCandidates', () => {
  const ranked = rankExperts(NEED, [
    expert('a'),
    expert('b', { regions: ['APJ'] }),
    expert('c', { active: false }),
  ]);

  it.each([
    [1, ['person:a']],
    [3, ['person:a', 'person:b']],
    [0, []],
    [-1, []],
  ])('of %i are the best who are free', (count, ids) => {
    const top = topCandidates(ranked, count);

    expect(top.map((candidate) => candidate.expert.id)).toEqual(ids);
  });
});
