import type { TurnContext } from 'botbuilder';
import {
  DialogContext,
  DialogSet,
  type DialogInstance,
  type DialogState,
} from 'botbuilder-dialogs';
import { STEPS } from '../domain/form/fields';
import { FormStep, type FormStepOptions } from './form-step';
import {
  FORM_INPUT,
  FORM_VERSION,
  type FormInput,
  type FormPort,
  type FormPosition,
} from './form-turn';
import { createRequestFormDialog, FORM_STEP, REQUEST_FORM } from './request-form-dialog';

/** Runs the form's dialog for one turn. Keeps nothing: a position comes in, the next one goes out. */
export interface DialogHost {
  /** Opens the form at a step. */
  begin(context: TurnContext, at: FormStepOptions): Promise<FormPosition | undefined>;
  /** Hands an input to the open step; `undefined` when the form has ended. */
  continue(
    context: TurnContext,
    position: FormPosition,
    input: FormInput,
  ): Promise<FormPosition | undefined>;
}

/** Every dialog of the product is registered here. */
export function createDialogHost(port: FormPort): DialogHost {
  const dialogs = new DialogSet().add(createRequestFormDialog()).add(new FormStep(FORM_STEP, port));
  return {
    begin: async (context, at) => {
      const dc = new DialogContext(dialogs, context, { dialogStack: [] });
      await dc.beginDialog(REQUEST_FORM, at);
      return positionOf(dc.stack);
    },
    continue: async (context, position, input) => {
      context.turnState.set(FORM_INPUT, input);
      const dc = new DialogContext(dialogs, context, stateOf(position));
      await dc.continueDialog();
      return positionOf(dc.stack);
    },
  };
}

/** The dialog stack that belongs to a position: what the framework would have stored, made from the three things we keep. */
function stateOf({ draftId, step }: FormPosition): DialogState {
  const options: FormStepOptions = { draftId, step };
  return {
    dialogStack: [
      {
        id: REQUEST_FORM,
        state: { options, values: { instanceId: draftId }, stepIndex: STEPS.indexOf(step) },
      },
      { id: FORM_STEP, state: { ...options } },
    ],
  };
}

function positionOf(stack: readonly DialogInstance[]): FormPosition | undefined {
  const top = stack.at(-1);
  if (top?.id !== FORM_STEP) {
    return undefined;
  }
  const { draftId, step } = top.state as FormStepOptions;
  return { draftId, step, formVersion: FORM_VERSION };
}
