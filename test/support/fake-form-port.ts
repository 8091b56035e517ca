import type { TurnContext } from 'botbuilder';
import type { FormInput, FormOutcome, FormPort, FormPosition } from '../../src/dialogs/form-turn';

/** One input as it reached the house. */
export interface FormCall {
  readonly position: FormPosition;
  readonly input: FormInput;
  readonly context: TurnContext;
}

/** The house behind the form's dialog: remembers what it was asked and sends the form wherever a test says. */
export class FakeFormPort implements FormPort {
  readonly calls: FormCall[] = [];
  readonly #outcomes: (FormOutcome | Error)[] = [];

  /** The next inputs lead here, one after the other; an error is thrown. */
  leadTo(...outcomes: readonly (FormOutcome | Error)[]): void {
    this.#outcomes.push(...outcomes);
  }

  /** Stays at the open step unless it was told where to lead. */
  async act(context: TurnContext, position: FormPosition, input: FormInput): Promise<FormOutcome> {
    this.calls.push({ context, position, input });
    const outcome = this.#outcomes.shift() ?? position.step;
    if (outcome instanceof Error) {
      throw outcome;
    }
    return outcome;
  }
}
