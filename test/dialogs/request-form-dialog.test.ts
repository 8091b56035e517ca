import { TestAdapter, TurnContext } from 'botbuilder';
import {
  DialogContext,
  DialogSet,
  DialogTurnStatus,
  type DialogInstance,
  type DialogState,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import { FormStep, type FormStepOptions } from '../../src/dialogs/form-step';
import { FORM_INPUT, type FormInput } from '../../src/dialogs/form-turn';
import {
  createRequestFormDialog,
  FORM_STEP,
  REQUEST_FORM,
} from '../../src/dialogs/request-form-dialog';
import { STEPS } from '../../src/domain/form/fields';
import { FakeFormPort } from '../support/fake-form-port';

const DRAFT = 'request:r1';

let port = new FakeFormPort();
let dialogs = new DialogSet();
let state: DialogState = { dialogStack: [] };

beforeEach(() => {
  port = new FakeFormPort();
  dialogs = new DialogSet().add(createRequestFormDialog()).add(new FormStep(FORM_STEP, port));
  state = { dialogStack: [] };
});

/** The dialogs over the stack that the framework itself has kept, in a turn with this input. */
function dialogsIn(input?: FormInput): DialogContext {
  const adapter = new TestAdapter();
  const context = new TurnContext(adapter, adapter.makeActivity('anything'));
  if (input !== undefined) {
    context.turnState.set(FORM_INPUT, input);
  }
  return new DialogContext(dialogs, context, state);
}

function open(options: FormStepOptions): Promise<DialogTurnResult> {
  return dialogsIn().beginDialog(REQUEST_FORM, options);
}

function say(): Promise<DialogTurnResult> {
  return dialogsIn({ kind: 'other' }).continueDialog();
}

/** The step that waits for an input. */
function openStep(): unknown {
  const top: DialogInstance | undefined = state.dialogStack.at(-1);
  return top?.id === FORM_STEP ? (top.state as FormStepOptions).step : undefined;
}

describe('the form as a dialog', () => {
  it.each(STEPS)('opens at %s, with itself below the step', async (step) => {
    const result = await open({ draftId: DRAFT, step });

    expect(result.status).toBe(DialogTurnStatus.waiting);
    expect(openStep()).toBe(step);
    expect(state.dialogStack.map(({ id }) => id)).toEqual([REQUEST_FORM, FORM_STEP]);
  });

  it('leads forward through all steps, and is complete after the last', async () => {
    port.leadTo('customer', 'why', 'review', 'ended');
    await open({ draftId: DRAFT, step: 'need' });

    const statuses = [await say(), await say(), await say(), await say()].map(
      ({ status }) => status,
    );

    const { waiting, complete } = DialogTurnStatus;
    expect(statuses).toEqual([waiting, waiting, waiting, complete]);
    expect(state.dialogStack).toEqual([]);
  });

  it('skips forward over steps without opening them', async () => {
    port.leadTo('review');
    await open({ draftId: DRAFT, step: 'need' });

    await say();

    expect(openStep()).toBe('review');
    expect(port.calls.map(({ position }) => position.step)).toEqual(['need']);
  });

  it('does not grow however often one goes back and forward', async () => {
    port.leadTo('need', 'customer', 'need', 'customer', 'need', 'why', 'customer');
    await open({ draftId: DRAFT, step: 'customer' });

    for (let presses = 0; presses < 7; presses += 1) {
      await say();
    }

    expect(openStep()).toBe('customer');
    expect(state.dialogStack.map(({ id }) => id)).toEqual([REQUEST_FORM, FORM_STEP]);
  });

  it('goes back from the last step and stays open', async () => {
    port.leadTo('why');
    await open({ draftId: DRAFT, step: 'review' });

    const result = await say();

    expect(result.status).toBe(DialogTurnStatus.waiting);
    expect(openStep()).toBe('why');
  });

  it.each(STEPS)('is over when it ends at %s: nothing of it is left', async (step) => {
    port.leadTo('ended');
    await open({ draftId: DRAFT, step });

    const result = await say();

    expect(result.status).toBe(DialogTurnStatus.complete);
    expect(state.dialogStack).toEqual([]);
  });
});

describe('a step of the form', () => {
  it('waits on when a turn brings no input for it', async () => {
    await open({ draftId: DRAFT, step: 'why' });
    const before = JSON.stringify(state);

    const result = await dialogsIn().continueDialog();

    expect(result.status).toBe(DialogTurnStatus.waiting);
    expect(JSON.stringify(state)).toBe(before);
    expect(port.calls).toEqual([]);
  });

  it('waits on when the house wants more', async () => {
    await open({ draftId: DRAFT, step: 'why' });
    const before = JSON.stringify(state);

    const result = await say();

    expect(result.status).toBe(DialogTurnStatus.waiting);
    expect(JSON.stringify(state)).toBe(before);
    expect(port.calls).toHaveLength(1);
  });

  it('keeps ids only, nothing that was typed', async () => {
    await open({ draftId: DRAFT, step: 'customer' });
    const press = {
      kind: 'form',
      id: DRAFT,
      action: 'save',
      step: 'customer',
      edition: 1,
      answers: { tenantName: 'Contoso' },
    } as const;

    await dialogsIn({ kind: 'press', press }).continueDialog();

    expect(JSON.stringify(state)).not.toContain('Contoso');
  });
});
