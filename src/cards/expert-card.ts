import type { Engagement } from '../domain/engagement/engagement';
import { askEngagementButton } from './ask-button';
import type { Button, CardModel } from './card-model';
import { blockerSections } from './check-in-lines';
import { drawingFor, shown, type Drawing, type Picture } from './drawing';
import { completionForm } from './completion-form';
import {
  engagementHead,
  missingSections,
  reachedSections,
  reportSections,
} from './engagement-lines';
import { needFacts, typedSections } from './record-lines';

/**
 * The engagement as its expert sees it, grown out of the offer (S9), and the report at the end (S18).
 * Verbs: request.contacted, engagement.complete-form, engagement.complete, engagement.turn, engagement.ask.
 */
export function expertCard(picture: Picture<Engagement>): CardModel {
  const draw = drawingFor(picture.viewer);
  const head = engagementHead(draw, picture, 'kind.engagement');
  return picture.face === 'complete'
    ? { ...head, ...completionForm(draw, picture) }
    : { ...head, ...frontSide(draw, picture.state) };
}

function frontSide(draw: Drawing, engagement: Engagement): Partial<CardModel> {
  const { form } = engagement;
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
      ...missingSections(draw, engagement),
      ...reportSections(draw, engagement),
      ...(engagement.status === 'Completed' ? [] : blockerSections(draw, engagement.blockers)),
      ...typedSections(draw, form).slice(0, 1),
      ...chatlessSections(draw, engagement),
      ...reachedSections(draw, engagement),
    ],
    buttons: frontButtons(draw, engagement),
  };
}

/** Without a chat of its own an engagement meets where one of the three says. */
function chatlessSections(
  draw: Drawing,
  { isChatless, status }: Engagement,
): readonly { readonly text: string }[] {
  return isChatless === true && status !== 'Completed'
    ? [{ text: draw.t('kickoff.chatless') }]
    : [];
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
  const ask = askEngagementButton(draw, engagement, 'question');
  switch (engagement.status) {
    case 'Preparing':
      return [contacted, ask];
    case 'Active':
      return [complete, ask];
    default:
      return [ask];
  }
}
