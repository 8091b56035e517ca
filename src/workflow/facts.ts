import type { HomeCalendar } from '../domain/directory/home-calendar';
import type { Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { Order } from '../domain/effects';
import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementCommand, EngagementFacts } from '../domain/engagement/engagement-messages';
import type { CompanyOption, FormOptions, RecentCustomer } from '../domain/form/fields';
import {
  LANGUAGES,
  type CommandMeta,
  type EngagementId,
  type Instant,
  type Language,
  type PartnerId,
  type PersonId,
  type PersonRef,
} from '../domain/kernel';
import type { EarlierRequest } from '../domain/repeat-rule';
import {
  isNumbered,
  type NumberedRequest,
  type Promises,
  type Request,
  type RequestForm,
} from '../domain/request/request';
import { sentForm } from '../domain/request/decide-draft';
import type { RequestCommand, RequestFacts } from '../domain/request/request-commands';
import { allotNumber } from './allot-number';
import { expertProfiles } from './expert-profiles';
import { findStates } from './find-states';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';

/** In which calendar a person counts whose home is not known. */
const FALLBACK_HOME: HomeCalendar = {
  zone: 'UTC',
  country: 'US',
  workingDays: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '18:00',
};

const NO_FACTS: RequestFacts = { earlier: [], experts: [], answerBy: {} };

/** Gathers from elsewhere what the decider of this record needs for this command, and nothing else. */
export async function gatherFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: Order & CommandMeta,
): Promise<RequestFacts | EngagementFacts | undefined> {
  switch (record.id.slice(0, record.id.indexOf(':'))) {
    case 'request':
      return requestFacts(ports, record.state as Request | undefined, command as RequestCommand);
    case 'engagement':
      return engagementFacts(ports, record, command as EngagementCommand);
    default:
      return undefined;
  }
}

async function requestFacts(
  ports: CommandPorts,
  state: Request | undefined,
  command: RequestCommand,
): Promise<RequestFacts> {
  switch (command.type) {
    case 'StartDraft':
      return command.by === 'system'
        ? NO_FACTS
        : { ...NO_FACTS, ...(await requesterFacts(ports, command.by)) };
    case 'SaveDraft':
      return {
        ...NO_FACTS,
        earlier: state?.status === 'Draft' ? await earlierRequests(ports, state.options) : [],
      };
    case 'Submit':
      return state?.status === 'Draft' ? submitFacts(ports, state, command) : NO_FACTS;
    case 'RankExperts':
    case 'Approve':
    case 'OfferTo':
    case 'DeclineOffer':
    case 'CheckOffer':
      return state !== undefined && isNumbered(state)
        ? offerFacts(ports, state, command.at)
        : NO_FACTS;
    case 'AcceptOffer':
      return command.by === 'system'
        ? NO_FACTS
        : { ...NO_FACTS, contactBy: await contactBy(ports, command.by.id, command.at) };
    default:
      return NO_FACTS;
  }
}

async function requesterFacts(
  ports: CommandPorts,
  by: PersonRef,
): Promise<Pick<RequestFacts, 'requester'>> {
  const person = await loadState<Person>(ports, by.id);
  if (person === undefined) {
    return {};
  }
  const companies = await Promise.all(person.contactOf.map((id) => companyOption(ports, id)));
  const known = companies.filter(
    (company) => company !== undefined && company.fpms.length > 0,
  ) as CompanyOption[];
  if (known.length === 0) {
    return {};
  }
  const recentCustomers = await recentCustomersOf(ports, by.id);
  return {
    requester: {
      person: { id: person.id, name: person.name },
      mail: person.mail,
      options: { companies: known, recentCustomers },
    },
  };
}

async function companyOption(
  ports: CommandPorts,
  id: PartnerId,
): Promise<CompanyOption | undefined> {
  const partner = await loadState<Partner>(ports, id);
  if (partner === undefined) {
    return undefined;
  }
  const fpms = await Promise.all(partner.fpms.map((fpm) => loadState<Person>(ports, fpm)));
  return {
    id,
    name: partner.name,
    fpms: fpms.flatMap((fpm) => (fpm === undefined ? [] : [{ id: fpm.id, name: fpm.name }])),
  };
}

async function recentCustomersOf(
  ports: CommandPorts,
  requester: PersonId,
): Promise<readonly RecentCustomer[]> {
  const requests = await findStates<NumberedRequest>(ports, {
    kind: 'request',
    tag: `requester:${requester}`,
    limit: 50,
  });
  const customers = new Map<string, RecentCustomer>();
  for (const { form } of requests) {
    if (!customers.has(form.tenantId) && customers.size < 5) {
      customers.set(form.tenantId, {
        tenantId: form.tenantId,
        name: form.tenantName,
        segment: form.segment,
      });
    }
  }
  return [...customers.values()];
}

async function earlierRequests(
  ports: CommandPorts,
  options: FormOptions,
): Promise<readonly EarlierRequest[]> {
  const lists = await Promise.all(
    options.companies.map(({ id }) =>
      findStates<NumberedRequest>(ports, { kind: 'request', tag: `company:${id}`, limit: 200 }),
    ),
  );
  return lists.flat().map((request) => ({
    id: request.id,
    number: request.number,
    partnerId: request.form.company.id,
    workloadId: request.form.workloadId,
    role: request.form.role,
    customerTenantId: request.form.tenantId,
    at: request.submittedAt,
    result: resultOf(request),
  }));
}

function resultOf(request: NumberedRequest): EarlierRequest['result'] {
  if (request.status === 'Denied') {
    return 'denied';
  }
  const isOver = request.status === 'Closed' && request.outcome !== undefined;
  return isOver ? 'supported' : 'running';
}

async function submitFacts(
  ports: CommandPorts,
  draft: Extract<Request, { status: 'Draft' }>,
  command: Extract<RequestCommand, { type: 'Submit' }>,
): Promise<RequestFacts> {
  const facts: RequestFacts = {
    ...NO_FACTS,
    ...(await requesterFacts(ports, draft.requester)),
    earlier: await earlierRequests(ports, draft.options),
    experts: await expertProfiles(ports),
    promises: await promisesOf(ports, draft, command),
  };
  const isWhole = sentForm(draft, command, { facts, policy: ports.policy })?.form !== undefined;
  return isWhole ? { ...facts, number: await allotNumber(ports) } : facts;
}

/** The promises of a submission: the check and the decision in the FPM's home calendar, what is told to the requester in theirs. */
async function promisesOf(
  ports: CommandPorts,
  draft: Extract<Request, { status: 'Draft' }>,
  { answers, at }: Extract<RequestCommand, { type: 'Submit' }>,
): Promise<Promises> {
  const { calendar, policy } = ports;
  const chosen = (answers.fpm ?? draft.answers.fpm?.typed) as PersonId | undefined;
  const fpm = chosen === undefined ? undefined : await loadState<Person>(ports, chosen);
  const { zone } = homeOf(await loadState<Person>(ports, draft.requester.id));
  const home = homeOf(fpm);
  const decideBy =
    policy.decisionUnit === 'calendar'
      ? calendar.calendarDaysLater(at, policy.decisionDays, zone)
      : calendar.workingDaysLater(at, policy.decisionDays, home);
  return {
    checkBy: calendar.workingDaysLater(at, policy.checkWorkingDays, home),
    decideBy,
    fpmDecideBy: calendar.lastWorkingMoment(decideBy, home),
  };
}

async function offerFacts(
  ports: CommandPorts,
  request: NumberedRequest,
  at: Instant,
): Promise<RequestFacts> {
  const experts = await expertProfiles(ports);
  const answerBy = await Promise.all(
    experts.map(async ({ id }) => {
      const home = (await loadState<Person>(ports, id))?.home ?? FALLBACK_HOME;
      return [
        id,
        ports.calendar.workingDaysLater(at, ports.policy.offerWorkingDays, home),
      ] as const;
    }),
  );
  const known = await knownTogether(ports, request);
  return {
    ...NO_FACTS,
    experts: experts.map((expert) => ({ ...expert, ...known(expert.id) })),
    answerBy: Object.fromEntries(answerBy),
  };
}

/** When each expert last worked with the partner of this request. */
async function knownTogether(
  ports: CommandPorts,
  request: NumberedRequest,
): Promise<(expert: PersonId) => { readonly lastWithPartner?: Instant }> {
  const earlier = await findStates<NumberedRequest>(ports, {
    kind: 'request',
    tag: `company:${request.form.company.id}`,
    limit: 200,
  });
  return (expert) => {
    const last = earlier
      .flatMap((one) =>
        one.status === 'Closed' && one.expert.id === expert && one.id !== request.id
          ? [one.assignedAt]
          : [],
      )
      .reduce((latest, moment) => Math.max(latest, moment), 0);
    return last === 0 ? {} : { lastWithPartner: last };
  };
}

async function contactBy(ports: CommandPorts, expert: PersonId, at: Instant): Promise<Instant> {
  const home = (await loadState<Person>(ports, expert))?.home ?? FALLBACK_HOME;
  return ports.calendar.workingDaysLater(at, ports.policy.contactWorkingDays, home);
}

async function engagementFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: EngagementCommand,
): Promise<EngagementFacts> {
  const state = record.state as Engagement | undefined;
  const expert = await personOf(
    ports,
    command.type === 'OpenEngagement' ? command.expert : state?.expert,
  );
  const requester = await personOf(ports, state?.requester);
  const actor = await personOf(ports, command.by === 'system' ? undefined : command.by);
  const { calendar, policy } = ports;
  return {
    id: record.id as EngagementId,
    language: workingLanguage(command.type === 'OpenEngagement' ? command.form : state?.form),
    zone: homeOf(expert).zone,
    confirmBy: calendar.workingDaysLater(command.at, policy.confirmWorkingDays, homeOf(requester)),
    today: dayIn(homeOf(actor).zone, command.at),
  };
}

/** Start value of the shared posts: the language that was asked for the expert to work in, if we speak it. */
function workingLanguage(form: RequestForm | undefined): Language {
  return LANGUAGES.find((language) => language === form?.language) ?? 'en';
}

async function personOf(
  ports: CommandPorts,
  ref: PersonRef | undefined,
): Promise<Person | undefined> {
  return ref === undefined ? undefined : loadState<Person>(ports, ref.id);
}

function homeOf(person: Person | undefined): HomeCalendar {
  return person?.home ?? FALLBACK_HOME;
}

/** The date in a zone, `YYYY-MM-DD`. */
function dayIn(timeZone: string, at: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
