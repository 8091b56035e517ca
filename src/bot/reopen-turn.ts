import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { isReopenable } from '../cards/request-reopen-face';
import { messageCard } from '../cards/simple-cards';
import type { Request } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor } from './draw-record';
import { drawTurned } from './draw-turned';
import { findRequest } from './find-record';

/** Looked at for the latest denial that can be taken back. */
const LOOKED_AT = 20;

/**
 * "reopen 1042": the card of a denied request turned over to where the denial is taken back, or why it cannot be; typing the command
 * takes nothing back. What became an engagement is not reopened: its card shows where things stand. Without a number it is the latest
 * denial of the FPM's own that still can be taken back; `undefined` when nothing with this number may be seen.
 */
export async function openReopening(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<Drawn | undefined> {
  const record =
    number === undefined ? await latestOf(ports, sender) : await findRequest(ports, sender, number);
  if (record === undefined) {
    return number === undefined ? drawNoDenial(sender) : undefined;
  }
  const request = record.state as Request;
  if ('engagement' in request) {
    const notice = { code: 'not-now' } as const;
    return drawFor(ports, sender, { id: request.engagement, card: 'kickoff', notice });
  }
  return drawTurned(ports, sender, record, 'reopen');
}

function drawNoDenial({ viewer }: Sender): Drawn {
  const text = drawingFor(viewer).t('reopen.none');
  const offered = ['my-requests', 'help'] as const;
  return drawModel(messageCard({ viewer, title: 'status.title', text, offered }));
}

async function latestOf(ports: BotPorts, { ref }: Sender): Promise<LiveRecord | undefined> {
  const tag = `fpm:${ref.id}`;
  const own = await findRecords(ports, { kind: 'request', tag, limit: LOOKED_AT });
  const now = ports.clock.now();
  const denied = own.filter(({ state }) => (state as Request).status === 'Denied');
  return denied.find(({ state }) => isReopenableNow(state as Request, now)) ?? denied[0];
}

function isReopenableNow(request: Request, now: number): boolean {
  return request.status === 'Denied' && isReopenable(request, now);
}
