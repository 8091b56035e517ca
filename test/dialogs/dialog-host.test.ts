import { TestAdapter, TurnContext } from 'botbuilder';
import { createDialogHost } from '../../src/dialogs/dialog-host';
import { FORM_VERSION, type FormInput, type FormPosition } from '../../src/dialogs/form-turn';
import { STEPS, type Step } from '../../src/domain/form/fields';
import { FakeFormPort } from '../support/fake-form-port';

const DRAFT = 'request:r1';
const OTHER: FormInput = { kind: 'other' };
const BACK: FormInput = { kind: 'word', word: 'back' };

/** Every way from one step to a step, the same one included. */
const WAYS = STEPS.flatMap((from) => STEPS.map((to): [Step, Step] => [from, to]));

let port = new FakeFormPort();
let host = createDialogHost(port);

beforeEach(() => {
  port = new FakeFormPort();
  host = createDialogHost(port);
});

/** A turn of its own, as every message of Teams is one. */
function turn(): TurnContext {
  const adapter = new TestAdapter();
  return new TurnContext(adapter, adapter.makeActivity('anything'));
}

function at(step: Step): FormPosition {
  return { draftId: DRAFT, step, formVersion: FORM_VERSION };
}

/** Hands inputs to the form, each in its own turn, and returns where it stood after each. */
async function stepsFrom(
  first: FormPosition | undefined,
  count: number,
): Promise<readonly (Step | undefined)[]> {
  const steps: (Step | undefined)[] = [];
  let position = first;
  for (let turns = 0; turns < count && position !== undefined; turns += 1) {
    position = await host.continue(turn(), position, OTHER);
    steps.push(position?.step);
  }
  return steps;
}

describe('opening the form', () => {
  it.each(STEPS)('begins at the step %s and asks the house nothing', async (step) => {
    const position = await host.begin(turn(), { draftId: DRAFT, step });

    expect(position).toEqual(at(step));
    expect(port.calls).toEqual([]);
  });

  it('says nothing by itself: the form is a living card', async () => {
    const adapter = new TestAdapter();
    const context = new TurnContext(adapter, adapter.makeActivity('request SME'));

    await host.begin(context, { draftId: DRAFT, step: 'need' });

    expect(context.responded).toBe(false);
  });

  it.each(STEPS)('gives a position at %s that an input can go on from', async (step) => {
    const opened = await host.begin(turn(), { draftId: DRAFT, step });

    const position = await host.continue(turn(), opened!, OTHER);

    expect(position).toEqual(opened);
    expect(port.calls).toHaveLength(1);
  });
});

describe('an input', () => {
  it('reaches the house once, with the turn and the open step', async () => {
    const context = turn();

    await host.continue(context, at('customer'), BACK);

    expect(port.calls).toEqual([{ context, position: at('customer'), input: BACK }]);
    expect(port.calls[0]?.context).toBe(context);
  });

  it('may be a pressed button, which arrives as it was pressed', async () => {
    const press = {
      kind: 'form',
      id: DRAFT,
      action: 'next',
      step: 'need',
      edition: 3,
      answers: { licences: '400' },
    } as const;

    await host.continue(turn(), at('need'), { kind: 'press', press });

    expect(port.calls.map(({ input }) => input)).toEqual([{ kind: 'press', press }]);
  });

  it.each(STEPS)('that leads nowhere leaves the form at %s', async (step) => {
    const position = await host.continue(turn(), at(step), OTHER);

    expect(position).toEqual(at(step));
  });

  it.each(WAYS)('leads from %s to %s', async (from, to) => {
    port.leadTo(to);

    const position = await host.continue(turn(), at(from), OTHER);

    expect(position).toEqual(at(to));
    expect(port.calls).toHaveLength(1);
  });

  it.each(STEPS)('ends the form at %s', async (step) => {
    port.leadTo('ended');

    const position = await host.continue(turn(), at(step), OTHER);

    expect(position).toBeUndefined();
  });

  it('that the house fails on fails the turn', async () => {
    const failure = new Error('The store does not answer.');
    port.leadTo(failure);

    const turning = host.continue(turn(), at('need'), OTHER);

    await expect(turning).rejects.toThrow('The store does not answer.');
  });
});

describe('a form', () => {
  it('is filled in from the first step to the end', async () => {
    port.leadTo('customer', 'why', 'review', 'ended');
    const opened = await host.begin(turn(), { draftId: DRAFT, step: 'need' });

    const steps = await stepsFrom(opened, 5);

    expect(steps).toEqual(['customer', 'why', 'review', undefined]);
    expect(port.calls.map(({ position }) => position.step)).toEqual(STEPS);
  });

  it('goes back step by step and forward again', async () => {
    port.leadTo('why', 'customer', 'need', 'customer', 'why', 'review', 'ended');

    const steps = await stepsFrom(at('review'), 7);

    expect(steps).toEqual(['why', 'customer', 'need', 'customer', 'why', 'review', undefined]);
  });

  it('jumps to a step to be changed and back to the review', async () => {
    port.leadTo('need', 'review', 'customer', 'review', 'ended');

    const steps = await stepsFrom(at('review'), 5);

    expect(steps).toEqual(['need', 'review', 'customer', 'review', undefined]);
  });

  it('keeps its draft through every jump', async () => {
    port.leadTo('why', 'need', 'review');
    const draftId = 'request:another';
    const opened = await host.begin(turn(), { draftId, step: 'customer' });

    await stepsFrom(opened, 3);

    expect(port.calls.map(({ position }) => position.draftId)).toEqual([draftId, draftId, draftId]);
  });

  it('is one of many that one host runs at the same time', async () => {
    port.leadTo('customer', 'ended');
    const hers = host.continue(turn(), at('need'), OTHER);
    const his = host.continue(turn(), { ...at('review'), draftId: 'request:r2' }, OTHER);

    const positions = await Promise.all([hers, his]);

    expect(positions).toEqual([at('customer'), undefined]);
  });
});

describe('a position', () => {
  it('carries all that is needed: another process goes on from it', async () => {
    port.leadTo('customer');
    const before = await host.continue(turn(), at('need'), OTHER);
    const kept = JSON.parse(JSON.stringify(before)) as FormPosition;
    const otherPort = new FakeFormPort();
    otherPort.leadTo('why');

    const after = await createDialogHost(otherPort).continue(turn(), kept, OTHER);

    expect(after).toEqual(at('why'));
    expect(otherPort.calls.map(({ position }) => position)).toEqual([at('customer')]);
  });

  it.each(STEPS)('that was lost begins again at %s, as if nothing had happened', async (step) => {
    port.leadTo(step);
    await host.continue(turn(), at('need'), OTHER);
    const begunAgain = await host.begin(turn(), { draftId: DRAFT, step });

    const next = await host.continue(turn(), begunAgain!, OTHER);

    expect(begunAgain).toEqual(at(step));
    expect(next).toEqual(at(step));
  });

  it('is not changed by the turn that it was handed to', async () => {
    const given = Object.freeze(at('need'));
    port.leadTo('why');

    await host.continue(turn(), given, OTHER);

    expect(given).toEqual(at('need'));
  });
});
