import fc from 'fast-check';
import type {
  EngagementHistory,
  EngagementOrder,
} from '../../../src/domain/engagement/engagement-messages';
import { supersedesInEngagement } from '../../../src/domain/engagement/supersedes';
import { typed, type Actor, type Instant } from '../../../src/domain/kernel';
import { FAY, FRAN, MAX, NOW, PAT, SAM } from '../cast';
import { CHATTING, engagementAfter, happenedThere, REPORT } from '../engagement-stories';
import { asking, HOUR, PLANNED, WEEK } from '../schedule-stories';

type Story = readonly EngagementHistory[];
interface Wake {
  readonly at: Instant;
  readonly ordinal: number;
}

/** An engagement with its timers: what is due fires once the clock has passed it, some of it twice. */
interface World {
  readonly story: Story;
  readonly kept: Story;
  readonly at: Instant;
  readonly timers: readonly Wake[];
}

/** What somebody does, and how many hours after the last thing. */
interface Step {
  readonly hours: number;
  readonly by: Actor;
  readonly twice: boolean;
  readonly order: (world: World) => EngagementOrder;
}

const DAYS = ['2026-11-25', '2026-12-01', '2026-12-08', '2027-01-12', 'soon'];

function opened(story: Story): number {
  return engagementAfter(...story)?.checkIns.newest?.ordinal ?? 0;
}

const order: fc.Arbitrary<Step['order']> = fc.oneof(
  fc
    .record({
      rhythm: fc.constantFrom('weekly', 'biweekly', 'monthly'),
      weekday: fc.constantFrom('1', '4', '7'),
    })
    .map((typedRhythm) => () => ({ type: 'SetRhythm', hour: '10:00', ...typedRhythm }) as const),
  fc.constantFrom(...DAYS).map((until) => () => ({ type: 'PauseCheckIns', until }) as const),
  fc.constant(() => ({ type: 'ResumeCheckIns' }) as const),
  fc
    .record({ to: fc.constantFrom(...DAYS), ahead: fc.constantFrom(0, 1) })
    .map(({ to, ahead }) => ({ story }: World) => {
      return { type: 'MoveCheckIn', ordinal: opened(story) + ahead, to } as const;
    }),
  fc.constant(({ story }: World) => {
    return { type: 'OpenCheckInNow', ordinal: opened(story) + 1 } as const;
  }),
  fc
    .record({ owner: fc.constantFrom(PAT, SAM), isBlocked: fc.boolean(), isLate: fc.boolean() })
    .map(({ owner, isBlocked, isLate }) => ({ story }: World): EngagementOrder => {
      const blocker = isBlocked && !isLate ? { blocker: { text: typed('Stuck.'), owner } } : {};
      const said = isLate
        ? ({ status: 'Late' } as const)
        : ({ status: 'Answered', by: PAT, progress: typed('More.') } as const);
      const ordinal = opened(story);
      return {
        type: 'NoteCheckIn',
        report: { ordinal, usage: { TEAMS: ordinal }, ...said, ...blocker },
      };
    }),
  fc
    .constantFrom<EngagementOrder>(
      { type: 'SolveBlocker', blocker: 'b1' },
      { type: 'SolveBlocker', blocker: 'b2' },
      { type: 'AddWorkload', workload: 'TEAMS' },
      { type: 'NameCsm', workload: 'TEAMS' },
      { type: 'LinkChannel', conversation: 'conversation:channel' },
      { type: 'UnlinkChannel', conversation: 'conversation:channel' },
      { type: 'NoteDelivery', person: SAM.id, way: 'mail' },
      { type: 'ChangeFpm', handOver: { from: FRAN, to: FAY, by: FRAN, at: NOW } },
      { type: 'ChangeFpm', handOver: { from: FAY, to: FRAN, by: FAY, at: NOW } },
      { type: 'SendBack', note: 'Wait.' },
      { ...REPORT },
    )
    .map((one) => () => one),
);

const steps = fc.array(
  fc.record({
    hours: fc.constantFrom(1, 20, 70, 400),
    by: fc.constantFrom<Actor>(PAT, SAM, SAM, FRAN, MAX, 'system'),
    twice: fc.boolean(),
    order,
  }),
  { minLength: 5, maxLength: 40 },
);

function told(world: World, by: Actor, given: EngagementOrder): World {
  const answer = asking(world.kept, { ...given, by, at: world.at });
  const events = answer.ok ? answer.events.map((event) => happenedThere(event, by, world.at)) : [];
  const timers = answer.effects.flatMap((effect) =>
    effect.type === 'WakeUp' && effect.command.type === 'OpenCheckIn'
      ? [{ at: effect.at, ordinal: Number(effect.command['ordinal']) }]
      : [],
  );
  return {
    ...world,
    story: [...world.story, ...events],
    kept: events.reduce(appended, world.kept),
    timers: [...world.timers, ...timers],
  };
}

function appended(kept: Story, event: EngagementHistory): Story {
  return [...kept.filter((earlier) => !supersedesInEngagement(event, earlier)), event];
}

/** The clock moves; the process may have been down meanwhile, so that everything due fires late and at once. */
function passed(world: World, step: Step): World {
  const at = world.at + step.hours * HOUR;
  const due = world.timers.filter((timer) => timer.at <= at);
  const timers = world.timers.filter((timer) => timer.at > at);
  return [...due, ...(step.twice ? due : [])].reduce<World>(
    (next, { ordinal }) => told(next, 'system', { type: 'OpenCheckIn', ordinal }),
    { ...world, at, timers },
  );
}

function played(all: readonly Step[], story: Story = PLANNED): World {
  const begin: World = {
    ...{ story, kept: story, at: NOW },
    timers: [{ at: engagementAfter(...story)?.checkIns.plan?.nextAt ?? NOW, ordinal: 1 }],
  };
  return all.reduce((world, step) => {
    const next = passed(world, step);
    return told(next, step.by, step.order(next));
  }, begin);
}

type Opened = Extract<EngagementHistory, { type: 'CheckInOpened' }>;

function openedIn({ story }: Pick<World, 'story'>): readonly Opened[] {
  return story.flatMap((event) => (event.type === 'CheckInOpened' ? [event] : []));
}

describe('whatever is done to the schedule of an engagement', () => {
  test('its state is the same without the events that later ones supersede', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { story, kept } = played(all);

        expect(engagementAfter(...kept)).toEqual(engagementAfter(...story));
      }),
      { numRuns: 150 },
    );
  });

  test('check-ins are numbered without a gap and each is opened once', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const ordinals = openedIn(played(all)).map(({ ordinal }) => ordinal);

        expect(ordinals).toEqual(ordinals.map((_one, index) => index + 1));
      }),
      { numRuns: 100 },
    );
  });

  test('each regular moment is stood for once; one more only where one was moved', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { story } = played(all);
        const slots = openedIn({ story }).map(({ slotAt }) => slotAt);
        const moved = story.filter(({ type }) => type === 'CheckInMoved');

        const again = slots.length - new Set(slots).size;

        expect(again).toBeLessThanOrEqual(moved.length);
      }),
      { numRuns: 100 },
    );
  });

  test('a rhythm set anew brings no second one for the moment that was taken ahead', () => {
    const now = { hours: 1, by: PAT, twice: false } as const;
    const anew = { type: 'SetRhythm', rhythm: 'weekly', weekday: '4', hour: '10:00' } as const;

    const world = played([
      { ...now, order: () => ({ type: 'OpenCheckInNow', ordinal: 1 }) },
      { ...now, order: () => anew },
      { ...now, hours: 100, order: () => ({ type: 'ResumeCheckIns' }) },
    ]);

    expect(openedIn(world)).toHaveLength(1);
  });

  test('a rhythm set anew brings none of those back that were taken ahead before the newest', () => {
    const now = { hours: 1, by: PAT, twice: false } as const;
    const anew = { type: 'SetRhythm', rhythm: 'weekly', weekday: '4', hour: '10:00' } as const;

    const world = played([
      { ...now, order: () => ({ type: 'OpenCheckInNow', ordinal: 1 }) },
      { ...now, order: () => ({ type: 'OpenCheckInNow', ordinal: 2 }) },
      { ...now, order: () => anew },
      { ...now, hours: 100, order: () => ({ type: 'ResumeCheckIns' }) },
    ]);

    expect(openedIn(world)).toHaveLength(2);
  });

  test('none is opened before its time, while they rest, or by a timer during a pause', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { story } = played(all);

        const wrong = story.filter((event, index) => {
          const before = engagementAfter(...story.slice(0, index));
          const isEarly = event.by === 'system' && event.at < (before?.checkIns.plan?.nextAt ?? 0);
          const isOver = before?.status === 'WrappingUp' || before?.status === 'Completed';
          return event.type === 'CheckInOpened' && (isEarly || isOver);
        });

        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('two years of weekly check-ins keep no more events than a few weeks do', () => {
    const answered = (ordinal: number): EngagementOrder => ({
      type: 'NoteCheckIn',
      report: { ordinal, status: 'Answered', by: PAT, usage: {}, progress: typed('More.') },
    });
    const week: Step = {
      ...{ hours: WEEK / HOUR, by: 'system', twice: true },
      order: ({ story }) => answered(opened(story)),
    };

    const some = played(Array<Step>(3).fill(week));
    const many = played(Array<Step>(104).fill(week));

    expect(openedIn(many)).toHaveLength(104);
    expect(many.kept.map(({ type }) => type)).toEqual(some.kept.map(({ type }) => type));
  });

  test('an engagement that was never agreed on has nothing to lose', () => {
    const { story, kept } = played([], CHATTING);

    expect(kept).toEqual(story);
  });
});
