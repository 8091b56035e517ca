import { partiesOf, type Question } from '../domain/question/question';
import { isNumbered, type Request } from '../domain/request/request';
import { findRecords } from '../workflow/find-states';
import type { LiveRecord } from '../workflow/record';
import type { BotPorts, Sender } from './bot-ports';

/** Questions about one request of which the history tells. */
const LOOKED_AT = 50;

/**
 * A request's record with the events of the questions about it, oldest first: those in which the reader has a part, and for its FPM
 * all of them.
 */
export async function withQuestions(
  ports: BotPorts,
  sender: Sender,
  record: LiveRecord,
): Promise<LiveRecord> {
  const request = record.state as Request | undefined;
  const isFpm =
    request !== undefined && isNumbered(request) && request.form.fpm.id === sender.ref.id;
  const questions = await findRecords(ports, {
    kind: 'question',
    tag: `about:${record.id}`,
    limit: LOOKED_AT,
  });
  const theirs = questions.filter(
    ({ state }) => isFpm || partiesOf(state as Question).some(({ id }) => id === sender.ref.id),
  );
  const events = [record, ...theirs].flatMap((one) => one.events);
  return { ...record, events: events.toSorted((a, b) => a.at - b.at) };
}
