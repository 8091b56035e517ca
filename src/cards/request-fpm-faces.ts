import { isFree, topCandidates, type Candidate } from '../domain/matching';
import { POLICY } from '../domain/policy';
import type { NumberedRequest, Request, TurnedDown } from '../domain/request/request';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Field, Section } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';
import { reasonsText, warningsText } from './record-lines';
import { turnButton } from './turn-button';

/** Approve…: the best experts with reasons, and anybody else of the directory; who turned it down is proposed no more. Pure. */
export function expertFace(
  draw: Drawing,
  picture: Picture<Request>,
  request: NumberedRequest,
): Partial<CardModel> {
  const turnedDown = 'turnedDown' in request ? request.turnedDown : [];
  const fresh = request.candidates.filter((one) => reasonAgainst(turnedDown, one) === undefined);
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
    intro: draw.t(introKey(isEmpty, isOffer)),
    sections: fresh
      .slice(0, POLICY.expertsShown)
      .map((candidate) => candidateSection(draw, candidate)),
    fields: isEmpty
      ? []
      : expertFields(draw, picture, { candidates: request.candidates, turnedDown, proposed }),
    buttons,
  };
}

function introKey(isEmpty: boolean, isOffer: boolean): TextKey {
  if (isEmpty) {
    return 'approve.nobody';
  }
  return isOffer ? 'approve.intro-again' : 'approve.intro';
}

/** Why this expert did not take the request; `undefined` for whoever was not asked. */
function reasonAgainst(
  turnedDown: readonly TurnedDown[],
  { expert }: Candidate,
): TurnedDown['reason'] | undefined {
  return turnedDown.find((one) => one.expert.id === expert.id)?.reason;
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
  who: {
    readonly candidates: readonly Candidate[];
    readonly turnedDown: readonly TurnedDown[];
    readonly proposed: Candidate | undefined;
  },
): readonly Field[] {
  const choices = who.candidates.map((candidate) => {
    const note = noteOn(draw, candidate, reasonAgainst(who.turnedDown, candidate));
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

function noteOn(
  draw: Drawing,
  candidate: Candidate,
  against: TurnedDown['reason'] | undefined,
): string {
  if (against !== undefined) {
    return ` (${draw.t(`reason-label.${against}`)})`;
  }
  return isFree(candidate) ? '' : ` (${warningsText(draw, candidate)})`;
}
