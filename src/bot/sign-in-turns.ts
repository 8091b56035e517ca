import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { messageCard } from '../cards/simple-cards';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementId } from '../domain/kernel';
import type { TextKey } from '../text/words';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import { loadState } from '../workflow/load-record';
import type { LiveRecord } from '../workflow/record';
import { answerInvoke, lateStatusOf } from './answer-invoke';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor } from './draw-record';
import { commandOf } from './form-actions';

/** Engagements of one FPM that may wait for the same sign-in. */
const WAITING_MAX = 50;
/** What a client sends instead of a token: a code of the token service, or a word that says that the person gave up. */
const CODE = /^\d{6}$/;

const short = z.string().min(1).max(200);
/** What Teams sends with each of its words about a sign-in. Source: learn.microsoft.com "Single sign-on support for bots". */
const SENT: Readonly<Record<string, z.ZodType>> = {
  'signin/verifyState': z.object({ state: short }),
  'signin/tokenExchange': z.object({
    ...{ id: short, connectionName: short },
    token: z.string().min(1).max(20_000),
  }),
};
/** The client could not sign the person in by itself; they are told by it, and the card with the button is still there. */
const failure = z.object({ code: z.string().regex(/^\w{1,60}$/) });

/** "Sign in" on the card of what waits: sends the card of the token service, or goes on at once where there is a token already. */
export async function beginSignIn(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  id: EngagementId,
): Promise<Drawn> {
  const state = await loadState<Engagement>(ports, id);
  const card = { id, card: 'in-name' } as const;
  if (ports.signIn === undefined || !isWaiting(state, sender)) {
    return drawFor(ports, sender, { ...card, notice: { code: 'not-now' } });
  }
  try {
    if (await ports.signIn.begin(context, drawingFor(sender.viewer).t)) {
      await goOn(ports, context, sender);
    }
    return await drawFor(ports, sender, card);
  } catch (error) {
    ports.log.warn({ id, err: error }, 'A sign-in could not be begun.');
    return drawFor(ports, sender, { ...card, notice: { code: 'sign-in-later' } });
  }
}

function isWaiting(state: Engagement | undefined, { kind, ref }: Sender): boolean {
  return kind === 'personal' && state?.fpm.id === ref.id && state.inName?.status === 'SignIn';
}

/**
 * Teams tells of a sign-in. Every client of a person does so by itself, also after another one was first: each is answered, what waits
 * goes on once. What is not one of these, or comes from where nobody signs in, is answered and changes nothing.
 */
export async function takeSignIn(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender | undefined,
): Promise<void> {
  const { activity } = context;
  const { signIn } = ports;
  if (signIn === undefined || sender?.kind !== 'personal' || !isSent(activity)) {
    noteFailure(ports, activity);
    await answerInvoke(context, undefined, lateStatusOf(activity));
    return;
  }
  if (await signIn.goOn(context)) {
    await goOn(ports, context, sender);
  }
}

function isSent({ name, value }: Activity): boolean {
  const shape = name === undefined || !Object.hasOwn(SENT, name) ? undefined : SENT[name];
  return shape?.safeParse(value).success === true;
}

function noteFailure({ log }: BotPorts, { name, value }: Activity): void {
  const told = failure.safeParse(value);
  const code = name === 'signin/failure' && told.success ? told.data.code : 'unexpected';
  log.info({ code }, 'A word about a sign-in was answered and changed nothing.');
}

/** Teams hands a token on as an event. What it says proves nothing: the token service is asked. */
export async function takeTokenEvent(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender | undefined,
): Promise<void> {
  const { signIn } = ports;
  if (signIn === undefined || sender?.kind !== 'personal') {
    return;
  }
  const waiting = await waitingFor(ports, sender);
  if (waiting.length > 0 && (await signIn.isSignedIn(context.activity.from.id))) {
    await goOn(ports, context, sender);
  }
}

/** A code of six digits, typed in somebody's own chat while something of theirs waits for a sign-in; `undefined` for any other text. */
export async function answerCode(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  text: string,
): Promise<Drawn | undefined> {
  const { signIn } = ports;
  const isCode = sender.kind === 'personal' && CODE.test(text.trim());
  if (signIn === undefined || !isCode || (await waitingFor(ports, sender)).length === 0) {
    return undefined;
  }
  const hasSignedIn = await signIn.goOn(context);
  if (hasSignedIn) {
    await goOn(ports, context, sender);
  }
  return said(sender, hasSignedIn ? 'sign-in.done' : 'sign-in.wrong-code');
}

/** "sign out": forgets the token of this person, in their own chat with the bot. */
export async function signOut(
  { signIn, log }: BotPorts,
  { activity }: TurnContext,
  sender: Sender,
): Promise<Drawn> {
  if (signIn === undefined || sender.kind !== 'personal') {
    return said(sender, 'sign-out.off');
  }
  try {
    return said(
      sender,
      (await signIn.signOut(activity.from.id)) ? 'sign-out.done' : 'sign-out.nobody',
    );
  } catch (error) {
    log.warn({ err: error }, 'Somebody could not be signed out.');
    return said(sender, 'sign-out.failed');
  }
}

function said({ viewer }: Sender, key: TextKey): Drawn {
  const text = drawingFor(viewer).t(key);
  return drawModel(messageCard({ viewer, title: 'sign-in.title', text }));
}

function waitingFor(ports: BotPorts, { ref }: Sender): Promise<readonly LiveRecord[]> {
  const tag = `signs-in:${ref.id}`;
  return findRecords(ports, { kind: 'engagement', tag, limit: WAITING_MAX });
}

/** Everything of this person that waits for a sign-in. */
async function goOn(ports: BotPorts, context: TurnContext, sender: Sender): Promise<void> {
  const command = commandOf(ports, context, sender, { type: 'GoOnInName' });
  for (const { id } of await waitingFor(ports, sender)) {
    await handleCommand(ports, id, { command });
  }
}
