import type { Drawn } from '../cards/draw-card';
import { isWithdrawable } from '../cards/request-withdraw-face';
import { isNumbered, type Request } from '../domain/request/request';
import type { BotPorts, Sender } from './bot-ports';
import { drawTurned, latestFitting } from './draw-turned';
import { findRequest } from './find-record';

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
    number === undefined
      ? await latestFitting(ports, `requester:${sender.ref.id}`, canWithdraw)
      : await findRequest(ports, sender, number);
  return record === undefined ? undefined : drawTurned(ports, sender, record, 'withdraw');
}

function canWithdraw(request: Request): boolean {
  return isNumbered(request) && isWithdrawable(request);
}
