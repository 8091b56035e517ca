import type { TurnContext } from 'botbuilder';
import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { handedOnText } from '../cards/hand-over-card';
import type { TodayPress } from '../cards/pressed';
import { requestStatus } from '../cards/request-looks';
import { messageCard } from '../cards/simple-cards';
import type { PersonId, RequestId } from '../domain/kernel';
import { isNumbered, type Request } from '../domain/request/request';
import { DECISIONS, isWorthAMorning, type Duties } from '../domain/today/duty';
import { gatherDuties } from '../workflow/duties';
import { todayOf } from '../workflow/duty-watch';
import { handleCommand } from '../workflow/handle-command';
import { loadRecord } from '../workflow/load-record';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { causeOf } from './cause-of';
import { drawFor, maySee } from './draw-record';
import { showAgain } from './find-record';
import { pressSeveral } from './several-turns';
import { drawToday, orderEach, orderToday, type TodayTurn } from './today-order';

/** Requests closed by one tap. */
const CLOSED_MAX = 25;

/** "Waiting for me": today's card, moved to the bottom and brought up to date; a sentence when nothing waits. */
export async function openToday(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
): Promise<Drawn | undefined> {
  const duties = await gatherDuties(ports, sender.ref.id, ports.clock.now());
  if (!isWorthAMorning(duties) && duties.standsInFor === undefined) {
    return drawNothing(sender, duties);
  }
  const turn = { ports, context, sender };
  const opened = await orderToday(turn, { type: 'OpenToday' });
  if (opened.ok) {
    return undefined;
  }
  // Somebody who writes for the first time: their record is being made by another hand, or by this one.
  const id = todayOf(sender.ref.id);
  const causeId = `${causeOf(context.activity)}:today`;
  const start = { type: 'StartToday', id, person: sender.ref, by: 'system' } as const;
  await handleCommand(ports, id, { command: { ...start, at: ports.clock.now(), causeId } });
  await orderToday(turn, { type: 'OpenToday' });
  return undefined;
}

/**
 * "decide next": the first request that waits for the sender's decision, as the button of Today shows it. Today where none does, and
 * where others read along: it stands in the sender's own chat.
 */
export async function openQueue(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
): Promise<Drawn | undefined> {
  const { lines } = await gatherDuties(ports, sender.ref.id, ports.clock.now());
  const hasQueue = sender.kind === 'personal' && lines.some(({ what }) => DECISIONS.includes(what));
  return hasQueue
    ? decideNext(ports, context, sender, { seen: '' })
    : openToday(ports, context, sender);
}

function drawNothing({ viewer }: Sender, { waitingForOthers }: Duties): Drawn {
  const draw = drawingFor(viewer);
  const text =
    waitingForOthers === 0 ? '' : draw.t('today.waiting-for-others', { count: waitingForOthers });
  return drawModel(
    messageCard({ viewer, title: 'today.nothing', text, offered: ['my-requests', 'help'] }),
  );
}

/** Carries out a button of the Today card; what takes the card's place. */
export async function pressToday(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  press: TodayPress,
): Promise<Drawn> {
  const turn = { ports, context, sender };
  switch (press.action) {
    case 'next':
      return decideNext(ports, context, sender, { seen: '' });
    case 'back':
      return drawToday(turn, await orderToday(turn, { type: 'StopWorkingThrough' }));
    case 'page':
      return drawToday(turn, undefined, { page: String(press.page) });
    case 'open':
      return open(turn, press.id);
    case 'close-ready':
      return closeReady(turn);
    default:
      return pressSeveral(turn, press);
  }
}

/** The next request to decide in the place of the last one; Today again when there is none left. */
export async function decideNext(
  ports: BotPorts,
  context: TurnContext,
  sender: Sender,
  { seen, said }: { readonly seen: string; readonly said?: string },
): Promise<Drawn> {
  const turn = { ports, context, sender };
  const duties = await gatherDuties(ports, sender.ref.id, ports.clock.now());
  const known = seen.split(',');
  const next = duties.lines.find(
    ({ what, number }) => DECISIONS.includes(what) && !known.includes(String(number)),
  );
  if (next?.number === undefined) {
    const ended = await orderToday(turn, { type: 'StopWorkingThrough' });
    const done = drawingFor(sender.viewer).t('today.queue.done');
    return drawToday(turn, ended, { said: said === undefined ? done : `${said} ${done}` });
  }
  await orderToday(turn, { type: 'WorkThrough' });
  const place = [...known.filter((one) => one !== ''), String(next.number)].slice(-50).join(',');
  return drawFor(ports, sender, {
    id: next.record,
    card: 'request-fpm',
    queue: { seen: place, ...(said === undefined ? {} : { said }) },
  });
}

/** One line about a request that was just decided in the queue. */
export function saidOf({ viewer }: Sender, record: LiveRecord): string | undefined {
  const request = record.state as Request;
  if (!isNumbered(request)) {
    return undefined;
  }
  const draw = drawingFor(viewer);
  return draw.t('today.queue.last', {
    n: request.number,
    status: handedOnText(draw, request) ?? draw.t(requestStatus(request)),
  });
}

async function open(
  turn: TodayTurn,
  id: Extract<TodayPress, { action: 'open' }>['id'],
): Promise<Drawn> {
  const { ports, sender } = turn;
  const record = await loadRecord(ports, id);
  if (record.state !== undefined && maySee(record, sender.ref.id)) {
    await showAgain(ports, sender, record);
  }
  return drawToday(turn);
}

/** Closes every request with confirmed contact, each guarded by its own state. */
async function closeReady(turn: TodayTurn): Promise<Drawn> {
  const { ports, sender } = turn;
  const ready = await readyToClose(ports, sender.ref.id);
  const outcomes = await orderEach(turn, ready, { type: 'CloseRequest' });
  const count = outcomes.filter(({ ok }) => ok).length;
  const said = drawingFor(sender.viewer).t('today.closed', { count });
  return drawToday(turn, await orderToday(turn, { type: 'StopWorkingThrough' }), { said });
}

async function readyToClose(ports: BotPorts, fpm: PersonId): Promise<readonly RequestId[]> {
  const { lines } = await gatherDuties(ports, fpm, ports.clock.now());
  return lines
    .filter(({ what }) => what === 'close')
    .map(({ record }) => record as RequestId)
    .slice(0, CLOSED_MAX);
}
