import type { TurnContext } from 'botbuilder';
import { readPress } from '../cards/card-actions';
import type { CommandPress, HomePress, TurnPress } from '../cards/pressed';
import { drawModel, type Drawn } from '../cards/draw-card';
import { noticeCard } from '../cards/simple-cards';
import { isNumbered, type Request } from '../domain/request/request';
import type { RecordId, RefusalCode } from '../domain/kernel';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord, loadState } from '../workflow/load-record';
import { drawAskFpm } from './ask-fpm';
import { cardMessage, type BotPorts, type Sender } from './bot-ports';
import { drawFor, drawRecord, maySee, type DrawingOrder } from './draw-record';
import { drawHome } from './home';
import { commandOf } from './form-actions';
import { refusedFace } from './face-refusal';
import { openForm, pressForm, type FormTurnPorts } from './form-turns';
import { showAgain } from './find-record';
import { drawList } from './lists';
import { answerIntent, chooseLanguage } from './answer-intent';

/** Refusals that are about an input of the face that was pressed: it is shown again with what was typed. */
const MISSING: readonly RefusalCode[] = [
  'reason-missing',
  'note-missing',
  'expert-missing',
  'summary-missing',
  'consent-missing',
  'text-too-long',
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
      return pressForm(turn, context, sender, pressed);
    case 'command':
      return pressCommand(turn, context, sender, pressed);
    case 'turn':
      return turnOver(turn, context, sender, pressed);
    default:
      return pressHome(turn, context, sender, pressed);
  }
}

async function pressCommand(
  turn: FormTurnPorts,
  context: TurnContext,
  sender: Sender,
  press: CommandPress,
): Promise<Drawn> {
  const { ports } = turn;
  const outcome = await handleCommand(ports, press.id, {
    command: commandOf(ports, context, sender, press.order),
  });
  const drawn = { id: press.on ?? press.id, card: press.card };
  if (!outcome.ok) {
    ports.log.info({ id: press.id, code: outcome.refusal.code }, 'A click was refused.');
    const isMissing = MISSING.includes(outcome.refusal.code);
    return drawFor(ports, sender, {
      ...drawn,
      notice: outcome.refusal,
      typed: press.typed,
      ...(isMissing ? { face: press.face } : {}),
    });
  }
  await ports.messagesDone(press.id);
  return drawFor(ports, sender, (await handedOver(ports, outcome.record.state, press)) ?? drawn);
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
  press: TurnPress,
): Promise<Drawn> {
  const { ports } = turn;
  if (press.rank === true) {
    const order = { type: 'RankExperts' };
    const outcome = await handleCommand(ports, press.id, {
      command: commandOf(ports, context, sender, order),
    });
    return outcome.ok
      ? drawRecord(ports, sender, press, outcome.record)
      : drawFor(ports, sender, { id: press.id, card: press.card, notice: outcome.refusal });
  }
  const refusal = refusedFace(await loadState(ports, press.id), sender.ref, press.face);
  return drawFor(ports, sender, {
    id: press.id,
    card: press.card,
    ...(refusal === undefined ? { face: press.face } : { notice: refusal }),
    ...(press.own === undefined ? {} : { own: true }),
  });
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
      return (await openForm(turn, context, sender, {})) ?? drawPressed(ports, sender, press);
    case 'say':
      return (
        (await answerIntent(turn, context, sender, { intent: press.intent })) ??
        drawHome(ports, sender)
      );
    case 'language':
      return chooseLanguage(ports, context, sender, press.language);
    case 'open':
      return openRecord(ports, sender, press);
    case 'ask-fpm':
      return askAbout(ports, context, sender, press.id);
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
  return drawFor(ports, sender, {
    id,
    card: id.startsWith('request:') ? 'request-partner' : 'expert',
  });
}

async function askAbout(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  id: RecordId,
): Promise<Drawn> {
  const request = await loadState<Request>(ports, id);
  if (request !== undefined && isNumbered(request) && request.requester.id === sender.ref.id) {
    const about = { fpm: request.form.fpm.id, number: request.number };
    await context.sendActivity(cardMessage(await drawAskFpm(ports, sender, about)));
  }
  return drawFor(ports, sender, { id, card: 'request-partner' });
}
