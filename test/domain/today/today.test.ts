import type { Actor, CommandMeta, Stamped } from '../../../src/domain/kernel';
import type { Duties, Duty } from '../../../src/domain/today/duty';
import {
  decideToday,
  effectsOfToday,
  evolveToday,
  supersedesToday,
  type Today,
  type TodayCommand,
  type TodayEvent,
  type TodayFacts,
} from '../../../src/domain/today/today';
import { FRAN, hoursIn, NOW, PAT } from '../cast';

const ID = 'today:fran' as const;
const MORNING = hoursIn(24);
const DECIDE: Duty = {
  what: 'decide',
  record: 'request:one',
  number: 1042,
  partner: 'Contoso',
  since: NOW,
};
const ONE: Duties = { lines: [DECIDE], more: 0, waitingForOthers: 0 };
const NONE: Duties = { lines: [], more: 0, waitingForOthers: 0 };

function facts(changes: Partial<TodayFacts> = {}): TodayFacts {
  return { duties: ONE, nextAt: hoursIn(48), day: '2026-11-24', isWorking: true, ...changes };
}

function happened(event: TodayEvent): Stamped<TodayEvent> {
  return { ...event, by: 'system', at: NOW, causeId: event.type };
}

function after(...events: readonly TodayEvent[]): Today {
  const started: TodayEvent = { type: 'TodayStarted', id: ID, person: FRAN, nextAt: MORNING };
  return [started, ...events].map(happened).reduce<Today | undefined>(evolveToday, undefined)!;
}

type Order = TodayCommand extends infer Command
  ? Command extends TodayCommand
    ? Omit<Command, keyof CommandMeta>
    : never
  : never;

function decided(
  state: Today,
  order: Order,
  {
    at = MORNING,
    by = 'system',
    given = facts(),
  }: {
    readonly at?: number;
    readonly by?: Actor;
    readonly given?: TodayFacts;
  } = {},
): unknown {
  const decision = decideToday(state, { ...order, by, at, causeId: 'c' }, given);
  return decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code;
}

const DAY: TodayEvent = { type: 'DayBegun', day: '2026-11-24', duties: ONE, nextAt: hoursIn(48) };

describe('the working morning', () => {
  it('is not there one millisecond before', () => {
    expect(decided(after(), { type: 'BeginDay' }, { at: MORNING - 1 })).toEqual([]);
  });

  it('begins the day exactly then', () => {
    expect(decided(after(), { type: 'BeginDay' })).toEqual(['DayBegun']);
  });

  it('is silent when nothing waits', () => {
    const given = facts({ duties: NONE });

    expect(decided(after(), { type: 'BeginDay' }, { given })).toEqual(['DayPassed']);
  });

  it('is silent when the process comes back after work', () => {
    const given = facts({ isWorking: false });

    expect(decided(after(), { type: 'BeginDay' }, { given })).toEqual(['DayPassed']);
  });

  it('comes once, however often the timer asks', () => {
    expect(decided(after(DAY), { type: 'BeginDay' })).toEqual([]);
  });

  it('pings with the card at the bottom, and sets the next alarm', () => {
    const effects = effectsOfToday(happened(DAY), after(DAY));

    expect(effects).toEqual([
      expect.objectContaining({ type: 'Show', ping: 'P8', moveDown: true }),
      { type: 'WakeUp', at: hoursIn(48), command: { type: 'BeginDay' } },
    ]);
  });

  it('sets the next alarm on a silent day too, and shows nothing', () => {
    const passed: TodayEvent = { type: 'DayPassed', duties: NONE, nextAt: hoursIn(48) };

    expect(effectsOfToday(happened(passed), after(passed))).toEqual([
      { type: 'WakeUp', at: hoursIn(48), command: { type: 'BeginDay' } },
    ]);
  });
});

describe('a change during the day', () => {
  it('changes the shown card', () => {
    const given = facts({ duties: NONE });

    expect(decided(after(DAY), { type: 'RefreshToday' }, { given })).toEqual(['DutiesChanged']);
  });

  it('changes nothing while the lines are the same', () => {
    expect(decided(after(DAY), { type: 'RefreshToday' })).toEqual([]);
  });

  it('shows nothing before the first card', () => {
    expect(decided(after(), { type: 'RefreshToday' })).toEqual([]);
  });

  it('leaves the message alone while somebody decides in it', () => {
    const busy = after(DAY, { type: 'QueueBegun', until: hoursIn(25) });
    const given = facts({ duties: NONE });

    const during = decided(busy, { type: 'RefreshToday' }, { at: hoursIn(25) - 1, given });
    const afterwards = decided(busy, { type: 'RefreshToday' }, { at: hoursIn(25), given });

    expect([during, afterwards]).toEqual([[], ['QueueEnded']]);
  });
});

describe('a message in which somebody decided', () => {
  const ended: TodayEvent = { type: 'QueueEnded', duties: ONE };
  const until = hoursIn(25);

  it('is given a quarter of an hour from each click on, and then looked at', () => {
    const begun: TodayEvent = { type: 'QueueBegun', until };
    const state = after(DAY);

    const answer = decideToday(
      state,
      { type: 'WorkThrough', by: FRAN, at: MORNING, causeId: 'c' },
      facts(),
    );

    expect(answer).toEqual({
      ok: true,
      events: [{ type: 'QueueBegun', until: MORNING + 15 * 60_000 }],
    });
    expect(effectsOfToday(happened(begun), after(DAY, begun))).toEqual([
      { type: 'WakeUp', at: until, command: { type: 'RefreshToday' } },
    ]);
  });

  it('becomes Today again, where it stands, when nobody clicks any more', () => {
    const effects = effectsOfToday(happened(ended), after(DAY, ended));

    expect(effects).toEqual([
      { type: 'Show', copy: 'today', card: 'today', to: { person: FRAN.id } },
    ]);
  });

  it('is answered with Today by the click that ends it, so that nothing is ordered', () => {
    const effects = effectsOfToday({ ...happened(ended), by: FRAN }, after(DAY, ended));

    expect(effects).toEqual([]);
  });
});

describe('somebody else', () => {
  it.each(['OpenToday', 'WorkThrough', 'StopWorkingThrough'] as const)('may not %s', (type) => {
    expect(decided(after(DAY), { type }, { by: PAT })).toBe('not-yours');
  });
});

describe('what is kept', () => {
  const MANY: readonly TodayEvent[] = Array.from({ length: 200 }, (_none, index) => {
    const kinds: readonly TodayEvent[] = [
      { ...DAY, nextAt: hoursIn(index) },
      { type: 'DutiesChanged', duties: index % 2 === 0 ? ONE : NONE },
      { type: 'QueueBegun', until: hoursIn(index) },
      { type: 'DayPassed', duties: NONE, nextAt: hoursIn(index) },
      { type: 'TodayOpened', day: `day ${String(index)}`, duties: ONE },
      { type: 'QueueEnded', duties: NONE },
    ];
    return kinds[(index * 7) % 6] ?? DAY;
  });

  it('is little, and folds to the same', () => {
    const started: TodayEvent = { type: 'TodayStarted', id: ID, person: FRAN, nextAt: MORNING };
    let kept = [happened(started)];
    let state = after();
    for (const event of MANY.map(happened)) {
      kept = [...kept.filter((earlier) => !supersedesToday(event, earlier)), event];
      state = evolveToday(state, event)!;

      expect(kept.reduce<Today | undefined>(evolveToday, undefined)).toEqual(state);
      expect(kept.length).toBeLessThanOrEqual(6);
    }
  });
});
