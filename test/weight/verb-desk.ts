import { conversationRecord } from '../../src/workflow/conversation-record';
import type { Order } from '../../src/domain/effects';
import type { RecordId } from '../../src/domain/kernel';
import { seedDirectory, seedOf } from '../../src/workflow/seed-directory';
import { loadRecord } from '../../src/workflow/load-record';
import { todayOf } from '../../src/workflow/duty-watch';
import { FakeChats } from '../support/fake-chats';
import { FixedClock } from '../support/fake-clock';
import { FakeMessenger } from '../support/fake-messenger';
import { FakeNamedPosts } from '../support/fake-named-posts';
import { give, given } from '../support/fake-requests';
import { FakeSignIn } from '../support/fake-sign-in';
import { activityOf, bodyOf, CHANNEL, FakeTeams, GROUP, type Member } from '../support/fake-teams';
import type { Press } from './verb-presses';
import type { World } from './verb-worlds';
import { CAST, CAST_DIRECTORY, OTHER_REQUEST, ROLES, TYPED, type Role } from './verb-cast';
import { RewindableStore } from './rewindable-store';

/** The chat in which the three meet, and the channel that can be linked. */
export const KICKOFF_CHAT = conversationRecord(GROUP.id);
export const LINKED_CHANNEL = conversationRecord(CHANNEL.id);

/** A form that can be sent in at once. */
export const ANSWERS = {
  role: 'engineer',
  workload: 'AADP-P2',
  licences: '400',
  region: 'EMEA',
  language: 'es',
  secondLanguage: 'none',
  tenantId: '11111111-2222-4333-8444-555555555555',
  tenantName: TYPED.customer,
  segment: 'Enterprise',
  purpose: 'deploy',
  justification: TYPED.justification,
  contactMail: TYPED.contact,
  lead: 'true',
} as const;

/** What somebody proposes to agree on. */
export const AGREEMENT = {
  ...{ outcomes: TYPED.outcomes, criteria: TYPED.criteria, learners: TYPED.learners },
  ...{ startOn: '', endOn: '2027-02-26', release: '', partnerPart: '', expertPart: '' },
};

/** What the FPM writes in their own name. */
export const IN_NAME = {
  ...{ edition: 0, line: TYPED.line, withKickoff: true, withSteps: false },
  ...{ teamsUser: '29:fpm', conversation: KICKOFF_CHAT },
};

/** Where the records of one state are made, and pressed on. */
export class Desk {
  /** Where every story begins; made once. */
  static #opened: Promise<Desk> | undefined;
  readonly store = new RewindableStore();
  readonly clock = new FixedClock();
  readonly messenger = new FakeMessenger();
  teams = this.#fresh();
  #orders = 0;
  #presses = 0;

  static async #open(): Promise<Desk> {
    const desk = new Desk();
    await desk.#moveIn();
    await desk.settle();
    return desk;
  }

  /** A desk on which the records stand like this. */
  static async on({ build }: World): Promise<Desk> {
    Desk.#opened ??= Desk.#open();
    const opened = await Desk.#opened;
    const desk = new Desk();
    await desk.store.fillFrom(opened.store);
    desk.messenger.sent.push(...opened.messenger.sent);
    desk.clock.set(opened.clock.now());
    desk.#orders = opened.#orders;
    await build(desk);
    await desk.settle();
    return desk;
  }

  /** Everybody is known, reached in Teams, and has a Today; the other company has sent in a request. */
  async #moveIn(): Promise<void> {
    const { ports } = this.teams;
    await seedDirectory(ports, seedOf(CAST_DIRECTORY));
    for (const role of ROLES) {
      await this.teams.install(CAST[role]);
    }
    await this.teams.install(CAST.fpm, GROUP);
    await this.teams.install(CAST.fpm, CHANNEL);
    for (const role of ROLES.filter((one) => one !== 'stranger')) {
      const { id, name } = CAST[role];
      const today = todayOf(id);
      await this.tell('system', today, { type: 'StartToday', id: today, person: { id, name } });
    }
    await this.tell('otherPartner', OTHER_REQUEST, {
      type: 'StartDraft',
      id: OTHER_REQUEST,
      answers: {},
    });
    const answers = {
      ...ANSWERS,
      tenantName: TYPED.otherCustomer,
      contactMail: 'it@adatum.example',
      justification: 'Another company has another question.',
    };
    await this.tell('otherPartner', OTHER_REQUEST, { type: 'Submit', answers });
  }

  /** Somebody's order a minute later, and everything that comes of it. @throws Error when it is refused. */
  async tell(role: Role | 'system', id: RecordId, order: Order): Promise<void> {
    this.clock.forward(60_000);
    this.#orders += 1;
    const { ports, house } = this.teams;
    const { id: by, name } = role === 'system' ? CAST.operator : CAST[role];
    const command = given(ports, { id: by, name }, order, `order-${String(this.#orders)}`);
    const outcome = await give(
      ports,
      id,
      role === 'system' ? { ...command, by: 'system' } : command,
    );
    await house.dispatcher.idle();
    if (!outcome.ok) {
      throw new Error(`${order.type} of ${role} was refused: ${outcome.refusal.code}`);
    }
  }

  /** So many hours pass, and what is due by then is done. */
  async wait(hours: number): Promise<void> {
    this.clock.forward(hours * 3_600_000);
    await this.settle();
  }

  /** Whatever is due in any record is done. */
  async settle(): Promise<void> {
    const { ports, house } = this.teams;
    this.store.keep();
    for (const id of this.store.ids.filter((one) => !/^(setting|dialog|form|counter)/.test(one))) {
      ports.kick(id as RecordId);
    }
    await house.dispatcher.idle();
    this.store.keep();
  }

  /** Everything is as it was when the state was made; in a new process, which has forgotten what the last one sent. */
  async rewind(): Promise<void> {
    await this.store.rewind();
    this.restart();
  }

  /** A new process over the same records. */
  restart(): void {
    this.teams = this.#fresh();
  }

  /** Somebody presses a button; the body of the answer. The same `id` is the same activity, delivered again. */
  async pressOnce(from: Member, { verb, payload, room }: Press, id?: string): Promise<unknown> {
    const value = { action: { type: 'Action.Execute', verb, data: payload } };
    this.#presses += 1;
    const named = {
      name: 'adaptiveCard/action',
      id: id ?? `press-${String(this.#presses)}`,
      value,
    };
    return bodyOf(await this.teams.take(activityOf('invoke', from, named, room)));
  }

  /** What the record says by now. */
  async stateOf(id: RecordId): Promise<unknown> {
    return (await loadRecord(this.teams.ports, id)).state;
  }

  /** The stuck effect of a record; the name of none when nothing is. */
  async stuckOf(id: RecordId): Promise<string> {
    const { effects } = await loadRecord(this.teams.ports, id);
    return effects.find(({ stuck }) => stuck !== undefined)?.id ?? `${id}:0:0`;
  }

  #fresh(): FakeTeams {
    const { store, clock, messenger } = this;
    const chats = new FakeChats([KICKOFF_CHAT]);
    const parts = { store, clock, messenger, chats, inName: new FakeNamedPosts() };
    return new FakeTeams(parts, false, { signIn: new FakeSignIn() });
  }
}
