import type { ConversationId } from '../../src/domain/kernel';
import { PermanentError } from '../../src/errors';
import { MemoryStore } from '../../src/store/memory-store';
import { raceWaitMs } from '../../src/workflow/back-off';
import { handleCommand, type Outcome } from '../../src/workflow/handle-command';
import type { CommandPorts } from '../../src/workflow/ports';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { FlakyStore } from '../support/fake-flaky-store';
import { moveIn, openChat, openHouse, type FakeHouse } from '../support/fake-house';
import { RacingStore } from '../support/fake-racing-store';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  statusOf,
  stored,
  submitted,
} from '../support/fake-requests';

interface RacingHouse extends FakeHouse {
  readonly store: RacingStore;
}

async function racingHouse(): Promise<RacingHouse> {
  const store = new RacingStore(new MemoryStore());
  const house = openHouse({ store });
  await moveIn(house.ports);
  return { ...house, store };
}

describe('a command', () => {
  it('appends all its events in one write, each with who, when and why', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    store.written.length = 0;

    const outcome = await approved(ports);

    expect(outcome.ok && outcome.events.map(({ type }) => type)).toEqual([
      'RequestApproved',
      'ExpertOffered',
    ]);
    const stamp = { by: FPM, at: ports.clock.now(), causeId: 'click:Approve' };
    expect((await stored(ports)).events.slice(-2)).toEqual([
      expect.objectContaining(stamp),
      expect.objectContaining(stamp),
    ]);
    expect(store.written).toEqual([REQUEST]);
  });

  it('writes its effects together with its events, and only then wakes the dispatcher', async () => {
    const { ports, kicked } = await racingHouse();
    kicked.length = 0;

    const outcome = await started(ports);

    expect(outcome.record.effects).not.toEqual([]);
    expect((await stored(ports)).effects).toEqual(outcome.record.effects);
    expect(kicked).toEqual([REQUEST]);
  });

  it('wakes nobody for a record that has nothing to do', async () => {
    const { ports, kicked } = await racingHouse();
    const id: ConversationId = 'conversation:new-group';
    kicked.length = 0;

    await openChat(ports, 'new-group', 'group');

    expect((await stored(ports, id)).effects).toEqual([]);
    expect(kicked).toEqual([]);
  });

  it('is never dated before what happened already', async () => {
    const { ports, clock } = await racingHouse();
    await submitted(ports);
    const before = clock.now();
    clock.forward(-3_600_000);

    await give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' }));

    expect((await stored(ports)).events.at(-1)).toMatchObject({
      type: 'CompletenessConfirmed',
      at: before,
    });
  });

  it('that is refused writes nothing', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    const before = await stored(ports);
    store.written.length = 0;

    const outcome = await give(ports, REQUEST, given(ports, EXPERT, { type: 'Approve' }));

    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'needs-fpm' } });
    expect(await stored(ports)).toEqual(before);
    expect(store.written).toEqual([]);
  });

  it('that changes nothing writes nothing and succeeds', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    await give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' }, 'click:1'));
    store.written.length = 0;

    const outcome = await give(
      ports,
      REQUEST,
      given(ports, FPM, { type: 'MarkComplete' }, 'click:2'),
    );

    expect(outcome).toMatchObject({ ok: true, events: [] });
    expect(store.written).toEqual([]);
  });
});

describe('ten commands at the same moment', () => {
  it('are decided one after the other, without a single lost race', async () => {
    const { ports, store } = await racingHouse();
    await started(ports);
    let waits = 0;
    const pause = (): Promise<void> => {
      waits += 1;
      return Promise.resolve();
    };
    store.written.length = 0;

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_none, n) => {
        const answers = { licences: String(n + 1) };
        const order = { type: 'SaveDraft', answers, go: 'stay' };
        return give(
          { ...ports, pause },
          REQUEST,
          given(ports, PARTNER, order, `click:${String(n)}`),
        );
      }),
    );

    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(store.written).toHaveLength(10);
    expect(waits).toBe(0);
    expect((await stored(ports)).state).toMatchObject({ answers: { licences: { typed: '10' } } });
  });
});

describe('a cause that is known already', () => {
  it('does nothing twice and is answered from the present state', async () => {
    const { ports } = await racingHouse();
    await submitted(ports);
    await approved(ports);
    const before = await stored(ports);

    const outcome = await approved(ports);

    expect(outcome).toMatchObject({ ok: true, events: [] });
    expect(statusOf(outcome.record)).toBe('Approved');
    expect(await stored(ports)).toEqual(before);
  });

  it('does nothing twice when it comes ten times at once', async () => {
    const { ports } = await racingHouse();
    await submitted(ports);

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => approved(ports)));

    expect(outcomes.map(({ ok, record }) => [ok, statusOf(record)])).toEqual(
      Array.from({ length: 10 }, () => [true, 'Approved']),
    );
    const types = (await stored(ports)).events.map(({ type }) => type);
    expect(types.filter((type) => type === 'RequestApproved')).toHaveLength(1);
  });

  it('is known although the answer to its write was lost', async () => {
    const store = new FlakyStore(new MemoryStore());
    const { ports } = openHouse({ store });
    await moveIn(ports);
    await submitted(ports);
    store.loseAnswerOf(({ id }) => id === REQUEST);
    await expect(approved(ports)).rejects.toMatchObject({ code: 'store/unavailable' });

    const outcome = await approved(ports);

    expect(outcome).toMatchObject({ ok: true, events: [] });
    const types = (await stored(ports)).events.map(({ type }) => type);
    expect(types.filter((type) => type === 'RequestApproved')).toHaveLength(1);
  });
});

describe('a lost race', () => {
  it('is decided again, up to the tenth time', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    store.loseNext(9);

    const outcome = await approved(ports);

    expect(outcome.ok).toBe(true);
    expect(statusOf(await stored(ports))).toBe('Approved');
  });

  it('counts as an outage after the tenth time when the process itself lost it', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    store.loseNext(10);
    const command = { type: 'NoteDelivery', person: FPM.id, way: 'mail', by: 'system' } as const;

    const outcome = give(ports, REQUEST, {
      ...command,
      at: ports.clock.now(),
      causeId: 'effect:1',
    });

    await expect(outcome).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store/conflict',
      details: { id: REQUEST, races: 10 },
    });
    expect(statusOf(await stored(ports))).toBe('Submitted');
  });

  it.each<[string, (ports: CommandPorts) => Promise<Outcome>]>([
    ['decides', approved],
    ['asks for a card', (ports) => handleCommand(ports, REQUEST, { showAgain: 'fpm' })],
  ])('shows a person who %s how it stands after the tenth time', async (_what, ask) => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    const before = await stored(ports);
    store.loseNext(10);

    const outcome = await ask(ports);

    expect(outcome).toEqual({ ok: false, record: before, refusal: { code: 'busy' } });
    expect(await stored(ports)).toEqual(before);
  });

  it('is told in the log once a person was sent away for it', async () => {
    const { ports, store, log } = await racingHouse();
    await submitted(ports);
    store.loseNext(9);
    await give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' }));
    const before = [...log.lines];
    store.loseNext(10);

    await approved(ports);

    expect(before).toEqual([]);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        fields: { id: REQUEST, code: 'busy', races: 10 },
        message: 'A person was told that a record keeps changing.',
      },
    ]);
  });

  it('is followed by a wait, longer each time and never the same', async () => {
    const { ports, store } = await racingHouse();
    await submitted(ports);
    const waits: number[] = [];
    const pause = (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    };
    store.loseNext(10);

    await approved({ ...ports, pause });

    expect(waits).toHaveLength(10);
    waits.forEach((ms, n) => {
      expect(ms).toBeLessThanOrEqual(raceWaitMs(n + 1, 1));
    });
    expect(new Set(waits.slice(6)).size).toBeGreaterThan(1);
  });

  it('is decided on what the winner wrote', async () => {
    const { ports, store } = await racingHouse();
    const other = openHouse({ store, owner: 'other' });
    await submitted(ports);
    const denial = { type: 'Deny', reason: 'DENY_DUPLICATE', note: 'There is one already.' };
    store.beforeWriteOf(REQUEST, () => give(other.ports, REQUEST, given(ports, FPM, denial)));

    const outcome = await approved(ports);

    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: 'already-denied', by: FPM, at: ports.clock.now() },
    });
    expect(statusOf(await stored(ports))).toBe('Denied');
  });
});

describe('a record at its bound', () => {
  it("refuses a person's command that would outgrow it, and keeps what it has", async () => {
    const { ports } = await racingHouse();
    await started(ports);
    const before = await stored(ports);
    const answers = { justification: 'long '.repeat(60_000) };

    const outcome = await give(
      ports,
      REQUEST,
      given(ports, PARTNER, { type: 'SaveDraft', answers, go: 'stay' }),
    );

    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'record-full' } });
    expect(outcome.record).toEqual(before);
    expect(await stored(ports)).toEqual(before);
  });

  it('does not swallow a command of the process', async () => {
    const store = new FlakyStore(new MemoryStore());
    const { ports } = openHouse({ store });
    await moveIn(ports);
    await submitted(ports);
    store.failWrite(() => true, new PermanentError('store/too-large', 'The record is full.'));
    const command = { type: 'NoteDelivery', person: FPM.id, way: 'mail', by: 'system' } as const;

    const outcome = handleCommand(ports, REQUEST, {
      command: { ...command, at: ports.clock.now(), causeId: 'effect:1' },
    });

    await expect(outcome).rejects.toMatchObject({ code: 'store/too-large' });
  });
});
