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
  return new WaterfallDialog<FormStepOptions>(REQUEST_FORM, [
    ...STEPS.map((step) => (context: StepContext) => leadTo(context, step)),
    leadBack,
  ]);
}

type StepContext = WaterfallStepContext<FormStepOptions>;

function leadTo(context: StepContext, here: Step): Promise<DialogTurnResult> {
  const wanted = wantedStep(context);
  if (wanted === 'ended') {
    return context.endDialog();
  }
  const { draftId } = context.options;
  if (wanted === here) {
    return context.beginDialog(FORM_STEP, { draftId, step: here });
  }
  return STEPS.indexOf(wanted) > STEPS.indexOf(here) ? context.next(wanted) : leadBack(context);
}

/** Begins again at an earlier step; stands behind the last one too, from which there is only a way back or out. */
function leadBack(context: StepContext): Promise<DialogTurnResult> {
  const wanted = wantedStep(context);
  return wanted === 'ended'
    ? context.endDialog()
    : context.replaceDialog(REQUEST_FORM, { draftId: context.options.draftId, step: wanted });
}

function wantedStep(context: StepContext): FormOutcome {
  return (context.result as FormOutcome | undefined) ?? context.options.step;
}
