import { createHash } from 'node:crypto';
import type { Conversation } from '../domain/directory/conversation';
import type { Person } from '../domain/directory/person';
import type { Order, PingCode } from '../domain/effects';
import type { CommandMeta, ConversationId, Instant, PersonId } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { nudge } from './feed-nudge';
import { handleCommand } from './handle-command';
import { loadRecord, loadState } from './load-record';
import { onboard } from './onboard';
import { copyShownBy } from './pending-shows';
import { photosFor } from './photos';
import type { CardView, EffectPorts, RenderedCard } from './ports';
import { readerOf } from './reader';
import type { Copy, Drawn, LiveRecord, PendingEffect, Result } from './record';
import { sendMail } from './send-mail';
import { whileSettling } from './settling-chat';
import { typingUntil } from './typing';

/** An effect, and where it will be shown. */
export interface Placed {
  readonly effect: PendingEffect;
  readonly place?: Conversation | undefined;
}

/** The open conversation in which an effect will show its copy; absent for another effect and for a reader without a chat. */
export async function placeOf(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<Conversation | undefined> {
  const copy = copyShownBy(record, effect);
  if (copy === undefined) {
    return undefined;
  }
  const { to } = copy;
  const id =
    'person' in to
      ? (await loadState<Person>(ports, to.person))?.chat
      : (to.conversation as ConversationId);
  const conversation = id === undefined ? undefined : await loadState<Conversation>(ports, id);
  return conversation?.blocked === undefined ? conversation : undefined;
}

/** A reply belongs under the message of another record's copy; until that one is posted it waits. @throws TransientError */
async function inThread(
  ports: EffectPorts,
  conversation: Conversation,
  { to }: Copy,
): Promise<Conversation> {
  if (!('conversation' in to) || to.under === undefined) {
    return conversation;
  }
  const { under } = to;
  const { copies } = await loadRecord(ports, under.record);
  const root = copies.find(
    (copy) => copy.key === under.copy && copy.conversation === conversation.id,
  )?.activityId;
  if (root === undefined) {
    throw new TransientError('delivery/unavailable', 'The post to reply to is not there yet.', {
      details: { id: under.record },
    });
  }
  return { ...conversation, teamsId: `${conversation.teamsId};messageid=${root}` };
}

/** Posts or edits one copy as it now stands, in its place ({@link placeOf}) and at the time that suits its reader. */
export async function show(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, place: conversation }: Placed,
): Promise<CarriedOut> {
  const copy = copyShownBy(record, effect);
  if (copy === undefined) {
    return DONE;
  }
  if (isLeftAlone(copy)) {
    return { result: { kind: 'done', ...drawnOf(record, copy) } };
  }
  // Whoever has asked for the card since needs no ping, and so no mail.
  if (effect.byMail === true && copy.ping !== undefined) {
    return otherWay(ports, record, { copy, effect });
  }
  if (conversation === undefined) {
    const opened = await firstChat(ports, effect, copy);
    return opened === undefined
      ? otherWay(ports, record, { copy, effect })
      : { result: { kind: 'later', at: ports.clock.now() } }; // At once, but in the line of that chat.
  }
  const place = await inThread(ports, conversation, copy);
  try {
    const until = await quietUntil(ports, copy);
    return until === undefined
      ? await showIn(ports, record, { copy, place })
      : { result: await holdBack(ports, record, { copy, place, until }) };
  } catch (failure) {
    const error = whileSettling(failure, place, ports.clock.now());
    return refusedShow(ports, record, { copy, effect, place, error });
  }
}

/** What is known of a copy by whoever draws it from this record. Pure. */
export function drawnOf({ count }: LiveRecord, { epoch, redraws }: Copy): Drawn {
  return { version: count, epoch, ...(redraws === undefined ? {} : { redraws }) };
}

/** It went by mail and nothing is new; or its end comes before anybody saw its beginning. */
function isLeftAlone({ activityId, previous, mailed, ping, retiring }: Copy): boolean {
  return (
    activityId === undefined &&
    ((mailed === true && ping === undefined) || (retiring === true && previous.length === 0))
  );
}

/** A ping is worth bringing the bot to somebody who never had a chat with it; a silent change is not. */
async function firstChat(
  ports: EffectPorts,
  effect: PendingEffect,
  { to, ping }: Copy,
): Promise<Conversation | undefined> {
  return ping !== undefined && 'person' in to ? onboard(ports, effect, to.person) : undefined;
}

/**
 * Until when a ping has to wait: it comes in its reader's working hours only; or an edit, for what somebody types there. `undefined` when
 * it may come now.
 */
async function quietUntil(ports: EffectPorts, copy: Copy): Promise<Instant | undefined> {
  const now = ports.clock.now();
  if (copy.ping === undefined) {
    return copy.activityId === undefined ? undefined : typingUntil(copy, now);
  }
  if (!('person' in copy.to)) {
    return undefined;
  }
  const person = await loadState<Person>(ports, copy.to.person);
  const next = person === undefined ? now : ports.calendar.nextWorkingMoment(now, person.home);
  return next > now ? next : undefined;
}

/** The ping waits, but a message that is there already shows at once how things stand: an edit disturbs nobody. */
async function holdBack(
  ports: EffectPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly place: Conversation; readonly until: Instant },
): Promise<Result> {
  const { copy, place, until } = what;
  const shown =
    copy.activityId !== undefined && copy.conversation !== undefined
      ? { conversation: copy.conversation, activityId: copy.activityId }
      : copy.previous.at(-1);
  const isTypedOn = typingUntil(copy, ports.clock.now()) !== undefined;
  if (shown?.conversation === place.id && !isTypedOn) {
    const { card } = await pictureOf(ports, record, copy);
    await ports.messenger.edit(place, shown.activityId, card).catch((error: unknown) => {
      ports.log.info({ code: codeOf(error) }, 'A card could not be edited ahead of its ping.');
    });
  }
  return { kind: 'later', at: until, ...drawnOf(record, copy) };
}

interface DrawnCopy {
  readonly card: RenderedCard;
  readonly view: CardView;
}

/** The copy as it now stands, in its reader's language; the line of the ping only when it is sent. */
async function pictureOf(
  ports: EffectPorts,
  record: LiveRecord,
  copy: Copy,
  ping?: PingCode,
): Promise<DrawnCopy> {
  const reader = await readerOf(ports, record, copy.to);
  const view: CardView = {
    card: copy.card,
    state: record.state,
    reader,
    at: ports.clock.now(),
    ...(await photosFor(ports, copy.card, record.state)),
  };
  return { card: ports.renderer.card(view, ping), view };
}

async function showIn(
  ports: EffectPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly place: Conversation },
): Promise<CarriedOut> {
  const { copy, place } = what;
  const { card, view } = await pictureOf(ports, record, copy, copy.ping);
  const hash = createHash('sha256')
    .update(JSON.stringify(card.content))
    .digest('base64url')
    .slice(0, 16);
  const drawn = drawnOf(record, copy);
  const shown = { kind: 'shown', conversation: place.id, hash, copy: copy.key, ...drawn } as const;
  if (copy.activityId !== undefined && copy.conversation === place.id) {
    if (copy.shownHash !== hash) {
      await ports.messenger.edit(place, copy.activityId, card);
    }
    await leaveBehind(ports, copy, view);
    return { result: { ...shown, activityId: copy.activityId } };
  }
  const { activityId } = await ports.messenger.post(place, card);
  return {
    result: activityId === undefined ? { kind: 'done', ...drawn } : { ...shown, activityId },
    way: 'chat',
  };
}

/**
 * Older messages of the copy become one line, by an effect of its own after the new one is there; one that is gone or may not be
 * edited is left alone. @throws TransientError to be tried again.
 */
async function leaveBehind(ports: EffectPorts, copy: Copy, view: CardView): Promise<void> {
  if (copy.previous.length === 0) {
    return;
  }
  const line = ports.renderer.movedCard(view);
  for (const old of copy.previous) {
    const address = await loadState<Conversation>(ports, old.conversation);
    if (address !== undefined) {
      await ports.messenger.edit(address, old.activityId, line).catch((error: unknown) => {
        if (!(error instanceof PermanentError)) {
          throw error;
        }
        ports.log.info({ code: codeOf(error) }, 'An older message of a card could not be folded.');
      });
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof PermanentError ? error.code : 'delivery/unavailable';
}

/** Pings that tell of Teams itself. */
const BESIDE_TEAMS: readonly PingCode[] = ['P15'];
/** Attempts after which the alarm takes the mail, some ten seconds after the first: a throttle or a broken line is over by then. */
const ALARM_TRIES = 3;

/**
 * The alarm tells that Teams takes nothing, for whatever reason: what keeps everything else waiting, or has it given up, must not keep
 * the alarm from its reader.
 */
function isBesideTeams(
  { copy, effect }: { readonly copy: Copy; readonly effect: PendingEffect },
  error: unknown,
): boolean {
  return (
    copy.ping !== undefined &&
    BESIDE_TEAMS.includes(copy.ping) &&
    (error instanceof PermanentError ||
      (error instanceof TransientError && effect.attempts + 1 >= ALARM_TRIES))
  );
}

/** A message that is gone is posted anew; a refusal for good is remembered and the next way is taken. */
async function refusedShow(
  ports: EffectPorts,
  record: LiveRecord,
  what: {
    readonly copy: Copy;
    readonly effect: PendingEffect;
    readonly place: Conversation;
    readonly error: unknown;
  },
): Promise<CarriedOut> {
  const { copy, effect, place, error } = what;
  if (isBesideTeams(what, error)) {
    return otherWay(ports, record, what);
  }
  if (!(error instanceof PermanentError)) {
    throw error;
  }
  if (error.code === 'delivery/gone' && copy.activityId !== undefined) {
    return { result: { kind: 'gone' } };
  }
  if (error.code !== 'delivery/refused' && error.code !== 'delivery/gone') {
    throw error; // Our own fault: nothing is wrong with the chat.
  }
  ports.log.warn(
    { code: error.code, id: effect.id, ...error.details },
    'Teams refuses a message for good.',
  );
  await handleCommand(ports, place.id, {
    command: fromEffect(ports, effect, { type: 'NoteBlocked', code: error.code }),
  });
  return otherWay(ports, record, what);
}

/**
 * Without a chat: a ping becomes a mail, a silent change waits for the next ping. The record is told how the person was reached. No mail
 * takes the place of a post that several read: it is stuck until the bot is in their chat again.
 */
async function otherWay(
  ports: EffectPorts,
  record: LiveRecord,
  what: { readonly copy: Copy; readonly effect: PendingEffect },
): Promise<CarriedOut> {
  const { copy, effect } = what;
  const result = { kind: 'done', ...drawnOf(record, copy) } as const;
  const { to, ping } = copy;
  if (!('person' in to) && (ping !== undefined || copy.activityId === undefined)) {
    throw new PermanentError('delivery/unreachable', 'A shared chat cannot be written to.', {
      details: { id: effect.id },
    });
  }
  if (!('person' in to) || ping === undefined) {
    return { result };
  }
  const person = await loadState<Person>(ports, to.person);
  if (person === undefined) {
    throw new PermanentError('delivery/unreachable', 'No way is known to reach a person.', {
      details: { id: effect.id },
    });
  }
  const reader = await readerOf(ports, record, to);
  const key = `${effect.id}:${String(copy.epoch)}`;
  const view = { card: copy.card, state: record.state, reader, at: ports.clock.now() };
  await nudge(ports, { key, attempts: effect.attempts, ping, person, view });
  await sendMail(ports, record, { key, to: person.mail, mail: ping, reader });
  return { result, command: noteDelivery(ports, effect, person.id), way: 'mail' };
}

function noteDelivery(
  ports: EffectPorts,
  effect: PendingEffect,
  person: PersonId,
): Order & CommandMeta {
  return fromEffect(ports, effect, { type: 'NoteDelivery', person, way: 'mail' });
}
