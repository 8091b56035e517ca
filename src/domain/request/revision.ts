import { FIELDS, said, STEPS, type Answers, type FieldId } from '../form/fields';
import { plainGuid } from '../form/plain-values';
import { routeOfAnswers } from '../form/route-of-answers';
import { fieldsAsked, problemsOfStep, type FormContext } from '../form/validate';
import { typed, type Instant } from '../kernel';
import { rankExperts } from '../matching';
import type { Policy } from '../policy';
import { lookAlikes, type LookAlike } from '../repeat-rule';
import { answersOfForm } from './answers-of-form';
import { changedAnswers } from './decide-draft';
import { requestFormOf } from './request-form';
import type { FieldChange, NumberedRequest, RequestForm, Returned, Undecided } from './request';
import type { RequestFacts, TypedAnswers } from './request-commands';
import type { RevisedForm } from './request-events';

/** Fields that stay as they were submitted: who asks whom for which company is another request. */
const SETTLED: readonly FieldId[] = ['recentCustomer', 'company', 'deliveryTeam', 'fpm', 'lead'];

/** A form with what its requester typed since the submission, checked as a whole. */
export type Revision =
  | { readonly isWhole: true; readonly revised: RevisedForm }
  /** What differs from the form, with something wrong in it. */
  | {
      readonly isWhole: false;
      readonly answers: Answers;
      readonly lookAlikes: readonly LookAlike[];
    };

/** The request's answers with what its requester typed since: what was kept, and over it what comes now. Pure. */
export function revisedAnswers(request: NumberedRequest, answers: TypedAnswers = {}): Answers {
  const kept = { ...answersOfForm(request.form), ...request.revising };
  return { ...kept, ...changedAnswers(kept, withoutSettled(answers)) };
}

/**
 * What the checks of a submitted form need; the choices are its own company and FPM, which cannot be changed any more.
 *
 * @param answers - The form as it would stand, for instance of {@link revisedAnswers}.
 */
export function formContextOf(
  request: NumberedRequest,
  answers: Answers,
  policy: Policy,
): FormContext {
  const { company, fpm } = request.form;
  const alike = request.revisingLookAlikes ?? request.lookAlikes;
  return {
    answers,
    options: { companies: [{ ...company, fpms: [fpm] }], recentCustomers: [] },
    policy,
    hasLookAlikes: alike.length > 0,
  };
}

/** The fields of such a form that may be returned and changed, in the order in which they are asked. Pure. */
export function changeableFields(
  form: Pick<FormContext, 'answers' | 'hasLookAlikes'>,
): readonly FieldId[] {
  return STEPS.flatMap((step) => fieldsAsked(step, form)).filter(
    (field) => !SETTLED.includes(field),
  );
}

/** The fields that the FPM may return: those of the form as it was sent in, whatever its requester is typing now. Pure. */
export function returnableFields(request: NumberedRequest, policy: Policy): readonly FieldId[] {
  const { revising: _unsent, revisingLookAlikes: _too, ...sent } = request;
  return changeableFields(formContextOf(sent, revisedAnswers(sent), policy));
}

/** Puts together what the requester sends in: either the form as it stands then, or what is kept until it is right. Pure. */
export function revisionOf(
  request: Undecided | Returned,
  command: { readonly answers: TypedAnswers; readonly at: Instant },
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): Revision {
  const answers = revisedAnswers(request, command.answers);
  const alike = lookAlikesOf(request, answers, { facts, policy });
  const checks = { ...formContextOf(request, answers, policy), hasLookAlikes: alike.length > 0 };
  const isRight = STEPS.every((step) => problemsOfStep(step, checks).length === 0);
  const form = isRight ? requestFormOf(checks) : undefined;
  if (form === undefined) {
    return { isWhole: false, answers: changedOf(request.form, answers), lookAlikes: alike };
  }
  const need = { ...form, requesterId: request.requester.id, at: command.at };
  return {
    isWhole: true,
    revised: {
      form,
      changes: changesOf(request.form, form),
      contactIsRequester: isRequesters(request, form, facts),
      routing: routeOfAnswers(answers) ?? request.routing,
      lookAlikes: alike,
      candidates: rankExperts(need, facts.experts),
    },
  };
}

function withoutSettled(answers: TypedAnswers): TypedAnswers {
  return Object.fromEntries(
    Object.entries(answers).filter(([field]) => !SETTLED.includes(field as FieldId)),
  );
}

/** Earlier requests as they were earlier at the submission: one that was submitted since is no repetition of its own. */
function lookAlikesOf(
  request: NumberedRequest,
  answers: Answers,
  { facts, policy }: { readonly facts: RequestFacts; readonly policy: Policy },
): readonly LookAlike[] {
  return lookAlikes(
    {
      id: request.id,
      partnerId: request.form.company.id,
      workloadId: said(answers, 'workload'),
      role: said(answers, 'role'),
      customerTenantId: plainGuid(said(answers, 'tenantId')),
      at: request.submittedAt,
    },
    facts.earlier,
    { withinDays: policy.lookAlikeDays },
  );
}

/** What differs from the form; an optional answer that was emptied is kept as an empty one. */
function changedOf(form: RequestForm, answers: Answers): Answers {
  const before = answersOfForm(form);
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([field, { typed: text }]) => text !== (before[field as FieldId]?.typed ?? ''),
    ),
  );
}

function changesOf(before: RequestForm, after: RequestForm): readonly FieldChange[] {
  const [old, fresh] = [answersOfForm(before), answersOfForm(after)];
  return FIELDS.flatMap((field) => {
    const [from, to] = [said(old, field), said(fresh, field)];
    return from === to ? [] : [{ field, from: typed(from), to: typed(to) }];
  });
}

function isRequesters(request: NumberedRequest, form: RequestForm, facts: RequestFacts): boolean {
  const [old, contact] = [request.form, form].map(({ contactMail }) =>
    contactMail.typed.toLowerCase(),
  );
  return contact === old
    ? request.contactIsRequester
    : contact === facts.requester?.mail.toLowerCase();
}
