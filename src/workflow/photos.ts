import type { Person } from '../domain/directory/person';
import type { CardName } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { PersonRef } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { handleCommand } from './handle-command';
import { loadState } from './load-record';
import type { CommandPorts, EffectPorts, PhotosById } from './ports';
import type { LiveRecord, PendingEffect } from './record';

/** So often somebody's picture is asked for while Graph fails; the next kickoff asks again. */
const TRIES = 3;

/**
 * Has the pictures of those who meet looked up, where that is granted: each on the record of its person, so that the chat waits for
 * none of them. Never throws: a kickoff without pictures is as good.
 */
export async function seekPhotos(
  ports: EffectPorts,
  effect: PendingEffect,
  people: readonly PersonRef[],
): Promise<void> {
  if (ports.photos === undefined) {
    return;
  }
  const command = fromEffect(ports, effect, { type: 'SeekPhoto' });
  for (const { id } of people) {
    await handleCommand(ports, id, { command }).catch((error: unknown) => {
      ports.log.warn({ id: effect.id, code: codeOf(error) }, 'A picture is not looked for.');
    });
  }
}

/**
 * Looks for somebody's picture and notes it, or that there is none. What fails for good or again and again leaves everything as it was:
 * nothing of it ever sticks. @throws TransientError to be tried again.
 */
export async function lookUpPhoto(
  ports: EffectPorts,
  { state }: LiveRecord,
  effect: PendingEffect,
): Promise<CarriedOut> {
  const { id, leftAt } = state as Person;
  if (ports.photos === undefined || leftAt !== undefined) {
    return DONE;
  }
  try {
    const image = await ports.photos.photoOf(id);
    const note = { type: 'NotePhoto', ...(image === undefined ? {} : { image }) };
    return { result: { kind: 'done' }, command: fromEffect(ports, effect, note) };
  } catch (error) {
    if (error instanceof TransientError && effect.attempts + 1 < TRIES) {
      throw error;
    }
    ports.log.warn({ id: effect.id, code: codeOf(error) }, 'A picture could not be looked up.');
    return DONE;
  }
}

/** What showing pictures needs. */
type PhotoPorts = Pick<CommandPorts, 'store' | 'clock'> & Pick<EffectPorts, 'photos'>;

/** The pictures that a card shows, as they are kept: those of the three on the kickoff card, where pictures may be looked up at all. */
export async function photosFor(
  ports: PhotoPorts,
  card: CardName,
  state: unknown,
): Promise<{ readonly photos?: PhotosById }> {
  if (ports.photos === undefined || card !== 'kickoff' || state === undefined) {
    return {};
  }
  const { requester, expert, fpm } = state as Engagement;
  const people = await Promise.all(
    [requester, expert, fpm].map(({ id }) => loadState<Person>(ports, id)),
  );
  const shown = people.flatMap((person) =>
    person?.photo?.image === undefined ? [] : [[person.id, person.photo.image] as const],
  );
  return shown.length === 0 ? {} : { photos: Object.fromEntries(shown) };
}

function codeOf(error: unknown): string {
  return error instanceof PermanentError || error instanceof TransientError
    ? error.code
    : 'bug/unreachable';
}
