import { isFree, topCandidates, type Candidate } from '../domain/matching';
import { POLICY } from '../domain/policy';
import type { NumberedRequest, Request } from '../domain/request/request';
import type { Button, CardModel, Field, Section } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { reasonsText, warningsText } from './record-lines';
import { turnButton } from './turn-button';

/** Approve…: the best experts with reasons, and anybody else of the directory. Pure. */
export function expertFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const asked = 'turnedDown' in request ? request.turnedDown.map(({ expert }) => expert.id) : [];
  const top = request.candidates.slice(0, POLICY.expertsShown);
  const fresh = request.candidates.filter(({ expert }) => !asked.includes(expert.id));
  const proposed = topCandidates(fresh, 1)[0] ?? fresh[0];
  const isEmpty = request.candidates.length === 0;
  const isOffer = picture.face === 'offer-to';
  const verb = isOffer ? 'request.offer' : 'request.approve';
  const buttons: readonly Button[] = isEmpty
    ? [turnButton(draw, request, 'front', 'button.back')]
    : [
        {
          title: draw.t(isOffer ? 'button.offer' : 'button.approve-and-offer'),
          verb,
          payload: { id: request.id },
          style: 'positive',
        },
        turnButton(draw, request, 'front', 'button.back'),
      ];
  return {
    intro: isEmpty ? draw.t('approve.nobody') : draw.t('approve.intro'),
    sections: top.map((candidate) => candidateSection(draw, candidate)),
    fields: isEmpty
      ? []
      : expertFields(draw, picture, { candidates: request.candidates, proposed }),
    buttons,
  };
}

function candidateSection(draw: Drawing, candidate: Candidate): Section {
  const warnings = warningsText(draw, candidate);
  const lines = [
    reasonsText(draw, candidate),
    ...(warnings === '' ? [] : [`⚠ ${warnings}`]),
  ].filter((line) => line !== '');
  const mark = isFree(candidate) ? '✓' : '–';
  return {
    heading: `${mark} ${shown(candidate.expert.name)}`,
    text: lines.join('\n\n'),
    separated: true,
  };
}

function expertFields(
  draw: Drawing,
  picture: Picture<Request>,
  who: { readonly candidates: readonly Candidate[]; readonly proposed: Candidate | undefined },
): readonly Field[] {
  const choices = who.candidates.map((candidate) => {
    const note = isFree(candidate) ? '' : ` (${warningsText(draw, candidate)})`;
    return { value: candidate.expert.id, title: `${candidate.expert.name}${note}` };
  });
  const value = picture.typed?.['expert'] ?? who.proposed?.expert.id ?? '';
  return [
    {
      id: 'expert',
      kind: choices.length > POLICY.expertsShown ? 'choice' : 'radio',
      label: draw.t('field.expert'),
      value,
      choices,
    },
  ];
}
