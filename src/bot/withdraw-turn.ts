import type { Drawn } from '../cards/draw-card';
import { isWithdrawable } from '../cards/request-withdraw-face';
import { isNumbered, type Request } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { drawRecord } from './draw-record';
import { refusedFace } from './face-refusal';
import { findRequest } from './find-record';

/** Looked at for the latest one that can be withdrawn. */
const LOOKED_AT = 20;

/**
 * The card of a request turned over to where it is withdrawn: typing the command never withdraws by itself. Without a number it is
 * the latest that still can be; `undefined` when there is none that this person may see.
 */
export async function openWithdrawal(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<Drawn | undefined> {
  const record =
    number === undefined ? await latestOf(ports, sender) : await findRequest(ports, sender, number);
  if (record === undefined) {
    return undefined;
  }
  const refusal = refusedFace(record.state, sender.ref, 'withdraw', ports.clock.now());
  const card = { id: record.id, card: 'request-partner' } as const;
  return drawRecord(
    ports,
    sender,
    refusal === undefined ? { ...card, face: 'withdraw' } : { ...card, notice: refusal },
    record,
  );
}

async function latestOf(ports: BotPorts, sender: Sender): Promise<LiveRecord | undefined> {
  const tag = `requester:${sender.ref.id}`;
  const own = await findRecords(ports, { kind: 'request', tag, limit: LOOKED_AT });
  return own.find(({ state }) => canWithdraw(state as Request)) ?? own[0];
}

function canWithdraw(request: Request): boolean {
  return isNumbered(request) && isWithdrawable(request);
}
