import type { FieldId } from '../domain/form/fields';
import type { Refusal, RequestId } from '../domain/kernel';
import type { Duty } from '../domain/today/duty';
import type { Button, CardModel, Section } from './card-model';
import { drawingFor, refusalText, type Drawing, type Viewer } from './drawing';
import { fieldTitle } from './form-fields';
import { inChoice } from './in-choice';
import { workloadName } from './record-lines';
import { returnFields } from './request-return-face';
import { wrongFields } from './wrong-fields';

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
export function severalReturnCard(input: {
  readonly viewer: Viewer;
  readonly requests: readonly { readonly id: RequestId; readonly number: number }[];
  readonly fields: readonly FieldId[];
  /** Why it was refused, and what was typed. */
  readonly notice?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { requests, notice } = input;
  const choices = input.fields.map((field) => ({ value: field, title: fieldTitle(draw, field) }));
  const fields = returnFields(draw, input, choices);
  const ids = requests.map(({ id }) => id);
  return {
    language: draw.language,
    kicker: draw.t('several.kicker'),
    ...(notice === undefined ? {} : { notice: refusalText(draw, notice) }),
    ...wrongFields(draw, fields),
    title: draw.t('several.return-title', { count: ids.length }),
    intro: draw.t('several.return-intro', {
      names: draw.list(requests.map(({ number }) => `SME-${String(number)}`)),
    }),
    fields,
    buttons: [
      {
        title: draw.t('button.return-to-partner'),
        verb: 'today.return-several',
        payload: { ids: ids.join(',') },
        style: 'positive',
      },
      { title: draw.t('button.back'), verb: 'today.several', payload: { ids: ids.join(',') } },
    ],
  };
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
