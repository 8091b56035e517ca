import type { Engagement } from '../domain/engagement/engagement';
import type { TextKey } from '../text/words';
import { POLICY } from '../domain/policy';
import type { CardModel, Field } from './card-model';
import type { Drawing, Picture } from './drawing';
import { textError, wrongFields } from './wrong-fields';

/** The inputs of the report, in order; their labels are `field.<id>`. */
const INPUTS = [
  { id: 'summary', kind: 'long-text', hint: 'hint.summary' },
  { id: 'criteriaMet', kind: 'radio' },
  { id: 'whyUnmet', kind: 'long-text' },
  { id: 'learned', kind: 'long-text', hint: 'hint.learned' },
  { id: 'inFtop', kind: 'tick' },
  { id: 'feedback', kind: 'long-text', hint: 'hint.feedback' },
] as const;

type Input = (typeof INPUTS)[number];

/** S18: the face on which the expert reports completion; what was typed comes back, what is missing is marked. Pure. */
export function completionForm(draw: Drawing, picture: Picture<Engagement>): Partial<CardModel> {
  const payload = { id: picture.state.id };
  const fields = INPUTS.map((input) => fieldOf(draw, picture, input));
  return {
    ...wrongFields(draw, fields),
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

function fieldOf(draw: Drawing, picture: Picture<Engagement>, input: Input): Field {
  const label: TextKey = `field.${input.id}`;
  const value = picture.typed?.[input.id] ?? earlierValue(picture.state, input.id);
  return {
    id: input.id,
    kind: input.kind,
    label: draw.t(label),
    value,
    ...('hint' in input ? { hint: draw.t(input.hint) } : {}),
    ...(input.kind === 'tick' ? { placeholder: draw.t('field.inFtop.title') } : {}),
    ...(input.kind === 'radio' ? { choices: criteriaChoices(draw) } : {}),
    ...textError(draw, picture.notice, { value, max: POLICY.textMaxChars }),
    ...(isMissing(picture, input) ? { error: `⚠ ${draw.t('problem.missing')}` } : {}),
  };
}

/** What the report said that was sent back: it is completed, not typed again. */
function earlierValue(engagement: Engagement, id: Input['id']): string {
  const report = 'missing' in engagement ? engagement.missing.report : undefined;
  switch (id) {
    case 'criteriaMet':
      return report === undefined ? '' : report.criteriaMet ? 'yes' : 'no';
    case 'inFtop':
      return String(report?.inFtop ?? false);
    default:
      return report?.[id]?.typed ?? '';
  }
}

function criteriaChoices(draw: Drawing): NonNullable<Field['choices']> {
  return [
    { value: 'yes', title: draw.t('value.criteria-met') },
    { value: 'no', title: draw.t('value.criteria-unmet') },
  ];
}

function isMissing({ notice, typed = {} }: Picture<Engagement>, { id }: Input): boolean {
  if (notice?.code !== 'summary-missing' || (typed[id] ?? '').trim() !== '') {
    return false;
  }
  return id === 'whyUnmet' ? typed['criteriaMet'] === 'no' : id !== 'feedback' && id !== 'inFtop';
}
