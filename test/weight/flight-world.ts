import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Conversation } from '../../src/domain/directory/conversation';
import type { Order } from '../../src/domain/effects';
import type { ConversationId, PersonRef, RecordId } from '../../src/domain/kernel';
import { SENDING } from '../../src/domain/setting/sending';
import { sweep } from '../../src/scheduler/ticker';
import { createDispatcher, type Dispatcher } from '../../src/workflow/dispatcher';
import { handleCommand, type Outcome } from '../../src/workflow/handle-command';
import { loadRecord } from '../../src/workflow/load-record';
import type { EffectPorts } from '../../src/workflow/ports';
import { readerOf } from '../../src/workflow/reader';
import type { Copy, Envelope, LiveRecord } from '../../src/workflow/record';
import type { StoredRecord } from '../../src/workflow/store-port';
import { FakeCalendar } from '../support/fake-calendar';
import { FakeChats } from '../support/fake-chats';
import { FixedClock } from '../support/fake-clock';
import { DIRECTORY } from '../support/fake-directory';
import { LEASE_MS, moveIn, openChat, openHouse } from '../support/fake-house';
import { KeepingStore } from '../support/fake-keeping-store';
import { ENGAGEMENT, REQUEST } from '../support/fake-requests';
import { importDirectory } from '../support/directory-imports';
import { FlownMailer, FlownTeams, MarkingRenderer } from './flown-teams';

/** Who holds all sending. */
const OPERATOR: PersonRef = { id: 'person:operator', name: 'Operator' };
/** The chat of the three, as Teams knows it. */
export const GROUP = 'chat-of-the-three';
const HOUR_MS = 3_600_000;
const STEP_MS = 20_000;

/** A calendar in which nobody works before `morning`. */
class NightCalendar extends FakeCalendar {
  morning = 0;

  override nextWorkingMoment(at: number): number {
    return Math.max(at, this.morning);
  }
}

/** Notes every name of an effect, and which of them came a second time. */
class NamesStore extends KeepingStore {
  readonly twice = new Set<string>();
  readonly #now = new Map<string, ReadonlySet<string>>();
  readonly #gone = new Set<string>();

  override async create(record: StoredRecord, now: number): Promise<string | undefined> {
    const version = await super.create(record, now);
    this.#note(record, version);
    return version;
  }

  override async replace(record: StoredRecord, version: string): Promise<string | undefined> {
    const next = await super.replace(record, version);
    this.#note(record, next);
    return next;
  }

  #note({ id, body }: StoredRecord, version: string | undefined): void {
    if (version === undefined) {
      return;
    }
    const { effects = [] } = body as unknown as Partial<Pick<LiveRecord, 'effects'>>;
    const names = new Set(effects.map((effect) => effect.id));
    const again = [...names].filter((name) => this.#gone.has(name));
    [...again, ...(names.size < effects.length ? [id] : [])].forEach((name) => {
      this.twice.add(name);
    });
    for (const name of this.#now.get(id) ?? []) {
      if (!names.has(name)) {
        this.#gone.add(name);
      }
    }
    this.#now.set(id, names);
  }
}

/** One process. */
interface Carrier {
  readonly ports: EffectPorts;
  readonly dispatcher: Dispatcher;
}

/** One request with everybody in it, in a Teams whose calls can be held; a second process takes over where it is asked to. */
export class FlightWorld {
  readonly teams = new FlownTeams();
  readonly mailer = new FlownMailer();
  readonly calendar = new NightCalendar();
  readonly store = new NamesStore();
  readonly clock = new FixedClock();
  readonly leaseClock = new FixedClock();
  readonly renderer: MarkingRenderer;
  readonly first: Carrier;
  #heir: Carrier | undefined;
  #causes = 0;

  constructor(isWhole: boolean) {
    this.renderer = new MarkingRenderer(isWhole);
    this.first = this.#carrier('one');
  }

  #carrier(owner: string): Carrier {
    const { store, clock, leaseClock, teams: messenger, mailer, calendar } = this;
    const chats = new FakeChats([`conversation:${GROUP}`]);
    const fakes = { store, clock, leaseClock, messenger, mailer, calendar, chats, owner };
    const { ports: given } = openHouse(fakes);
    const ports: EffectPorts = {
      ...given,
      renderer: this.renderer,
      kick: (id) => {
        dispatcher.kick(id);
      },
    };
    const dispatcher = createDispatcher(ports);
    return { ports, dispatcher };
  }

  get ports(): EffectPorts {
    return this.first.ports;
  }

  async open(): Promise<void> {
    await moveIn(this.ports);
    const operator = { ...DIRECTORY.people[0], id: 'operator', name: 'Operator', operator: true };
    const people = [...DIRECTORY.people, { ...operator, mail: 'operator@example.com' }];
    await importDirectory(this.ports, { ...DIRECTORY, people } as typeof DIRECTORY);
    await openChat(this.ports, GROUP, 'group');
    await this.idle();
  }

  /** What is under way has ended; never so while a call is held. */
  async idle(): Promise<void> {
    await this.first.dispatcher.idle();
    await this.#heir?.dispatcher.idle();
  }

  /** Everything goes on that does not wait for a held call. */
  async goOn(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      await turnOfTheLoop();
    }
  }

  /** Somebody's order, typed or by a timer. */
  tell(id: RecordId, by: PersonRef | 'system', order: Order): Promise<Outcome> {
    this.#causes += 1;
    const meta = { by, at: this.clock.now(), causeId: `cause:${String(this.#causes)}` };
    return handleCommand(this.ports, id, { command: { ...order, ...meta } });
  }

  ask(id: RecordId, envelope: Envelope): Promise<Outcome> {
    return handleCommand(this.ports, id, envelope);
  }

  /** Somebody's press on their card: what it shows afterwards is the answer. */
  async press(id: RecordId, by: PersonRef, order: Order): Promise<void> {
    await this.tell(id, by, order);
    await this.answer(id, by);
  }

  /** Where things stand takes the place of what somebody has pressed. */
  async answer(id: RecordId, by: PersonRef): Promise<void> {
    const record = await loadRecord(this.ports, id);
    for (const copy of record.copies) {
      const pressed = copy.activityId ?? copy.previous.at(-1)?.activityId;
      if ('person' in copy.to && copy.to.person === by.id && pressed !== undefined) {
        this.teams.answer(pressed, (await this.picture(record, copy)).card);
      }
    }
  }

  /** A copy as it has to look. */
  async picture(
    record: LiveRecord,
    copy: Copy,
  ): Promise<{ readonly card: ReturnType<MarkingRenderer['card']> }> {
    const reader = await readerOf(this.ports, record, copy.to);
    const { state } = record;
    return {
      card: this.renderer.card({ card: copy.card, state, reader, at: this.clock.now() }),
    };
  }

  /** The request, and the engagement once there is one. */
  async records(): Promise<readonly LiveRecord[]> {
    const records = [REQUEST, ENGAGEMENT].map((id) => loadRecord(this.ports, id));
    return (await Promise.all(records)).filter(({ version }) => version !== undefined);
  }

  async holdAll(isHeld: boolean): Promise<void> {
    await this.tell(SENDING, OPERATOR, { type: isHeld ? 'HoldSending' : 'ReleaseSending' });
    this.#pass(1_000);
  }

  get isNight(): boolean {
    return this.calendar.morning > this.clock.now();
  }

  async isClosed(chat: string): Promise<boolean> {
    const { state } = await loadRecord(this.ports, `conversation:${chat}`);
    return (state as Conversation).blocked !== undefined;
  }

  morningComes(): void {
    if (this.isNight) {
      this.#pass(this.calendar.morning - this.clock.now());
    }
  }

  nightFalls(): void {
    this.calendar.morning = this.clock.now() + 12 * HOUR_MS;
  }

  /** The bot is taken out of a chat. */
  async remove(chat: string): Promise<void> {
    this.teams.close(chat, true);
    await this.tell(`conversation:${chat}`, 'system', { type: 'NoteBlocked', code: 'removed' });
  }

  /** It is back: as `come-back.ts` does it. */
  async comeBack(chat: string): Promise<void> {
    this.teams.close(chat, false);
    const id: ConversationId = `conversation:${chat}`;
    const kind = chat === GROUP ? 'group' : 'personal';
    const place = { serviceUrl: 'https://smba.example.com/teams/', tenantId: 'tenant' };
    const address = { teamsId: chat, kind, ...place, botId: 'bot' };
    await this.tell(id, 'system', { type: 'NoteAddress', id, address });
    for (const record of await this.records()) {
      await this.ask(record.id, { redraw: { in: id } });
      if (kind === 'group') {
        await this.reviveIn(record, 'retry');
      }
    }
  }

  /** What is stuck in a record is tried again, mailed or dropped. */
  async reviveIn({ id, effects }: LiveRecord, how: 'retry' | 'mail' | 'drop'): Promise<void> {
    for (const { id: effect, order } of effects.filter(({ stuck }) => stuck !== undefined)) {
      this.#causes += 1;
      const causeId = `cause:${String(this.#causes)}`;
      const drop = { type: 'DropDelivery', effect, what: order.type, reason: 'Not needed.' };
      const command = { ...drop, by: OPERATOR, at: this.clock.now(), causeId };
      await this.ask(id, { revive: { effect, how }, ...(how === 'drop' ? { command } : {}) });
    }
  }

  /** As {@link reviveIn}, everywhere; whether anything was stuck. */
  async reviveAll(how: 'retry' | 'mail' | 'drop'): Promise<boolean> {
    const records = await this.records();
    for (const record of records) {
      await this.reviveIn(record, how);
    }
    return records.some(({ effects }) => effects.some(({ stuck }) => stuck !== undefined));
  }

  /** The lease of the first process runs out, and another one carries out what is due. */
  async takeOver(): Promise<void> {
    this.#pass(LEASE_MS);
    this.#heir = this.#carrier('heir');
    await this.#look(this.#heir);
  }

  /** A few minutes pass in which everything is carried out that can be. */
  async rest(): Promise<void> {
    for (let step = 0; step < 4; step += 1) {
      this.#pass(STEP_MS);
      await this.#look(this.first);
    }
  }

  async #look({ ports, dispatcher }: Carrier): Promise<void> {
    await sweep(ports);
    for (const id of [REQUEST, ENGAGEMENT]) {
      dispatcher.kick(id);
    }
    await dispatcher.idle();
  }

  #pass(ms: number): void {
    this.clock.forward(ms);
    this.leaseClock.forward(ms);
  }
}
