import type { Partner } from '../domain/directory/listing';
import type { Engagement } from '../domain/engagement/engagement';
import type {
  EngagementId,
  Instant,
  PartnerId,
  PersonId,
  PersonRef,
  RequestId,
} from '../domain/kernel';
import {
  isAsked,
  type AskedQuestion,
  type Question,
  type Receiver,
} from '../domain/question/question';
import type { QuestionCommand, QuestionFacts } from '../domain/question/question-messages';
import { preferring, topicOfRequest, type Topic } from '../domain/question/topic';
import type { NumberedRequest, Request } from '../domain/request/request';
import { findStates } from './find-states';
import { homeOf, personOf } from './homes';
import { peopleInDirectory } from './in-directory';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import { standInFor } from './stand-ins';

/** What the decider of a question needs for this command. */
export async function questionFacts(
  ports: CommandPorts,
  state: Question | undefined,
  command: QuestionCommand,
): Promise<QuestionFacts> {
  switch (command.type) {
    case 'StartQuestion':
      return command.by === 'system' ? {} : topicFacts(ports, command.by, command.about);
    case 'Ask':
      return state === undefined ? {} : askFacts(ports, state, command);
    case 'Answer':
      return state !== undefined && isAsked(state)
        ? clockFacts(ports, state.to.person, command.at)
        : {};
    case 'CheckAnswer':
      return state !== undefined && isAsked(state) ? standInFacts(ports, state, command.at) : {};
    default:
      return {};
  }
}

async function topicFacts(
  ports: CommandPorts,
  by: PersonRef,
  about: RequestId | EngagementId | undefined,
): Promise<QuestionFacts> {
  const topic =
    about === undefined ? await openTopic(ports, by) : topicOf(await requestOf(ports, about), by);
  return topic === undefined ? {} : { topic };
}

function topicOf(request: Request | undefined, by: PersonRef): Topic | undefined {
  return request === undefined ? undefined : topicOfRequest(request, by);
}

/** A question about an engagement hangs on its request: both have one history. */
async function requestOf(
  ports: CommandPorts,
  about: RequestId | EngagementId,
): Promise<Request | undefined> {
  if (!about.startsWith('engagement:')) {
    return loadState<Request>(ports, about);
  }
  const engagement = await loadState<Engagement>(ports, about);
  return engagement === undefined ? undefined : loadState<Request>(ports, engagement.request);
}

/** Before any request: the FPMs of all companies somebody requests for, first the one of their latest request. */
async function openTopic(ports: CommandPorts, by: PersonRef): Promise<Topic> {
  const asker = await personOf(ports, by);
  const companies = await Promise.all(
    (asker?.contactOf ?? []).map((id) => receiversOf(ports, id, [by.id])),
  );
  const [latest] = await findStates<NumberedRequest>(ports, {
    kind: 'request',
    tag: `requester:${by.id}`,
    limit: 1,
  });
  return {
    about: {},
    side: 'partner',
    receivers: preferring(latest?.form.fpm.id, companies.flat()),
  };
}

/** The FPMs of a company but for some. */
async function receiversOf(
  ports: CommandPorts,
  company: PartnerId,
  without: readonly PersonId[],
): Promise<readonly Receiver[]> {
  const partner = await loadState<Partner>(ports, company);
  if (partner === undefined) {
    return [];
  }
  const others = partner.fpms.filter((id) => !without.includes(id));
  return (await peopleInDirectory(ports, others)).map(({ id, name }) => ({
    person: { id, name },
    company: { id: partner.id, name: partner.name },
  }));
}

/** What it is about as it stands by now, and the clock of a concern. */
async function askFacts(
  ports: CommandPorts,
  { about, from, receivers }: Question,
  { to, at }: Extract<QuestionCommand, { type: 'Ask' }>,
): Promise<QuestionFacts> {
  const chosen = receivers.find(({ person }) => person.id === to) ?? receivers[0];
  const topic =
    about.record === undefined ? undefined : topicOf(await requestOf(ports, about.record), from);
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(chosen === undefined ? {} : await clockFacts(ports, chosen.person, at)),
  };
}

async function clockFacts(
  { store, clock, calendar, policy }: CommandPorts,
  answerer: PersonRef,
  at: Instant,
): Promise<QuestionFacts> {
  const home = homeOf(await personOf({ store, clock }, answerer));
  return { answerBy: calendar.workingDaysLater(at, policy.concernWorkingDays, home) };
}

async function standInFacts(
  ports: CommandPorts,
  { from, to }: AskedQuestion,
  at: Instant,
): Promise<QuestionFacts> {
  const standIn = await standInFor(ports, to.company.id, [from.id, to.person.id], at);
  return standIn === undefined ? {} : { standIn };
}
