/** One request from "request SME" to its end, told to several bots. */
import type { PersonaKey } from '../../src/demo/personas';
import { ANSWERS, SENTENCE } from '../e2e/form-story';
import type { WireActivity } from './failpoint-teams';
import { eventually, type ReplicaDesk } from './replica-desk';

/** What one request is to become. */
export interface Plan {
  readonly partner: 'partner' | 'partner2';
  /** Names its customer; no two are alike. */
  readonly number: number;
  /** Approval and denial are pressed at the same moment; whoever comes second sees what was decided. */
  readonly isRaced: boolean;
}

/** Who may be asked to decide, and who to help. */
const DECIDERS: readonly PersonaKey[] = ['fpm', 'fpm2'];
const EXPERTS: readonly PersonaKey[] = ['sme', 'sme2', 'sme3'];

const DIFFERENCE = 'Another customer, who begins with other devices.';
/** Three steps, and one of them again when an earlier request has become known meanwhile. */
const STEPS_MAX = 5;

/** The chats that have to be there. */
export const PEOPLE: readonly PersonaKey[] = ['partner', 'partner2', ...DECIDERS, ...EXPERTS];

/** The partner asks; one form at a time, as a person would. Resolves with the request's id. */
export async function askForExpert(desk: ReplicaDesk, plan: Plan): Promise<string> {
  const who = plan.partner;
  await desk.act({ who, does: { say: SENTENCE }, causes: ['DraftStarted'] });
  const typed = { ...ANSWERS.need, ...customerOf(plan), ...ANSWERS.why, difference: DIFFERENCE };
  for (let step = 0; step < STEPS_MAX && !desk.teams.shows(who, 'form.submit', {}); step += 1) {
    await desk.press({ who, does: { press: 'form.next', typed } });
  }
  await eventually('the review', () => desk.teams.shows(who, 'form.submit', {}));
  const submit = desk.teams.activityOf({
    id: `submit:${String(plan.number)}`,
    who,
    place: 'personal',
    does: { press: 'form.submit', typed: { lead: 'true' } },
  });
  await desk.send(submit, ['RequestSubmitted']);
  return String(sentWith(submit)['id']);
}

/** Decided, offered, accepted, in touch, closed; or denied. */
export async function leadToEnd(desk: ReplicaDesk, id: string, { isRaced }: Plan): Promise<void> {
  const chosen = { id };
  const fpm = await whoSees(desk, DECIDERS, 'request.complete', id);
  const decide = (press: string, causes: readonly string[]): Promise<unknown> =>
    desk.press({ who: fpm, does: { press, chosen }, causes });
  await decide('request.complete', ['CompletenessConfirmed']);
  const approve = await turnedOver(desk, fpm, id);
  if (isRaced) {
    await desk.race([approve, denialOf(approve, id)], ['RequestApproved', 'RequestDenied']);
    const found = await eventually(
      `an end of the race for ${id}`,
      () => seen(desk, EXPERTS, 'offer.accept', id) ?? seen(desk, [fpm], 'request.reopen-form', id),
    );
    if (found === fpm) {
      return;
    }
  } else {
    await desk.send(approve, ['RequestApproved']);
  }
  const sme = await whoSees(desk, EXPERTS, 'offer.accept', id);
  const help = (press: string, causes: readonly string[]): Promise<unknown> =>
    desk.press({ who: sme, does: { press, chosen }, causes });
  await help('offer.accept', ['ExpertAssigned']);
  await help('request.contacted', ['FirstContactConfirmed']);
  await decide('request.close', ['RequestClosed']);
}

/** The click that approves. An edit that was on its way may turn the card back; it is turned over once more then. */
function turnedOver(desk: ReplicaDesk, who: PersonaKey, id: string): Promise<WireActivity> {
  const chosen = { id };
  return eventually(`the experts for ${id}`, async () => {
    if (desk.teams.shows(who, 'request.approve', chosen)) {
      const does = { press: 'request.approve', chosen };
      return desk.teams.activityOf({ id: `approve:${id}`, who, place: 'personal', does });
    }
    await desk.press({ who, does: { press: 'request.approve-form', chosen } });
    return undefined;
  });
}

function customerOf({ number }: Plan): Readonly<Record<string, string>> {
  const digits = String(number).padStart(12, '0');
  return {
    ...ANSWERS.customer,
    tenantId: `0a1b2c3d-0000-4000-8000-${digits}`,
    tenantName: `Customer ${String(number)}`,
  };
}

function whoSees(
  desk: ReplicaDesk,
  people: readonly PersonaKey[],
  verb: string,
  id: string,
): Promise<PersonaKey> {
  return eventually(`${verb} of ${id}`, () => seen(desk, people, verb, id));
}

function seen(
  desk: ReplicaDesk,
  people: readonly PersonaKey[],
  verb: string,
  id: string,
): PersonaKey | undefined {
  return people.find((who) => desk.teams.shows(who, verb, { id }));
}

/** What a button sends. */
function sentWith(activity: WireActivity): Readonly<Record<string, unknown>> {
  const { action } = activity['value'] as {
    readonly action: { readonly data: Readonly<Record<string, unknown>> };
  };
  return action.data;
}

/** The same card, in a second window, turned over to deny. */
function denialOf(approve: WireActivity, id: string): WireActivity {
  const data = { id, reason: 'DENY_DUPLICATE', note: 'There is one already.' };
  const action = { type: 'Action.Execute', verb: 'request.deny', data };
  return { ...approve, value: { action } };
}
