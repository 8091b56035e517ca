import {
  WaterfallDialog,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { STEPS, type Step } from '../domain/form/fields';
import type { FormStepOptions } from './form-step';
import type { FormOutcome } from './form-turn';

/** Id of the form in the dialog set. */
export const REQUEST_FORM = 'request-form';
/** Id of one step of it. */
export const FORM_STEP = 'form-step';

/** Leads through the steps of the form, in order; a jump (Back, Change) begins again at the step jumped to. */
export function createRequestFormDialog(): WaterfallDialog<FormStepOptions> {
  return new WaterfallDialog<FormStepOptions>(
    REQUEST_FORM,
    STEPS.map((step) => (context: WaterfallStepContext<FormStepOptions>) => leadTo(context, step)),
  );
}

function leadTo(
  context: WaterfallStepContext<FormStepOptions>,
  here: Step,
): Promise<DialogTurnResult> {
  const wanted = wantedStep(context);
  if (wanted === 'ended') {
    return context.endDialog();
  }
  const { draftId } = context.options;
  if (wanted === here) {
    return context.beginDialog(FORM_STEP, { draftId, step: here });
  }
  return STEPS.indexOf(wanted) > STEPS.indexOf(here)
    ? context.next(wanted)
    : context.replaceDialog(REQUEST_FORM, { draftId, step: wanted });
}

function wantedStep(context: WaterfallStepContext<FormStepOptions>): FormOutcome {
  return (context.result as FormOutcome | undefined) ?? context.options.step;
}
