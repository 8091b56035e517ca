import { countOf, directoryLines } from '../src/directory-lines';
import type { Expert } from '../src/domain/directory/listing';
import type { DirectoryChange } from '../src/workflow/directory-import';
import { SEED } from './support/fake-directory';

const ORDER = { type: 'Import' };
const [{ id, entry }] = SEED.people as [(typeof SEED.people)[number]];
const EXPERT = SEED.listings.find((one) => one.id === 'expert:expert-a') as Expert;

const CHANGES: readonly DirectoryChange[] = [
  {
    ...{ id, before: entry, order: ORDER },
    after: {
      ...entry,
      home: { ...entry.home, country: 'PT', subdivision: '11', from: '09:00' },
      account: { kind: 'guest' },
      contactOf: [],
    },
  },
  {
    ...{ id: EXPERT.id, before: EXPERT, order: ORDER },
    after: {
      ...EXPERT,
      absences: [{ from: Date.UTC(2026, 11, 24), until: Date.UTC(2026, 11, 27) }],
    },
  },
  { id: 'person:gone', before: { ...entry, name: 'Gil Gone' }, waiting: 2, order: ORDER },
  {
    ...{ id: 'person:fay', before: { ...entry, name: 'Fay Gone' }, waiting: 1, order: ORDER },
    handable: Array.from({ length: 22 }, (_none, nth) => 1001 + nth),
  },
];

test('each change is told as an operator reads it', () => {
  expect(directoryLines(CHANGES, SEED)).toEqual([
    '~ person partner (Partner): account member → guest; home Europe/Madrid ES 08:00–18:00 on 1,2,3,4,5 → Europe/Madrid PT-11 09:00–18:00 on 1,2,3,4,5; contact of Fabrikam → none',
    '~ expert expert-a (Expert A): absences none → 2026-12-24–2026-12-26',
    '- person gone (Gil Gone): 2 open still wait for them',
    expect.stringMatching(
      /^- person fay \(Fay Gone\): 1 open still wait for them; an operator can hand over SME-1001, .*, SME-1020 and 2 more$/,
    ),
  ]);
});

test('changes are counted by what they are', () => {
  expect(countOf(CHANGES)).toBe('4 changes: 0 new, 2 changed, 2 left');
  expect(countOf(CHANGES.slice(3))).toBe('1 change: 0 new, 0 changed, 1 left');
});
