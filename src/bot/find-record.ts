import { todayOf } from '../workflow/duty-watch';
import { findRecords } from '../workflow/find-states';
import { handleCommand } from '../workflow/handle-command';
import type { Copy, Envelope, LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';
import { maySee } from './draw-record';

/** The request or engagement that a number (or "the latest") means for this person: of the two, the one they have a card of. */
export async function findNumbered(
  ports: BotPorts,
  sender: Sender,
  number: number | undefined,
): Promise<LiveRecord | undefined> {
  const { id } = sender.ref;
  const candidates = (
    await Promise.all(
      number === undefined
        ? [
            findRecords(ports, { kind: 'engagement', tag: `person:${id}`, limit: 20 }),
            findRecords(ports, { kind: 'request', tag: `person:${id}`, limit: 20 }),
          ]
        : [
            findRecords(ports, {
              kind: 'engagement',
              tag: `engagement-number:${String(number)}`,
              limit: 1,
            }),
            findRecords(ports, { kind: 'request', tag: `number:${String(number)}`, limit: 1 }),
          ],
    )
  )
    .flat()
    .filter((record) => maySee(record, id));
  return candidates.find((record) => copyOf(record, sender) !== undefined) ?? candidates[0];
}

/** The request that a number means, for whoever may see it; also once it has become an engagement. */
export async function findRequest(
  ports: BotPorts,
  { ref }: Sender,
  number: number,
): Promise<LiveRecord | undefined> {
  const record = await requestWith(ports, number);
  return record !== undefined && maySee(record, ref.id) ? record : undefined;
}

/** The request with this number, whoever asks: what may be shown of it is for the caller to decide. */
export async function requestWith(
  ports: BotPorts,
  number: number,
): Promise<LiveRecord | undefined> {
  const tag = `number:${String(number)}`;
  const [record] = await findRecords(ports, { kind: 'request', tag, limit: 1 });
  return record;
}

/** The living card that this person has of a record. Pure. */
function copyOf(record: LiveRecord, sender: Sender): Copy | undefined {
  return record.copies.findLast(({ to }) => 'person' in to && to.person === sender.ref.id);
}

/** Shows somebody's living card of a record once more, at the bottom of their chat; whether there is one. */
export async function showAgain(
  ports: BotPorts,
  sender: Sender,
  record: LiveRecord,
): Promise<boolean> {
  const copy = copyOf(record, sender);
  if (copy === undefined) {
    return false;
  }
  await handleCommand(ports, record.id, { showAgain: copy.key });
  return true;
}

/** Draws every card of this person's records anew, or those that stand in one chat: their language changed, or the chat was closed. */
export async function redrawAll(
  ports: BotPorts,
  sender: Sender,
  redraw: NonNullable<Envelope['redraw']> = true,
): Promise<void> {
  const tags: readonly (readonly [string, string])[] = [
    ['request', `person:${sender.ref.id}`],
    ['request', `drafter:${sender.ref.id}`],
    ['engagement', `person:${sender.ref.id}`],
    ['question', `person:${sender.ref.id}`],
    ['question', `drafter:${sender.ref.id}`],
  ];
  for (const [kind, tag] of tags) {
    for (const record of await findRecords(ports, { kind, tag, limit: 50 })) {
      // Who asks for it waits for it, also where they have a form open.
      await handleCommand(ports, record.id, {
        redraw,
        typing: { by: sender.ref.id, isOpen: false },
      });
    }
  }
  await handleCommand(ports, todayOf(sender.ref.id), { redraw });
}
