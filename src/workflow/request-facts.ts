import type { Person } from '../domain/directory/person';
import type { Instant, PartnerId, PersonId } from '../domain/kernel';
import type { EarlierRequest } from '../domain/repeat-rule';
import {
  isNumbered,
  type Draft,
  type NumberedRequest,
  type Request,
} from '../domain/request/request';
import { isOvertaken, sentForm } from '../domain/request/decide-draft';
import type { RequestCommand, RequestFacts } from '../domain/request/request-commands';
import { allotNumber } from './allot-number';
import { expertProfiles } from './expert-profiles';
import { findStates } from './find-states';
import { homeOf } from './homes';
import { peopleInDirectory } from './in-directory';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';
import {
  firstPromises,
  lateReturnClocks,
  reopenedPromises,
  resumedPromises,
  returnClocks,
  workingDaysOf,
} from './request-clocks';
import { requesterFacts } from './requester-facts';
import { coverFor, desk, standInFor } from './stand-ins';

const NO_FACTS: RequestFacts = { earlier: [], experts: [], answerBy: {} };

/** What the decider of a request needs for this command. */
export async function requestFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: RequestCommand,
): Promise<RequestFacts> {
  const state = record.state as Request | undefined;
  if (command.type === 'StartDraft') {
    return command.by === 'system'
      ? NO_FACTS
      : { ...NO_FACTS, ...(await requesterFacts(ports, command.by)) };
  }
  if (state === undefined) {
    return NO_FACTS;
  }
  if (isNumbered(state)) {
    return { ...NO_FACTS, ...(await numberedFacts(ports, { record, request: state }, command)) };
  }
  return state.status === 'Draft' ? draftFacts(ports, state, command) : NO_FACTS;
}

async function draftFacts(
  ports: CommandPorts,
  draft: Draft,
  command: RequestCommand,
): Promise<RequestFacts> {
  const companies = draft.options.companies.map(({ id }) => id);
  switch (command.type) {
    case 'SaveDraft':
    case 'UseGuide':
      return { ...NO_FACTS, earlier: await earlierRequests(ports, companies) };
    case 'Submit':
      return submitFacts(ports, draft, command);
    default:
      return NO_FACTS;
  }
}

async function numberedFacts(
  ports: CommandPorts,
  { record, request }: { readonly record: LiveRecord; readonly request: NumberedRequest },
  command: RequestCommand,
): Promise<Partial<RequestFacts>> {
  switch (command.type) {
    case 'RankExperts':
    case 'Approve':
    case 'OfferTo':
    case 'DeclineOffer':
    case 'CheckOffer':
      return offerFacts(ports, request, command.at);
    case 'AcceptOffer':
      return command.by === 'system'
        ? {}
        : { contactBy: await contactBy(ports, command.by.id, command.at) };
    case 'HandOver':
      return handOverFacts(ports, request, command);
    case 'SendAgain':
    case 'ChangeRequest':
      return revisionFacts(ports, request, command.at);
    case 'CheckAcknowledgement':
      return { acknowledged: isAcknowledged(record, request), desk: await desk(ports) };
    default:
      return clockFacts(ports, request, command);
  }
}

/** What only moments and people depend on. */
async function clockFacts(
  ports: CommandPorts,
  request: NumberedRequest,
  { type, at }: RequestCommand,
): Promise<Partial<RequestFacts>> {
  const { requester, form } = request;
  const { reopenWorkingDays, closeWorkingDays } = ports.policy;
  switch (type) {
    case 'ReturnRequest':
      return { returned: await returnClocks(ports, requester.id, at) };
    case 'CheckReturn':
      return { returned: await lateReturnClocks(ports, requester.id, at) };
    case 'Deny':
      return { reopenBy: await workingDaysOf(ports, form.fpm.id, at, reopenWorkingDays) };
    case 'ReopenDenied':
      return request.status === 'Denied'
        ? { promises: await reopenedPromises(ports, request, at) }
        : {};
    case 'ConfirmContact':
      return { closeAt: await workingDaysOf(ports, form.fpm.id, at, closeWorkingDays) };
    case 'CheckDecision': {
      // Who gave it away does not stand in for it.
      const former = (request.handOvers ?? []).map(({ from }) => from.id);
      const without = [form.fpm.id, requester.id, ...former];
      const standIn = await standInFor(ports, form.company.id, without, at);
      return standIn === undefined ? {} : { standIn };
    }
    default:
      return {};
  }
}

/** Who hands it over, and to whom, as the directory knows them now. */
async function handOverFacts(
  ports: CommandPorts,
  { form }: NumberedRequest,
  { by, to, absent, at }: Extract<RequestCommand, { type: 'HandOver' }>,
): Promise<Partial<RequestFacts>> {
  if (absent !== undefined) {
    const cover = await coverFor(ports, absent.id, form.company.id, { without: [], at });
    return cover === undefined ? {} : { receiver: cover };
  }
  const [actor] = by === 'system' ? [] : await peopleInDirectory(ports, [by.id]);
  const [receiver] = to === undefined ? [] : await peopleInDirectory(ports, [to]);
  return {
    isOperator: actor?.isOperator === true,
    ...(receiver === undefined || receiver.fpmOf.length === 0
      ? {}
      : { receiver: { id: receiver.id, name: receiver.name } }),
  };
}

/** What a form that is fixed or changed is checked against; after a return with the clocks that go on. */
async function revisionFacts(
  ports: CommandPorts,
  request: NumberedRequest,
  at: Instant,
): Promise<Partial<RequestFacts>> {
  return {
    ...(await requesterFacts(ports, request.requester)),
    earlier: await earlierRequests(ports, [request.form.company.id]),
    experts: await expertProfiles(ports),
    ...(request.status === 'Returned'
      ? { promises: await resumedPromises(ports, request, at) }
      : {}),
  };
}

/** Whether a picture that knows of the submission is known to have reached its requester. */
function isAcknowledged(record: LiveRecord, request: NumberedRequest): boolean {
  const index = record.events.findIndex(({ type }) => type === 'RequestSubmitted');
  const submission = record.count - (record.events.length - index) + 1;
  return record.copies.some(
    ({ to, card, shownVersion }) =>
      card === 'request-partner' &&
      'person' in to &&
      to.person === request.requester.id &&
      shownVersion >= submission,
  );
}

async function earlierRequests(
  ports: CommandPorts,
  companies: readonly PartnerId[],
): Promise<readonly EarlierRequest[]> {
  const lists = await Promise.all(
    companies.map((id) =>
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
  if (request.status === 'Denied' || request.status === 'Withdrawn') {
    return request.status === 'Denied' ? 'denied' : 'withdrawn';
  }
  const isOver = request.status === 'Closed' && request.outcome !== undefined;
  return isOver ? 'supported' : 'running';
}

/** Who takes it in the place of the chosen FPM; nobody takes their own request. */
async function coverOfForm(
  ports: CommandPorts,
  { answers, requester }: Draft,
  command: Extract<RequestCommand, { type: 'Submit' }>,
): Promise<Pick<RequestFacts, 'cover'>> {
  const [fpm, company] = (['fpm', 'company'] as const).map(
    (field) => command.answers[field] ?? answers[field]?.typed,
  );
  if (fpm === undefined || company === undefined) {
    return {};
  }
  const which = { without: [requester.id], at: command.at };
  const cover = await coverFor(ports, fpm as PersonId, company as PartnerId, which);
  return cover === undefined ? {} : { cover };
}

async function submitFacts(
  ports: CommandPorts,
  draft: Draft,
  command: Extract<RequestCommand, { type: 'Submit' }>,
): Promise<RequestFacts> {
  const fpm = (command.answers.fpm ?? draft.answers.fpm?.typed) as PersonId | undefined;
  const companies = draft.options.companies.map(({ id }) => id);
  const cover = await coverOfForm(ports, draft, command);
  const facts: RequestFacts = {
    ...NO_FACTS,
    ...cover,
    ...(await requesterFacts(ports, draft.requester)),
    earlier: await earlierRequests(ports, companies),
    experts: await expertProfiles(ports),
    promises: await firstPromises(
      ports,
      { requester: draft.requester.id, fpm: cover.cover?.id ?? fpm },
      command.at,
    ),
  };
  const isSent =
    !isOvertaken(draft, command) &&
    sentForm(draft, command, { facts, policy: ports.policy })?.form !== undefined;
  return isSent ? { ...facts, number: await allotNumber(ports) } : facts;
}

async function offerFacts(
  ports: CommandPorts,
  request: NumberedRequest,
  at: Instant,
): Promise<Partial<RequestFacts>> {
  const experts = await expertProfiles(ports);
  const answerBy = await Promise.all(
    experts.map(async ({ id }) => {
      const home = homeOf(await loadState<Person>(ports, id));
      // The offer reaches them in their working hours; before that the time does not run.
      const from = ports.calendar.nextWorkingMoment(at, home);
      const days = ports.policy.offerWorkingDays;
      return [id, ports.calendar.workingDaysLater(from, days, home)] as const;
    }),
  );
  const known = await knownTogether(ports, request);
  return {
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

function contactBy(ports: CommandPorts, expert: PersonId, at: Instant): Promise<Instant> {
  return workingDaysOf(ports, expert, at, ports.policy.contactWorkingDays);
}
