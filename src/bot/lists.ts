import { drawModel, type Drawn } from '../cards/draw-card';
import { drawingFor } from '../cards/drawing';
import { engagementRow, requestRow } from '../cards/list-rows';
import { questionRow } from '../cards/question-lines';
import { listCard, type ListName, type ListRow } from '../cards/simple-cards';
import type { Engagement } from '../domain/engagement/engagement';
import type { Question } from '../domain/question/question';
import type { Instant, PersonId } from '../domain/kernel';
import type { Request } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';

/** Rows of one page. */
const ROWS_MAX = 8;
/** Records looked at for one list. */
const LOOKED_AT = 50;

/** One of the sender's lists as a card. */
export async function drawList(ports: BotPorts, sender: Sender, list: ListName): Promise<Drawn> {
  return drawRecords(ports, sender, list, await recordsOf(ports, sender, list));
}

function drawRecords(
  ports: BotPorts,
  sender: Sender,
  list: ListName,
  records: readonly LiveRecord[],
): Drawn {
  const at = ports.clock.now();
  const rows = records.slice(0, ROWS_MAX).map((record) => rowOf(sender, record, at));
  const more = Math.max(0, records.length - ROWS_MAX);
  const mayRequest = sender.person.contactOf.length > 0;
  return drawModel(listCard({ viewer: sender.viewer, list, rows, more, mayRequest }));
}

/** "Where you were", or nothing when nothing of the sender's is open. */
export async function drawWhere(ports: BotPorts, sender: Sender): Promise<Drawn | undefined> {
  const records = await recordsOf(ports, sender, 'where');
  return records.length === 0 ? undefined : drawRecords(ports, sender, 'where', records);
}

async function recordsOf(
  ports: BotPorts,
  sender: Sender,
  list: ListName,
): Promise<readonly LiveRecord[]> {
  const { id } = sender.ref;
  const find = async (kind: string, tag: string): Promise<readonly LiveRecord[]> =>
    (await findRecords(ports, { kind, tag, limit: LOOKED_AT })).filter(
      (record) => !isDouble(record, id),
    );
  // Engagements are listed by who was assigned, not by the directory: who is no expert any more still finds theirs.
  switch (list) {
    case 'drafts':
      return [
        ...(await find('request', `drafter:${id}`)),
        ...(await find('question', `drafter:${id}`)),
      ];
    case 'my': {
      const ending = (await find('engagement', `waits:${id}`)).filter(isEnding);
      const requests = await find('request', `person:${id}`);
      return [
        ...ending,
        ...requests.filter((request) => !ending.some((engagement) => isOf(engagement, request))),
        ...(await find('engagement', `expert:${id}`)),
      ];
    }
    case 'where':
      return (
        await Promise.all([
          find('engagement', `waits:${id}`).then((waiting) => waiting.filter(isEnding)),
          find('request', `drafter:${id}`),
          find('request', `person:${id}`),
          find('engagement', `expert:${id}`),
          find('question', `drafter:${id}`),
          find('question', `person:${id}`),
        ])
      )
        .flat()
        .filter(isOpen);
  }
}

/** An expert finds their engagement once, not also as the request it came from. */
function isDouble(record: LiveRecord, person: PersonId): boolean {
  const { expert } = record.state as { readonly expert?: { readonly id: string } };
  return record.id.startsWith('request:') && expert?.id === person;
}

/** Its request is closed and says so: what is left to do for requester or FPM stands on the engagement alone. */
function isEnding({ state }: LiveRecord): boolean {
  return (state as Engagement).status === 'WrappingUp';
}

function isOf(engagement: LiveRecord, request: LiveRecord): boolean {
  return (engagement.state as Engagement).request === request.id;
}

function isOpen(record: LiveRecord): boolean {
  const { status } = record.state as Request | Engagement | Question;
  const over = ['Solved', 'Closed', 'Denied', 'Withdrawn', 'Completed', 'Discarded', 'Deflected'];
  return !over.includes(status);
}

function rowOf(sender: Sender, record: LiveRecord, at: Instant): ListRow {
  const draw = drawingFor(sender.viewer);
  const { id } = record;
  if (id.startsWith('engagement:')) {
    return { id, ...engagementRow(draw, record.state as Engagement) };
  }
  return id.startsWith('question:')
    ? { id, ...questionRow(draw, record.state as Question, sender.ref.id) }
    : { id, ...requestRow(draw, record.state as Request, at) };
}
