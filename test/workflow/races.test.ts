import type { RequestId } from '../../src/domain/kernel';
import { MemoryStore } from '../../src/store/memory-store';
import type { Outcome } from '../../src/workflow/handle-command';
import type { CommandPorts } from '../../src/workflow/ports';
import { EXPERT, FPM } from '../support/fake-directory';
import { moveIn, openHouse } from '../support/fake-house';
import { accepted, approved, give, given, stored, submitted } from '../support/fake-requests';

const RACES = 200;

/** Races over one store: what a company requested earlier is read at every step, so many requests make a slow test. */
const RACES_PER_STORE = 10;

/** Two processes over one store. */
async function twoProcesses(): Promise<readonly [CommandPorts, CommandPorts]> {
  const store = new MemoryStore();
  const one = openHouse({ store, owner: 'one' });
  const other = openHouse({ store, owner: 'other' });
  await moveIn(one.ports);
  return [one.ports, other.ports];
}

/** Comes late by so many turns of the event loop's microtasks, so that races meet at different places. */
async function late(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await Promise.resolve();
  }
}

function ids(count: number): readonly RequestId[] {
  return Array.from(
    { length: count },
    (_none, index): RequestId => `request:race-${String(index)}`,
  );
}

async function denied(ports: CommandPorts, id: RequestId, turns: number): Promise<Outcome> {
  await late(turns);
  const denial = { type: 'Deny', reason: 'DENY_DUPLICATE', note: 'There is one already.' };
  return give(ports, id, given(ports, FPM, denial));
}

describe('two processes over one store', () => {
  it(`come to exactly one decision each time when they race one approval ${String(RACES)} times`, async () => {
    const decisions: number[] = [];
    const losers: unknown[] = [];
    const winners = new Set<string>();

    let [one, other] = await twoProcesses();
    for (const [index, id] of ids(RACES).entries()) {
      if (index % RACES_PER_STORE === 0) {
        [one, other] = await twoProcesses();
      }
      await submitted(one, id);
      const outcomes = await Promise.all([approved(one, id), denied(other, id, index % 40)]);
      const { events } = await stored(one, id);
      const decided = events.filter(({ type }) => /^Request(Approved|Denied)$/.test(type));
      decisions.push(decided.length);
      winners.add(decided[0]?.type ?? 'none');
      losers.push(...outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal])));
    }

    expect(decisions).toEqual(Array.from({ length: RACES }, () => 1));
    expect(losers).toHaveLength(RACES);
    for (const refusal of losers) {
      expect(refusal).toEqual({
        code: expect.stringMatching(/^already-(decided|denied)$/),
        by: FPM,
        at: one.clock.now(),
      });
    }
    expect([...winners].toSorted()).toEqual(['RequestApproved', 'RequestDenied']);
  });

  it('let an offer be accepted or expire, never both', async () => {
    const [one, other] = await twoProcesses();
    const ends: (readonly string[])[] = [];

    for (const [index, id] of ids(20).entries()) {
      await submitted(one, id);
      await give(one, id, given(one, FPM, { type: 'Approve', expert: EXPERT.id }));
      const check = { type: 'CheckOffer', by: 'system', causeId: 'timer' } as const;
      const overdue = { ...check, at: one.clock.now() + 2 * 86_400_000 };
      await Promise.all([accepted(one, id), late(index).then(() => give(other, id, overdue))]);
      const { events } = await stored(one, id);
      ends.push(
        events.flatMap(({ type }) =>
          type === 'ExpertAssigned' || type === 'OfferExpired' ? [type] : [],
        ),
      );
    }

    expect(ends.map((end) => end.length)).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it('allot every number once', async () => {
    const [one, other] = await twoProcesses();

    const outcomes = await Promise.all(
      ids(30).map((id, index) => submitted(index % 2 === 0 ? one : other, id)),
    );

    const numbers = outcomes.map(
      ({ record }) => (record.state as { readonly number: number }).number,
    );
    expect(new Set(numbers).size).toBe(30);
    expect(Math.min(...numbers)).toBe(1001);
  });
});
