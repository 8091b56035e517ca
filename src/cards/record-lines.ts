import type { Candidate, Reason, Warning } from '../domain/matching';
import type { RoutingResult } from '../domain/routing/route';
import { workloadOf } from '../domain/routing/workloads';
import type { PersonRef, Typed } from '../domain/kernel';
import type { DeliveryWay, RequestForm } from '../domain/request/request';
import type { TextKey } from '../text/words';
import type { Fact } from './card-model';
import { shown, type Drawing } from './drawing';
import { isReader } from './people';
import { typedPart } from './typed-part';

/** Today's name of a workload with its plan; product names are not translated. Pure. */
export function workloadName(id: string): string {
  return workloadOf(id)?.name ?? id;
}

/** "{customer} · {workload}": the heading of everything about one request. Pure. */
export function subjectOf(form: RequestForm): string {
  return `${shown(form.tenantName.typed)} · ${workloadName(form.workloadId)}`;
}

/** "SME-1042 · Request". Pure. */
export function kickerOf(draw: Drawing, number: number, kind: TextKey): string {
  return `SME-${String(number)} · ${draw.t(kind)}`;
}

/** "800 licences". Pure. */
export function licencesText(draw: Drawing, count: number): string {
  return draw.t('value.licences', { count, n: draw.number(count) });
}

/** Languages of the expert that are asked for. Pure. */
export function languagesOf(draw: Drawing, form: RequestForm): string {
  const first = draw.languageName(form.language);
  return form.secondLanguage === undefined
    ? first
    : draw.t('value.language-or', { first, second: draw.languageName(form.secondLanguage) });
}

/** What the routing table says, in words with the figures compared. Pure. */
function routingText(draw: Drawing, routing: RoutingResult, licences: number): string {
  const key: TextKey = `routing.reason.${routing.reason}`;
  return draw.t(key, {
    licences: draw.number(licences),
    limit: draw.number(routing.threshold?.licences ?? 0),
  });
}

/** The outcome in one or two words, and why. Pure. */
export function routingLine(draw: Drawing, routing: RoutingResult, licences: number): string {
  const outcome: TextKey = `routing.${routing.outcome}`;
  return `${draw.t(outcome)}. ${routingText(draw, routing, licences)}`;
}

/** The facts of the need that everybody who decides or works on it reads. Pure. */
export function needFacts(draw: Drawing, form: RequestForm): readonly Fact[] {
  const role: TextKey = `role.${form.role}`;
  const purpose: TextKey = `purpose.${form.purpose as 'deploy'}`;
  return [
    { title: draw.t('fact.role'), value: draw.t(role) },
    { title: draw.t('fact.purpose'), value: draw.t(purpose) },
    { title: draw.t('fact.licences'), value: draw.number(form.licences) },
    { title: draw.t('fact.segment-region'), value: `${form.segment} · ${form.region}` },
    { title: draw.t('fact.languages'), value: languagesOf(draw, form) },
  ];
}

/** F1 to F13, in the official order. Pure. */
export function officialFacts(draw: Drawing, form: RequestForm): readonly Fact[] {
  const role: TextKey = `role.${form.role}`;
  return [
    { title: draw.t('fact.tenant-id'), value: form.tenantId },
    { title: draw.t('fact.tenant-name'), value: shown(form.tenantName.typed) },
    { title: draw.t('fact.segment'), value: form.segment },
    { title: draw.t('fact.licences'), value: draw.number(form.licences) },
    { title: draw.t('fact.delivery-team'), value: form.deliveryTeam },
    { title: draw.t('fact.partner'), value: shown(form.company.name) },
    { title: draw.t('fact.region'), value: form.region },
    { title: draw.t('fact.contact'), value: shown(form.contactMail.typed) },
    { title: draw.t('fact.role'), value: draw.t(role) },
    { title: draw.t('fact.workload'), value: workloadName(form.workloadId) },
    { title: draw.t('fact.language'), value: draw.languageName(form.language) },
    {
      title: draw.t('fact.second-language'),
      value:
        form.secondLanguage === undefined
          ? draw.t('value.none')
          : draw.languageName(form.secondLanguage),
    },
    { title: draw.t('fact.fpm'), value: shown(form.fpm.name) },
    { title: draw.t('fact.purpose'), value: draw.t(`purpose.${form.purpose as 'deploy'}`) },
  ];
}

/** F13 and what else was typed, as sections under their own headings. Pure. */
export function typedSections(
  draw: Drawing,
  form: RequestForm,
): readonly { readonly heading: string; readonly text: string }[] {
  const texts: readonly (readonly [TextKey, Typed | undefined])[] = [
    ['fact.justification', form.justification],
    ['fact.email-source', form.emailSource],
    ['fact.other-information', form.otherInformation],
    ['heading.exception-reason', form.exceptionReason],
    ['heading.difference', form.difference],
  ];
  return texts.flatMap(([key, text]) =>
    text === undefined ? [] : [typedPart(draw, draw.t(key), text.typed)],
  );
}

/** Why an expert fits, in short phrases. For FPM and the expert only. Pure. */
export function reasonsText(draw: Drawing, candidate: Candidate, most = 5): string {
  return candidate.reasons
    .slice(0, most)
    .map((reason) => reasonText(draw, reason))
    .join(' · ');
}

/** What speaks against an expert, in short phrases; empty when nothing does. Pure. */
export function warningsText(draw: Drawing, candidate: Candidate): string {
  return candidate.warnings.map((warning) => warningText(draw, warning)).join(' · ');
}

function reasonText(draw: Drawing, reason: Reason): string {
  switch (reason.code) {
    case 'workload':
    case 'workload-other-plan':
      return draw.t(`reason.${reason.code}`, { workload: workloadName(reason.workloadId) });
    case 'language':
      return draw.t(`reason.language-${reason.rank}`, {
        language: draw.languageName(reason.language),
      });
    case 'region':
      return draw.t('reason.region', { region: reason.region });
    case 'load':
      return draw.t('reason.load', {
        open: draw.number(reason.open),
        limit: draw.number(reason.limit),
      });
    case 'worked-with-partner':
      return draw.t('reason.worked-with-partner', { date: draw.fullDate(reason.at) });
  }
}

function warningText(draw: Drawing, warning: Warning): string {
  switch (warning.code) {
    case 'inactive':
      return draw.t('warning.inactive');
    case 'other-role':
      return draw.t('warning.other-role');
    case 'away':
      // The last day away, not the first one back.
      return draw.t('warning.away', { date: draw.date(warning.until - 1) });
    case 'full':
      return draw.t('warning.full', {
        open: draw.number(warning.open),
        limit: draw.number(warning.limit),
      });
    case 'no-workload':
      return draw.t('warning.no-workload');
    case 'no-language':
      return draw.t('warning.no-language', { language: draw.languageName(warning.language) });
    case 'other-region':
      return draw.t('warning.other-region', { region: warning.region });
  }
}

/** "reached by mail, not in Teams" for each person but the reader who was; empty when all were reached in Teams. Pure. */
export function reachedText(
  draw: Drawing,
  reached: Readonly<Record<string, DeliveryWay>>,
  people: readonly PersonRef[],
): string {
  return people
    .filter((person) => reached[person.id] === 'mail' && !isReader(draw, person))
    .map(({ name }) => draw.t('delivery.by-mail', { name: shown(name) }))
    .join(' ');
}
