import { codeOf, WORKLOADS, workloadOf } from '../../../src/domain/routing/workloads';

function idsNamed(name: string): readonly string[] {
  return WORKLOADS.filter(({ names }) => names.includes(name)).map(({ id }) => id);
}

describe('the workloads', () => {
  it('have ids of their own that say code and plan', () => {
    const ids = WORKLOADS.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      WORKLOADS.map(({ code, plan }) => (plan === undefined ? code : `${code}-${plan}`)),
    );
  });

  it.each(WORKLOADS)('$id is found by its name of today and of the past', (workload) => {
    const { name, formerly, names, id } = workload;

    expect(names).toEqual(expect.arrayContaining([name, ...formerly]));
    expect(names.some((one) => one === id)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
  });

  it('share no name with another product, whatever the letter case', () => {
    const codesOf = new Map<string, Set<string>>();
    for (const { code, names } of WORKLOADS) {
      for (const name of names) {
        const key = name.toLowerCase();
        codesOf.set(key, (codesOf.get(key) ?? new Set()).add(code));
      }
    }

    expect([...codesOf].filter(([, codes]) => codes.size > 1)).toEqual([]);
  });

  it.each([
    ['AADP', ['AADP-P1', 'AADP-P2']],
    ['Entra ID P2', ['AADP-P2']],
    ['Azure AD Premium P1', ['AADP-P1']],
    ['Office 365 ATP', ['OATP-P1', 'OATP-P2']],
    ['Defender for Office 365 Plan 2', ['OATP-P2']],
    ['Microsoft Defender ATP', ['MDATP']],
    ['Azure Information Protection P1', ['AIP-P1']],
    ['Microsoft Information Governance P2', ['MIG-P2']],
    ['Microsoft Cloud App Security', ['MCAS']],
    ['Azure ATP', ['AATP']],
    ['Office 365 ProPlus', ['M365APPS']],
    ['Yammer', ['VIVA-ENGAGE']],
    ['Windows 10', ['WINDOWS']],
    ['Teams', ['TEAMS']],
  ])('are found by %s', (name, ids) => {
    expect(idsNamed(name)).toEqual(ids);
  });

  it('name the choice of the request tool where the pages do, and only there', () => {
    const named = WORKLOADS.filter(({ portalWorkload }) => portalWorkload !== undefined);

    expect(named.map(({ id, portalWorkload }) => [id, portalWorkload])).toEqual([
      ['AADP-P1', 'AADP'],
      ['AADP-P2', 'AADP'],
      ['OATP-P1', 'OATP'],
      ['OATP-P2', 'OATP'],
      ['MDATP', 'MDATP'],
      ['AIP-P2', 'AIP'],
      ['MIG-P1', 'Security and Compliance'],
      ['MIG-P2', 'Security and Compliance'],
      ['MCAS', 'Security and Compliance'],
      ['AATP', 'Security and Compliance'],
    ]);
  });
});

describe('workloadOf', () => {
  it('finds a workload by its id', () => {
    expect(workloadOf('AADP-P2')?.name).toBe('Entra ID P2');
  });

  it('knows nothing of other ids', () => {
    expect(workloadOf('aadp-p2')).toBeUndefined();
  });
});

describe('codeOf', () => {
  it('is the same for both plans', () => {
    expect([codeOf('AADP-P1'), codeOf('AADP-P2')]).toEqual(['AADP', 'AADP']);
  });

  it('keeps ids that are not offered any more apart', () => {
    expect(codeOf('GONE')).toBe('GONE');
  });
});
