import type { Instant, PersonId } from '../domain/kernel';
import { lookedAtAgain } from './pending-shows';
import type { CommandPorts } from './ports';
import type { Copy, Envelope, LiveRecord } from './record';

/**
 * Teams draws an edited card anew, and what was typed on it is gone. So long nothing is edited under somebody's hands: enough for a
 * reason or a summary, and little for whoever left the form open. Milliseconds.
 */
const TYPING_LASTS_MS = 600_000;

/** The record with a form opened on one of its messages, or put away; what was held back meanwhile is then shown at once. */
export function typedOn(
  ports: Pick<CommandPorts, 'clock'>,
  record: LiveRecord,
  typed: NonNullable<Envelope['typing']>,
): LiveRecord {
  if (!typed.isOpen) {
    return doneTyping(ports, record, typed.by);
  }
  const typing = { by: typed.by, until: ports.clock.now() + TYPING_LASTS_MS };
  const isThere = record.copies.some(({ activityId }) => activityId === typed.activityId);
  return isThere
    ? {
        ...record,
        copies: record.copies.map((one) =>
          one.activityId === typed.activityId ? { ...one, typing } : one,
        ),
      }
    : record;
}

/** The record once this person has sent in or put away what they were typing. */
export function doneTyping(
  ports: Pick<CommandPorts, 'clock'>,
  record: LiveRecord,
  by: PersonId,
): LiveRecord {
  let next = record;
  for (const copy of record.copies.filter(({ typing }) => typing?.by === by)) {
    const { typing: _over, ...rest } = copy;
    const copies = next.copies.map((one) => (one.key === copy.key ? rest : one));
    next = lookedAtAgain(ports, { ...next, copies }, copy.key);
  }
  return next;
}

/** Until when edits of the copy have to wait for what somebody types on it. Pure. */
export function typingUntil({ typing }: Copy, now: Instant): Instant | undefined {
  return typing !== undefined && typing.until > now ? typing.until : undefined;
}
