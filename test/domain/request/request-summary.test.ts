import { typed } from '../../../src/domain/kernel';
import { isNumbered } from '../../../src/domain/request/request';
import type { RequestHistory } from '../../../src/domain/request/request-events';
import { peopleOf, summaryOfRequest, waitsFor } from '../../../src/domain/request/request-summary';
import { FORM, FRAN, NOW, PAT, SAM } from '../cast';
import {
  APPROVED,
  ASSIGNED,
  CLOSED,
  DENIED,
  drafted,
  happened,
  IN_TOUCH,
  NOBODY_LEFT,
  OFFERED,
  REOPENED,
  requestAfter,
  RETURNED,
  REVIEWED,
  SENT,
  SENT_AGAIN,
  sentWith,
  WITHDRAWN,
} from '../stories';

function tagsAfter(...story: readonly RequestHistory[]): readonly string[] {
  return summaryOfRequest(requestAfter(...story)!, NOW).tags;
}

describe('the lists a request is found in', () => {
  test('a draft: those of whoever fills it in', () => {
    expect(summaryOfRequest(requestAfter(...drafted())!, NOW)).toEqual({
      kind: 'request',
      tags: [`drafter:${PAT.id}`],
      search: '',
      at: NOW,
    });
  });

  test('an ended draft: none that is shown', () => {
    expect(tagsAfter(...drafted(), happened({ type: 'DraftDiscarded' }))).toEqual([
      `ended:${PAT.id}`,
    ]);
  });

  test('a request: by number, people, company, topic, and whom it waits for', () => {
    expect(tagsAfter(...SENT)).toEqual([
      'number:1042',
      `requester:${PAT.id}`,
      `fpm:${FRAN.id}`,
      'company:partner:contoso',
      'topic:partner:contoso/AADP',
      `person:${PAT.id}`,
      `person:${FRAN.id}`,
      `waits:${FRAN.id}`,
    ]);
  });

  test('a workload that is no longer offered is a topic of its own', () => {
    expect(tagsAfter(...sentWith({ ...FORM, workloadId: 'GONE' }))).toContain(
      'topic:partner:contoso/GONE',
    );
  });

  test('is found by number, company, customer and workload, in small letters and within bounds', () => {
    const story = sentWith({ ...FORM, tenantName: typed('Ädventure '.repeat(200)) });

    const { search } = summaryOfRequest(requestAfter(...story)!, NOW);

    expect(search.startsWith('sme-1042 contoso ädventure ')).toBe(true);
    expect(search).toHaveLength(1000);
  });
});

const STANDING: readonly (readonly [
  string,
  readonly RequestHistory[],
  readonly string[],
  readonly string[],
])[] = [
  ['submitted', SENT, [FRAN.id], []],
  ['in review', REVIEWED, [FRAN.id], []],
  ['returned', RETURNED, [PAT.id], []],
  ['sent again', SENT_AGAIN, [FRAN.id], []],
  ['withdrawn', WITHDRAWN, [], []],
  ['denied', DENIED, [], []],
  ['reopened', REOPENED, [FRAN.id], []],
  ['approved', APPROVED, [FRAN.id], []],
  ['offered', OFFERED, [SAM.id], [SAM.id]],
  ['left by everybody', NOBODY_LEFT, [FRAN.id], []],
  ['assigned', ASSIGNED, [SAM.id, FRAN.id], [SAM.id]],
  ['in touch', IN_TOUCH, [FRAN.id], [SAM.id]],
  ['closed', CLOSED, [], [SAM.id]],
];

describe.each(STANDING)('a request that is %s', (_what, story, waits, experts) => {
  const request = requestAfter(...story)!;

  test('waits for the one who has the next step', () => {
    expect(isNumbered(request) && waitsFor(request)).toEqual(waits);
  });

  test('may be looked at by requester, FPM and the expert who is asked', () => {
    expect(isNumbered(request) && peopleOf(request)).toEqual([PAT.id, FRAN.id, ...experts]);
  });
});

test('an expert who declined is in no list any more', () => {
  const tags = tagsAfter(
    ...OFFERED,
    happened({ type: 'OfferDeclined', expert: SAM, reason: 'DECLINE_ABSENT' }, SAM),
  );

  expect(tags.filter((tag) => tag.includes(SAM.id))).toEqual([]);
});
