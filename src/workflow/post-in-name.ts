import type { Conversation } from '../domain/directory/conversation';
import type { PostInName } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { NamedPost } from '../domain/engagement/named-post';
import { PermanentError, TransientError } from '../errors';
import { ATTEMPTS_MAX } from './back-off';
import { DONE, fromEffect, type CarriedOut } from './carried-out';
import { loadState } from './load-record';
import type { EffectPorts, NamedPosts } from './ports';
import { readerOf } from './reader';
import type { LiveRecord, PendingEffect } from './record';

interface Ordered {
  readonly effect: PendingEffect;
  readonly order: PostInName;
}

type Outcome =
  | { readonly type: 'NoteInNamePosted' | 'NoteSignInNeeded' }
  | { readonly type: 'NoteInNameLeft'; readonly why?: string };

const SIGN_IN: Outcome = { type: 'NoteSignInNeeded' };

/**
 * Posts what the FPM wrote in their own name, at most once: it is noted first that it is being posted, and a carrier that finds this
 * note of an earlier one leaves it to the FPM, who can look. What fails for good is told to them as well, so a message never sticks.
 *
 * @throws TransientError to be tried again, while it is certain that nothing was posted; after the last try it is left to the FPM.
 */
export async function postInName(
  ports: EffectPorts,
  record: LiveRecord,
  { effect, order }: Ordered,
  begin: () => Promise<void>,
): Promise<CarriedOut> {
  const { edition } = order;
  const { inName } = record.state as Engagement;
  if (inName?.edition !== edition || inName.status !== 'Asked') {
    return DONE;
  }
  const outcome = await outcomeOf(ports, record, { effect, inName }, begin);
  if (outcome.type === 'NoteInNameLeft') {
    ports.log.warn({ id: effect.id, code: outcome.why }, 'A message is left to its FPM.');
  }
  return {
    result: { kind: 'done' },
    command: fromEffect(ports, effect, { ...outcome, edition }),
  };
}

interface Writing {
  readonly effect: PendingEffect;
  readonly inName: NamedPost;
}

async function outcomeOf(
  ports: EffectPorts,
  record: LiveRecord,
  writing: Writing,
  begin: () => Promise<void>,
): Promise<Outcome> {
  if (ports.inName === undefined) {
    return { type: 'NoteInNameLeft' };
  }
  if (writing.effect.begun === true) {
    return { type: 'NoteInNameLeft', why: 'graph/unclear' };
  }
  try {
    return await posted(ports, record, { ...writing, posts: ports.inName }, begin);
  } catch (error) {
    return settledBy(error, writing.effect);
  }
}

async function posted(
  ports: EffectPorts,
  record: LiveRecord,
  { inName, posts }: Writing & { readonly posts: NamedPosts },
  begin: () => Promise<void>,
): Promise<Outcome> {
  const proof = await posts.proofOf(inName.teamsUser);
  if (proof === undefined) {
    return SIGN_IN;
  }
  const { person: _all, ...reader } = await readerOf(ports, record, { conversation: record.id });
  const view = { state: record.state, reader, at: ports.clock.now() };
  const chat = await groupChat(ports, inName);
  await begin();
  await posts.post(proof, chat, ports.renderer.namedText(view));
  return { type: 'NoteInNamePosted' };
}

/** Teams' id of the chat; threads of channels are asked for otherwise, and nobody is offered to write there. */
async function groupChat(ports: EffectPorts, { conversation }: NamedPost): Promise<string> {
  const chat = await loadState<Conversation>(ports, conversation);
  if (chat?.kind !== 'group') {
    throw new PermanentError('graph/gone', 'Where it was written is no group chat.');
  }
  return chat.teamsId;
}

/** A token that is not taken any more is as good as none. @throws the error while it may pass. */
function settledBy(error: unknown, { attempts }: PendingEffect): Outcome {
  if (error instanceof PermanentError) {
    return error.code === 'graph/refused' && error.details['status'] === 401
      ? SIGN_IN
      : { type: 'NoteInNameLeft', why: error.code };
  }
  if (error instanceof TransientError && attempts + 1 >= ATTEMPTS_MAX) {
    return { type: 'NoteInNameLeft', why: error.code };
  }
  throw error;
}
