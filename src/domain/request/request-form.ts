import { asksEmailSource } from '../form/validate';
import { plainCount, plainGuid } from '../form/plain-values';
import {
  PURPOSES,
  REGIONS,
  ROLES,
  said,
  SEGMENTS,
  type Answers,
  type FieldId,
  type FormOptions,
} from '../form/fields';
import { typed, type Typed } from '../kernel';
import type { RequestForm } from './request';

/** The checked answers as the form of a request; `undefined` when a choice is not one of ours. Pure. */
export function requestFormOf(answers: Answers, options: FormOptions): RequestForm | undefined {
  const company = options.companies.find(({ id }) => id === said(answers, 'company'));
  const fpm = company?.fpms.find(({ id }) => id === said(answers, 'fpm'));
  const role = ROLES.find((one) => one === said(answers, 'role'));
  const region = REGIONS.find((one) => one === said(answers, 'region'));
  const segment = SEGMENTS.find((one) => one === said(answers, 'segment'));
  const purpose = PURPOSES.find((one) => one === said(answers, 'purpose'));
  if (company === undefined || fpm === undefined || region === undefined || segment === undefined) {
    return undefined;
  }
  if (role === undefined || role === 'not-sure' || purpose === undefined) {
    return undefined;
  }
  return {
    role,
    workloadId: said(answers, 'workload'),
    licences: Number(plainCount(said(answers, 'licences'))),
    region,
    language: said(answers, 'language'),
    ...secondLanguageOf(answers),
    tenantId: plainGuid(said(answers, 'tenantId')),
    tenantName: text(answers, 'tenantName'),
    segment,
    purpose,
    justification: text(answers, 'justification'),
    fpm,
    contactMail: text(answers, 'contactMail'),
    company: { id: company.id, name: company.name },
    deliveryTeam: said(answers, 'deliveryTeam'),
    ...optional(answers, 'exceptionReason'),
    ...optional(answers, 'otherInformation'),
    ...optional(answers, 'difference'),
    ...(asksEmailSource(answers) ? { emailSource: text(answers, 'emailSource') } : {}),
  };
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
