import type { Order } from '../domain/effects';
import type { EngagementCommand } from '../domain/engagement/engagement-messages';
import type { CommandMeta } from '../domain/kernel';
import type { Question } from '../domain/question/question';
import type { QuestionCommand } from '../domain/question/question-messages';
import type { RequestCommand } from '../domain/request/request-commands';
import { engagementFacts } from './engagement-facts';
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
  switch (record.id.slice(0, record.id.indexOf(':'))) {
    case 'request':
      return requestFacts(ports, record, command as RequestCommand);
    case 'engagement':
      return engagementFacts(ports, record, command as EngagementCommand);
    case 'question':
      return questionFacts(ports, record.state as Question | undefined, command as QuestionCommand);
    case 'today':
      return todayFacts(ports, record, command as TodayCommand);
    case 'credential':
      return { operators: await desk(ports) };
    default:
      return undefined;
  }
}
