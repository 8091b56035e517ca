import type { Drawn } from '../cards/draw-card';
import type { Face } from '../cards/drawing';
import type { Request } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { drawRecord } from './draw-record';
import { refusedFace } from './face-refusal';

/** Looked at for the latest one that fits. */
const LOOKED_AT = 20;

/** The card of a request turned over to where a typed command is given, or why it cannot be; typing it carries nothing out. */
export function drawTurned(ports: BotPorts, sender: Sender, record: LiveRecord, face: Face): Drawn {
  const refusal = refusedFace(record.state, sender.ref, face, ports.clock.now());
  const card = { id: record.id, card: 'request-partner' } as const;
  const turned = refusal === undefined ? { ...card, face } : { ...card, notice: refusal };
  return drawRecord(ports, sender, turned, record);
}

/**
 * Of the newest requests with this tag, which a command without a number is about: the first that fits, else the newest; `undefined`
 * where there is none.
 */
export async function latestFitting(
  ports: BotPorts,
  tag: string,
  fits: (request: Request) => boolean,
): Promise<LiveRecord | undefined> {
  const newest = await findRecords(ports, { kind: 'request', tag, limit: LOOKED_AT });
  return newest.find(({ state }) => fits(state as Request)) ?? newest[0];
}
