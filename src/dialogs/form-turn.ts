import type { TurnContext } from 'botbuilder';
import type { FormPress } from '../cards/pressed';
import type { Step } from '../domain/form/fields';
import type { RequestId } from '../domain/kernel';

/** Shape of the form; a position of another version is forgotten and found again from the draft. */
export const FORM_VERSION = 1;

/** All that a dialog keeps. What was typed is in the draft's record. */
export interface FormPosition {
  readonly draftId: RequestId;
  readonly step: Step;
  readonly formVersion: number;
}

/** Words that mean something only inside the form. */
export type FormWord = 'back' | 'cancel' | 'start-over' | 'save' | 'help';

/** What reached an open form: a pressed button, a word of the form, or any other text. */
export type FormInput =
  | { readonly kind: 'press'; readonly press: FormPress }
  | { readonly kind: 'word'; readonly word: FormWord }
  | { readonly kind: 'other' };

/** Where the form stands after an input; `ended` when it was submitted, put away or given up. */
export type FormOutcome = Step | 'ended';

/** Carries an input out on the draft and answers the person. The dialog only leads from step to step. */
export interface FormPort {
  act(context: TurnContext, position: FormPosition, input: FormInput): Promise<FormOutcome>;
}

/** Key under which the input of a turn waits for the step that takes it. */
export const FORM_INPUT = Symbol('form input');
