import type { Refusal } from '../domain/kernel';
import { textProblem } from '../domain/text-problem';
import type { CardModel, Field } from './card-model';
import type { Drawing } from './drawing';

/** The labels of inputs in a row; commas stand in some of them. Pure. */
export function namesOfFields(labels: readonly string[]): string {
  return labels.join(' · ');
}

/**
 * The line on top of a form that counts and names its wrong fields; it takes the place of the sentence about the first of them.
 * Nothing where no field is wrong. Pure.
 */
export function wrongFields(
  draw: Drawing,
  fields: readonly Field[],
): Pick<CardModel, 'problems' | 'notice'> {
  const labels = fields.filter(({ error }) => error !== undefined).map(({ label }) => label);
  return labels.length === 0
    ? {}
    : {
        notice: '',
        problems: draw.t('form.problems', { count: labels.length, names: namesOfFields(labels) }),
      };
}

/**
 * The sentence beside a text for which a form was refused: it is too long, or holds what cannot be shown. Nothing beside the others.
 * `max` counts characters. Pure.
 */
export function textError(
  draw: Drawing,
  notice: Refusal | undefined,
  { value, max }: { readonly value: string; readonly max: number },
): Pick<Field, 'error'> {
  const problem = textProblem(value, max);
  if (problem === undefined || problem !== notice?.code) {
    return {};
  }
  const text =
    problem === 'text-too-long'
      ? draw.t('problem.too-long', { max: draw.number(max) })
      : draw.t('problem.unreadable');
  return { error: `⚠ ${text}` };
}
