import { asksEmailSource, asksExceptionReason, type FormContext } from '../form/validate';
import { plainCount, plainGuid } from '../form/plain-values';
import {
  PURPOSES,
  REGIONS,
  ROLES,
  said,
  SEGMENTS,
  type Answers,
  type FieldId,
} from '../form/fields';
import { typed, type Typed } from '../kernel';
import type { RequestForm } from './request';

/** The checked answers as the form of a request; `undefined` when a choice is not one of ours. Pure. */
export function requestFormOf(form: FormContext): RequestForm | undefined {
  const { answers, options } = form;
  const company = options.companies.find(({ id }) => id === said(answers, 'company'));
  const fpm = company?.fpms.find(({ id }) => id === said(answers, 'fpm'));
  const choices = choicesOf(answers);
  if (company === undefined || fpm === undefined || choices === undefined) {
    return undefined;
  }
  return {
    ...choices,
    workloadId: said(answers, 'workload'),
    licences: Number(plainCount(said(answers, 'licences'))),
    language: said(answers, 'language'),
    ...secondLanguageOf(answers),
    tenantId: plainGuid(said(answers, 'tenantId')),
    tenantName: text(answers, 'tenantName'),
    justification: text(answers, 'justification'),
    fpm,
    contactMail: text(answers, 'contactMail'),
    company: { id: company.id, name: company.name },
    deliveryTeam: said(answers, 'deliveryTeam'),
    ...(asksExceptionReason(answers) ? optional(answers, 'exceptionReason') : {}),
    ...optional(answers, 'otherInformation'),
    ...(form.hasLookAlikes ? optional(answers, 'difference') : {}),
    ...(asksEmailSource(answers) ? { emailSource: text(answers, 'emailSource') } : {}),
  };
}

/** The four choices from fixed lists; `undefined` when one is none of them. */
function choicesOf(
  answers: Answers,
): Pick<RequestForm, 'role' | 'region' | 'segment' | 'purpose'> | undefined {
  const role = ROLES.find((one) => one === said(answers, 'role'));
  const region = REGIONS.find((one) => one === said(answers, 'region'));
  const segment = SEGMENTS.find((one) => one === said(answers, 'segment'));
  const purpose = PURPOSES.find((one) => one === said(answers, 'purpose'));
  if (role === undefined || role === 'not-sure' || region === undefined) {
    return undefined;
  }
  return segment === undefined || purpose === undefined
    ? undefined
    : { role, region, segment, purpose };
}

function secondLanguageOf(answers: Answers): { readonly secondLanguage?: string } {
  const second = said(answers, 'secondLanguage');
  return second === '' || second === 'none' ? {} : { secondLanguage: second };
}

function text(answers: Answers, field: FieldId): Typed {
  return typed(said(answers, field));
}

function optional<Field extends FieldId>(
  answers: Answers,
  field: Field,
): Partial<Record<Field, Typed>> {
  return said(answers, field) === ''
    ? {}
    : ({ [field]: text(answers, field) } as Partial<Record<Field, Typed>>);
}
