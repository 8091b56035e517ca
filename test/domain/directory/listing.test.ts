import type { CommandMeta } from '../../../src/domain/kernel';
import {
  decideListing,
  evolveListing,
  summaryOfListing,
  supersedesInListing,
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

describe.each([
  ['a partner', PARTNER],
  ['an expert', EXPERT],
])('%s who left', (_what, entry) => {
  const gone = { ...entry, leftAt: NOW };

  test('is kept as it was, with the moment', () => {
    expect(decideListing(entry, { type: 'Leave', ...META })).toEqual({
      ok: true,
      events: [{ type: 'Left' }],
    });
    expect(evolveListing(entry, { type: 'Left', ...META })).toEqual(gone);
  });

  test('leaves once, and nobody leaves who never came', () => {
    const nothing = { ok: true, events: [] };

    expect(decideListing(gone, { type: 'Leave', ...META })).toEqual(nothing);
    expect(decideListing(undefined, { type: 'Leave', ...META })).toEqual(nothing);
    expect(evolveListing(undefined, { type: 'Left', ...META })).toBeUndefined();
  });

  test('comes back by an import', () => {
    const decision = decideListing(gone, { type: 'Import', entry, ...META });

    expect(decision).toEqual({ ok: true, events: [{ type: 'Imported', entry }] });
    expect(evolveListing(gone, { type: 'Imported', entry, ...META })).toEqual(entry);
  });
});

test('an import makes everything before it superfluous, a leaving does not', () => {
  expect(supersedesInListing({ type: 'Imported', entry: PARTNER, ...META })).toBe(true);
  expect(supersedesInListing({ type: 'Left', ...META })).toBe(false);
});

test('a partner is found by name, whoever may request for it', () => {
  expect(summaryOfListing(PARTNER, NOW)).toEqual({
    kind: 'partner',
    tags: [],
    search: 'contoso',
    at: NOW,
  });
});

test('an expert is found as an expert', () => {
  expect(summaryOfListing(EXPERT, NOW)).toEqual({ kind: 'expert', tags: [], search: '', at: NOW });
});
