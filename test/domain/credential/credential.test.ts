import {
  decideCredential,
  effectsOfCredential,
  evolveCredential,
  summaryOfCredential,
  supersedesInCredential,
  type Credential,
  type CredentialEvent,
} from '../../../src/domain/credential/credential';
import type { Stamped } from '../../../src/domain/kernel';
import { POLICY } from '../../../src/domain/policy';
import { ADA, FAY, hoursIn, NOW, PAT } from '../cast';

const ID = 'credential:client-secret' as const;
const DAY = 86_400_000;
const END = NOW + 100 * DAY;
const FACTS = { operators: [ADA, FAY] };

function happened(event: CredentialEvent): Stamped<CredentialEvent> {
  return { ...event, by: 'system', at: NOW, causeId: 'c' };
}

function after(...events: readonly CredentialEvent[]): Credential | undefined {
  return events.map(happened).reduce<Credential | undefined>(evolveCredential, undefined);
}

const NOTED: CredentialEvent = { type: 'EndNoted', id: ID, endsAt: END, nextAt: END - 30 * DAY };
function near(mark: number): CredentialEvent {
  return { type: 'EndCameNear', mark, operators: FACTS.operators };
}

/** Events of the timer at this moment. */
function timer(state: Credential | undefined, at: number): readonly object[] {
  const command = { type: 'RemindOfEnd', by: 'system', at, causeId: 't' } as const;
  const decision = decideCredential(state, command, FACTS, POLICY);
  return decision.ok ? decision.events : [decision];
}

function noted(state: Credential | undefined, endsAt?: number, at = NOW): readonly object[] {
  const end = endsAt === undefined ? {} : { endsAt };
  const command = { type: 'NoteEnd', id: ID, ...end, by: 'system', at, causeId: 'n' } as const;
  const decision = decideCredential(state, command, FACTS, POLICY);
  return decision.ok ? decision.events : [decision];
}

describe('the end of a secret', () => {
  test('is noted once, with the first mark as its timer', () => {
    expect(noted(undefined, END)).toEqual([NOTED]);
    expect(noted(after(NOTED), END)).toEqual([]);
  });

  test('that is near already is looked at at once', () => {
    expect(noted(undefined, NOW + 3 * DAY)).toMatchObject([{ nextAt: NOW }]);
  });

  test('that nobody told leaves no trace, unless there was one', () => {
    expect(noted(undefined)).toEqual([]);
    expect(noted(after(NOTED))).toEqual([{ type: 'EndNoted', id: ID }]);
  });

  test('is told by the process alone', () => {
    const command = {
      type: 'NoteEnd',
      id: ID,
      endsAt: END,
      by: PAT,
      at: NOW,
      causeId: 'n',
    } as const;

    expect(decideCredential(undefined, command, FACTS, POLICY)).toMatchObject({
      refusal: { code: 'not-yours' },
    });
  });
});

describe('operators are reminded', () => {
  test.each([
    [30, 30],
    [7, 7],
    [1, 1],
  ])('exactly %d days before, and not a moment sooner', (days, mark) => {
    const before = days === 30 ? after(NOTED) : after(NOTED, near(days === 7 ? 30 : 7));

    expect(timer(before, END - days * DAY - 1)).toEqual([]);
    expect(timer(before, END - days * DAY)).toMatchObject([{ type: 'EndCameNear', mark }]);
  });

  test('once at each mark', () => {
    expect(timer(after(NOTED, near(7)), END - 6 * DAY)).toEqual([]);
    expect(timer(after(NOTED, near(1)), END + DAY)).toEqual([]);
  });

  test('of the newest mark only when several were missed, also after the end', () => {
    expect(timer(after(NOTED), END - 2 * DAY)).toMatchObject([
      { mark: 7, nextAt: END - DAY, operators: [ADA, FAY] },
    ]);
    expect(timer(after(NOTED), END + DAY)).toEqual([near(1)]);
  });

  test('not by the timer of an earlier end, and never without one', () => {
    const renewed: CredentialEvent = { ...NOTED, endsAt: END + 300 * DAY };

    expect(timer(after(NOTED, near(30), renewed), END - 7 * DAY)).toEqual([]);
    expect(timer(after(NOTED, { type: 'EndNoted', id: ID }), END)).toEqual([]);
    expect(timer(undefined, END)).toEqual([]);
  });

  test('of a new end from its first mark on', () => {
    const state = after(NOTED, near(1), { ...NOTED, endsAt: END + 300 * DAY });

    expect(timer(state, END + 270 * DAY)).toMatchObject([{ mark: 30 }]);
  });

  test('by a card each that rings, and the timer of the next mark', () => {
    const event = happened({ ...near(30), nextAt: hoursIn(5) });
    const show = { type: 'Show', card: 'credential', ping: 'P19', moveDown: true };

    expect(effectsOfCredential(event)).toEqual([
      { ...show, copy: `operator:${ADA.id}`, to: { person: ADA.id } },
      { ...show, copy: `operator:${FAY.id}`, to: { person: FAY.id } },
      { type: 'WakeUp', at: hoursIn(5), command: { type: 'RemindOfEnd' } },
    ]);
    expect(effectsOfCredential(happened(near(1)))).toHaveLength(2);
  });
});

test('the record does not grow: what a later event makes superfluous folds to the same', () => {
  const events = [NOTED, near(30), near(7), { ...NOTED, endsAt: END + DAY }, near(30), near(1)];
  const kept = events
    .map(happened)
    .reduce<readonly Stamped<CredentialEvent>[]>(
      (all, event) => [...all.filter((earlier) => !supersedesInCredential(event, earlier)), event],
      [],
    );

  expect(kept).toHaveLength(2);
  expect(kept.reduce<Credential | undefined>(evolveCredential, undefined)).toEqual(
    after(...events),
  );
});

test('it is listed by its kind alone', () => {
  expect(summaryOfCredential({ id: ID }, NOW)).toEqual({
    ...{ kind: 'credential', tags: [], search: '', at: NOW },
  });
});
