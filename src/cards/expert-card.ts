import type { Engagement } from '../domain/engagement/engagement';
import type { Button, CardModel, Field, Section } from './card-model';
import { drawingFor, shown, type Drawing, type Picture } from './drawing';
import { engagementHead, reachedSections, reportSections } from './engagement-lines';
import { needFacts, typedSections } from './record-lines';

/**
 * The engagement as its expert sees it, grown out of the offer (S9), and the report at the end (S18).
 * Verbs: request.contacted, engagement.complete-form, engagement.complete, engagement.turn.
 */
export function expertCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const head = engagementHead(draw, picture, 'kind.engagement');
  return picture.face === 'complete'
    ? { ...head, ...completeSide(draw, picture) }
    : { ...head, ...frontSide(draw, picture.state) };
}

function frontSide(draw: Drawing, engagement: Engagement): Partial<CardModel> {
  const { form } = engagement;
  const missing: readonly Section[] =
    engagement.status === 'Active' && engagement.missing !== undefined
      ? [
          {
            heading: draw.t('fact.missing', { name: shown(engagement.missing.by.name) }),
            text: shown(engagement.missing.note.typed),
          },
        ]
      : [];
  return {
    facts: [
      {
        title: draw.t('fact.requester'),
        value: `${shown(engagement.requester.name)} · ${shown(form.company.name)}`,
      },
      { title: draw.t('fact.contact'), value: shown(form.contactMail.typed) },
      { title: draw.t('fact.fpm'), value: shown(engagement.fpm.name) },
      ...needFacts(draw, form),
    ],
    sections: [
      ...missing,
      ...reportSections(draw, engagement),
      ...typedSections(draw, form).slice(0, 1),
      ...reachedSections(draw, engagement),
    ],
    buttons: frontButtons(draw, engagement),
  };
}

function frontButtons(draw: Drawing, engagement: Engagement): readonly Button[] {
  const contacted: Button = {
    title: draw.t('button.been-in-touch'),
    verb: 'request.contacted',
    payload: { id: engagement.request, on: engagement.id },
    style: 'positive',
  };
  const complete: Button = {
    title: draw.t('button.complete'),
    verb: 'engagement.complete-form',
    payload: { id: engagement.id },
    style: 'positive',
  };
  switch (engagement.status) {
    case 'Preparing':
      return [contacted];
    case 'Active':
      return [complete];
    default:
      return [];
  }
}

/** Inputs of the report; what was typed comes back. */
function completeSide(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { typed, notice, state } = picture;
  const isMissing = (id: string): boolean =>
    notice?.code === 'summary-missing' && (typed?.[id] ?? '').trim() === '';
  const isUnexplained = isMissing('whyUnmet') && typed?.['criteriaMet'] === 'no';
  const error = (wrong: boolean): Pick<Field, 'error'> =>
    wrong ? { error: `⚠ ${draw.t('problem.missing')}` } : {};
  const fields: readonly Field[] = [
    {
      id: 'summary',
      kind: 'long-text',
      label: draw.t('field.summary'),
      value: typed?.['summary'] ?? '',
      hint: draw.t('hint.summary'),
      ...error(isMissing('summary')),
    },
    {
      id: 'criteriaMet',
      kind: 'radio',
      label: draw.t('field.criteriaMet'),
      value: typed?.['criteriaMet'] ?? '',
      choices: [
        { value: 'yes', title: draw.t('value.criteria-met') },
        { value: 'no', title: draw.t('value.criteria-unmet') },
      ],
      ...error(isMissing('criteriaMet')),
    },
    {
      id: 'whyUnmet',
      kind: 'long-text',
      label: draw.t('field.whyUnmet'),
      value: typed?.['whyUnmet'] ?? '',
      ...error(isUnexplained),
    },
    {
      id: 'learned',
      kind: 'text',
      label: draw.t('field.learned'),
      value: typed?.['learned'] ?? '',
      hint: draw.t('hint.learned'),
      ...error(isMissing('learned')),
    },
    {
      id: 'inFtop',
      kind: 'tick',
      label: draw.t('field.inFtop'),
      placeholder: draw.t('field.inFtop.title'),
      value: typed?.['inFtop'] ?? 'false',
    },
    {
      id: 'feedback',
      kind: 'long-text',
      label: draw.t('field.feedback'),
      value: typed?.['feedback'] ?? '',
      hint: draw.t('hint.feedback'),
    },
  ];
  const payload = { id: state.id };
  return {
    intro: draw.t('complete.intro'),
    fields,
    buttons: [
      {
        title: draw.t('button.report-completion'),
        verb: 'engagement.complete',
        payload,
        style: 'positive',
      },
      {
        title: draw.t('button.back'),
        verb: 'engagement.turn',
        payload: { ...payload, card: 'expert' },
      },
    ],
  };
}
