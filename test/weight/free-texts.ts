import type { Face } from '../../src/cards/drawing';
import type { CardName, Order } from '../../src/domain/effects';
import type { Engagement, Running, WrappingUp } from '../../src/domain/engagement/engagement';
import type { PersonRef, RefusalCode, Typed } from '../../src/domain/kernel';
import type { Denied, Returned, Undecided, Withdrawn } from '../../src/domain/request/request';
import type { LiveRecord } from '../../src/workflow/record';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';
import type { FakeHouse } from '../support/fake-house';
import {
  accepted,
  approved,
  ENGAGEMENT,
  give,
  given,
  REPORT,
  REQUEST,
  submitted,
} from '../support/fake-requests';
import { SECOND_FPM, secondFpmJoins } from '../support/second-fpm';
import type { Way } from './typed-corpus';

/** What comes of a text: taken as it is, refused with this code, or refused with whichever code says so. */
type FreeVerdict = 'ok' | 'refused' | RefusalCode;

/** A place outside of the form where people type freely. */
export interface FreeText {
  /** Leads the one request to where this is typed. */
  readonly before: (house: FakeHouse) => Promise<unknown>;
  readonly record: typeof REQUEST | typeof ENGAGEMENT;
  readonly by: PersonRef;
  readonly order: (text: string) => Order;
  /** Where it stands once it is taken; nowhere for a choice. */
  readonly kept?: (state: unknown) => Typed | undefined;
  /** Where it is typed, and shown again when it is refused. */
  readonly input: { readonly card: CardName; readonly face: Face; readonly id: string };
  readonly verdicts: Readonly<Partial<Record<Way, FreeVerdict>>> & { readonly others: FreeVerdict };
  /** Leads on to where more people read it. */
  readonly after?: (house: FakeHouse) => Promise<unknown>;
}

const BOUNDS = {
  'too long': 'text-too-long',
  '10,000 characters': 'text-too-long',
  NUL: 'refused',
  others: 'ok',
} as const;

function required(missing: RefusalCode): FreeText['verdicts'] {
  return { ...BOUNDS, empty: missing, blanks: missing };
}

async function denied({ ports }: FakeHouse): Promise<void> {
  await submitted(ports);
  const order = { type: 'Deny', reason: 'DENY_DUPLICATE', note: 'Please look at the other one.' };
  await give(ports, REQUEST, given(ports, FPM, order));
}

async function offered(house: FakeHouse): Promise<void> {
  await submitted(house.ports);
  await approved(house.ports);
}

async function engaged(house: FakeHouse): Promise<void> {
  await offered(house);
  await accepted(house.ports);
  await house.dispatcher.idle();
}

async function reported(house: FakeHouse): Promise<void> {
  await engaged(house);
  await give(house.ports, ENGAGEMENT, given(house.ports, EXPERT, REPORT));
}

async function confirmed(house: FakeHouse): Promise<void> {
  const order = { type: 'ConfirmCompletion' };
  await give(house.ports, ENGAGEMENT, given(house.ports, PARTNER, order));
  await house.dispatcher.idle();
}

function reportText(
  id: 'summary' | 'learned' | 'feedback' | 'whyUnmet',
): Pick<FreeText, 'before' | 'record' | 'by' | 'order' | 'kept' | 'input' | 'after'> {
  const criteriaMet = id === 'whyUnmet' ? 'no' : 'yes';
  return {
    before: engaged,
    record: ENGAGEMENT,
    by: EXPERT,
    order: (text) => ({ ...REPORT, criteriaMet, [id]: text }),
    kept: (state) => (state as WrappingUp).report[id],
    input: { card: 'expert', face: 'complete', id },
    ...(id === 'whyUnmet' ? {} : { after: confirmed }),
  };
}

/** Every free text outside of the form, by name. */
export const FREE_TEXTS: Readonly<Record<string, FreeText>> = {
  'the note of a denial': {
    before: ({ ports }) => submitted(ports),
    record: REQUEST,
    by: FPM,
    order: (note) => ({ type: 'Deny', reason: 'DENY_DUPLICATE', note }),
    kept: (state) => (state as Denied).note,
    input: { card: 'request-fpm', face: 'deny', id: 'note' },
    verdicts: required('note-missing'),
  },
  'the note of a return': {
    before: ({ ports }) => submitted(ports),
    record: REQUEST,
    by: FPM,
    order: (note) => ({
      type: 'ReturnRequest',
      reason: 'RETURN_INCOMPLETE',
      fields: ['justification'],
      note,
    }),
    kept: (state) => (state as Returned).note,
    input: { card: 'request-fpm', face: 'return', id: 'note' },
    verdicts: required('note-missing'),
  },
  'the reason of a withdrawal': {
    before: ({ ports }) => submitted(ports),
    record: REQUEST,
    by: PARTNER,
    order: (reason) => ({ type: 'Withdraw', reason }),
    kept: (state) => (state as Withdrawn).withdrawal,
    input: { card: 'request-partner', face: 'withdraw', id: 'reason' },
    verdicts: BOUNDS,
  },
  'the note of a reopened denial': {
    before: denied,
    record: REQUEST,
    by: FPM,
    order: (note) => ({ type: 'ReopenDenied', note }),
    kept: (state) => (state as Undecided).reopened?.note,
    input: { card: 'request-fpm', face: 'reopen', id: 'note' },
    verdicts: required('note-missing'),
  },
  'the note of a handover': {
    before: async ({ ports }) => {
      await submitted(ports);
      await secondFpmJoins(ports);
    },
    record: REQUEST,
    by: FPM,
    order: (note) => ({ type: 'HandOver', to: SECOND_FPM.id, note }),
    kept: (state) => (state as Undecided).handOvers?.[0]?.note,
    input: { card: 'request-fpm', face: 'hand-over', id: 'note' },
    verdicts: BOUNDS,
  },
  'the reason of a denial': {
    before: ({ ports }) => submitted(ports),
    record: REQUEST,
    by: FPM,
    order: (reason) => ({ type: 'Deny', reason, note: 'Please say more.' }),
    input: { card: 'request-fpm', face: 'deny', id: 'reason' },
    verdicts: { others: 'reason-missing' },
  },
  'the reason of a decline': {
    before: offered,
    record: REQUEST,
    by: EXPERT,
    order: (reason) => ({ type: 'DeclineOffer', reason }),
    input: { card: 'offer', face: 'decline', id: 'reason' },
    verdicts: { others: 'reason-missing' },
  },
  'the name on a consent': {
    before: engaged,
    record: ENGAGEMENT,
    by: PARTNER,
    order: (consentBy) => ({
      type: 'TickTask',
      task: '3624',
      consentBy,
      consentOn: '2026-11-23',
    }),
    kept: (state) => (state as Engagement).teamsFirst['3624']?.consent?.givenBy,
    input: { card: 'teams-first', face: 'consent', id: 'consentBy' },
    verdicts: required('consent-missing'),
  },
  'the summary of a completion': {
    ...reportText('summary'),
    verdicts: required('summary-missing'),
  },
  'what is unmet, and why': { ...reportText('whyUnmet'), verdicts: required('summary-missing') },
  'who learned what': { ...reportText('learned'), verdicts: required('summary-missing') },
  'the feedback for the FPM': { ...reportText('feedback'), verdicts: BOUNDS },
  'what is missing in a report': {
    before: reported,
    record: ENGAGEMENT,
    by: PARTNER,
    order: (note) => ({ type: 'SendBack', note }),
    kept: (state) => (state as Running).missing?.note,
    input: { card: 'completion', face: 'missing', id: 'note' },
    verdicts: required('note-missing'),
  },
};

/** The records on whose cards and in whose mails it can be read. */
export const READ_ON: readonly LiveRecord['id'][] = [REQUEST, ENGAGEMENT];
