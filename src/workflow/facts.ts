import type { DeliveryAlarmCommand } from '../domain/alarm/delivery-alarm';
import type { Order } from '../domain/effects';
import type { EngagementCommand } from '../domain/engagement/engagement-messages';
import { isDrop } from '../domain/delivery-drop';
import type { Person, PersonCommand } from '../domain/directory/person';
import type { SendingFacts } from '../domain/setting/sending';
import type { CommandMeta, PersonId, PersonRef } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import type { QuestionCommand } from '../domain/question/question-messages';
import type { RequestCommand } from '../domain/request/request-commands';
import { personFacts } from './absence-facts';
import { alarmFacts } from './alarm-facts';
import { engagementFacts } from './engagement-facts';
import { findStates } from './find-states';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';
import type { TodayCommand } from '../domain/today/today';
import { todayFacts } from './today-facts';
import { questionFacts } from './question-facts';
import { requestFacts } from './request-facts';
import { desk } from './stand-ins';

/** Gathers from elsewhere what the decider of this record needs for this command, and nothing else. */
export async function gatherFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: Order & CommandMeta,
): Promise<unknown> {
  if (isDrop(command)) {
    return { isOperator: (await operators(ports)).some(({ id }) => isBy(command, id)) };
  }
  switch (record.id.slice(0, record.id.indexOf(':'))) {
    case 'request':
      return requestFacts(ports, record, command as RequestCommand);
    case 'engagement':
      return engagementFacts(ports, record, command as EngagementCommand);
    case 'question':
      return questionFacts(ports, record.state as Question | undefined, command as QuestionCommand);
    case 'person':
      return personFacts(ports, record.state as Person | undefined, command as PersonCommand);
    case 'today':
      return todayFacts(ports, record, command as TodayCommand);
    case 'credential':
      return { operators: await desk(ports) };
    case 'alarm':
      return alarmFacts(ports, record, command as DeliveryAlarmCommand);
    case 'setting':
      return { operators: await operators(ports) } satisfies SendingFacts;
    default:
      return undefined;
  }
}

/** Operators looked for; there are a few. */
const OPERATORS_MAX = 50;

async function operators(ports: CommandPorts): Promise<readonly PersonRef[]> {
  const query = { kind: 'person', tag: 'role:operator', limit: OPERATORS_MAX };
  return (await findStates<Person>(ports, query)).map(({ id, name }) => ({ id, name }));
}

function isBy({ by }: CommandMeta, id: PersonId): boolean {
  return by !== 'system' && by.id === id;
}
