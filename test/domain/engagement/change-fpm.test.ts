import { AGREEMENT_LINES, isAgreed } from '../../../src/domain/engagement/agreement';
import type { Engagement } from '../../../src/domain/engagement/engagement';
import type { EngagementHistory } from '../../../src/domain/engagement/engagement-messages';
import { summaryOfEngagement } from '../../../src/domain/engagement/engagement-summary';
import { typed, type Actor, type PersonRef } from '../../../src/domain/kernel';
import { dutiesOfEngagement } from '../../../src/domain/today/engagement-duty';
import { facts, FAY, FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ACTIVE,
  COMPLETED,
  engagementAfter,
  givenEngagement,
  happenedThere,
  UNMET,
} from '../engagement-stories';
import { ASSIGNED, CLOSED, given as givenRequest, SENT } from '../stories';

type Story = readonly EngagementHistory[];

const TO_FAY = { from: FRAN, to: FAY, by: FRAN, at: hoursIn(20) } as const;
const CHANGE = { type: 'ChangeFpm', handOver: TO_FAY, by: 'system', at: hoursIn(20) } as const;
const CHANGED = happenedThere({ type: 'FpmChanged', handOver: TO_FAY }, 'system', hoursIn(20));

const LINES = Object.fromEntries(
  AGREEMENT_LINES.map((line) => [line, typed('2027-01-29')]),
) as NonNullable<Engagement['agreement']>['lines'];
const PROPOSED: Story = [
  ...ACTIVE,
  happenedThere({ type: 'AgreementProposed', edition: 1, lines: LINES }, PAT, hoursIn(5)),
];

function confirmedBy(...people: readonly PersonRef[]): Story {
  return people.map((by) =>
    happenedThere({ type: 'AgreementConfirmed', edition: 1 }, by, hoursIn(6)),
  );
}

function after(...story: Story): Engagement {
  return engagementAfter(...story)!;
}

function waitsFor(engagement: Engagement): readonly string[] {
  const { tags } = summaryOfEngagement(engagement, hoursIn(21));
  return tags.flatMap((tag) => (tag.startsWith('waits:') ? [tag.slice('waits:'.length)] : []));
}

function isAskedToAgree(engagement: Engagement, { id }: PersonRef): boolean {
  return dutiesOfEngagement(engagement, id, hoursIn(30)).some(({ what }) => what === 'agreement');
}

describe('an engagement whose request is handed over', () => {
  test('is told once an expert has accepted, without the note', () => {
    const order = {
      type: 'HandOver',
      to: FAY.id,
      note: 'Away.',
      by: FRAN,
      at: hoursIn(20),
    } as const;
    const world = { facts: facts({ receiver: FAY }) };

    const tells = [ASSIGNED, CLOSED, SENT].map((story) =>
      givenRequest(...story)
        .when(order, world)
        .effects.filter(({ type }) => type === 'Tell'),
    );

    const told = {
      type: 'Tell',
      record: 'engagement:11111111-2222-3333-4444-555555555555',
      command: { type: 'ChangeFpm', handOver: TO_FAY },
    };
    expect(tells).toEqual([[told], [told], []]);
  });

  test.each([
    ['running', ACTIVE],
    ['wrapping up', UNMET],
    ['completed', COMPLETED],
  ])('has the new FPM: %s', (_name, story) => {
    const { after: state } = givenEngagement(...story).when(CHANGE);

    expect(state).toMatchObject({ fpm: FAY, form: { fpm: FAY }, handOvers: [TO_FAY] });
  });

  test('changes once, and only because the request says so', () => {
    const again = givenEngagement(...ACTIVE, CHANGED).when(CHANGE);
    const by = (actor: Actor): unknown => givenEngagement(...ACTIVE).when({ ...CHANGE, by: actor });

    expect(again).toMatchObject({ ok: true, events: [] });
    expect(by(FRAN)).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
  });

  test('keeps an agreement that all have confirmed, and waits for nobody', () => {
    const agreed = after(...PROPOSED, ...confirmedBy(FRAN, SAM), CHANGED);

    expect(isAgreed(agreed.agreement)).toBe(true);
    expect(waitsFor(agreed)).toEqual([SAM.id]);
    expect(isAskedToAgree(agreed, FAY)).toBe(false);
    expect(
      givenEngagement(...PROPOSED, ...confirmedBy(FRAN, SAM), CHANGED).when({
        ...{ type: 'ConfirmAgreement', edition: 1, by: FAY, at: hoursIn(22) },
      }),
    ).toMatchObject({ ok: true, events: [] });
  });

  test.each([
    ['the old one had confirmed', [FRAN]],
    ['the old one had not', [SAM]],
  ])('waits for the new FPM to confirm what is not agreed yet: %s', (_name, people) => {
    const open = after(...PROPOSED, ...confirmedBy(...people), CHANGED);
    const last = people.includes(SAM) ? [] : confirmedBy(SAM);
    const whole = after(
      ...[...PROPOSED, ...confirmedBy(...people), CHANGED, ...last, ...confirmedBy(FAY)],
    );

    const others = after(...PROPOSED, ...confirmedBy(...people), CHANGED, ...last);

    expect(isAgreed(others.agreement)).toBe(false);
    expect(waitsFor(open)).toContain(FAY.id);
    expect(waitsFor(open)).not.toContain(FRAN.id);
    expect(isAskedToAgree(open, FAY)).toBe(true);
    expect(isAgreed(whole.agreement)).toBe(true);
  });

  test('shows the new FPM what waits for them there, and ends the cards of the old one', () => {
    const { effects } = givenEngagement(...UNMET).when(CHANGE);

    expect(effects).toEqual([
      { type: 'Retire', copy: 'completion:fpm' },
      { type: 'Retire', copy: 'in-name' },
      { type: 'Retire', copy: `blocker:${FRAN.id}` },
      {
        ...{ type: 'Show', copy: `completion:fpm:${FAY.id}`, card: 'completion' },
        ...{ to: { person: FAY.id }, ping: 'P16', moveDown: true },
      },
    ]);
  });

  test('gives the open blockers of the old FPM to the new one', () => {
    const blocker = { id: 'b1', text: typed('No licences.'), owner: FRAN, since: hoursIn(9) };
    const raised = happenedThere({ type: 'BlockerRaised', blocker, asks: true });
    const { after: state, effects } = givenEngagement(...ACTIVE, raised).when(CHANGE);

    expect(state?.blockers.map(({ owner }) => owner)).toEqual([FAY]);
    expect(effects).toContainEqual({
      ...{ type: 'Show', copy: `blocker:${FAY.id}`, card: 'blocker', to: { person: FAY.id } },
      ...{ ping: 'P12', moveDown: true },
    });
  });

  test('lets go of what the old FPM wrote in their own name and was not posted', () => {
    const asked = happenedThere({
      ...{ type: 'InNameAsked', edition: 1, line: typed('Hello.'), withKickoff: false },
      ...{ withSteps: false, teamsUser: '29:fran', conversation: 'conversation:kickoff' },
    });
    const needed = happenedThere({ type: 'InNameNeedsSignIn', edition: 1 });
    const posted = happenedThere({ type: 'InNamePosted', edition: 1 });

    expect(after(...ACTIVE, asked, CHANGED).inName?.status).toBe('Discarded');
    expect(after(...ACTIVE, asked, needed, CHANGED).inName?.status).toBe('Discarded');
    expect(after(...ACTIVE, asked, posted, CHANGED).inName?.status).toBe('Posted');
    expect(waitsFor(after(...ACTIVE, asked, needed, CHANGED))).not.toContain(FAY.id);
  });

  test('says that the new FPM is to be added to the chat, until they do something in it', () => {
    const tick = (by: PersonRef): EngagementHistory =>
      happenedThere({ type: 'TaskTicked', task: '3723' }, by, hoursIn(22));

    expect(after(...ACTIVE, CHANGED).isFpmNew).toBe(true);
    expect(after(...ACTIVE, CHANGED, tick(SAM)).isFpmNew).toBe(true);
    expect(after(...ACTIVE, CHANGED, tick(FAY)).isFpmNew).toBeUndefined();
    expect(after(...COMPLETED, CHANGED).isFpmNew).toBeUndefined();
  });
});
