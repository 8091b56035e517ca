import type { CommandMeta } from '../../../src/domain/kernel';
import {
  decideListing,
  evolveListing,
  summaryOfListing,
  type Expert,
  type Partner,
} from '../../../src/domain/directory/listing';
import { FRAN, NOW, PAT, SAM } from '../cast';

const META: CommandMeta = { by: 'system', at: NOW, causeId: 'import' };
const PARTNER: Partner = {
  id: 'partner:contoso',
  name: 'Contoso',
  contacts: [PAT.id],
  fpms: [FRAN.id],
};
const EXPERT: Expert = {
  id: 'expert:sam',
  person: SAM.id,
  workloads: ['AADP-P2'],
  languages: ['es'],
  regions: ['EMEA'],
  roles: ['engineer'],
  limit: 3,
  absences: [],
};

describe.each([
  ['a partner', PARTNER, { ...PARTNER, name: 'Contoso SL' }],
  ['an expert', EXPERT, { ...EXPERT, limit: 0 }],
])('%s', (_what, entry, changed) => {
  test('is taken over by an import', () => {
    const decision = decideListing(undefined, { type: 'Import', entry, ...META });

    expect(decision).toEqual({ ok: true, events: [{ type: 'Imported', entry }] });
    expect(evolveListing(undefined, { type: 'Imported', entry, ...META })).toEqual(entry);
  });

  test('imported unchanged stays as it is', () => {
    const decision = decideListing(entry, { type: 'Import', entry: { ...entry }, ...META });

    expect(decision).toEqual({ ok: true, events: [] });
  });

  test('imported changed is replaced as a whole', () => {
    const decision = decideListing(entry, { type: 'Import', entry: changed, ...META });

    expect(decision).toEqual({ ok: true, events: [{ type: 'Imported', entry: changed }] });
    expect(evolveListing(entry, { type: 'Imported', entry: changed, ...META })).toEqual(changed);
  });
});

test('a partner is found by name and by who may request for it', () => {
  expect(summaryOfListing(PARTNER, NOW)).toEqual({
    kind: 'partner',
    tags: [`contact:${PAT.id}`],
    search: 'contoso',
    at: NOW,
  });
});

test('an expert is found as an expert', () => {
  expect(summaryOfListing(EXPERT, NOW)).toEqual({ kind: 'expert', tags: [], search: '', at: NOW });
});
