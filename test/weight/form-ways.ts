import { FIELDS_OF_STEP, STEPS, type FieldId, type Step } from '../../src/domain/form/fields';
import type { RequestId } from '../../src/domain/kernel';
import type { RequestOrder, TypedAnswers } from '../../src/domain/request/request-commands';
import type { Outcome } from '../../src/workflow/handle-command';
import { seedDirectory } from '../../src/workflow/seed-directory';
import type { RecordStore } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { PARTNER, SEED } from '../support/fake-directory';
import { openHouse, type FakeHouse } from '../support/fake-house';
import { ANSWERS, give, given, REQUEST, submitted } from '../support/fake-requests';

/** Tuesday, 2026-11-24, 10:00 UTC: inside everybody's working hours. */
export const TUESDAY_10 = Date.UTC(2026, 10, 24, 10);

/** What makes a form ask for a field that not every form asks for. */
const ASKED_WITH: Readonly<Partial<Record<FieldId, TypedAnswers>>> = {
  emailSource: { role: 'migration', workload: 'EXCHANGE-MIGRATION' },
  exceptionReason: { workload: 'MCAS', language: 'en' },
};
/** Fields that only somebody sees who has sent in the same before. */
const ASKED_AGAIN: readonly FieldId[] = ['difference', 'recentCustomer'];

/** The step on which a field is asked. */
export function stepOf(field: FieldId): Step {
  const fieldsOf: Readonly<Record<Step, readonly FieldId[]>> = FIELDS_OF_STEP;
  return STEPS.find((step) => fieldsOf[step].includes(field)) ?? 'need';
}

/** Answers without a problem, on a form that asks for this field. */
function answersFor(field: FieldId): TypedAnswers {
  return {
    ...ANSWERS,
    emailSource: 'Lotus Notes',
    otherInformation: 'The pilot ends in two weeks.',
    exceptionReason: 'The guide stops where the hybrid part begins.',
    ...ASKED_WITH[field],
  };
}

/** A house, with a store of its own unless one is given, in which the form can be opened that asks for this field. */
export async function houseFor(field: FieldId, store?: RecordStore): Promise<FakeHouse> {
  const kept = store === undefined ? {} : { store };
  const house = openHouse({ clock: new FixedClock(TUESDAY_10), ...kept });
  await seedDirectory(house.ports, SEED);
  if (ASKED_AGAIN.includes(field)) {
    await submitted(house.ports, 'request:before');
  }
  return house;
}

let causes = 0;

function press(house: FakeHouse, id: RequestId, order: RequestOrder): Promise<Outcome> {
  causes += 1;
  return give(house.ports, id, given(house.ports, PARTNER, order, `press:${String(causes)}`));
}

function partOf(answers: TypedAnswers, step: Step): TypedAnswers {
  return Object.fromEntries(FIELDS_OF_STEP[step].map((field) => [field, answers[field] ?? '']));
}

/** The partner fills in the form step by step, the last one being the step of this field, and goes on. */
export async function typeStepwise(
  house: FakeHouse,
  field: FieldId,
  text: string,
): Promise<Outcome> {
  const answers = { ...answersFor(field), company: 'partner:fabrikam', fpm: 'person:fpm' };
  const whole = { contactMail: 'partner@example.com', deliveryTeam: 'FTP Partner', ...answers };
  let outcome = await press(house, REQUEST, { type: 'StartDraft', id: REQUEST, answers: {} });
  for (const step of STEPS.slice(0, STEPS.indexOf(stepOf(field)) + 1)) {
    const part = partOf(whole, step);
    const typed = step === stepOf(field) ? { ...part, [field]: text } : part;
    if (step === stepOf(field) && field === 'exceptionReason') {
      // Only this press has the form ask for it: there is nothing to be typed into before.
      const { exceptionReason: _unseen, ...rest } = part;
      await press(house, REQUEST, { type: 'SaveDraft', answers: rest, go: 'next' });
    }
    outcome = await press(house, REQUEST, { type: 'SaveDraft', answers: typed, go: 'next' });
  }
  return outcome;
}

/** The partner sends in what was left to fill in. */
export function sendRest(house: FakeHouse, field: FieldId): Promise<Outcome> {
  const later = STEPS.slice(STEPS.indexOf(stepOf(field)) + 1).map((step) =>
    partOf({ contactMail: 'partner@example.com', ...answersFor(field) }, step),
  );
  const {
    company: _kept,
    fpm: _too,
    deliveryTeam: _as,
    ...rest
  } = later.reduce<TypedAnswers>((all, part) => ({ ...all, ...part }), {});
  return press(house, REQUEST, { type: 'Submit', answers: rest });
}

/** The form that is sent in at once. */
export const AT_ONCE: RequestId = 'request:at-once';

/** The partner opens a form and sends it in at once, with this text in this field, and perhaps more. */
export async function typeAtOnce(
  house: FakeHouse,
  field: FieldId,
  text: string,
  more: TypedAnswers = {},
): Promise<Outcome> {
  const answers = { ...answersFor(field), ...more, [field]: text };
  await press(house, AT_ONCE, { type: 'StartDraft', id: AT_ONCE, answers: {} });
  return press(house, AT_ONCE, { type: 'Submit', answers });
}
