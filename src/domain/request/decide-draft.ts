import {
  FIELDS,
  FIELDS_OF_STEP,
  said,
  STEPS,
  type Answers,
  type FieldId,
  type Step,
} from '../form/fields';
import { plainCount, plainGuid } from '../form/plain-values';
import { routeOfAnswers } from '../form/route-of-answers';
import { asksExceptionReason, problemsOfStep } from '../form/validate';
import { accept, refuse, typed, type Decision, type PersonRef } from '../kernel';
import { rankExperts } from '../matching';
import type { Policy } from '../policy';
import { lookAlikes, type LookAlike } from '../repeat-rule';
import { acknowledgeBy, promised } from './decide-clocks';
import { requestFormOf } from './request-form';
import type { Draft, Request, RequestForm } from './request';
import type { CommandOf, RequestCommand, RequestFacts, TypedAnswers } from './request-commands';
import type { RequestEvent } from './request-events';

/** Opens the form for somebody whom the directory allows to request. Pure. */
export function startDraft(
  command: CommandOf<'StartDraft'>,
  facts: RequestFacts,
): Decision<RequestEvent> {
  const { requester } = facts;
  if (requester === undefined) {
    return refuse('unknown-person');
  }
  const first = requester.options.companies[0];
  const only = requester.options.companies.length === 1 ? first : undefined;
  const filled: TypedAnswers = {
    deliveryTeam: 'FTP Partner',
    contactMail: requester.mail,
    ...(only === undefined ? {} : { company: only.id }),
    ...(only?.fpms[0] === undefined ? {} : { fpm: only.fpms[0].id }),
    ...command.answers,
  };
  return accept({
    type: 'DraftStarted',
    id: command.id,
    requester: requester.person,
    options: requester.options,
    answers: changedAnswers({}, filled),
  });
}

/** Whether a button is one of a step that the form has left: of two clicks on "Next" at once the second leads nowhere. Pure. */
export function isOvertaken(draft: Draft, command: RequestCommand): boolean {
  return 'from' in command && command.from !== draft.step;
}

/** Keeps what was typed and moves to where the person wants to be; forwards only over a step without problems. Pure. */
export function saveDraft(
  draft: Draft,
  command: CommandOf<'SaveDraft'>,
  context: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const changed = changedAnswers(draft.answers, command.answers, draft);
  const answers = { ...draft.answers, ...changed };
  const alike = lookAlikesOf(draft, answers, { ...context, at: command.at });
  const step = targetStep({ ...draft, answers, lookAlikes: alike }, command.go, context.policy);
  const leaving = command.go === 'next' || command.go === 'review';
  const attempted =
    leaving && !draft.attempted.includes(draft.step)
      ? [...draft.attempted, draft.step]
      : draft.attempted;
  return accept({
    type: 'DraftSaved',
    answers: changed,
    step,
    attempted,
    ...(isReasonNew(draft, answers, leaving) ? { isReasonNew: true } : {}),
    lookAlikes: alike,
    putAway: command.go === 'away',
    ...(isOvertaken(draft, command) ? { isOvertaken: true } : {}),
  });
}

/** Whether the reason for going on is asked by what was typed last, so that its requester has not pressed on with it on screen. */
function isReasonNew(before: Draft, answers: Answers, leaving: boolean): boolean {
  const isMissing = asksExceptionReason(answers) && said(answers, 'exceptionReason') === '';
  const wasUnseen = !asksExceptionReason(before.answers);
  return isMissing && (wasUnseen || (before.isReasonNew === true && !leaving));
}

/** The requester goes on alone with the published guide. Pure. */
export function chooseGuide(draft: Draft, command: CommandOf<'UseGuide'>): Decision<RequestEvent> {
  const answers = { ...draft.answers, ...changedAnswers(draft.answers, command.answers, draft) };
  const guideUrl = routeOfAnswers(answers)?.guideUrl;
  return guideUrl === undefined
    ? refuse('not-now')
    : accept({ type: 'GuideChosen', workloadId: said(answers, 'workload'), guideUrl });
}

/** A form as it is sent in: with what was typed last, what the directory allows now, and its first wrong step. */
export interface SentForm {
  readonly changed: Answers;
  readonly whole: Draft;
  /** The form of the request; `undefined` while something is wrong. */
  readonly form?: RequestForm;
  readonly wrong?: Step;
}

/** Puts together what a submission sends in; `undefined` for somebody who may not request. Pure. */
export function sentForm(
  draft: Draft,
  command: CommandOf<'Submit'>,
  context: { readonly facts: RequestFacts; readonly policy: Policy },
): SentForm | undefined {
  const options = context.facts.requester?.options;
  if (options === undefined) {
    return undefined;
  }
  const changed = changedAnswers(draft.answers, command.answers, draft);
  const answers = { ...draft.answers, ...changed };
  const alike = lookAlikesOf(draft, answers, { ...context, at: command.at });
  const whole: Draft = { ...draft, options, answers, lookAlikes: alike };
  const checks = contextOf(whole, context.policy);
  const wrong = STEPS.find((step) => problemsOfStep(step, checks).length > 0);
  const form = wrong === undefined ? requestFormOf(checks) : undefined;
  return form === undefined ? { changed, whole, wrong: wrong ?? 'why' } : { changed, whole, form };
}

/** Submits a form without problems; one with problems is kept and shown at its first wrong step. Pure. */
export function submit(
  draft: Draft,
  command: CommandOf<'Submit'>,
  context: { readonly facts: RequestFacts; readonly policy: Policy },
): Decision<RequestEvent> {
  const sent = sentForm(draft, command, context);
  if (sent === undefined) {
    return refuse('unknown-person');
  }
  const { changed, whole, form, wrong = 'why' } = sent;
  if (form === undefined) {
    const { lookAlikes: alike, options } = whole;
    return accept({
      type: 'DraftSaved',
      answers: changed,
      step: wrong,
      attempted: [...STEPS],
      lookAlikes: alike,
      putAway: false,
      options,
    });
  }
  return form.fpm.id === draft.requester.id
    ? refuse('own-request')
    : accepted(whole, form, { ...context, at: command.at });
}

/** The request as it is submitted, with its number, promises and ranked experts. */
function accepted(
  draft: Draft,
  form: RequestForm,
  {
    facts,
    policy,
    at,
  }: { readonly facts: RequestFacts; readonly policy: Policy; readonly at: number },
): Decision<RequestEvent> {
  const routing = routeOfAnswers(draft.answers);
  const { number, promises, requester, experts } = facts;
  if (number === undefined || promises === undefined || routing === undefined) {
    return refuse('not-now');
  }
  const { cover } = facts;
  return accept({
    type: 'RequestSubmitted',
    number,
    form: cover === undefined ? form : { ...form, fpm: cover },
    ...(cover === undefined ? {} : { absent: form.fpm }),
    contactIsRequester: form.contactMail.typed.toLowerCase() === requester?.mail.toLowerCase(),
    routing,
    lookAlikes: draft.lookAlikes,
    promises: promised(promises, at, policy),
    acknowledgeBy: acknowledgeBy(at, policy),
    candidates: rankExperts({ ...form, requesterId: draft.requester.id, at }, experts),
  });
}

/** What the checks of this draft need. Pure. */
export function contextOf(draft: Draft, policy: Policy): Parameters<typeof problemsOfStep>[1] {
  return {
    answers: draft.answers,
    options: draft.options,
    policy,
    hasLookAlikes: draft.lookAlikes.length > 0,
  };
}

function targetStep(draft: Draft, go: CommandOf<'SaveDraft'>['go'], policy: Policy): Step {
  const here = STEPS.indexOf(draft.step);
  switch (go) {
    case 'stay':
    case 'away':
      return draft.step;
    case 'back':
      return STEPS[Math.max(0, here - 1)] ?? draft.step;
    case 'next':
      return furthest(draft, STEPS[here + 1] ?? draft.step, policy);
    case 'need':
    case 'customer':
    case 'why':
    case 'review':
      return furthest(draft, go, policy);
  }
}

/** The wanted step, or the first one before it that still has problems. */
function furthest(draft: Draft, wanted: Step, policy: Policy): Step {
  const before = STEPS.slice(0, STEPS.indexOf(wanted));
  return before.find((step) => problemsOfStep(step, contextOf(draft, policy)).length > 0) ?? wanted;
}

function lookAlikesOf(
  draft: Draft,
  answers: Answers,
  context: { readonly facts: RequestFacts; readonly policy: Policy; readonly at: number },
): readonly LookAlike[] {
  const company = draft.options.companies.find(({ id }) => id === said(answers, 'company'));
  if (company === undefined || said(answers, 'workload') === '') {
    return [];
  }
  return lookAlikes(
    {
      id: draft.id,
      partnerId: company.id,
      workloadId: said(answers, 'workload'),
      role: said(answers, 'role'),
      customerTenantId: plainGuid(said(answers, 'tenantId')),
      at: context.at,
    },
    context.facts.earlier,
    { withinDays: context.policy.lookAlikeDays },
  );
}

/** Typed texts that differ from what is kept, tidied where people paste them in several forms. Pure. */
export function changedAnswers(kept: Answers, sent: TypedAnswers, draft?: Draft): Answers {
  const tidy: TypedAnswers = {
    ...customerOf(kept, sent, draft),
    ...sent,
    ...customerOf(kept, sent, draft),
  };
  const changed = FIELDS.flatMap((field) => {
    const text = tidy[field] === undefined ? undefined : tidied(field, tidy[field]);
    return text === undefined || text === (kept[field]?.typed ?? '')
      ? []
      : [[field, typed(text)] as const];
  });
  return Object.fromEntries(changed);
}

function tidied(field: FieldId, text: string): string {
  if (field === 'tenantId') {
    return /^[0-9a-f-]{36}$/.test(plainGuid(text)) ? plainGuid(text) : text;
  }
  return field === 'licences' ? plainCount(text) : text;
}

/** A newly chosen recent customer fills its three fields. */
function customerOf(kept: Answers, sent: TypedAnswers, draft: Draft | undefined): TypedAnswers {
  if (sent.recentCustomer === undefined || sent.recentCustomer === said(kept, 'recentCustomer')) {
    return {};
  }
  const customer = draft?.options.recentCustomers.find(
    ({ tenantId }) => tenantId === sent.recentCustomer,
  );
  return customer === undefined
    ? {}
    : { tenantId: customer.tenantId, tenantName: customer.name.typed, segment: customer.segment };
}

/** The first step of a form with open questions: where a form resumes that lost its place. Pure. */
export function firstOpenStep(draft: Draft, policy: Policy): Step {
  return furthest(draft, 'review', policy);
}

/** Whether this person is the one who fills in the draft. Pure. */
export function isDrafter(request: Request, person: PersonRef): boolean {
  return request.requester.id === person.id;
}

/** The step a field belongs to. Pure. */
export function stepOf(field: FieldId): Step {
  return (
    STEPS.find((step) => (FIELDS_OF_STEP[step] as readonly FieldId[]).includes(field)) ?? 'need'
  );
}
