import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Step } from '../domain/form/fields';
import type { RequestId } from '../domain/kernel';
import {
  FORM_INPUT,
  FORM_VERSION,
  type FormInput,
  type FormOutcome,
  type FormPort,
} from './form-turn';

/** Which step of which draft is being filled in. */
export interface FormStepOptions {
  readonly draftId: RequestId;
  readonly step: Step;
}

/**
 * One step of the request form. Takes buttons, which a stock prompt ignores, and words; shows nothing itself, because the form is
 * a living card. Ends with the place where the form stands next.
 */
export class FormStep extends Dialog<FormStepOptions> {
  readonly #port: FormPort;

  constructor(id: string, port: FormPort) {
    super(id);
    this.#port = port;
  }

  override beginDialog(dc: DialogContext, options?: FormStepOptions): Promise<DialogTurnResult> {
    Object.assign(dc.activeDialog?.state ?? {}, options);
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const input = dc.context.turnState.get<FormInput | undefined>(FORM_INPUT);
    const options = dc.activeDialog?.state as FormStepOptions | undefined;
    if (input === undefined || options === undefined) {
      return Dialog.EndOfTurn;
    }
    const position = { draftId: options.draftId, step: options.step, formVersion: FORM_VERSION };
    const outcome: FormOutcome = await this.#port.act(dc.context, position, input);
    return outcome === options.step ? Dialog.EndOfTurn : dc.endDialog(outcome);
  }
}
