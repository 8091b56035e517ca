import type { FpmChoice } from '../domain/request/hand-over';
import type { CardModel } from './card-model';
import { drawingFor } from './drawing';
import { handOverFields } from './hand-over-face';
import { severalForm, type SeveralForm } from './several-form';

/** S5, Hand over… for several: one FPM who can take all of them, and one note. Verbs: today.hand-over-several, today.several. */
export function severalHandOverCard(
  input: SeveralForm & { readonly fpms: readonly FpmChoice[] },
): CardModel {
  const draw = drawingFor(input.viewer);
  const title = 'several.hand-over-title';
  return input.fpms.length === 0
    ? severalForm(draw, input, { title, intro: 'hand-over.nobody', fields: [] })
    : severalForm(draw, input, {
        ...{ title, intro: 'several.hand-over-intro' },
        fields: handOverFields(draw, input, input.fpms),
        done: { title: 'button.hand-over-now', verb: 'today.hand-over-several' },
      });
}
