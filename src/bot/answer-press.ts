import type { TurnContext } from 'botbuilder';
import { readPress } from '../cards/card-actions';
import type { CommandPress, FormPress, HomePress, TurnPress } from '../cards/pressed';
import { drawModel, type Drawn } from '../cards/draw-card';
import { readQueue, type QueuePlace } from '../cards/queue';
import { noticeCard } from '../cards/simple-cards';
import type { CardName } from '../domain/effects';
import type { NumberedRequest, Request } from '../domain/request/request';
import type { Refusal, RefusalCode } from '../domain/kernel';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import type { LiveRecord } from '../workflow/record';
import { pressAway } from './away-turns';
import type { BotPorts, Sender } from './bot-ports';
import { pressCheckIn } from './check-in-press';
import { drawFor, drawRecord, maySee, withLoaded, type DrawingOrder } from './draw-record';
import { drawHome } from './home';
import { commandOf } from './form-actions';
import { refusedTurn } from './face-refusal';
import { openForm, pressForm, type FormTurnPorts } from './form-turns';
import { noteTyping } from './note-typing';
import { showAgain } from './find-record';
import { ABOUT_INPUTS } from './input-refusals';
import { spokenBy } from './in-name';
import { leadOn } from './lead-turns';
import { drawList } from './lists';
import { withQuestions } from './question-history';
import { startQuestion } from './question-start';
import { pressQuestion } from './question-turns';
import { pressOperator } from './operator-turns';
import { beginSignIn } from './sign-in-turns';
import { decideNext, pressToday, saidOf } from './today-turns';
import { answerIntent, chooseLanguage } from './answer-intent';

/** Refusals after which the face that was pressed is shown again with what was typed; a full question keeps the words from being lost. */
const SHOWN_AGAIN: readonly RefusalCode[] = [
  ...ABOUT_INPUTS,
  ...(['question-full', 'post-pending'] as const),
];

/** Carries out a pressed button and draws what takes the place of the pressed card. */
export async function answerPress(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  sent: { readonly verb: unknown; readonly payload: unknown },
): Promise<Drawn> {
  const pressed = readPress(sent.verb, sent.payload);
  if (pressed === undefined) {
    turn.ports.log.info(
      { code: 'unknown-button' },
      'A button was pressed that is not one of ours.',
    );
    return drawModel(noticeCard({ viewer: sender.viewer, refusal: { code: 'unknown-button' } }));
  }
  switch (pressed.kind) {
    case 'form':
      return pressInForm(turn, context, sender, pressed);
    case 'question':
      return pressQuestion(turn.ports, context, sender, pressed);
    case 'command':
      return pressCommand(turn, context, sender, { ...pressed, ...queueOf(pressed, sent.payload) });
    case 'turn':
      return turnOver(turn, context, sender, { ...pressed, ...queueOf(pressed, sent.payload) });
    case 'lead':
      return leadOn(turn, context, sender, pressed);
    case 'today':
      return pressToday(turn.ports, context, sender, pressed);
    case 'check-in':
      return pressCheckIn(turn, context, sender, pressed);
    case 'operator':
      return pressOperator(turn.ports, context, sender, pressed);
    case 'away':
      return pressAway(turn.ports, context, sender, pressed);
    case 'sign-in':
      return beginSignIn(turn.ports, context, sender, pressed.id);
    default:
      return pressHome(turn, context, sender, pressed);
  }
}

/** "Ask my FPM" in the form: what was typed is kept, and the question is a card of its own below. */
async function pressInForm(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: FormPress,
): Promise<Drawn> {
  const drawn = await pressForm(turn, context, sender, press);
  if (press.action === 'ask-fpm') {
    await startQuestion(turn.ports, context, sender, { kind: 'question', about: press.id });
  }
  return drawn;
}

/** A press on a card that is one of several decided one after the other. */
interface Queued {
  readonly queue?: QueuePlace;
}

/** Only the FPM's card is worked through; its sides are turned over like the partner's. */
function queueOf({ kind, card }: CommandPress | TurnPress, payload: unknown): Queued {
  const isDecided =
    card === 'request-fpm' ||
    card === 'hand-over' ||
    (kind === 'turn' && card === 'request-partner');
  const seen = isDecided ? readQueue(payload) : undefined;
  return seen === undefined ? {} : { queue: { seen } };
}

function carriedOn({ queue }: Queued): Queued {
  return queue === undefined ? {} : { queue };
}

async function pressCommand(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: CommandPress & Queued,
): Promise<Drawn> {
  const { ports } = turn;
  const drawn = { id: press.on ?? press.id, card: press.card, ...carriedOn(press) };
  if (await isLedElsewhere(ports, sender, press)) {
    const { face, typed, first = '' } = press;
    return drawFor(ports, sender, { ...drawn, face, typed: { ...typed, offered: first } });
  }
  const outcome = await handleCommand(ports, press.id, {
    command: commandOf(ports, context, sender, spokenBy(ports, context, sender, press.order)),
  });
  if (!outcome.ok) {
    ports.log.info({ id: press.id, code: outcome.refusal.code }, 'A click was refused.');
    const isShownAgain = SHOWN_AGAIN.includes(outcome.refusal.code);
    return drawFor(ports, sender, {
      ...drawn,
      notice: outcome.refusal,
      typed: press.typed,
      ...(isShownAgain ? { face: press.face } : {}),
    });
  }
  await ports.messagesDone(press.id);
  if (press.queue !== undefined) {
    const said = saidOf(sender, outcome.record);
    return decideNext(ports, context, sender, {
      ...press.queue,
      ...(said === undefined ? {} : { said }),
    });
  }
  const { state } = outcome.record;
  const kept = faceKept(state, press);
  const answer = await drawFor(
    ports,
    sender,
    (await handedOver(ports, state, press)) ?? { ...drawn, ...kept },
  );
  if (kept.face !== undefined) {
    await noteTyping(ports, context, sender, { record: outcome.record, drawn: answer });
  }
  return answer;
}

/** Whether the person is offered another way first, and may go it. */
async function isLedElsewhere(
  ports: BotPorts,
  sender: Sender,
  { id, first }: CommandPress,
): Promise<boolean> {
  return (
    first !== undefined &&
    (await refusedTurn(ports, sender, await loadState(ports, id), first)) === undefined
  );
}

/** What was sent in is kept but not right yet: the face is shown again with what is wrong. */
function faceKept(state: unknown, { order, face }: CommandPress): Pick<DrawingOrder, 'face'> {
  const { revising } = state as Partial<Pick<NumberedRequest, 'revising'>>;
  const isRevision = order.type === 'SendAgain' || order.type === 'ChangeRequest';
  return isRevision && revising !== undefined ? { face } : {};
}

/** An accepted offer is the engagement's card from then on, as soon as the engagement knows of it. */
async function handedOver(
  ports: BotPorts,
  state: unknown,
  press: CommandPress,
): Promise<DrawingOrder | undefined> {
  const request = state as Request;
  if (press.order.type !== 'AcceptOffer' || request.status !== 'Assigned') {
    return undefined;
  }
  const engagement = await loadRecord(ports, request.engagement);
  return engagement.state === undefined ? undefined : { id: engagement.id, card: 'expert' };
}

/** Shows another face of the card; forms of others are not opened. */
async function turnOver(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: TurnPress & Queued,
): Promise<Drawn> {
  const { ports } = turn;
  const { record, refusal } = await lookedUp(turn, context, sender, press);
  const order: DrawingOrder = {
    id: press.id,
    card: press.card,
    ...carriedOn(press),
    ...(refusal === undefined ? { face: press.face } : { notice: refusal }),
    ...(press.own === undefined ? {} : { own: true }),
    ...(press.typed === undefined ? {} : { typed: press.typed }),
  };
  const told = press.face === 'history' ? await withQuestions(ports, sender, record) : record;
  const drawn = drawRecord(ports, sender, await withLoaded(ports, order, told), told);
  await noteTyping(ports, context, sender, { record, drawn });
  return drawn;
}

/** The record whose card is turned over, with fresh experts where the face shows them; or why it is not. */
async function lookedUp(
  { ports }: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: TurnPress,
): Promise<{ readonly record: LiveRecord; readonly refusal?: Refusal }> {
  const record = await loadRecord(ports, press.id);
  const refusal = await refusedTurn(ports, sender, record.state, press.face);
  if (refusal !== undefined) {
    return { record, refusal };
  }
  return press.rank === true
    ? handleCommand(ports, press.id, {
        command: commandOf(ports, context, sender, { type: 'RankExperts' }),
      })
    : { record };
}

async function pressHome(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: HomePress,
): Promise<Drawn> {
  const { ports } = turn;
  switch (press.kind) {
    case 'request':
      return (
        (await openForm(turn, context, sender, { answers: {} })) ??
        drawPressed(ports, sender, press)
      );
    case 'say':
      return (
        (await answerIntent(turn, context, sender, { intent: press.intent })) ??
        drawHome(ports, sender)
      );
    case 'language':
      return chooseLanguage(ports, context, sender, press.language);
    case 'open':
      return openRecord(ports, sender, press);
  }
}

/** The card on which "New request" was pressed: the form is a message of its own. */
function drawPressed(
  ports: BotPorts,
  sender: Sender,
  press: Extract<HomePress, { kind: 'request' }>,
): Drawn | Promise<Drawn> {
  const { id, card } = press;
  return id === undefined || card === undefined
    ? drawHome(ports, sender)
    : drawFor(ports, sender, { id, card });
}

/** Shows the living card once more; the list it was opened from stays. */
async function openRecord(
  ports: BotPorts,
  sender: Sender,
  { id, list }: Extract<HomePress, { kind: 'open' }>,
): Promise<Drawn> {
  const record = await loadRecord(ports, id);
  const isTheirs = record.state !== undefined && maySee(record, sender.ref.id);
  if (isTheirs && (await showAgain(ports, sender, record))) {
    return drawList(ports, sender, list);
  }
  return drawFor(ports, sender, { id, card: frontOf(id) });
}

/** The card that stands for a record of which its reader has none. */
function frontOf(id: string): CardName {
  if (id.startsWith('question:')) {
    return 'question';
  }
  return id.startsWith('request:') ? 'request-partner' : 'expert';
}
