import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor, refusalText, shown, type Drawing } from '../cards/drawing';
import { handedOnText } from '../cards/hand-over-card';
import type { SeveralPress } from '../cards/pressed';
import { requestStatus } from '../cards/request-looks';
import {
  isTickable,
  severalCard,
  severalDoneCard,
  severalReturnCard,
  type SeveralLine,
  type SeveralResult,
} from '../cards/several-card';
import type { Refused } from '../cards/several-form';
import { severalHandOverCard } from '../cards/several-hand-over-card';
import type { Order } from '../domain/effects';
import type { RequestId } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import { returnableFields } from '../domain/request/revision';
import { gatherDuties } from '../workflow/duties';
import { fpmChoices } from '../workflow/fpm-choices';
import type { Outcome } from '../workflow/handle-command';
import { loadRecord } from '../workflow/load-record';
import { maySee } from './draw-record';
import { ABOUT_INPUTS } from './input-refusals';
import { drawToday, orderEach, orderToday, type TodayTurn } from './today-order';

/** Several requests of one's own Today at once (S5): each is decided by itself, and what somebody decided meanwhile stays. */
export async function pressSeveral(turn: TodayTurn, press: SeveralPress): Promise<Drawn> {
  switch (press.action) {
    case 'several':
      return beginChoice(turn, press.ids);
    case 'approve-several':
      return doAll(turn, press.ids, { type: 'Approve', expert: undefined });
    case 'close-several':
      return doAll(turn, press.ids, { type: 'CloseRequest' });
    case 'return-several-form':
      return drawReturn(turn, press.ids);
    case 'return-several':
      return returnAll(turn, press);
    case 'hand-over-several-form':
      return drawHandOver(turn, press.ids);
    case 'hand-over-several':
      return handOverAll(turn, press);
  }
}

/** Today stays as it is while somebody ticks; where nothing is left to tick, it may change again. */
async function beginChoice(turn: TodayTurn, ticked: readonly RequestId[]): Promise<Drawn> {
  const lines = await tickableLines(turn);
  const type = lines.length === 0 ? 'StopWorkingThrough' : 'WorkThrough';
  const outcome = await orderToday(turn, { type });
  return lines.length === 0 ? drawToday(turn, outcome) : drawChoice(turn, lines, ticked);
}

/** Nothing was ticked that can be done: says so, or shows Today where nothing is left to tick. Nothing is written. */
async function askAgain(turn: TodayTurn): Promise<Drawn> {
  const lines = await tickableLines(turn);
  return lines.length === 0 ? drawToday(turn) : drawChoice(turn, lines, [], true);
}

async function tickableLines({ ports, sender }: TodayTurn): Promise<readonly SeveralLine[]> {
  const { lines } = await gatherDuties(ports, sender.ref.id, ports.clock.now());
  return lines.filter(isTickable);
}

function drawChoice(
  { sender: { viewer } }: TodayTurn,
  lines: readonly SeveralLine[],
  ticked: readonly RequestId[],
  isNothingTicked = false,
): Drawn {
  return drawModel(severalCard({ viewer, lines, ticked, isNothingTicked }));
}

/** The requests that the sender may see at all, as they stand. */
async function seen(
  { ports, sender }: TodayTurn,
  ids: readonly RequestId[],
): Promise<readonly NumberedRequest[]> {
  const records = await Promise.all([...new Set(ids)].map((id) => loadRecord(ports, id)));
  return records
    .filter((record) => record.state !== undefined && maySee(record, sender.ref.id))
    .map(({ state }) => state as Request)
    .filter(isNumbered);
}

async function doAll(turn: TodayTurn, ids: readonly RequestId[], order: Order): Promise<Drawn> {
  const requests = await seen(turn, ids);
  if (requests.length === 0) {
    return askAgain(turn);
  }
  return drawDone(turn, await ordered(turn, requests, order));
}

interface Ended {
  readonly request: NumberedRequest;
  readonly outcome: Outcome;
}

async function ordered(
  turn: TodayTurn,
  requests: readonly NumberedRequest[],
  order: Order,
): Promise<readonly Ended[]> {
  const ids = requests.map(({ id }) => id);
  const outcomes = await orderEach(turn, ids, order);
  return outcomes.flatMap((outcome, nth) => {
    const request = requests[nth];
    return request === undefined ? [] : [{ request, outcome }];
  });
}

function drawDone(turn: TodayTurn, ended: readonly Ended[]): Drawn {
  const results = ended.map((one) => resultOf(turn, one));
  return drawModel(severalDoneCard({ viewer: turn.sender.viewer, results }));
}

function resultOf({ sender }: TodayTurn, { request, outcome }: Ended): SeveralResult {
  const draw = drawingFor(sender.viewer);
  const text = outcome.ok
    ? standsAs(draw, outcome.record.state as Request)
    : refusalText(draw, outcome.refusal);
  return { number: request.number, isDone: outcome.ok, text };
}

function standsAs(draw: Drawing, request: Request): string {
  return (
    handedOnText(draw, request) ?? offeredText(draw, request) ?? draw.t(requestStatus(request))
  );
}

/** Who is asked, which the desk chose by itself. */
function offeredText(draw: Drawing, request: Request): string | undefined {
  const offer = request.status === 'Approved' ? request.offer : undefined;
  return offer === undefined
    ? undefined
    : draw.t('several.offered', { name: shown(offer.expert.name) });
}

/** Only what all of the forms ask for can be returned in one go. */
async function drawReturn(
  turn: TodayTurn,
  ids: readonly RequestId[],
  refused: Refused = {},
): Promise<Drawn> {
  const requests = await seen(turn, ids);
  const [first, ...others] = requests.map((request) => returnableFields(request, POLICY));
  if (first === undefined) {
    return askAgain(turn);
  }
  const fields = first.filter((field) => others.every((one) => one.includes(field)));
  const { viewer } = turn.sender;
  return drawModel(severalReturnCard({ viewer, requests, fields, ...refused }));
}

/** What is wrong with the words is wrong for each: then nothing was returned, and the form comes back with what was typed. */
async function returnAll(
  turn: TodayTurn,
  press: Extract<SeveralPress, { action: 'return-several' }>,
): Promise<Drawn> {
  const { ids, reason, fields, note } = press;
  const ended = await ordered(turn, await seen(turn, ids), {
    ...{ type: 'ReturnRequest', reason, fields, note },
  });
  const refused = refusedForAll(ended);
  return refused === undefined
    ? drawDone(turn, ended)
    : drawReturn(turn, ids, { ...refused, typed: { reason, fields: fields.join(','), note } });
}

/** Why nothing was done with any of them for what was typed; `undefined` when something else came of one of them. Pure. */
function refusedForAll(ended: readonly Ended[]): Pick<Refused, 'notice'> | undefined {
  const refusals = ended.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.refusal]));
  const notice = refusals.find(({ code }) => ABOUT_INPUTS.includes(code));
  if (ended.length === 0) {
    return {};
  }
  return notice !== undefined && refusals.length === ended.length ? { notice } : undefined;
}

/** To whoever can take all of them. */
async function drawHandOver(
  turn: TodayTurn,
  ids: readonly RequestId[],
  refused: Refused = {},
): Promise<Drawn> {
  const requests = await seen(turn, ids);
  if (requests.length === 0) {
    return askAgain(turn);
  }
  const fpms = await fpmChoices(turn.ports, requests);
  const { viewer } = turn.sender;
  return drawModel(severalHandOverCard({ viewer, requests, fpms, ...refused }));
}

/** Nobody chosen is nobody for all of them: then the form comes back with what was typed. */
async function handOverAll(
  turn: TodayTurn,
  { ids, to, note }: Extract<SeveralPress, { action: 'hand-over-several' }>,
): Promise<Drawn> {
  const ended = await ordered(turn, await seen(turn, ids), { type: 'HandOver', to, note });
  const refused = refusedForAll(ended);
  const typed = { note, ...(to === undefined ? {} : { to }) };
  return refused === undefined
    ? drawDone(turn, ended)
    : drawHandOver(turn, ids, { ...refused, typed });
}
