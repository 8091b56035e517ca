import type { PingCode } from '../../src/domain/effects';
import type { RecordId } from '../../src/domain/kernel';
import { TransientError } from '../../src/errors';
import { sweep } from '../../src/scheduler/ticker';
import { createDispatcher, type Dispatcher } from '../../src/workflow/dispatcher';
import { handleCommand } from '../../src/workflow/handle-command';
import { kindOfRecord } from '../../src/workflow/kinds';
import { loadRecord } from '../../src/workflow/load-record';
import type { CardView, EffectPorts, RenderedCard } from '../../src/workflow/ports';
import { readerOf } from '../../src/workflow/reader';
import type { LiveRecord } from '../../src/workflow/record';
import type { Json } from '../../src/workflow/store-port';
import { FakeChats } from '../support/fake-chats';
import { LEASE_MS, openHouse } from '../support/fake-house';
import { FakeRenderer } from '../support/fake-renderer';
import { give, given } from '../support/fake-requests';
import { leftToSend } from '../support/left-to-do';
import { POSTINGS, type Posting, type Step } from './being-posted';
import { CAST, CHECK_IN, ENGAGEMENT, QUESTION, REQUEST } from './verb-cast';
import { Desk, KICKOFF_CHAT } from './verb-desk';
import { WORLDS } from './verb-worlds';

/** Draws the whole state: pictures of two states are never the same. */
class WholeRenderer extends FakeRenderer {
  override card({ card, state, reader }: CardView, ping?: PingCode): RenderedCard {
    const content = { card, reader: reader.person ?? 'everybody', state: JSON.stringify(state) };
    return { content, summary: ping ?? 'silent' };
  }
}

/** A process over the desk's records, whose leases run on the desk's clock. */
class Carrier {
  readonly ports: EffectPorts;
  readonly dispatcher: Dispatcher;
  #orders = 0;

  constructor({ store, clock, messenger }: Desk, owner: string) {
    const chats = new FakeChats([KICKOFF_CHAT]);
    const { ports } = openHouse({ store, clock, messenger, leaseClock: clock, owner, chats });
    this.ports = {
      ...ports,
      renderer: new WholeRenderer(),
      kick: (id) => this.dispatcher.kick(id),
    };
    this.dispatcher = createDispatcher(this.ports);
  }

  /** Somebody's order, and what records tell each other because of it; nothing is waited for that goes to Teams. */
  async take({ by, id, order }: Step): Promise<void> {
    this.#orders += 1;
    const { ports, dispatcher } = this;
    const { id: person, name } = CAST[by === 'system' ? 'operator' : by];
    const causeId = `${ports.owner}-${String(this.#orders)}`;
    const command = given(ports, { id: person, name }, order, causeId);
    const outcome = await give(ports, id, by === 'system' ? { ...command, by } : command);
    if (!outcome.ok) {
      throw new Error(`${order.type} was refused: ${outcome.refusal.code}`);
    }
    for (const one of [REQUEST, ENGAGEMENT, CHECK_IN, QUESTION]) {
      await dispatcher.messagesDone(one);
    }
  }

  /** Whatever is due is carried out, and what is put off once its time has come. */
  async settle(clock: Desk['clock']): Promise<void> {
    for (let minute = 0; minute < 10; minute += 1) {
      await this.dispatcher.idle();
      clock.forward(60_000);
      await sweep(this.ports);
    }
    await this.dispatcher.idle();
  }
}

/** The records of the domain that a desk holds by now. */
async function recordsOf(desk: Desk): Promise<readonly LiveRecord[]> {
  desk.store.keep();
  const ids = desk.store.ids.filter((id) => kindOfRecord(id) !== undefined) as RecordId[];
  return Promise.all(ids.map((id) => loadRecord(desk.teams.ports, id)));
}

/** How a card on its way ends: Teams answers late, fails, or so late that another process has taken the card over. */
const WAYS = {
  'arrives late': { fails: false, isTakenOver: false, strays: 0 },
  'fails and is tried again': { fails: true, isTakenOver: false, strays: 0 },
  'is taken over by another process and fails then': { fails: true, isTakenOver: true, strays: 0 },
  'is taken over by another process and arrives as well': {
    ...{ fails: false, isTakenOver: true, strays: 1 },
  },
} as const;
type Way = keyof typeof WAYS;

const DOWN = new TransientError('delivery/unavailable', 'Teams is down.');

/** Plays one posting to its end; how many messages there were before. */
async function play(desk: Desk, posting: Posting, way: Way): Promise<number> {
  const { before = [], trigger, chat, meanwhile } = posting;
  const { fails, isTakenOver } = WAYS[way];
  const { clock, messenger } = desk;
  const one = new Carrier(desk, 'one');
  for (const { id } of await recordsOf(desk)) {
    await handleCommand(one.ports, id, { redraw: true });
  }
  await one.dispatcher.idle();
  for (const step of before) {
    await one.take(step);
    await one.dispatcher.idle();
  }
  const seen = messenger.sent.length;
  const held = messenger.holdNext(fails ? DOWN : undefined, chat);
  passed(clock, trigger);
  await one.take(trigger);
  const isPosted = held.reached.then(() => true);
  if (!(await Promise.race([isPosted, one.dispatcher.idle().then(() => false)]))) {
    throw new Error(`Nothing is posted in ${chat}.`);
  }
  for (const step of meanwhile) {
    passed(clock, step);
    await one.take(step);
  }
  if (isTakenOver) {
    clock.forward(LEASE_MS + 1);
    const two = new Carrier(desk, 'two');
    await sweep(two.ports);
    await two.dispatcher.idle();
  }
  held.release();
  await one.settle(clock);
  return seen;
}

function passed(clock: Desk['clock'], { after = 0 }: Step): void {
  clock.forward(after * 3_600_000);
}

/** What a copy shows now, and what it would show if it were drawn now. */
async function wrongCopies(desk: Desk, records: readonly LiveRecord[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const record of records) {
    for (const { key, card, to, activityId, previous, ping } of record.copies) {
      const reader = await readerOf(desk.teams.ports, record, to);
      const { content } = new WholeRenderer().card({ card, state: record.state, reader, at: 0 });
      const shown = desk.messenger.sent.findLast((one) => one.activityId === activityId)?.content;
      const isTrue = JSON.stringify(shown) === JSON.stringify(content);
      const isOpen = previous.length > 0 || ping !== undefined;
      faults.push(
        ...(isTrue ? [] : [`${record.id} ${key} shows ${inShort(shown)}`]),
        ...(isOpen ? [`${record.id} ${key} has something left to do`] : []),
      );
    }
  }
  return faults;
}

/** Messages that belong to no copy any more: one line, or the true state for good. */
function strayMessages(
  desk: Desk,
  records: readonly LiveRecord[],
  since: number,
): readonly string[] {
  const { sent } = desk.messenger;
  const known = records.flatMap(({ copies }) => copies.map(({ activityId }) => activityId));
  const states = records.map(({ state }) => JSON.stringify(state));
  return sent
    .slice(since)
    .filter(({ kind, activityId }) => kind === 'post' && !known.includes(activityId))
    .flatMap(({ chat, activityId }) => {
      const last = sent.findLast((one) => one.activityId === activityId)?.content;
      const { moved, state } = last as { readonly moved?: string; readonly state?: string };
      return moved !== undefined || (state !== undefined && states.includes(state))
        ? []
        : [`in ${chat} stays ${inShort(last)}`];
    });
}

function inShort(content: Json | undefined): string {
  const { card, state } = (content ?? {}) as { readonly card?: string; readonly state?: string };
  const { status } = JSON.parse(state ?? '{}') as { readonly status?: string };
  return state === undefined
    ? JSON.stringify(content ?? 'nothing')
    : `${String(card)} ${String(status)}`;
}

describe.each(Object.keys(WAYS) as Way[])('a card that is being posted and %s', (way) => {
  it.each(Object.keys(POSTINGS))('ends in the true state: %s', async (name) => {
    const posting = POSTINGS[name]!;
    const desk = await Desk.on(WORLDS[posting.world]!);

    const since = await play(desk, posting, way);

    const records = await recordsOf(desk);
    const left = records.flatMap((record) => leftToSend(record).map(({ id }) => id));
    expect(left).toEqual([]);
    expect(await wrongCopies(desk, records)).toEqual([]);
    // Whose answer comes after its lease has posted what the other process posted too: known to nobody, its buttons do nothing.
    expect(strayMessages(desk, records, since).slice(WAYS[way].strays)).toEqual([]);
  });
});
