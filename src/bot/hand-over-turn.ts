import type { Drawn } from '../cards/draw-card';
import { isFormerFpm } from '../cards/hand-over-card';
import { isHandable } from '../domain/request/hand-over';
import { isNumbered, type NumberedRequest, type Request } from '../domain/request/request';
import { everyFpm } from '../workflow/fpm-choices';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { drawFor, maySee } from './draw-record';
import { latestFitting } from './draw-turned';
import { refusedTurn } from './face-refusal';
import { requestWith } from './find-record';
import { typedFpm } from './typed-fpm';
import type { Recognised } from './understand';

/**
 * "hand over 1042 to Anna": the request turned over to where it is handed over, with Anna chosen when she is the only FPM of that name;
 * typing it never hands anything over. Without a number it is the latest of one's own. For an operator it is any request, with nothing
 * on it but what it takes to choose. `undefined` when there is none that this person may see.
 */
export async function openHandOver(
  ports: BotPorts,
  sender: Sender,
  { number, rest }: Pick<Recognised, 'number' | 'rest'>,
): Promise<Drawn | undefined> {
  const record =
    number === undefined ? await latestOf(ports, sender) : await numbered(ports, sender, number);
  if (record === undefined) {
    return undefined;
  }
  const card = { id: record.id, card: 'hand-over' } as const;
  const refusal = await refusedTurn(ports, sender, record.state, 'hand-over');
  if (refusal !== undefined) {
    return drawFor(ports, sender, { ...card, notice: refusal });
  }
  const typed =
    rest === undefined ? {} : await chosen(ports, record.state as NumberedRequest, rest);
  return drawFor(ports, sender, { ...card, face: 'hand-over', typed });
}

/** "status 1042" for whoever handed it over: to whom, and when. `undefined` for everybody else. */
export async function drawHandedOn(
  ports: BotPorts,
  sender: Sender,
  number: number,
): Promise<Drawn | undefined> {
  const record = await requestWith(ports, number);
  return record !== undefined && isFormerFpm(record.state as Request, sender.ref.id)
    ? drawFor(ports, sender, { id: record.id, card: 'hand-over' })
    : undefined;
}

async function numbered(
  ports: BotPorts,
  { ref, person }: Sender,
  number: number,
): Promise<LiveRecord | undefined> {
  const record = await requestWith(ports, number);
  const mayKnow =
    record !== undefined &&
    (person.isOperator || maySee(record, ref.id) || isFormerFpm(record.state as Request, ref.id));
  return mayKnow ? record : undefined;
}

function latestOf(ports: BotPorts, { ref }: Sender): Promise<LiveRecord | undefined> {
  const now = ports.clock.now();
  return latestFitting(
    ports,
    `fpm:${ref.id}`,
    (request) => isNumbered(request) && isHandable(request, now),
  );
}

/** Whom a typed name means, as the form keeps it. */
async function chosen(
  ports: BotPorts,
  request: NumberedRequest,
  said: string,
): Promise<Readonly<Record<string, string>>> {
  const named = typedFpm(await everyFpm(ports, [request]), said);
  return 'one' in named ? { to: named.one } : named;
}
