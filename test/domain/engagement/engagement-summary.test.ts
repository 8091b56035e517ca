import { typed } from '../../../src/domain/kernel';
import { summaryOfEngagement } from '../../../src/domain/engagement/engagement-summary';
import { FRAN, NOW, PAT, SAM } from '../cast';
import { ACTIVE, COMPLETED, engagementAfter, OPENED, REPORTED, UNMET } from '../engagement-stories';

const PEOPLE = [
  'engagement-number:1042',
  `person:${PAT.id}`,
  `person:${FRAN.id}`,
  `person:${SAM.id}`,
  `expert:${SAM.id}`,
];

describe('the lists an engagement is found in', () => {
  test.each([
    ['getting ready', OPENED, [`open-expert:${SAM.id}`]],
    ['active', ACTIVE, [`open-expert:${SAM.id}`, `waits:${SAM.id}`]],
    ['with an unmet criterion', UNMET, [`open-expert:${SAM.id}`, `waits:${FRAN.id}`]],
    ['reported', REPORTED, [`open-expert:${SAM.id}`, `waits:${PAT.id}`]],
    ['completed', COMPLETED, []],
  ])('%s', (_what, story, further) => {
    const { kind, tags, at } = summaryOfEngagement(engagementAfter(...story)!, NOW);

    expect({ kind, tags, at }).toEqual({
      kind: 'engagement',
      tags: [...PEOPLE, ...further],
      at: NOW,
    });
  });

  test('is found by number, company and customer, in small letters and within bounds', () => {
    const engagement = engagementAfter(...OPENED)!;
    const form = { ...engagement.form, tenantName: typed('Ädventure '.repeat(200)) };

    const { search } = summaryOfEngagement({ ...engagement, form }, NOW);

    expect(search.startsWith('sme-1042 contoso ädventure ')).toBe(true);
    expect(search).toHaveLength(1000);
  });
});
