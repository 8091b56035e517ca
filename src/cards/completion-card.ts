import type { Engagement } from '../domain/engagement/engagement';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, shown, type Drawing, type Picture } from './drawing';
import { engagementHead, missingSections, reportSections } from './engagement-lines';
import { handedOnCard, isFormerFpm } from './hand-over-card';
import { nameOf } from './people';
import { typedPart } from './typed-part';

/**
 * S18, S19: the reported completion, for the requester to confirm; where criteria are unmet, for the FPM to agree first.
 * Verbs: engagement.confirm, engagement.agree, engagement.missing-form, engagement.missing, engagement.turn,
 * engagement.tell-trained, home.request.
 */
export function completionCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const { state } = picture;
  if (isFormerFpm(state, picture.viewer.person)) {
    return handedOnCard(draw, state);
  }
  const head = engagementHead(draw, picture, 'kind.completion');
  if (picture.face === 'missing') {
    return { ...head, ...missingSide(draw, picture) };
  }
  if (picture.face === 'trained') {
    return { ...head, ...trainedSide(draw, picture) };
  }
  const feedback =
    picture.viewer.person === state.fpm.id &&
    'report' in state &&
    state.report.feedback !== undefined
      ? [typedPart(draw, draw.t('heading.feedback'), state.report.feedback.typed)]
      : [];
  return {
    ...head,
    facts: [
      { title: draw.t('fact.expert'), value: nameOf(draw, state.expert) },
      {
        title: draw.t('fact.partner'),
        value: `${shown(state.form.company.name)} · ${nameOf(draw, state.requester)}`,
      },
    ],
    sections: [
      ...missingSections(draw, state),
      ...reportSections(draw, state),
      ...feedback,
      ...trainedSections(draw, state),
    ],
    buttons: buttonsOf(draw, picture),
  };
}

function buttonsOf(draw: Drawing, picture: Picture<Engagement>): readonly Button[] {
  const { state, viewer } = picture;
  const payload = { id: state.id };
  const missing: Button = {
    title: draw.t('button.something-missing'),
    verb: 'engagement.missing-form',
    payload,
  };
  if (state.status === 'Completed') {
    return viewer.person === state.requester.id
      ? [
          ...(state.trained === undefined ? [trainedButton(draw, state)] : []),
          {
            title: draw.t('button.new-request'),
            verb: 'home.request',
            payload: { id: state.id, card: 'completion' },
          },
        ]
      : [];
  }
  if (state.status !== 'WrappingUp') {
    return [];
  }
  if (state.awaits === 'fpm') {
    return viewer.person === state.fpm.id
      ? [
          {
            title: draw.t('button.agree-to-end'),
            verb: 'engagement.agree',
            payload,
            style: 'positive',
          },
          missing,
        ]
      : [];
  }
  return viewer.person === state.requester.id
    ? [
        { title: draw.t('button.confirm'), verb: 'engagement.confirm', payload, style: 'positive' },
        missing,
      ]
    : [];
}

function trainedButton(draw: Drawing, { id }: Engagement): Button {
  return {
    title: draw.t('button.trained-form'),
    verb: 'engagement.turn',
    payload: { id, card: 'completion', face: 'trained' },
  };
}

function trainedSections(draw: Drawing, state: Engagement): readonly Section[] {
  return state.status === 'Completed' && state.trained !== undefined
    ? [typedPart(draw, draw.t('fact.trained'), state.trained.typed)]
    : [];
}

/** 30 days on: who was trained further (R6). */
function trainedSide(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { typed, notice, state } = picture;
  const payload = { id: state.id };
  return {
    intro: draw.t('trained.intro'),
    fields: [
      {
        id: 'names',
        kind: 'long-text',
        label: draw.t('field.trained'),
        value: typed?.['names'] ?? '',
        ...(notice?.code === 'text-missing' ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
      },
    ],
    buttons: [
      {
        title: draw.t('button.tell-trained'),
        verb: 'engagement.tell-trained',
        payload,
        style: 'positive',
      },
      {
        title: draw.t('button.back'),
        verb: 'engagement.turn',
        payload: { ...payload, card: 'completion' },
      },
    ],
  };
}

function missingSide(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const { typed, notice, state } = picture;
  const payload = { id: state.id };
  return {
    intro: draw.t('missing.intro', { expert: shown(state.expert.name) }),
    fields: [
      {
        id: 'note',
        kind: 'long-text',
        label: draw.t('field.missing'),
        value: typed?.['note'] ?? '',
        ...(notice?.code === 'note-missing' ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
      },
    ],
    buttons: [
      { title: draw.t('button.send-back'), verb: 'engagement.missing', payload, style: 'positive' },
      {
        title: draw.t('button.back'),
        verb: 'engagement.turn',
        payload: { ...payload, card: 'completion' },
      },
    ],
  };
}
