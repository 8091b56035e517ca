import type { Person } from '../domain/directory/person';
import type { PingCode } from '../domain/effects';
import { PermanentError, TransientError } from '../errors';
import type { CardView, EffectPorts } from './ports';

/** Pings that tell of a promise which was broken. */
const BROKEN_PROMISES: readonly PingCode[] = ['P14'];

/** A ping that went by mail. */
export interface MailedPing {
  readonly key: string;
  readonly ping: PingCode;
  readonly person: Person;
  readonly view: CardView;
}

/**
 * A broken promise that no chat could tell is told in the activity feed of Teams as well, where that is granted: a mail alone may lie
 * unread. The mail has said it already, so a notification that fails is let go. People of other organizations have no feed here.
 */
export async function nudge(
  ports: EffectPorts,
  { key, ping, person, view }: MailedPing,
): Promise<void> {
  const { feed, log, renderer } = ports;
  if (feed === undefined || person.account !== undefined || !BROKEN_PROMISES.includes(ping)) {
    return;
  }
  const { number } = view.state as { readonly number?: number };
  const request = `SME-${String(number)}`;
  try {
    await feed.notify(key, person.id, { request, text: renderer.card(view, ping).summary });
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof PermanentError)) {
      throw error;
    }
    log.warn({ code: error.code, err: error }, 'A notification in the activity feed was let go.');
  }
}
