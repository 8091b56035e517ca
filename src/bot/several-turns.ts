import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor, refusalText } from '../cards/drawing';
import type { SeveralPress } from '../cards/pressed';
import { requestStatus } from '../cards/request-looks';
import {
  isTickable,
  severalCard,
  severalDoneCard,
  severalReturnCard,
  type SeveralResult,
  type SeveralReturn,
} from '../cards/several-card';
import type { Order } from '../domain/effects';
import type { RequestId } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import { returnableFields } from '../domain/request/revision';
import { gatherDuties } from '../workflow/duties';
import { handleCommand, type Outcome } from '../workflow/handle-command';
import { loadRecord } from '../workflow/load-record';
import { maySee } from './draw-record';
import { commandOf } from './form-actions';
import { ABOUT_INPUTS } from './input-refusals';
import { orderToday, type TodayTurn } from './today-order';

/** Several requests of one's own Today at once (S5): each is decided by itself, and what somebody decided meanwhile stays. */
export async function pressSeveral(turn: TodayTurn, press: SeveralPress): Promise<Drawn> {
  switch (press.action) {
    case 'several':
      await orderToday(turn, { type: 'WorkThrough' });
      return drawChoice(turn, press.ids);
    case 'approve-several':
      return doAll(turn, press.ids, { type: 'Approve', expert: undefined });
    case 'close-several':
      return doAll(turn, press.ids, { type: 'CloseRequest' });
    case 'return-several-form':
      return drawReturn(turn, press.ids, { reason: '', fields: [], note: '' });
    case 'return-several':
      return returnAll(turn, press);
  }
}

async function drawChoice(
  { ports, sender }: TodayTurn,
  ticked: readonly RequestId[],
  isNothingTicked = false,
): Promise<Drawn> {
  const { lines } = await gatherDuties(ports, sender.ref.id, ports.clock.now());
  const { viewer } = sender;
  return drawModel(
    severalCard({ viewer, lines: lines.filter(isTickable), ticked, isNothingTicked }),
  );
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
    return drawChoice(turn, [], true);
  }
  const outcomes = await ordered(turn, requests, order);
  return drawModel(
    severalDoneCard({
      viewer: turn.sender.viewer,
      results: outcomes.map((one) => resultOf(turn, one)),
    }),
  );
}

interface Ended {
  readonly request: NumberedRequest;
  readonly outcome: Outcome;
}

/** One after the other: the experts that are free change with each. */
async function ordered(
  { ports, context, sender }: TodayTurn,
  requests: readonly NumberedRequest[],
  order: Order,
): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const request of requests) {
    const command = commandOf(ports, context, sender, order);
    ended.push({ request, outcome: await handleCommand(ports, request.id, { command }) });
  }
  return ended;
}

function resultOf({ sender }: TodayTurn, { request, outcome }: Ended): SeveralResult {
  const draw = drawingFor(sender.viewer);
  const text = outcome.ok
    ? draw.t(requestStatus(outcome.record.state as Request))
    : refusalText(draw, outcome.refusal);
  return { number: request.number, isDone: outcome.ok, text };
}

/** Only what all of the forms ask for can be returned in one go. */
async function drawReturn(
  turn: TodayTurn,
  ids: readonly RequestId[],
  typed: SeveralReturn,
  isMissing = false,
): Promise<Drawn> {
  const requests = await seen(turn, ids);
  const [first, ...others] = requests.map((request) => returnableFields(request, POLICY));
  if (first === undefined) {
    return drawChoice(turn, [], true);
  }
  const fields = first.filter((field) => others.every((one) => one.includes(field)));
  const { viewer } = turn.sender;
  return drawModel(severalReturnCard({ viewer, requests, fields, typed, isMissing }));
}

/** What is missing in the words is missing for each: then nothing was returned, and the form comes back with what was typed. */
async function returnAll(
  turn: TodayTurn,
  press: Extract<SeveralPress, { action: 'return-several' }>,
): Promise<Drawn> {
  const { reason, fields, note } = press;
  const requests = await seen(turn, press.ids);
  const ended = await ordered(turn, requests, { type: 'ReturnRequest', reason, fields, note });
  const isAboutWords = ended.some(
    ({ outcome }) => !outcome.ok && ABOUT_INPUTS.includes(outcome.refusal.code),
  );
  if (ended.length === 0 || (isAboutWords && ended.every(({ outcome }) => !outcome.ok))) {
    return drawReturn(turn, press.ids, { reason, fields, note }, true);
  }
  return drawModel(
    severalDoneCard({
      viewer: turn.sender.viewer,
      results: ended.map((one) => resultOf(turn, one)),
    }),
  );
}
