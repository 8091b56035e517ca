import { typed } from '../../../src/domain/kernel';
import { summaryOfEngagement } from '../../../src/domain/engagement/engagement-summary';
import { FRAN, NOW, PAT, SAM } from '../cast';
import {
  ACTIVE,
  COMPLETED,
  engagementAfter,
  happenedThere,
  OPENED,
  REPORTED,
  UNMET,
} from '../engagement-stories';

const PEOPLE = [
  'engagement-number:1042',
  `person:${PAT.id}`,
  `person:${FRAN.id}`,
  `person:${SAM.id}`,
  `expert:${SAM.id}`,
];

const OPEN_TO = `open-expert:${SAM.id}`;

const LINES = {
  outcomes: typed('Conditional access for everybody'),
  criteria: typed('Every sign-in is covered'),
  startOn: typed(''),
  endOn: typed('2027-01-29'),
  release: typed(''),
  learners: typed('Two engineers'),
  partnerPart: typed(''),
  expertPart: typed(''),
};
const PROPOSED = [
  ...ACTIVE,
  happenedThere({ type: 'AgreementProposed', edition: 1, lines: LINES }, PAT),
];
const BY_TWO = [...PROPOSED, happenedThere({ type: 'AgreementConfirmed', edition: 1 }, FRAN)];
const BY_THREE = [...BY_TWO, happenedThere({ type: 'AgreementConfirmed', edition: 1 }, SAM)];
const BLOCKED = [
  ...BY_THREE,
  happenedThere({
    type: 'BlockerRaised',
    blocker: { id: 'b1', text: typed('No test tenant'), owner: FRAN, since: NOW },
    asks: false,
  }),
];
const ENDING = COMPLETED.slice(ACTIVE.length);
const TOLD = [...COMPLETED, happenedThere({ type: 'TrainedTold', names: typed('Ann, Bo') }, PAT)];

describe('the lists an engagement is found in', () => {
  test.each([
    ['getting ready', OPENED, [OPEN_TO, `waits:${SAM.id}`, `waits:${PAT.id}`]],
    ['active, nothing proposed', ACTIVE, [OPEN_TO, `waits:${SAM.id}`, `waits:${PAT.id}`]],
    ['with a proposal of the lead', PROPOSED, [OPEN_TO, `waits:${SAM.id}`, `waits:${FRAN.id}`]],
    ['confirmed by two', BY_TWO, [OPEN_TO, `waits:${SAM.id}`]],
    ['agreed by all three', BY_THREE, [OPEN_TO, `waits:${SAM.id}`]],
    ['with a blocker of the FPM', BLOCKED, [OPEN_TO, `waits:${SAM.id}`, `waits:${FRAN.id}`]],
    ['with an unmet criterion', UNMET, [OPEN_TO, `waits:${FRAN.id}`]],
    ['reported', REPORTED, [OPEN_TO, `waits:${PAT.id}`]],
    ['completed, to be asked who was trained', COMPLETED, [`waits:${PAT.id}`]],
    ['completed, with the trained told', TOLD, []],
    ['completed with a blocker left', [...BLOCKED, ...ENDING], [`waits:${PAT.id}`]],
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
