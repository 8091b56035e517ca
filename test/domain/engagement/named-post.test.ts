import type { EngagementHistory } from '../../../src/domain/engagement/engagement-messages';
import { summaryOfEngagement } from '../../../src/domain/engagement/engagement-summary';
import type { NamedEvent, NamedOrder } from '../../../src/domain/engagement/named-post';
import { supersedesInEngagement } from '../../../src/domain/engagement/supersedes';
import { typed } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { dutiesOfEngagement } from '../../../src/domain/today/engagement-duty';
import { FRAN, hoursIn, PAT, SAM } from '../cast';
import {
  ACTIVE,
  CHAT,
  COMPLETED,
  engagementAfter,
  givenEngagement,
  happenedThere,
  OPENED,
  REPORTED,
} from '../engagement-stories';

type Say = Extract<NamedOrder, { type: 'SayInName' }>;

const SAY: Say = {
  ...{ type: 'SayInName', edition: 0, line: ' Hello both. ', teamsUser: '29:fran' },
  ...{ withKickoff: true, withSteps: false, conversation: CHAT },
};
const ELSEWHERE: Say = { ...SAY, conversation: 'conversation:elsewhere' };
const NOWHERE: Say = { ...SAY, conversation: '' };
const ASKED: NamedEvent = {
  ...{ type: 'InNameAsked', edition: 1, line: typed('Hello both.'), teamsUser: '29:fran' },
  ...{ withKickoff: true, withSteps: false, conversation: CHAT },
};
const NEEDED: NamedEvent = { type: 'InNameNeedsSignIn', edition: 1 };
const GONE_ON: NamedEvent = { type: 'InNameGoesOn', edition: 1 };
const POSTED: NamedEvent = { type: 'InNamePosted', edition: 1 };
const LEFT: NamedEvent = { type: 'InNameLeft', edition: 1, why: 'graph/refused' };
const DISCARDED: NamedEvent = { type: 'InNameDiscarded', edition: 1 };
const DISCARD = { type: 'DiscardInName', edition: 1, by: FRAN } as const;
const GO_ON = { type: 'GoOnInName', by: FRAN } as const;
const CARD = { copy: 'in-name', card: 'in-name', to: { person: FRAN.id } };

function spoken(...events: readonly NamedEvent[]): readonly EngagementHistory[] {
  return [
    ...ACTIVE,
    ...events.map((event, index) => {
      const by = event.type === 'InNameAsked' || event.type === 'InNameGoesOn' ? FRAN : 'system';
      return happenedThere(event, by, hoursIn(5) + index);
    }),
  ];
}

describe('a message in the name of the FPM', () => {
  it('is posted as they wrote it, for the person whom Teams named', () => {
    expect(givenEngagement(...ACTIVE).when({ ...SAY, by: FRAN })).toMatchObject({
      events: [ASKED],
      effects: [{ type: 'PostInName', edition: 1 }],
      after: { inName: { status: 'Asked', edition: 1, teamsUser: '29:fran' } },
    });
  });

  it.each([PAT, SAM, 'system'] as const)(
    'is not written, discarded or gone on with by %j',
    (by) => {
      const waiting = givenEngagement(...spoken(ASKED, NEEDED));

      expect(givenEngagement(...ACTIVE).when({ ...SAY, by })).toMatchObject({
        refusal: { code: 'needs-fpm' },
      });
      expect(waiting.when({ ...DISCARD, by })).toMatchObject({ refusal: { code: 'needs-fpm' } });
      expect(waiting.when({ ...GO_ON, by })).toMatchObject({ refusal: { code: 'needs-fpm' } });
    },
  );

  it.each([
    ['before there is a chat', OPENED, SAY],
    ['in another chat', ACTIVE, ELSEWHERE],
    ['where nobody can write in their own name', ACTIVE, NOWHERE],
    ['once completion is reported', REPORTED, SAY],
    ['after the end', COMPLETED, SAY],
  ])('is not taken %s', (_when, story, order) => {
    expect(givenEngagement(...story).when({ ...order, by: FRAN })).toMatchObject({
      refusal: { code: 'not-now' },
    });
  });

  it.each([
    ['nothing at all', { line: '  ', withKickoff: false }, 'text-missing'],
    ['too long a line', { line: 'x'.repeat(POLICY.namedLineMaxChars + 1) }, 'text-too-long'],
    ['what no card can show', { line: 'a\u0000b' }, 'text-unreadable'],
  ])('is refused with %s', (_what, parts, code) => {
    expect(givenEngagement(...ACTIVE).when({ ...SAY, ...parts, by: FRAN })).toMatchObject({
      refusal: { code },
    });
  });

  it('may be as long as is said, or without a line', () => {
    const line = 'x'.repeat(POLICY.namedLineMaxChars);

    expect(givenEngagement(...ACTIVE).when({ ...SAY, line, by: FRAN })).toMatchObject({
      events: [{ line: typed(line) }],
    });
    expect(givenEngagement(...ACTIVE).when({ ...SAY, line: '', by: FRAN })).toMatchObject({
      events: [{ line: typed('') }],
    });
  });

  it.each([
    ['on its way', spoken(ASKED)],
    ['posted', spoken(ASKED, POSTED)],
    ['waiting for a sign-in', spoken(ASKED, NEEDED)],
  ])('counts once when it is pressed again while it is %s', (_state, story) => {
    expect(givenEngagement(...story).when({ ...SAY, by: FRAN })).toMatchObject({ events: [] });
  });

  it.each([
    ['while one is on its way', spoken(ASKED), { ...SAY, edition: 1 }],
    ['by who has not seen the last one', spoken(ASKED, POSTED), { ...SAY, line: 'Other words.' }],
    ['of a number that nobody has seen', spoken(ASKED, POSTED), { ...SAY, edition: 7, line: '' }],
  ])(
    'is put off %s, so that nothing is lost and nothing stands there twice',
    (_who, story, say) => {
      expect(givenEngagement(...story).when({ ...say, by: FRAN })).toMatchObject({
        refusal: { code: 'post-pending' },
      });
    },
  );

  it.each([
    ['posted', POSTED],
    ['left', LEFT],
    ['waiting', NEEDED],
    ['discarded', DISCARDED],
  ])('may be followed by another once it is %s', (_state, event) => {
    const again = { ...SAY, edition: 1, by: FRAN };

    expect(givenEngagement(...spoken(ASKED, event)).when(again)).toMatchObject({
      events: [{ type: 'InNameAsked', edition: 2 }],
      effects: [{ type: 'PostInName', edition: 2 }],
    });
  });
});

describe('what it asks of people', () => {
  const asked = (story: readonly EngagementHistory[]): readonly unknown[] =>
    [PAT, FRAN, SAM].map(({ id }) =>
      dutiesOfEngagement(engagementAfter(...story)!, id, hoursIn(6))
        .filter(({ what }) => what === 'sign-in')
        .map(({ since }) => since),
    );

  it('is that the FPM signs in, since it waits for that', () => {
    expect(asked(spoken(ASKED, NEEDED))).toEqual([[], [hoursIn(5) + 1], []]);
  });

  it.each([
    ['while it is on its way', [ASKED]],
    ['once they have signed in', [ASKED, NEEDED, GONE_ON]],
    ['once it is discarded', [ASKED, NEEDED, DISCARDED]],
  ])('is nothing %s', (_when, events) => {
    expect(asked(spoken(...events))).toEqual([[], [], []]);
  });

  it('is found by whom it waits for, and not twice where something else waits for them too', () => {
    const tags = (...events: readonly NamedEvent[]): readonly string[] =>
      summaryOfEngagement(engagementAfter(...spoken(...events))!, hoursIn(6)).tags.filter(
        (tag) => tag === `waits:${FRAN.id}`,
      );

    expect([tags(ASKED), tags(ASKED, NEEDED)]).toEqual([[], [`waits:${FRAN.id}`]]);
  });
});

describe('what comes of it', () => {
  it.each([
    ['NoteInNamePosted', 'Posted', { type: 'Retire', copy: 'in-name' }],
    ['NoteSignInNeeded', 'SignIn', { type: 'Show', ...CARD }],
    ['NoteInNameLeft', 'Left', { type: 'Show', ...CARD }],
  ] as const)('%s is noted once', (type, status, effect) => {
    const order = { type, edition: 1, by: 'system' } as const;

    const first = givenEngagement(...spoken(ASKED)).when(order);

    expect(first).toMatchObject({ effects: [effect], after: { inName: { status } } });
    expect(givenEngagement(...spoken(ASKED, POSTED)).when(order)).toMatchObject({ events: [] });
  });

  it.each(['NoteInNamePosted', 'NoteSignInNeeded', 'NoteInNameLeft'] as const)(
    '%s of an earlier message changes nothing',
    (type) => {
      const late = { type, edition: 1, by: 'system' } as const;
      const story = spoken(ASKED, LEFT, { ...ASKED, edition: 2 });

      expect(givenEngagement(...story).when(late)).toMatchObject({ events: [] });
    },
  );

  it('keeps why it was left, and what was written', () => {
    expect(engagementAfter(...spoken(ASKED, LEFT))).toMatchObject({
      inName: { status: 'Left', why: 'graph/refused', line: typed('Hello both.') },
    });
  });

  it('goes on once with a sign-in, however many clients tell of it', () => {
    expect(givenEngagement(...spoken(ASKED, NEEDED)).when(GO_ON)).toMatchObject({
      events: [GONE_ON],
      effects: [{ type: 'PostInName', edition: 1 }],
    });
    expect(givenEngagement(...spoken(ASKED, NEEDED, GONE_ON)).when(GO_ON)).toMatchObject({
      events: [],
    });
  });

  it.each([
    ['nothing was written', ACTIVE],
    ['it was posted', spoken(ASKED, POSTED)],
    ['it was discarded', spoken(ASKED, NEEDED, DISCARDED)],
  ])('has nothing to go on with where %s', (_what, story) => {
    expect(givenEngagement(...story).when(GO_ON)).toMatchObject({ events: [] });
  });

  it.each([
    ['waits', spoken(ASKED, NEEDED)],
    ['was left', spoken(ASKED, LEFT)],
  ])('is discarded where it %s', (_what, story) => {
    expect(givenEngagement(...story).when(DISCARD)).toMatchObject({
      events: [DISCARDED],
      effects: [{ type: 'Retire', copy: 'in-name' }],
    });
  });

  it.each([
    ['on its way', spoken(ASKED), 'post-pending'],
    ['posted', spoken(ASKED, POSTED), 'not-now'],
    ['another one', spoken({ ...ASKED, edition: 2 }, { ...NEEDED, edition: 2 }), 'not-now'],
  ])('is not discarded where it is %s', (_what, story, code) => {
    expect(givenEngagement(...story).when(DISCARD)).toMatchObject({ refusal: { code } });
  });

  it('is found by whose sign-in it waits for, and only as long as it does', () => {
    const tagsOf = (...events: readonly NamedEvent[]): readonly string[] =>
      summaryOfEngagement(engagementAfter(...spoken(...events))!, 0).tags;

    expect(tagsOf(ASKED, NEEDED)).toContain(`signs-in:${FRAN.id}`);
    expect(tagsOf(ASKED, NEEDED, GONE_ON)).not.toContain(`signs-in:${FRAN.id}`);
  });

  it('is not piled up: the state folds to the same without what a later event makes superfluous', () => {
    const second = { ...ASKED, edition: 2 };
    const needs = { ...NEEDED, edition: 2 };
    const goesOn = { ...GONE_ON, edition: 2 };
    const all = spoken(ASKED, NEEDED, GONE_ON, POSTED, second, needs, goesOn, needs);

    const kept = all.reduce<readonly EngagementHistory[]>(
      (before, event) => [...before.filter((one) => !supersedesInEngagement(event, one)), event],
      [],
    );

    expect(kept.slice(ACTIVE.length).map(({ type }) => type)).toEqual([
      ...['InNamePosted', 'InNameAsked', 'InNameNeedsSignIn'],
    ]);
    expect(engagementAfter(...kept)).toEqual(engagementAfter(...all));
  });
});
