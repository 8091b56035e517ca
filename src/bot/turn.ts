import { tokenResponseEventName, type Activity, type TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { messageCard, unknownPersonCard } from '../cards/simple-cards';
import type { ConversationId } from '../domain/kernel';
import { WORKLOADS } from '../domain/routing/workloads';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import { answerInvoke, isSignIn } from './answer-invoke';
import { answerInForm, answerIntent, drawNotUnderstood } from './answer-intent';
import { answerPress } from './answer-press';
import { cardAnswer, cardMessage, type BotPorts, type Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { comeBack, comeBackToTeam, noteGone } from './come-back';
import { isLinkIntent } from './check-in-intents';
import type { FormTurnPorts } from './form-turns';
import { showDemoClock } from './demo-clock';
import { deskContacts } from './desk-contacts';
import { drawHome } from './home';
import { drawWhere } from './lists';
import {
  greetOnce,
  isAboutBot,
  kindOf,
  meet,
  noteGreeting,
  personRecord,
  strangerViewer,
  type Met,
} from './sender';
import { answerCode, takeSignIn, takeTokenEvent } from './sign-in-turns';
import type { TextKey } from '../text/words';
import { typedText } from './typed-text';
import { typeIntoQuestion } from './typed-question';
import { understand, type Understood } from './understand';

/** Words of a short command with what it is about, such as "show status 1042". */
const COMMAND_WORDS_MAX = 3;

/** One turn of the bot: an activity of Teams becomes a command, and its answer is drawn. */
export async function takeTurn(turn: FormTurnPorts, context: TurnContext): Promise<void> {
  const { activity } = context;
  if (turn.ports.isLocal) {
    await turn.ports.refreshClock?.();
    showDemoClock(turn.ports, context);
  }
  switch (activity.type) {
    case 'message':
      return takeMessage(turn, context);
    case 'invoke':
      return takeInvoke(turn, context);
    case 'event':
      return takeEvent(turn.ports, context);
    case 'installationUpdate':
      return takeInstallationUpdate(turn.ports, context);
    case 'conversationUpdate':
      if (isAboutBot(activity, activity.membersRemoved)) {
        return noteGone(turn.ports, activity, 'removed');
      }
      await meetAgain(turn.ports, context);
      return undefined;
    default:
      return undefined;
  }
}

function takeEvent(ports: BotPorts, context: TurnContext): Promise<void> {
  return context.activity.name === tokenResponseEventName
    ? meetAgain(ports, context).then(({ sender }) => takeTokenEvent(ports, context, sender))
    : Promise.resolve();
}

/** Who it is and where; a chat that was closed until now is brought up to date. */
async function meetAgain(ports: BotPorts, context: TurnContext): ReturnType<typeof meet> {
  const met = await meet(ports, context);
  if (met.isReopened) {
    await comeBack(ports, met.conversation, met.sender);
  }
  if (isBroughtIn(context.activity)) {
    await comeBackToTeam(ports, context.activity, met.sender);
  }
  return met;
}

function isBroughtIn(activity: Activity): boolean {
  return activity.type === 'installationUpdate' || isAboutBot(activity, activity.membersAdded);
}

async function takeMessage(turn: FormTurnPorts, context: TurnContext): Promise<void> {
  const { activity } = context;
  const { sender } = await meetAgain(turn.ports, context);
  if (sender === undefined) {
    await context.sendActivity(cardMessage(await drawStranger(turn.ports, activity)));
    return;
  }
  const sent = activity.value as { readonly verb?: unknown } | null | undefined;
  if (sent?.verb !== undefined) {
    const drawn = await answerPress(turn, context, sender, { verb: sent.verb, payload: sent });
    await replaceCard(
      context,
      isForAll(sender, sent.verb) ? drawn : drawShared(sender, 'group.personal'),
    );
    return;
  }
  const answer = await answerText(turn, context, sender, typedText(activity));
  if (answer !== undefined) {
    await context.sendActivity(cardMessage(answer));
  }
}

/** In a shared chat the replaced card is read by all: only cards of the engagement are. */
function isForAll(sender: Sender, verb: unknown): boolean {
  return (
    sender.kind === 'personal' || /^(engagement\.|checkin\.|request\.contacted$)/.test(String(verb))
  );
}

/** An old client pressed the Submit twin of a button: the answer takes the place of the card, as it would have for the button itself. */
async function replaceCard(context: TurnContext, answer: Drawn): Promise<void> {
  const { replyToId, conversation } = context.activity;
  if (replyToId === undefined) {
    await context.sendActivity(cardMessage(answer));
    return;
  }
  await context.updateActivity({ ...cardMessage(answer), id: replyToId, conversation });
}

/** A typed text: first what means something inside an open form, then the commands of everybody. */
async function answerText(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  text: string,
): Promise<Drawn | undefined> {
  const code = await answerCode(turn.ports, context, sender, text);
  if (code !== undefined) {
    return code;
  }
  const said = understand(text, { aliases: WORKLOADS, isLocal: turn.ports.isLocal });
  if (sender.kind !== 'personal') {
    return answerInShared(turn, context, sender, said);
  }
  if (said.intent === 'unknown' && !isMistyped(said.nearest, text)) {
    const became = await typeIntoQuestion(turn.ports, context, sender, text);
    if (became !== 'none') {
      return became === 'taken' ? undefined : became;
    }
  }
  if (await answerInForm(turn, context, sender, said.intent)) {
    return undefined;
  }
  return said.intent === 'unknown'
    ? drawNotUnderstood(sender, said.nearest)
    : answerIntent(turn, context, sender, said);
}

/** A few words that resemble a command are one with a slip in it, and no question to anybody. */
function isMistyped(nearest: readonly string[], text: string): boolean {
  return nearest.length > 0 && text.trim().split(/\s+/u).length <= COMMAND_WORDS_MAX;
}

/** In a chat that others read nothing personal is shown: cards go to the person's own chat, lists are asked for there. */
async function answerInShared(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  said: Understood,
): Promise<Drawn> {
  const isHelp = said.intent === 'help' || said.intent === 'unknown';
  if (isHelp) {
    return drawShared(sender, introOf(sender));
  }
  const personal = await answerIntent(turn, context, sender, said);
  const isForAllHere = said.intent === 'fast-forward' || isLinkIntent(said.intent);
  if (isForAllHere && personal !== undefined) {
    return personal; // There is nothing personal in it: the clock is everybody's, the channel too.
  }
  return drawShared(sender, personal === undefined ? 'group.continued' : 'group.personal');
}

/** A channel is read by a whole team: what belongs there are check-ins, by a mention, since Teams passes on nothing else. */
function introOf({ kind }: Sender): TextKey {
  return kind === 'channel' ? 'group.channel' : 'group.intro';
}

function drawShared(sender: Sender, key: TextKey): Drawn {
  const text = drawingFor(sender.viewer).t(key);
  return drawModel(messageCard({ viewer: sender.viewer, title: 'group.title', text, offered: [] }));
}

interface InvokeValue {
  readonly action?: { readonly verb?: unknown; readonly data?: unknown };
}

async function takeInvoke(turn: FormTurnPorts, context: TurnContext): Promise<void> {
  const { activity } = context;
  if (isSignIn(activity)) {
    await takeSignIn(turn.ports, context, (await meetAgain(turn.ports, context)).sender);
    return;
  }
  if (activity.name !== 'adaptiveCard/action') {
    await answerInvoke(context, undefined);
    return;
  }
  const { sender } = await meetAgain(turn.ports, context);
  if (sender === undefined) {
    await answerInvoke(context, cardAnswer(await drawStranger(turn.ports, activity)));
    return;
  }
  const value = activity.value as InvokeValue | null | undefined;
  const action = value?.action;
  const drawn = await answerPress(turn, context, sender, {
    verb: action?.verb,
    payload: action?.data ?? {},
  });
  await answerInvoke(context, cardAnswer(drawn));
}

/** An update of the app comes as two activities; the one that says it was removed says nothing. */
function takeInstallationUpdate(ports: BotPorts, context: TurnContext): Promise<void> {
  switch (context.activity.action) {
    case 'remove':
      return noteGone(ports, context.activity, 'uninstalled');
    case 'remove-upgrade':
      return Promise.resolve();
    default:
      return takeInstallation(ports, context);
  }
}

/** S1 once; "where you were" to whom installs the bot again, and locally, where a reload empties the chat. Shared chats get one line about what the bot does there. */
async function takeInstallation(ports: BotPorts, context: TurnContext): Promise<void> {
  const met = await meetAgain(ports, context);
  const { conversation: id } = met;
  const causeId = causeOf(context.activity);
  const isFirst = await greetOnce(ports, id, causeId);
  await greet(ports, context, { ...met, isFirst });
  if (isFirst) {
    await noteGreeting(ports, id, causeId);
  }
}

interface When {
  readonly isFirst: boolean;
  readonly isReopened: boolean;
}

async function greet(
  ports: BotPorts,
  context: TurnContext,
  { sender, conversation, ...when }: Met & When,
): Promise<void> {
  const { isFirst } = when;
  const isPersonal = kindOf(context.activity) === 'personal';
  if (sender === undefined) {
    if (isPersonal && isFirst) {
      await context.sendActivity(cardMessage(await drawStranger(ports, context.activity)));
    }
    return;
  }
  if (isPersonal) {
    await greetPerson(ports, context, sender, when);
  } else if (isFirst) {
    await context.sendActivity(cardMessage(drawShared(sender, introOf(sender))));
  } else if (ports.isLocal) {
    await showKickoffsAgain(ports, sender, conversation);
  }
}

async function greetPerson(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { isFirst, isReopened }: When,
): Promise<void> {
  if (isFirst) {
    await context.sendActivity(cardMessage(drawHome(ports, sender)));
  } else if (isReopened || ports.isLocal) {
    const where = await drawWhere(ports, sender);
    await context.sendActivity(cardMessage(where ?? drawHome(ports, sender)));
  }
}

/** The local window forgets its chats on a reload: the kickoff posts of this one are shown again. */
async function showKickoffsAgain(
  ports: BotPorts,
  sender: Sender,
  chat: ConversationId,
): Promise<void> {
  const engagements = await findRecords(ports, {
    kind: 'engagement',
    tag: `person:${sender.ref.id}`,
    limit: 5,
  });
  for (const { id, copies } of engagements.toReversed()) {
    for (const copy of copies.filter(
      ({ to }) => 'conversation' in to && to.conversation === chat,
    )) {
      await handleCommand(ports, id, { showAgain: copy.key });
    }
  }
}

/** S22: whom to write to. */
async function drawStranger(ports: BotPorts, activity: Activity): Promise<Drawn> {
  ports.log.info(
    { code: 'unknown-person', person: personRecord(activity) },
    'Somebody whom the directory does not know wrote.',
  );
  const contacts = await deskContacts(ports);
  return drawModel(unknownPersonCard({ viewer: strangerViewer(activity), contacts }));
}
