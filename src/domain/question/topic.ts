import { said } from '../form/fields';
import type { PersonRef } from '../kernel';
import { isNumbered, type Draft, type NumberedRequest, type Request } from '../request/request';
import { peopleOf } from '../request/request-summary';
import type { Receiver, Side, Subject } from './question';

/** What somebody may ask about, in which part, and whom. */
export interface Topic {
  readonly about: Subject;
  readonly side: Side;
  /** The likeliest first; empty when there is nobody to ask. */
  readonly receivers: readonly Receiver[];
}

/** What somebody may ask about a request; `undefined` when they have no part in it, or it never became one. Pure. */
export function topicOfRequest(request: Request, by: PersonRef): Topic | undefined {
  if (isNumbered(request)) {
    return topicOfNumbered(request, by);
  }
  return request.status === 'Draft' && request.requester.id === by.id
    ? topicOfDraft(request)
    : undefined;
}

/** Partner and expert ask the FPM, also when the engagement is over (R5); the FPM asks the partner. */
function topicOfNumbered(request: NumberedRequest, by: PersonRef): Topic | undefined {
  const { id, number, form, requester } = request;
  if (!peopleOf(request).includes(by.id)) {
    return undefined;
  }
  const side = sideOf(request, by);
  const person = side === 'fpm' ? requester : form.fpm;
  return {
    about: { record: id, number, workloadId: form.workloadId },
    side,
    receivers: person.id === by.id ? [] : [{ person, company: form.company }],
  };
}

function sideOf({ requester, form }: NumberedRequest, by: PersonRef): Side {
  if (requester.id === by.id) {
    return 'partner';
  }
  return form.fpm.id === by.id ? 'fpm' : 'expert';
}

/** The FPMs of the company the draft is for; of all companies while it does not say. */
function topicOfDraft({ id, answers, options }: Draft): Topic {
  const company = said(answers, 'company');
  const workloadId = said(answers, 'workload');
  const receivers = options.companies
    .filter((one) => company === '' || one.id === company)
    .flatMap(({ id: companyId, name, fpms }) =>
      fpms.map((person): Receiver => ({ person, company: { id: companyId, name } })),
    );
  return {
    about: { record: id, ...(workloadId === '' ? {} : { workloadId }) },
    side: 'partner',
    receivers: preferring(said(answers, 'fpm'), receivers),
  };
}

/** Everybody once, the preferred one first. Pure. */
export function preferring(
  person: string | undefined,
  receivers: readonly Receiver[],
): readonly Receiver[] {
  const once = receivers.filter(
    (one, index) => receivers.findIndex(({ person: { id } }) => id === one.person.id) === index,
  );
  return once.toSorted((a, b) => Number(b.person.id === person) - Number(a.person.id === person));
}
