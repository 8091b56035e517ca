import { TestAdapter, TurnContext, type Activity } from 'botbuilder';
import type { BotPorts } from '../../src/bot/bot-ports';
import { createFormPort } from '../../src/bot/form-actions';
import type { FormTurnPorts } from '../../src/bot/form-turns';
import { takeTurn } from '../../src/bot/turn';
import { answerFailure } from '../../src/bot/turn-failure';
import { createDialogHost } from '../../src/dialogs/dialog-host';
import type { Language, PersonRef } from '../../src/domain/kernel';
import { createFormPositions } from '../../src/store/form-positions';
import { seedDirectory, seedOf, type CheckedDirectory } from '../../src/workflow/seed-directory';
import { DIRECTORY, EXPERT, FPM, PARTNER } from './fake-directory';
import { openHouse, type FakeHouse, type HouseParts } from './fake-house';

/** What a member of Teams looks like to the bot. */
export interface Member extends PersonRef {
  /** As Entra knows them; guests of the demo may have none. */
  readonly objectId: string;
}

function member(name: string, digit: number): Member {
  const objectId = `00000000-0000-4000-8000-00000000000${String(digit)}`;
  return { id: `person:${objectId}`, objectId, name };
}

/** The people of {@link DIRECTORY} with ids as Entra gives them, an operator, and somebody whom nobody knows. */
export const PAT: Member = member(PARTNER.name, 1);
export const FRAN: Member = member(FPM.name, 2);
export const SAM: Member = member(EXPERT.name, 3);
export const ADA: Member = member('Operator', 4);
export const STRANGER: Member = member('Stranger', 9);

const OBJECT_IDS: Readonly<Record<string, string>> = {
  partner: PAT.objectId,
  fpm: FRAN.objectId,
  'expert-a': SAM.objectId,
  'expert-b': ADA.objectId,
};

function objectIdOf(id: string): string {
  return OBJECT_IDS[id] ?? id;
}

/** Who is who in {@link FakeTeams}. */
export const TEAMS_DIRECTORY: CheckedDirectory = {
  people: DIRECTORY.people.map((person) => ({
    ...person,
    id: objectIdOf(person.id),
    operator: person.id === 'expert-b',
  })),
  partners: DIRECTORY.partners.map((partner) => ({
    ...partner,
    contacts: partner.contacts.map(objectIdOf),
    fpms: partner.fpms.map(objectIdOf),
  })),
  experts: DIRECTORY.experts.slice(0, 1).map((one) => ({ ...one, person: SAM.objectId })),
};

/** Mail address of the operator, whom strangers are told to write to. */
export const OPERATOR_MAIL = 'expert-b@example.com';

/** A 1:1 chat, a group chat or a channel. */
export interface Room {
  readonly id: string;
  readonly conversationType: 'personal' | 'groupChat' | 'channel';
  readonly isGroup: boolean;
  readonly tenantId: string;
}

export const GROUP = roomOf('19:group@thread.v2', 'groupChat');
export const CHANNEL = roomOf('19:channel@thread.tacv2;messageid=17', 'channel');

/** A conversation as Teams describes it. */
function roomOf(id: string, conversationType: Room['conversationType']): Room {
  return { id, conversationType, isGroup: conversationType !== 'personal', tenantId: 'tenant' };
}

/** The 1:1 chat of somebody with the bot. */
export function chatWith({ objectId }: Member): Room {
  return roomOf(`a:${objectId}`, 'personal');
}

/** What Teams sends for somebody in a room; the 1:1 chat unless another is named. */
export function activityOf(
  type: string,
  from: Member,
  more: object = {},
  room: Room = chatWith(from),
): Partial<Activity> {
  return {
    type,
    channelId: 'msteams',
    serviceUrl: 'https://smba.example.com/teams/',
    conversation: { name: '', ...room },
    from: { id: `29:${from.objectId}`, name: from.name, aadObjectId: from.objectId },
    recipient: { id: '28:bot', name: 'SME Desk' },
    locale: 'en-US',
    ...more,
  };
}

/** A turn outside of any process, for what is asked of a context alone. */
export function contextOf(activity: Partial<Activity>): TurnContext {
  return new TurnContext(new TestAdapter(), activity);
}

/** Everything that one turn sent, in order; edits are in `shown`. */
export type Replies = readonly Partial<Activity>[];

/** Teams around one process of the product: turns in, replies out. The workflow is real. */
export class FakeTeams {
  readonly house: FakeHouse;
  readonly ports: BotPorts;
  readonly turn: FormTurnPorts;
  readonly #adapter = new TestAdapter();
  #activities = 0;

  constructor(
    parts: HouseParts = {},
    isLocal = false,
    more: Partial<Pick<BotPorts, 'fastForward' | 'refreshClock' | 'signIn' | 'shownFirst'>> = {},
  ) {
    this.house = openHouse({ isDispatching: true, ...parts });
    const { ports, dispatcher, clock } = this.house;
    const positions = createFormPositions(ports.store, clock);
    const { messagesDone, sendsDone: shownFirst } = dispatcher;
    this.ports = { ...ports, positions, messagesDone, shownFirst, isLocal, ...more };
    this.turn = { ports: this.ports, dialogs: createDialogHost(createFormPort(this.ports)) };
    this.#adapter.onTurnError = (context, error) => answerFailure(this.ports, context, error);
  }

  /** Fills the directory. */
  async open(): Promise<void> {
    await seedDirectory(this.ports, seedOf(TEAMS_DIRECTORY));
  }

  /** Every message there is, as it stands after all edits. */
  get shown(): Replies {
    return this.#adapter.activeQueue;
  }

  /** A message that stands in the chat already, without a turn. */
  place(activity: Partial<Activity>): void {
    this.#adapter.activeQueue.push(activity);
  }

  /** One turn; what it sent. An activity without an id gets a new one. */
  async take(activity: Partial<Activity>): Promise<Replies> {
    const before = new Set(this.#adapter.activeQueue.map(({ id }) => id));
    this.#activities += 1;
    const incoming = { id: `activity-${String(this.#activities)}`, ...activity };
    await this.#adapter.processActivity(incoming, (context) => takeTurn(this.turn, context));
    await this.house.dispatcher.idle();
    return this.#adapter.activeQueue.filter(({ id }) => !before.has(id));
  }

  /** Somebody types; to the bot alone, or in a room. */
  say(from: Member, text: string, room?: Room): Promise<Replies> {
    return this.take(activityOf('message', from, { text }, room));
  }

  /** Somebody presses a button; the body of the answer. */
  async press(from: Member, verb: string, payload: object = {}, room?: Room): Promise<unknown> {
    const value = { action: { type: 'Action.Execute', verb, data: payload } };
    const named = { name: 'adaptiveCard/action', value };
    return bodyOf(await this.take(activityOf('invoke', from, named, room)));
  }

  /** Somebody installs the bot, for themselves or in a room. */
  install(from: Member, room?: Room, more: object = {}): Promise<Replies> {
    return this.take(activityOf('installationUpdate', from, { action: 'add', ...more }, room));
  }
}

/** The body with which an invoke was answered; fails unless it was answered once, with HTTP 200. */
export function bodyOf(replies: Replies): unknown {
  const answers = replies.filter(({ type }) => type === 'invokeResponse');
  expect(answers).toEqual([
    expect.objectContaining({ value: expect.objectContaining({ status: 200 }) }),
  ]);
  return (answers[0]?.value as { readonly body?: unknown }).body;
}

/** Where a message goes, which nobody reads. */
const ADDRESS = ['from', 'recipient', 'conversation', 'serviceUrl'];

/** All that can be read on these messages, answers or lines, as one text. */
export function readOn(shown: unknown): string {
  return JSON.stringify(shown, (key, value: unknown) =>
    ADDRESS.includes(key) ? undefined : value,
  );
}

/** A locale of Teams for each language. */
export const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  es: 'es-MX',
  de: 'de-DE',
};
