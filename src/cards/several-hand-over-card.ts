import type { Refusal, RequestId } from '../domain/kernel';
import type { FpmChoice } from '../domain/request/hand-over';
import type { Button, CardModel } from './card-model';
import { drawingFor, refusalText, type Viewer } from './drawing';
import { handOverFields } from './hand-over-face';
import { wrongFields } from './wrong-fields';

/** S5, Hand over… for several: one FPM who can take all of them, and one note. Verbs: today.hand-over-several, today.several. */
export function severalHandOverCard(input: {
  readonly viewer: Viewer;
  readonly requests: readonly { readonly id: RequestId; readonly number: number }[];
  readonly fpms: readonly FpmChoice[];
  /** Why it was refused, and what was typed. */
  readonly notice?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { requests, fpms, notice } = input;
  const ids = requests.map(({ id }) => id).join(',');
  const head = {
    language: draw.language,
    kicker: draw.t('several.kicker'),
    title: draw.t('several.hand-over-title', { count: requests.length }),
  };
  const back: Button = {
    ...{ title: draw.t('button.back'), verb: 'today.several', payload: { ids } },
  };
  if (fpms.length === 0) {
    return { ...head, intro: draw.t('hand-over.nobody'), buttons: [back] };
  }
  const fields = handOverFields(draw, input, fpms);
  const names = draw.list(requests.map(({ number }) => `SME-${String(number)}`));
  return {
    ...head,
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
    ...wrongFields(draw, fields),
    intro: draw.t('several.hand-over-intro', { names }),
    fields,
    buttons: [
      {
        title: draw.t('button.hand-over-now'),
        verb: 'today.hand-over-several',
        payload: { ids },
        style: 'positive',
      },
      back,
    ],
  };
}
