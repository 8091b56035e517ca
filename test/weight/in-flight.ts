import type { PersonRef } from '../../src/domain/kernel';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import { chatOf } from '../support/fake-house';
import { ANSWERS, ENGAGEMENT, REQUEST } from '../support/fake-requests';
import type { FlightWorld } from './flight-world';
import { GROUP } from './flight-world';
import { MOVED, type Call } from './flown-teams';

/** Something that is on its way while other things happen. */
export interface Flying {
  readonly record: typeof REQUEST | typeof ENGAGEMENT;
  /** Whose copy it is; `undefined` for what shows none. */
  readonly copy?: string;
  /** Who reads it; the expert for a chat that several read. */
  readonly reader: PersonRef;
  readonly chat: string;
  readonly before: Happening;
  readonly trigger: Happening;
  readonly isMeant: (call: Call) => boolean;
  /** It is an edit for the sake of what only whole pictures show. */
  readonly isOnlyWhole?: true;
  /** An earlier picture of the same copy is stuck. */
  readonly isStuck?: true;
}

/** One thing that can happen meanwhile. What the process refuses changes nothing, as with an old card. */
export type Happening = (world: FlightWorld, flying: Flying) => Promise<unknown>;

const NOTE = 'Written while something was on its way.';

const mark: Happening = (world) => world.press(REQUEST, FPM, { type: 'MarkComplete' });
const approve: Happening = (world) =>
  world.press(REQUEST, FPM, { type: 'Approve', expert: undefined });
const returns: Happening = (world) =>
  world.press(REQUEST, FPM, {
    ...{ type: 'ReturnRequest', reason: 'RETURN_INCOMPLETE' },
    ...{ fields: ['justification'], note: NOTE },
  });
const accept: Happening = (world) => world.press(REQUEST, EXPERT, { type: 'AcceptOffer' });

/** News that every card shows and nobody is told of. */
const hears: Happening = (world) =>
  world.tell(REQUEST, 'system', { type: 'NoteDelivery', person: FPM.id, way: 'mail' });

const removed: Happening = (world, { chat }) => world.remove(chat);
const back: Happening = (world, { chat }) => world.comeBack(chat);

const night: Happening = (world) => {
  world.nightFalls();
  return Promise.resolve();
};

/** All that can happen, by name. */
export const HAPPENINGS: Readonly<Record<string, Happening>> = {
  mark,
  approve,
  returns,
  accept,
  sendsAgain: (world) => world.press(REQUEST, PARTNER, { type: 'SendAgain', answers: {} }),
  changes: (world) =>
    world.press(REQUEST, PARTNER, {
      type: 'ChangeRequest',
      answers: { justification: `${NOTE} The customer waits.` },
    }),
  denies: (world) =>
    world.press(REQUEST, FPM, { type: 'Deny', reason: 'DENY_DUPLICATE', note: NOTE }),
  reopens: (world) => world.press(REQUEST, FPM, { type: 'ReopenDenied', note: NOTE }),
  declines: (world) =>
    world.press(REQUEST, EXPERT, { type: 'DeclineOffer', reason: 'DECLINE_CAPACITY' }),
  withdraws: (world) => world.press(REQUEST, PARTNER, { type: 'Withdraw', reason: NOTE }),
  contacts: (world) => world.press(REQUEST, EXPERT, { type: 'ConfirmContact' }),
  hears,
  pressesOld: (world, { record, reader }) => world.answer(record, reader),
  types: (world, { record, copy }) =>
    copy === undefined ? Promise.resolve() : world.ask(record, { showAgain: copy }),
  speaks: async (world, { reader }) => {
    const { language } = (await world.ask(reader.id, {})).record.state as { language: string };
    const chosen = language === 'en' ? 'de' : 'en';
    await world.tell(reader.id, reader, { type: 'ChooseLanguage', language: chosen });
    for (const { id } of await world.records()) {
      await world.ask(id, { redraw: true });
    }
  },
  removed,
  back,
  held: (world) => world.holdAll(true),
  released: (world) => world.holdAll(false),
  retries: (world) => world.reviveAll('retry'),
  mails: (world) => world.reviveAll('mail'),
  drops: (world) => world.reviveAll('drop'),
  night,
};

/** What an operator does about what is stuck. */
export const REVIVALS: readonly string[] = ['retries', 'mails', 'drops'];

/** What changes nothing unless one of these has just happened. */
export const NEEDS: Readonly<Record<string, readonly string[]>> = {
  released: ['held'],
  reopens: ['denies'],
  sendsAgain: ['returns'],
  contacts: ['accept'],
};

async function started(world: FlightWorld): Promise<void> {
  await world.tell(REQUEST, PARTNER, { type: 'StartDraft', id: REQUEST, answers: {} });
  await world.idle();
}

function submits(world: FlightWorld): Promise<unknown> {
  return world.tell(REQUEST, PARTNER, { type: 'Submit', answers: ANSWERS });
}

async function submitted(world: FlightWorld): Promise<void> {
  await started(world);
  await submits(world);
  await world.idle();
}

/** A state that one more thing has led to, and everything shown. */
function after(before: Happening, next: Happening): Happening {
  return async (world, flying) => {
    await before(world, flying);
    await next(world, flying);
    await world.idle();
  };
}

const approved = after(submitted, approve);
const engaged = after(approved, accept);

/** Teams could not take the ping as it was. */
const pingStuck: Happening = async (world, flying) => {
  await submitted(world);
  const { land } = world.teams.air.hold('faulty', to(flying.chat, 'post'));
  await approve(world, flying);
  await world.goOn();
  land();
  await world.idle();
};

function to(chat: string, kind: 'post' | 'edit', card?: string): (call: Call) => boolean {
  return (call) =>
    call.to === chat &&
    call.kind === kind &&
    (card === undefined || (call.card.content as { readonly card?: string }).card === card);
}

function mailWith(subject: string): (call: Call) => boolean {
  return ({ kind, card }) => kind === 'mail' && card.summary === subject;
}

const TO_PARTNER = { record: REQUEST, copy: 'partner', reader: PARTNER, chat: chatOf(PARTNER) };
const TO_FPM = { record: REQUEST, copy: 'fpm', reader: FPM, chat: chatOf(FPM) };
const OFFER = {
  ...{ record: REQUEST, copy: `offer:${EXPERT.id}` },
  ...{ reader: EXPERT, chat: chatOf(EXPERT) },
};
const TO_THREE = { record: ENGAGEMENT, copy: 'kickoff:0', reader: EXPERT, chat: GROUP };

/** The pings and pictures of a request that can be on their way, by name. */
export const FLYING = {
  'first post to the FPM': {
    ...{ ...TO_FPM, before: started, trigger: submits },
    isMeant: to(TO_FPM.chat, 'post', 'request-fpm'),
  },
  'edit of the FPM': {
    ...{ ...TO_FPM, before: submitted },
    trigger: mark,
    isMeant: to(TO_FPM.chat, 'edit'),
  },
  'edit of the partner': {
    ...{ ...TO_PARTNER, before: submitted },
    trigger: mark,
    isMeant: to(TO_PARTNER.chat, 'edit'),
  },
  'ping of the partner': {
    ...{ ...TO_PARTNER, before: submitted },
    trigger: approve,
    isMeant: to(TO_PARTNER.chat, 'post'),
  },
  'older message that folds': {
    ...{ ...TO_PARTNER, before: submitted },
    trigger: returns,
    isMeant: ({ card }) => card.content === MOVED,
  },
  'older message of the engaged that folds': {
    ...{ ...TO_PARTNER, before: submitted },
    trigger: approve,
    isMeant: ({ card }) => card.content === MOVED,
  },
  offer: {
    ...{ ...OFFER, before: submitted },
    trigger: approve,
    isMeant: to(OFFER.chat, 'post', 'offer'),
  },
  'edit of an offer': {
    ...{ ...OFFER, before: approved },
    trigger: hears,
    isMeant: to(OFFER.chat, 'edit', 'offer'),
    isOnlyWhole: true,
  },
  'edit of the expert': {
    ...{ record: ENGAGEMENT, copy: 'expert', reader: EXPERT, chat: OFFER.chat },
    before: engaged,
    trigger: (world) => world.tell(REQUEST, EXPERT, { type: 'ConfirmContact' }),
    isMeant: to(OFFER.chat, 'edit', 'expert'),
  },
  'kickoff post': {
    ...{ ...TO_THREE, before: approved },
    trigger: accept,
    isMeant: to(GROUP, 'post', 'kickoff'),
  },
  'edit of the kickoff post': {
    ...{ ...TO_THREE, before: engaged },
    trigger: (world) => world.tell(REQUEST, EXPERT, { type: 'ConfirmContact' }),
    isMeant: to(GROUP, 'edit', 'kickoff'),
  },
  'ping by mail': {
    ...TO_PARTNER,
    before: after(submitted, removed),
    trigger: returns,
    isMeant: mailWith('P2'),
  },
  receipt: {
    ...{ record: REQUEST, reader: FPM, chat: TO_FPM.chat, before: started, trigger: submits },
    isMeant: mailWith('arrival'),
  },
  'edit ahead of a ping': {
    ...{ ...TO_PARTNER, before: after(submitted, night) },
    trigger: approve,
    isMeant: to(TO_PARTNER.chat, 'edit'),
  },
  'ping beside one that is stuck': {
    ...{ ...TO_PARTNER, before: pingStuck, trigger: hears, isStuck: true },
    isMeant: to(TO_PARTNER.chat, 'post'),
  },
  'card that was asked for': {
    ...{ ...TO_PARTNER, before: submitted },
    trigger: (world) => world.ask(REQUEST, { showAgain: 'partner' }),
    isMeant: to(TO_PARTNER.chat, 'post'),
  },
} as const satisfies Readonly<Record<string, Flying>>;
