import type { FieldId } from '../domain/form/fields';
import type { RequestId } from '../domain/kernel';
import type { Duty } from '../domain/today/duty';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, type Drawing, type Viewer } from './drawing';
import { fieldTitle } from './form-fields';
import { inChoice } from './in-choice';
import { workloadName } from './record-lines';
import { returnFields } from './request-return-face';
import { severalForm, type SeveralForm } from './several-form';

/** A request that can be ticked, and what is waited for. */
export interface SeveralLine extends Duty {
  readonly record: RequestId;
  readonly number: number;
}

/** What several requests can be ticked for. Whoever has to choose an expert looks at each. */
const TICKABLE: readonly Duty['what'][] = ['decide', 'check', 'close'];

/** Whether a line of Today can be ticked together with others. Pure. */
export function isTickable(duty: Duty): duty is SeveralLine {
  return TICKABLE.includes(duty.what) && duty.number !== undefined;
}

/**
 * S5, several at once: ticks, then one action for all of them. Verbs: today.approve-several, today.return-several-form,
 * today.close-several, today.hand-over-several-form, today.back.
 */
export function severalCard(input: {
  readonly viewer: Viewer;
  readonly lines: readonly SeveralLine[];
  readonly ticked: readonly RequestId[];
  /** An action was chosen, and nothing for it. */
  readonly isNothingTicked?: boolean;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { lines, ticked, isNothingTicked = false } = input;
  const toDecide = lines.some(({ what }) => what !== 'close');
  const toClose = lines.some(({ what }) => what === 'close');
  return {
    language: draw.language,
    kicker: draw.t('several.kicker'),
    title: draw.t('several.title'),
    intro: [draw.t('several.intro'), ...(toDecide ? [draw.t('several.intro-approve')] : [])].join(
      ' ',
    ),
    fields: [
      {
        ...{ id: 'ticked', kind: 'checks', label: draw.t('field.ticked') },
        value: ticked.join(','),
        choices: lines.map((line) => ({ value: line.record, title: titleOf(draw, line) })),
        ...(isNothingTicked ? { error: `⚠ ${draw.t('problem.nothing-ticked')}` } : {}),
      },
    ],
    buttons: [
      ...(toDecide
        ? [
            button(draw, 'button.approve-several', 'today.approve-several', 'positive'),
            button(draw, 'button.return', 'today.return-several-form'),
          ]
        : []),
      ...(toClose ? [button(draw, 'button.close-several', 'today.close-several')] : []),
      button(draw, 'button.hand-over', 'today.hand-over-several-form'),
      button(draw, 'button.back-to-today', 'today.back'),
    ],
  };
}

function button(
  draw: Drawing,
  title:
    | 'button.approve-several'
    | 'button.return'
    | 'button.close-several'
    | 'button.hand-over'
    | 'button.back-to-today',
  verb: string,
  style?: 'positive',
): Button {
  return { title: draw.t(title), verb, payload: {}, ...(style === undefined ? {} : { style }) };
}

/** "SME-1042 · Contoso · Entra ID P2: Decide" on one line; clients show no other beside a tick. */
function titleOf(draw: Drawing, { number, partner, workloadId, what }: SeveralLine): string {
  const about = [
    `SME-${String(number)}`,
    ...(partner === undefined ? [] : [inChoice(partner)]),
    ...(workloadId === undefined ? [] : [workloadName(workloadId)]),
  ].join(' · ');
  return `${about}: ${draw.t(`today.duty.${what}`)}`;
}

/** S5, Return… for several: one reason, one note, and the fields that all of their forms have. Verbs: today.return-several, today.several. */
export function severalReturnCard(
  input: SeveralForm & { readonly fields: readonly FieldId[] },
): CardModel {
  const draw = drawingFor(input.viewer);
  const choices = input.fields.map((field) => ({ value: field, title: fieldTitle(draw, field) }));
  return severalForm(draw, input, {
    ...{ title: 'several.return-title', intro: 'several.return-intro' },
    fields: returnFields(draw, input, choices),
    done: { title: 'button.return-to-partner', verb: 'today.return-several' },
  });
}

/** What came of one of several. */
export interface SeveralResult {
  readonly number: number;
  readonly isDone: boolean;
  /** Where the request stands, or why nothing was done. */
  readonly text: string;
}

/** S5, what came of several: one line each. Verbs: today.several, today.back. */
export function severalDoneCard(input: {
  readonly viewer: Viewer;
  readonly results: readonly SeveralResult[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { results } = input;
  const done = results.filter(({ isDone }) => isDone).length;
  return {
    language: draw.language,
    kicker: draw.t('several.kicker'),
    title: draw.t('several.done', { done, all: results.length }),
    sections: results.map(({ number, isDone, text }): Section => ({
      text: `${isDone ? '✓' : '⚠'} SME-${String(number)}: ${text}`,
    })),
    buttons: [
      { ...button(draw, 'button.back-to-today', 'today.back'), style: 'positive' },
      { title: draw.t('button.select-several'), verb: 'today.several', payload: {} },
    ],
  };
}
