import type { Answers } from '../form/fields';
import { typed } from '../kernel';
import type { RequestForm } from './request';

/**
 * The answers that a form was made of, in the plain form in which they are kept: `requestFormOf` of them gives the form again.
 * The lead stays ticked; which recent customer filled the form is not known any more. Pure.
 */
export function answersOfForm(form: RequestForm): Answers {
  const { exceptionReason, emailSource, otherInformation, difference } = form;
  return {
    role: typed(form.role),
    workload: typed(form.workloadId),
    licences: typed(String(form.licences)),
    region: typed(form.region),
    language: typed(form.language),
    secondLanguage: typed(form.secondLanguage ?? 'none'),
    ...(exceptionReason === undefined ? {} : { exceptionReason }),
    tenantId: typed(form.tenantId),
    tenantName: form.tenantName,
    segment: typed(form.segment),
    purpose: typed(form.purpose),
    justification: form.justification,
    ...(emailSource === undefined ? {} : { emailSource }),
    ...(otherInformation === undefined ? {} : { otherInformation }),
    company: typed(form.company.id),
    deliveryTeam: typed(form.deliveryTeam),
    fpm: typed(form.fpm.id),
    contactMail: form.contactMail,
    ...(difference === undefined ? {} : { difference }),
    lead: typed('true'),
  };
}
