import fc from 'fast-check';
import { EXPERT_LANGUAGES } from '../../../src/domain/routing/expert-languages';
import { partialRoute, route, type RoutingNeed } from '../../../src/domain/routing/route';
import {
  ROUTING_REGIONS,
  ROUTING_RULES,
  ROUTING_VERSION,
  type Region,
  type RoutingRule,
} from '../../../src/domain/routing/routing-table';
import { WORKLOADS } from '../../../src/domain/routing/workloads';
import expected from '../routing-expected.json';

interface ExpectedRow {
  readonly workload: string;
  readonly region: Region;
  readonly language: string;
  readonly secondLanguage?: string;
  readonly licences: number;
  readonly outcome: string;
  readonly route?: string;
  readonly rule: string;
  readonly reason: string;
}

const ROWS = expected as readonly ExpectedRow[];

function needOf(row: ExpectedRow): RoutingNeed {
  const { workload: workloadId, region, language, secondLanguage, licences } = row;
  return {
    workloadId,
    region,
    language,
    licences,
    ...(secondLanguage === undefined ? {} : { secondLanguage }),
  };
}

function need(changes: Partial<RoutingNeed>): RoutingNeed {
  return { workloadId: 'AADP-P2', region: 'EMEA', language: 'es', licences: 400, ...changes };
}

const ids = fc.oneof(fc.constantFrom(...WORKLOADS.map(({ id }) => id)), fc.string());
const regions = fc.constantFrom(...ROUTING_REGIONS);
const languages = fc.constantFrom(...EXPERT_LANGUAGES, 'nl');
const figures = fc
  .constantFrom(150, 5_000, 10_000)
  .chain((figure) => fc.integer({ min: figure - 2, max: figure + 2 }));
const counts = fc.oneof(fc.nat({ max: 200_000 }), figures);
const needs: fc.Arbitrary<RoutingNeed> = fc
  .record(
    {
      workloadId: ids,
      region: regions,
      language: languages,
      secondLanguage: languages,
      licences: counts,
    },
    { requiredKeys: ['workloadId', 'region', 'language', 'licences'] },
  )
  .map((made) => made);

describe('route', () => {
  test.each(ROWS)(
    '$workload, $region, $language/$secondLanguage, $licences licences: $outcome by $rule, $reason',
    (row) => {
      const result = route(needOf(row));

      expect({
        outcome: result.outcome,
        rule: result.rule,
        reason: result.reason,
        route: result.guideUrl ?? result.portalWorkload,
      }).toEqual({ outcome: row.outcome, rule: row.rule, reason: row.reason, route: row.route });
    },
  );

  it('keeps the version of the table and the figure that was compared', () => {
    const result = route(need({ licences: 150 }));

    expect(result).toEqual({
      outcome: 'not-eligible',
      rule: 'aadp',
      version: ROUTING_VERSION,
      threshold: { op: '>', licences: 150 },
      languagePolicy: 'any',
      reason: 'at-or-below-threshold',
      portalWorkload: 'AADP',
    });
  });

  it('staffs what no row is about and leaves it to the FPM', () => {
    const result = route(need({ workloadId: 'TEAMS', licences: 0 }));

    expect(result).toEqual({
      outcome: 'staffed',
      rule: 'unlisted',
      version: ROUTING_VERSION,
      reason: 'not-listed',
    });
  });

  it('asks for a person when rows exist but none for the region', () => {
    const narrow = ROUTING_RULES.map((rule): RoutingRule => ({ ...rule, regions: ['Amer'] }));

    const result = route(need({ region: 'APJ' }), narrow);

    expect(result).toMatchObject({ outcome: 'manual', reason: 'region', rule: 'aadp' });
  });

  it('tries rows of one workload by precedence, not by their place in the table', () => {
    const guideFirst = [...ROUTING_RULES].reverse();

    const result = route(
      need({ workloadId: 'MCAS', language: 'en', licences: 10_000 }),
      guideFirst,
    );

    expect(result).toMatchObject({ outcome: 'manual', rule: 'mcas-staffed' });
  });

  it('has a result for every need, with a rule of the table or none at all', () => {
    const rules = ['unlisted', ...ROUTING_RULES.map(({ id }) => id)];

    fc.assert(
      fc.property(needs, (asked) => {
        const result = route(asked);

        expect(rules).toContain(result.rule);
        expect(['staffed', 'guide', 'exception', 'manual', 'not-eligible']).toContain(
          result.outcome,
        );
      }),
    );
  });

  it('compares strictly: a result of a row never stands exactly on its threshold', () => {
    fc.assert(
      fc.property(needs, (asked) => {
        const { outcome, threshold, reason } = route(asked);

        const holds =
          threshold === undefined ||
          (threshold.op === '>'
            ? asked.licences > threshold.licences
            : asked.licences < threshold.licences);
        const isOfRow = ['staffed', 'guide', 'exception'].includes(outcome);
        expect(isOfRow && !holds).toBe(false);
        expect(reason === 'exactly-threshold').toBe(
          outcome === 'manual' && asked.licences === threshold?.licences,
        );
      }),
    );
  });

  it('says the same in all three regions', () => {
    fc.assert(
      fc.property(needs, (asked) => {
        const results = ROUTING_REGIONS.map((region) => route({ ...asked, region }));

        expect(results[1]).toEqual(results[0]);
        expect(results[2]).toEqual(results[0]);
      }),
    );
  });
});

describe('partialRoute', () => {
  it.each([
    ['nothing is answered', {}],
    ['the workload is not offered', { ...need({}), workloadId: 'LYNC' }],
    ['licences still decide', { workloadId: 'AADP-P2', language: 'es' }],
    ['the language still decides', { workloadId: 'OATP-P1', licences: 400 }],
    ['an empty language counts as an answer not given', { workloadId: 'AIP-P1', language: '' }],
    ['both sides of 10,000 are open', { workloadId: 'MCAS', region: 'EMEA', language: 'en' }],
  ])('is silent while %s', (_when, asked) => {
    const result = partialRoute(asked);

    expect(result).toBeUndefined();
  });

  it.each([
    ['unlisted with the workload alone', { workloadId: 'TEAMS' }, 'staffed', 'unlisted'],
    [
      'the guide of AIP P1 without licences',
      { workloadId: 'AIP-P1', language: 'en' },
      'guide',
      'aip-p1-guide',
    ],
    [
      'AADP without a language, all are spoken',
      { workloadId: 'AADP-P1', licences: 151 },
      'staffed',
      'aadp',
    ],
    [
      'too few licences whatever the language',
      { workloadId: 'MDATP', licences: 150 },
      'not-eligible',
      'mdatp',
    ],
    [
      'exactly 10,000 whatever the language',
      { workloadId: 'AATP', licences: 10_000 },
      'manual',
      'aatp-staffed',
    ],
    ['a region that is no region yet', { ...need({}), region: '' }, 'staffed', 'aadp'],
  ])('knows %s', (_what, asked, outcome, rule) => {
    const result = partialRoute(asked);

    expect(result).toMatchObject({ outcome, rule });
  });

  it('waits for the region when rows differ by it', () => {
    const narrow = ROUTING_RULES.map((rule): RoutingRule => ({ ...rule, regions: ['Amer'] }));

    const open = partialRoute({ workloadId: 'AADP-P1', licences: 151 }, narrow);
    const closed = partialRoute({ workloadId: 'AADP-P1', licences: 151, region: 'Amer' }, narrow);

    expect(open).toBeUndefined();
    expect(closed?.outcome).toBe('staffed');
  });

  it('never takes back what it said once the rest is answered', () => {
    const offered = needs.filter(({ workloadId }) => WORKLOADS.some(({ id }) => id === workloadId));
    const known = offered.filter(({ language }) => EXPERT_LANGUAGES.includes(language));
    const kept = fc.subarray(['region', 'language', 'licences'] as const);

    fc.assert(
      fc.property(known, kept, (whole, keys) => {
        const { workloadId, secondLanguage } = whole;
        const answered = Object.fromEntries(keys.map((key) => [key, whole[key]]));
        const second = secondLanguage === undefined ? {} : { secondLanguage };

        const early = partialRoute({ workloadId, ...second, ...answered });

        expect(early ?? route(whole)).toEqual(route(whole));
      }),
    );
  });

  it('is what the table says when everything is answered', () => {
    fc.assert(
      fc.property(needs, (whole) => {
        const isOffered = WORKLOADS.some(({ id }) => id === whole.workloadId);

        const result = partialRoute(whole);

        expect(result).toEqual(isOffered && whole.language !== '' ? route(whole) : undefined);
      }),
    );
  });
});
