import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { languageCard, messageCard, noticeCard, OFFERED_INTENTS } from '../cards/simple-cards';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementId, Language, RequestId } from '../domain/kernel';
import type { Request } from '../domain/request/request';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord } from '../workflow/load-record';
import { answerAboutSender } from './about-sender';
import { answersOfSlots } from './answers-of-slots';
import { comeBackToWork, openAway } from './away-turns';
import type { BotPorts, Sender } from './bot-ports';
import { answerCheckInIntent, type CheckInIntent } from './check-in-intents';
import { drawRecord, withLoaded } from './draw-record';
import { answerFastForward } from './fast-forward';
import { commandOf } from './form-actions';
import { continueForm, openForm, type FormTurnPorts } from './form-turns';
import { findNumbered, redrawAll, showAgain } from './find-record';
import { drawHandedOn, openHandOver } from './hand-over-turn';
import { drawHome } from './home';
import { drawList } from './lists';
import { answerOperator } from './operator-turns';
import { withQuestions } from './question-history';
import { startQuestion } from './question-start';
import { openReopening } from './reopen-turn';
import { signOut } from './sign-in-turns';
import { openQueue, openToday } from './today-turns';
import type { Recognised } from './understand';
import { openWithdrawal } from './withdraw-turn';

/** Carries out a command that was typed or offered as a button; the card to answer with, or nothing when a living card is the answer. */
export async function answerIntent(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  said: Recognised,
): Promise<Drawn | undefined> {
  const { ports } = turn;
  switch (said.intent) {
    case 'new-request':
      return openForm(turn, context, sender, { answers: answersOfSlots(said.slots) });
    case 'my-drafts':
    case 'back':
    case 'cancel':
    case 'start-over':
    case 'save':
      return drawList(ports, sender, 'drafts');
    case 'my-requests':
      return drawList(ports, sender, 'my');
    case 'waiting-for-me':
      return openToday(ports, context, sender);
    case 'decide-next':
      return openQueue(ports, context, sender);
    case 'language':
    case 'sign-out':
    case 'away':
    case 'i-am-back':
    case 'who-am-i':
    case 'access':
    case 'what-is-kept':
    case 'help':
      return answerOwn(ports, context, sender, said);
    case 'stuck':
    case 'delivery':
    case 'hold-sending':
      return answerOperator(ports, sender, { ...said, intent: said.intent });
    case 'fast-forward':
      return letTimePass(ports, context, sender, said);
    default:
      return answerAboutRecord(turn, context, sender, { ...said, intent: said.intent });
  }
}

type AboutRecord =
  | Step
  | CheckInIntent
  | ('status' | 'nudge' | 'first-contact' | 'complete' | 'history')
  | ('ask-fpm' | 'ask-expert' | 'concern');

/** What is about one request or engagement; without a number about the latest, or one to be chosen. */
async function answerAboutRecord(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  said: Recognised & { readonly intent: AboutRecord },
): Promise<Drawn | undefined> {
  const { ports } = turn;
  switch (said.intent) {
    case 'withdraw':
    case 'hand-over':
    case 'reopen':
      return openStep(ports, sender, { ...said, intent: said.intent });
    case 'status':
    case 'nudge':
    case 'first-contact':
    case 'complete':
      return showRecord(ports, sender, said.number);
    case 'history':
      return drawHistory(ports, sender, said.number);
    case 'ask-expert':
      return drawAskExpert(sender);
    case 'ask-fpm':
    case 'concern':
      return ask(turn, context, sender, said);
    default:
      return answerCheckInIntent(ports, sender, { ...said, intent: said.intent });
  }
}

type Step = 'withdraw' | 'hand-over' | 'reopen';

const STEPS: Readonly<
  Record<Step, (ports: BotPorts, sender: Sender, said: Recognised) => Promise<Drawn | undefined>>
> = {
  withdraw: (ports, sender, { number }) => openWithdrawal(ports, sender, number),
  reopen: (ports, sender, { number }) => openReopening(ports, sender, number),
  'hand-over': openHandOver,
};

/** The card of a request turned over to where the command is given. */
async function openStep(
  ports: BotPorts,
  sender: Sender,
  said: Recognised & { readonly intent: Step },
): Promise<Drawn> {
  return (await STEPS[said.intent](ports, sender, said)) ?? drawNone(sender, said.number);
}

/** What concerns the sender alone. */
function answerOwn(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  said: Recognised,
): Drawn | Promise<Drawn> {
  switch (said.intent) {
    case 'sign-out':
      return signOut(ports, context, sender);
    case 'away':
      return openAway(ports, sender, said);
    case 'i-am-back':
      return comeBackToWork(ports, context, sender);
    case 'who-am-i':
    case 'access':
    case 'what-is-kept':
      return answerAboutSender(ports, sender, said.intent);
    case 'help':
      return drawHome(ports, sender);
    default:
      return drawLanguage(ports, context, sender, said.language);
  }
}

function drawLanguage(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  language: Language | undefined,
): Drawn | Promise<Drawn> {
  return language === undefined
    ? drawModel(languageCard({ viewer: sender.viewer }))
    : chooseLanguage(ports, context, sender, language);
}

function letTimePass(
  { clock, fastForward }: BotPorts,
  context: TurnContext,
  sender: Sender,
  { duration }: Recognised,
): Drawn | Promise<Drawn> {
  return fastForward === undefined
    ? drawNotUnderstood(sender, [])
    : answerFastForward({ clock, fastForward }, context, sender, duration);
}

/** A word inside an open form, or any other text while one is open; whether the form took it. */
export function answerInForm(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  intent: Recognised['intent'] | 'unknown',
): Promise<boolean> {
  switch (intent) {
    case 'back':
    case 'cancel':
    case 'start-over':
    case 'save':
    case 'help':
      return continueForm(turn, context, sender, { kind: 'word', word: intent });
    case 'unknown':
      return continueForm(turn, context, sender, { kind: 'other' });
    default:
      return Promise.resolve(false);
  }
}

/** Keeps the language, answers in it, and draws every card of the person anew. */
export async function chooseLanguage(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  language: Language,
): Promise<Drawn> {
  const order = { type: 'ChooseLanguage', language };
  await handleCommand(ports, sender.ref.id, { command: commandOf(ports, context, sender, order) });
  const viewer = { ...sender.viewer, language };
  await redrawAll(ports, sender);
  const draw = drawingFor(viewer);
  const text = draw.t('language.changed', { language: draw.languageName(language) });
  return drawModel(
    messageCard({ viewer, title: 'language.title', text, offered: ['language', 'help'] }),
  );
}

/** Opens the form of a question: who requests may ask before there is anything to ask about (R1), everybody else about the latest. */
async function ask(
  { ports }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  { intent, number }: Recognised,
): Promise<Drawn | undefined> {
  const kind = intent === 'concern' ? 'concern' : 'question';
  const isEarly = kind === 'question' && number === undefined && sender.person.contactOf.length > 0;
  const found = isEarly ? undefined : await findNumbered(ports, sender, number);
  if (found === undefined && !isEarly) {
    return drawNone(sender, number);
  }
  const about = found === undefined ? {} : { about: found.id as RequestId | EngagementId };
  const refusal = await startQuestion(ports, context, sender, { kind, ...about });
  return refusal === undefined
    ? undefined
    : drawModel(noticeCard({ viewer: sender.viewer, refusal }));
}

/** Experts are asked where all three read it; questions here go through the FPM (R5). */
function drawAskExpert({ viewer, person }: Sender): Drawn {
  const isRequester = person.contactOf.length > 0;
  return drawModel(
    messageCard({
      viewer,
      title: 'ask-expert.title',
      text: drawingFor(viewer).t('ask-expert.text'),
      offered: [...(isRequester ? (['ask-fpm'] as const) : []), 'my-requests', 'help'],
    }),
  );
}

async function showRecord(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<Drawn | undefined> {
  const record = await findNumbered(ports, sender, number);
  if (record === undefined) {
    const handedOn = number === undefined ? undefined : await drawHandedOn(ports, sender, number);
    return handedOn ?? drawNone(sender, number);
  }
  if (await showAgain(ports, sender, record)) {
    return undefined;
  }
  const card = record.id.startsWith('engagement:') ? 'kickoff' : 'request-partner';
  const order = await withLoaded(ports, { id: record.id, card }, record);
  return drawRecord(ports, sender, order, record);
}

function drawNone(sender: Sender, number: number | undefined): Drawn {
  const draw = drawingFor(sender.viewer);
  const text =
    number === undefined ? draw.t('status.none-at-all') : draw.t('status.none', { n: number });
  return drawModel(
    messageCard({
      viewer: sender.viewer,
      title: 'status.title',
      text,
      offered: ['my-requests', 'help'],
    }),
  );
}

/** The history of a request with that of its engagement, oldest first. */
async function drawHistory(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<Drawn> {
  const found = await findNumbered(ports, sender, number);
  if (found === undefined) {
    return drawNone(sender, number);
  }
  const isEngagement = found.id.startsWith('engagement:');
  const request = isEngagement
    ? await loadRecord(ports, (found.state as Engagement).request)
    : found;
  const engagementId = (request.state as Request & { readonly engagement?: `engagement:${string}` })
    .engagement;
  const engagement = engagementId === undefined ? undefined : await loadRecord(ports, engagementId);
  const events = [...request.events, ...(engagement?.events ?? [])].toSorted((a, b) => a.at - b.at);
  return drawRecord(
    ports,
    sender,
    { id: request.id, card: 'request-partner', face: 'history' },
    await withQuestions(ports, sender, { ...request, events }),
  );
}

/** What to say to a text that is no command: the nearest ones as buttons, never carried out. */
export function drawNotUnderstood(sender: Sender, nearest: readonly string[]): Drawn {
  const draw = drawingFor(sender.viewer);
  const offered = OFFERED_INTENTS.filter((intent) => nearest.includes(intent));
  const text = draw.t(offered.length === 0 ? 'not-understood.none' : 'not-understood.near');
  return drawModel(
    messageCard({
      viewer: sender.viewer,
      title: 'not-understood.title',
      text,
      // What is nearest may be far off: the list of commands stands beside it.
      offered: offered.includes('help') ? offered : [...offered, 'help'],
    }),
  );
}
