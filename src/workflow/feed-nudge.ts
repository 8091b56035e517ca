import type { Person } from '../domain/directory/person';
import type { PingCode } from '../domain/effects';
import { PermanentError, TransientError } from '../errors';
import type { CardView, EffectPorts } from './ports';

/** Pings that tell of a promise which was broken. */
const BROKEN_PROMISES: readonly PingCode[] = ['P14'];

/** From this attempt of the effect on, whatever failed before, the mail does not wait for the notification any more. */
const TRIES = 3;

/** A ping that goes by mail. */
export interface MailedPing {
  readonly key: string;
  /** Of its effect that have failed so far. */
  readonly attempts: number;
  readonly ping: PingCode;
  readonly person: Person;
  readonly view: CardView;
}

/**
 * A broken promise that no chat could tell is told in the activity feed of Teams as well, where that is granted: a mail alone may lie
 * unread. It goes ahead of the mail, because a repeat takes the place of the first one while a repeated mail is read twice. The mail
 * says the same, so what is refused, or fails again and again, is let go; it is asked for at least once. People of other organizations have no feed here.
 *
 * @throws TransientError to be tried again later, the mail with it.
 */
export async function nudge(
  ports: EffectPorts,
  { key, attempts, ping, person, view }: MailedPing,
): Promise<void> {
  const { feed, log, renderer } = ports;
  const isOpen = feed !== undefined && person.account === undefined;
  if (!isOpen || !BROKEN_PROMISES.includes(ping)) {
    return;
  }
  const { number } = view.state as { readonly number?: number };
  const request = `SME-${String(number)}`;
  try {
    await feed.notify(key, person.id, { request, text: renderer.card(view, ping).summary });
  } catch (error) {
    const passes = error instanceof TransientError;
    if (!(passes || error instanceof PermanentError) || (passes && attempts + 1 < TRIES)) {
      throw error;
    }
    log.warn({ code: error.code, err: error }, 'A notification in the activity feed was let go.');
  }
}
