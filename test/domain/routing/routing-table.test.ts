import { EXPERT_LANGUAGES } from '../../../src/domain/routing/expert-languages';
import { ROUTING_REGIONS, ROUTING_RULES } from '../../../src/domain/routing/routing-table';
import { workloadOf } from '../../../src/domain/routing/workloads';
import expected from '../routing-expected.json';

describe('the routing table', () => {
  it('has one row for each of the eleven rows of the pages', () => {
    const ids = ROUTING_RULES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(11);
    expect(ids).toHaveLength(11);
  });

  it('is about workloads that can be requested', () => {
    const unknown = ROUTING_RULES.flatMap(({ workloads }) => workloads).filter(
      (id) => workloadOf(id) === undefined,
    );

    expect(unknown).toEqual([]);
  });

  it.each(ROUTING_RULES)('$id holds in all regions, as the pages say', ({ regions }) => {
    expect(regions).toEqual(ROUTING_REGIONS);
  });

  it.each(ROUTING_RULES)('$id leads either to a guide or to the request tool', (rule) => {
    expect(rule.link === undefined).toBe(rule.outcome !== 'guide');
    expect(rule.portalWorkload === undefined).toBe(rule.outcome === 'guide');
  });

  it.each(ROUTING_RULES.filter(({ outcome }) => outcome !== 'guide'))(
    '$id names the same choice of the request tool as its workloads',
    ({ workloads, portalWorkload }) => {
      const named = workloads.map((id) => workloadOf(id)?.portalWorkload);

      expect(new Set(named)).toEqual(new Set([portalWorkload]));
    },
  );

  it('splits staffed and guide at one figure, so that only this figure is on neither side', () => {
    const below = ROUTING_RULES.filter(({ threshold }) => threshold?.op === '<');

    const opposite = below.map(({ workloads }) =>
      ROUTING_RULES.find(
        (rule) => rule.threshold?.op === '>' && rule.workloads.join() === workloads.join(),
      ),
    );

    expect(opposite.map((rule) => rule?.threshold?.licences)).toEqual(
      below.map(({ threshold }) => threshold?.licences),
    );
  });

  it('is reached in every row by the expected results', () => {
    const expectedRules = new Set(expected.map(({ rule }) => rule));

    expect(ROUTING_RULES.filter(({ id }) => !expectedRules.has(id))).toEqual([]);
  });
});

describe('the languages of experts', () => {
  it('are well-formed tags, each once, English first', () => {
    expect(Intl.getCanonicalLocales([...EXPERT_LANGUAGES])).toEqual(EXPERT_LANGUAGES);
    expect(EXPERT_LANGUAGES[0]).toBe('en');
  });
});
