import {
  partnersWithoutFpm,
  productsWithoutExpert,
  type KnownPerson,
} from '../../../src/domain/directory/gaps';
import type { PersonId } from '../../../src/domain/kernel';
import { ROUTING_RULES } from '../../../src/domain/routing/routing-table';
import { WORKLOADS } from '../../../src/domain/routing/workloads';

const FRAN: KnownPerson = { id: 'person:fran', isExpert: false };
const SAM: KnownPerson = { id: 'person:sam', isExpert: true };
const GONE: PersonId = 'person:gone';

function expert(
  workloads: readonly string[],
  { person = SAM.id, limit = 3 }: { readonly person?: PersonId; readonly limit?: number } = {},
): { readonly person: PersonId; readonly workloads: readonly string[]; readonly limit: number } {
  return { person, workloads, limit };
}

const EVERYTHING = WORKLOADS.map(({ id }) => id);

describe('a partner company', () => {
  it('lacks an FPM when nobody is named, or all who are named have left', () => {
    const partners = [
      { name: 'Contoso', fpms: [] },
      { name: 'Fabrikam', fpms: [GONE, FRAN.id] },
      { name: 'Northwind', fpms: [GONE] },
    ];

    expect(partnersWithoutFpm(partners, [FRAN])).toEqual(['Contoso', 'Northwind']);
  });
});

describe('a product', () => {
  it('lacks nobody where every workload has an expert', () => {
    expect(productsWithoutExpert([expert(EVERYTHING)], [SAM])).toEqual([]);
  });

  it('lacks an expert once nobody has it, each product once', () => {
    const others = EVERYTHING.filter((id) => !id.startsWith('AADP') && id !== 'MCAS');

    expect(productsWithoutExpert([expert(others)], [SAM])).toEqual(['AADP', 'MCAS']);
  });

  it('is served by whoever knows one plan of it', () => {
    const others = EVERYTHING.filter((id) => id !== 'AADP-P1');

    expect(productsWithoutExpert([expert(others)], [SAM])).toEqual([]);
  });

  it.each([
    ['takes no engagement', expert(EVERYTHING, { limit: 0 }), [SAM]],
    ['has left the directory', expert(EVERYTHING, { person: GONE }), [SAM]],
    ['is no expert any more', expert(EVERYTHING), [{ ...SAM, isExpert: false }]],
  ])('is not served by somebody who %s', (_who, profile, people) => {
    expect(productsWithoutExpert([profile], people)).toContain('AADP');
  });

  it('needs nobody where all who ask are sent to a guide', () => {
    const guide = ROUTING_RULES.filter(({ id }) => id === 'mcas-guide');

    expect(productsWithoutExpert([], [], guide)).not.toContain('MCAS');
    expect(productsWithoutExpert([], [])).toContain('MCAS');
  });
});
