import type { Refusal, RequestId } from '../domain/kernel';
import type { Button, CardModel, Field } from './card-model';
import { refusalText, type Drawing, type Viewer } from './drawing';
import { wrongFields } from './wrong-fields';

/** Why a form for several was refused, and what was typed; nothing when it is opened. */
export interface Refused {
  readonly notice?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
}

/** What every form for several is drawn from. */
export interface SeveralForm extends Refused {
  readonly viewer: Viewer;
  readonly requests: readonly { readonly id: RequestId; readonly number: number }[];
}

/** What makes one of these forms. */
interface Parts {
  readonly title: 'several.return-title' | 'several.hand-over-title';
  /** With `{names}`; a whole sentence where there is nothing to fill in. */
  readonly intro: 'several.return-intro' | 'several.hand-over-intro' | 'hand-over.nobody';
  readonly fields: readonly Field[];
  /** Absent where nothing can be done. */
  readonly done?: Pick<Button, 'verb'> & {
    readonly title: 'button.return-to-partner' | 'button.hand-over-now';
  };
}

/** A form about all of them: the inputs, one press for what is done, and the way back to the ticks. Pure. */
export function severalForm(
  draw: Drawing,
  { requests, notice }: SeveralForm,
  { title, intro, fields, done }: Parts,
): CardModel {
  const payload = { ids: requests.map(({ id }) => id).join(',') };
  const names = draw.list(requests.map(({ number }) => `SME-${String(number)}`));
  return {
    language: draw.language,
    kicker: draw.t('several.kicker'),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
    ...wrongFields(draw, fields),
    title: draw.t(title, { count: requests.length }),
    intro: draw.t(intro, { names }),
    fields,
    buttons: [
      ...(done === undefined
        ? []
        : [
            {
              title: draw.t(done.title),
              verb: done.verb,
              payload,
              style: 'positive' as const,
            },
          ]),
      { title: draw.t('button.back'), verb: 'today.several', payload },
    ],
  };
}
