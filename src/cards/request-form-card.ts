import { said, STEPS, type FieldId, type Step } from '../domain/form/fields';
import { routeOfAnswers } from '../domain/form/route-of-answers';
import {
  fieldsAsked,
  problemsOfStep,
  type FieldProblem,
  type FormContext,
} from '../domain/form/validate';
import { POLICY } from '../domain/policy';
import type { Draft } from '../domain/request/request';
import type { TextKey } from '../text/words';
import { plainCount } from '../domain/form/plain-values';
import type { Button, CardModel, Link } from './card-model';
import { drawingFor, refusalText, shown, type Drawing, type Picture } from './drawing';
import { fieldModel, problemsLine } from './form-fields';
import { reviewSections } from './form-review';
import { lookAlikeSections } from './look-alike-lines';
import { routingLine } from './record-lines';

/**
 * S2: the request form, one message through three steps and a review.
 * Verbs: form.next, form.back, form.go, form.save, form.submit, form.guide, form.ask-fpm, form.discard, form.continue, form.start-over.
 */
export function requestFormCard(picture: Picture<Draft>): CardModel {
  const draw = drawingFor(picture.viewer);
  const draft = picture.state;
  return draft.putAway ? putAwayModel(draw, draft) : stepModel(draw, draft, picture);
}

function formOf(draft: Draft): FormContext {
  return {
    answers: draft.answers,
    options: draft.options,
    policy: POLICY,
    hasLookAlikes: draft.lookAlikes.length > 0,
  };
}

/** What every button of the form sends back: the draft, the step it was drawn for and the edition of that picture. */
function button(
  draw: Drawing,
  draft: Draft,
  verb: string,
  extras: Partial<Button> & { readonly to?: Step } = {},
): Button {
  const { to, ...rest } = extras;
  const title: TextKey = `form.button.${verb as 'next'}`;
  const payload = {
    id: draft.id,
    step: draft.step,
    edition: draft.edition,
    ...(to === undefined ? {} : { to }),
  };
  return { title: draw.t(title), verb: `form.${verb}`, payload, ...rest };
}

function putAwayModel(draw: Drawing, draft: Draft): CardModel {
  return {
    language: draw.language,
    kicker: draw.t('kind.draft'),
    title: titleOf(draw, draft),
    status: draw.t('form.put-away.status'),
    next: draw.t('form.put-away.next'),
    buttons: [
      button(draw, draft, 'continue', { style: 'positive' }),
      button(draw, draft, 'start-over'),
      button(draw, draft, 'discard', { style: 'destructive' }),
    ],
  };
}

function titleOf(draw: Drawing, draft: Draft): string {
  const customer = said(draft.answers, 'tenantName');
  return customer === ''
    ? draw.t('form.title')
    : draw.t('form.title-for', { customer: shown(customer) });
}

function stepModel(draw: Drawing, draft: Draft, picture: Picture<Draft>): CardModel {
  const form = formOf(draft);
  const wrong = problemsShown(draft, form);
  const stepName: TextKey = `form.step.${draft.step}`;
  const strip = routingStrip(draw, draft);
  return {
    language: draw.language,
    kicker: kickerOf(draw, draft),
    title: draw.t(stepName),
    ...strip,
    ...noticeOf(draw, picture),
    ...(wrong.length === 0 ? {} : { problems: problemsLine(draw, wrong) }),
    // Once it is told whether an expert is available, that is no longer promised.
    ...(draft.step === 'need' && strip.status !== undefined
      ? {}
      : { intro: draw.t(`form.intro.${draft.step}`) }),
    sections: [
      ...(draft.step === 'why' ? lookAlikeSections(draw, draft.lookAlikes) : []),
      ...(draft.step === 'review' ? reviewSections(draw, draft) : []),
    ],
    fields: fieldsShown(draft, form).map((field) =>
      fieldModel(draw, field, { form, wrong, zone: picture.viewer.zone }),
    ),
    footer: draw.t('form.footer'),
    buttons: buttonsOf(draw, draft),
    links: linksOf(draw, draft),
  };
}

/** What is wrong with a step that was pressed on from; a reason that is asked only since is none of it yet. */
function problemsShown(draft: Draft, form: FormContext): readonly FieldProblem[] {
  const problems = draft.attempted.includes(draft.step) ? problemsOfStep(draft.step, form) : [];
  return problems.filter(({ field }) => field !== 'exceptionReason' || draft.isReasonNew !== true);
}

function noticeOf(draw: Drawing, { notice }: Picture<Draft>): Pick<CardModel, 'notice'> {
  if (notice === undefined) {
    return {};
  }
  const isLate = notice.code === 'not-now';
  return { notice: isLate ? draw.t('form.moved-on') : refusalText(draw, notice) };
}

function kickerOf(draw: Drawing, draft: Draft): string {
  const step = STEPS.indexOf(draft.step) + 1;
  return draft.step === 'review'
    ? draw.t('form.kicker.review')
    : draw.t('form.kicker.step', { step, steps: STEPS.length - 1 });
}

/** Fields with only one possible answer are told in the review, not asked. */
function fieldsShown(draft: Draft, form: FormContext): readonly FieldId[] {
  const wrong = problemsOfStep(draft.step, form).map(({ field }) => field);
  return fieldsAsked(draft.step, form).filter((field) => {
    switch (field) {
      case 'recentCustomer':
        return draft.options.recentCustomers.length > 0;
      case 'company':
        return draft.options.companies.length > 1 || !isOffered(draft);
      case 'deliveryTeam':
        return wrong.includes(field);
      default:
        return true;
    }
  });
}

/** Whether the company of the draft is still one the person may request for. */
function isOffered({ answers, options }: Draft): boolean {
  return options.companies.some(({ id }) => id === said(answers, 'company'));
}

const TONES = {
  staffed: 'good',
  exception: 'accent',
  manual: 'accent',
  guide: 'warning',
  'not-eligible': 'attention',
} as const;

/** The answer of the routing table, as soon as it is known; what to do about it only where it can still be changed. */
function routingStrip(draw: Drawing, draft: Draft): Pick<CardModel, 'status' | 'tone' | 'next'> {
  const routing = routeOfAnswers(draft.answers);
  if (routing === undefined) {
    return {};
  }
  const advice: TextKey = `routing.advice.${isRoleOpen(draft) ? 'role-unsure' : routing.outcome}`;
  return {
    status: routingLine(draw, routing, countOf(draft)),
    tone: TONES[routing.outcome],
    ...(draft.step === 'need' ? { next: draw.t(advice) } : {}),
  };
}

function countOf(draft: Draft): number {
  const count = Number(plainCount(said(draft.answers, 'licences')));
  return Number.isFinite(count) ? count : 0;
}

function buttonsOf(draw: Drawing, draft: Draft): readonly Button[] {
  const outcome = draft.step === 'need' ? routeOfAnswers(draft.answers)?.outcome : undefined;
  const isGuide = outcome === 'guide';
  const asksFirst = isUnsure(draft) || outcome === 'not-eligible';
  return [
    ...(asksFirst ? [button(draw, draft, 'ask-fpm', { style: 'positive' })] : []),
    forwardButton(draw, draft, isGuide || asksFirst ? {} : { style: 'positive' }),
    ...(isGuide ? [button(draw, draft, 'guide')] : []),
    ...(draft.step === 'need' ? [] : [button(draw, draft, 'back')]),
    button(draw, draft, 'save'),
  ];
}

/** Whether another role is to be chosen before the form can go on. */
function isRoleOpen(draft: Draft): boolean {
  return problemsOfStep('need', formOf(draft)).some(
    ({ code }) => code === 'role-unsure' || code === 'role-not-fitting',
  );
}

/** Whether the FPM is asked first which kind of expert fits. */
function isUnsure({ step, answers }: Draft): boolean {
  return step === 'need' && said(answers, 'role') === 'not-sure';
}

/** Where a guide helps instead, going on is named as what it is; else an answer may be corrected as well, so that the form goes on as ever. */
function forwardButton(draw: Drawing, draft: Draft, extras: Pick<Button, 'style'>): Button {
  if (draft.step === 'review') {
    return button(draw, draft, 'submit', extras);
  }
  return leadsToGuide(draft)
    ? button(draw, draft, 'next', { ...extras, title: draw.t('form.button.next-with-reason') })
    : button(draw, draft, 'next', extras);
}

function leadsToGuide({ step, answers }: Draft): boolean {
  return step === 'need' && routeOfAnswers(answers)?.outcome === 'guide';
}

function linksOf(draw: Drawing, draft: Draft): readonly Link[] {
  const routing = draft.step === 'need' ? routeOfAnswers(draft.answers) : undefined;
  return routing?.guideUrl === undefined
    ? []
    : [{ title: draw.t('form.button.open-guide'), url: routing.guideUrl, isFirst: true }];
}
