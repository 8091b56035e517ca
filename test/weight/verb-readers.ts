import { CAST, TYPED, type Role } from './verb-cast';
import { GROUP } from '../support/fake-teams';
import type { Press } from './verb-presses';
import type { Standing } from './verb-worlds';

/** Number of the request that is pressed about: the other company's came first. */
const NUMBER = 'SME-1002';

/** What is kept together from those who have no part in it. */
export type Secret =
  | 'request'
  | 'address'
  | 'number'
  | 'customer'
  | 'names'
  | 'expert'
  | 'engagement'
  | 'question'
  | 'feedback'
  | 'line'
  | 'declined'
  | 'other';

const {
  question,
  answer,
  feedback,
  line,
  customer,
  otherCustomer,
  justification,
  contact,
  note,
  withdrawal,
  reopening,
  ...ofEngagement
} = TYPED;

/** Texts by which one sees that something was shown. */
const TEXTS: Readonly<Record<Secret, readonly string[]>> = {
  request: [justification, note, withdrawal, reopening],
  address: [contact],
  number: [NUMBER],
  customer: [customer],
  names: [CAST.requester.name, CAST.fpm.name],
  expert: [CAST.expert.name],
  engagement: Object.values(ofEngagement),
  question: [question, answer],
  feedback: [feedback],
  line: [line],
  declined: [CAST.asked.name],
  other: [otherCustomer],
};

const ALL = Object.keys(TEXTS) as Secret[];

const DRAFTS = ['Draft', 'WholeDraft', 'GuidedDraft', 'Discarded', 'Deflected'];
const WITH_EXPERT = ['Offered', 'Assigned', 'InTouch', 'Closed'];
const SENT = ['Open', 'Concern', 'Escalated', 'Solved'];
const BEFORE_OFFERS = [
  ...['Submitted', 'Exhausted', 'InReview', 'Returned', 'Withdrawn', 'Expired', 'Denied'],
  'DeniedLong',
];

function wasAsked({ request = 'absent' }: Standing): boolean {
  return ![...DRAFTS, ...BEFORE_OFFERS, 'absent'].includes(request);
}

/** Who may look at which record of the story (STORYBOARD.md section 1, rule 9). */
export function mayLook(
  role: Role,
  kind: 'request' | 'engagement' | 'question',
  at: Standing,
): boolean {
  const { request = 'absent', question: asked = 'absent' } = at;
  switch (role) {
    case 'requester':
      return true;
    case 'fpm':
      return kind === 'question' ? SENT.includes(asked) : !DRAFTS.includes(request);
    case 'expert':
      return kind !== 'question' && WITH_EXPERT.includes(request);
    case 'standIn':
      return kind === 'question' && asked === 'Escalated';
    default:
      return false;
  }
}

/** Whose offer is over sees one line of it; whose offer was withdrawn learns by whom. */
function readableOfOffer(role: Role, at: Standing, { verb, payload }: Press): readonly Secret[] {
  const isOffer = verb.startsWith('offer.') || payload['card'] === 'offer';
  const isOver = role === 'asked' ? wasAsked(at) : at.request === 'NobodyLeft';
  return [
    ...(isOffer && isOver ? (['number', 'customer'] as const) : []),
    ...(role === 'expert' && at.request === 'WithdrawnOffer' ? (['names'] as const) : []),
  ];
}

const OF_REQUEST = ['request', 'address', 'number', 'customer', 'names'] as const;

const OF_KICKOFF = ['number', 'customer', 'names', 'expert', 'engagement'] as const;

/** What may be read in answer to this press. */
function readable(role: Role, at: Standing, press: Press): readonly Secret[] {
  const looks: readonly Secret[] = [
    ...(mayLook(role, 'request', at) ? OF_REQUEST : []),
    ...(mayLook(role, 'engagement', at) ? (['engagement', 'expert'] as const) : []),
    // Whoever is in the chat of the three reads its card there.
    ...(press.room === GROUP ? OF_KICKOFF.filter(() => at.engagement !== undefined) : []),
    ...(mayLook(role, 'question', at) ? (['question', 'number', 'names'] as const) : []),
  ];
  switch (role) {
    case 'fpm':
      return [...looks, 'feedback', 'line', 'declined', 'expert'];
    case 'expert':
      return [...looks, 'feedback', ...readableOfOffer(role, at, press)];
    case 'asked':
      return [...looks, 'declined', ...readableOfOffer(role, at, press)];
    case 'standIn':
      // Ranks the experts for the other company's request.
      return [...looks, 'other', 'expert', ...(isAbsence(press) ? (['names'] as const) : [])];
    case 'otherPartner':
      return [...looks, 'other'];
    case 'operator':
      return [
        ...looks,
        ...(isAboutDelivery(press) ? readableOfDelivery(press) : []),
        ...(isHandOver(press) ? (['number', 'names'] as const) : []),
      ];
    default:
      return looks;
  }
}

/** Everybody who was written to about a request is named where its delivery is told. */
function readableOfDelivery({ verb }: Press): readonly Secret[] {
  const named: readonly Secret[] = ['number', 'names', 'address'];
  return verb === 'operator.delivery' ? [...named, 'expert', 'declined'] : named;
}

/** An FPM chooses who stands in for them among the FPMs of the directory. */
function isAbsence({ verb, payload }: Press): boolean {
  return verb.startsWith('away.') || payload['intent'] === 'away';
}

/** Whoever hands over for an FPM who is gone reads whose it is. */
function isHandOver({ verb }: Press): boolean {
  return verb.startsWith('request.hand-over');
}

function isAboutDelivery({ verb, payload }: Press): boolean {
  return verb.startsWith('operator.') || payload['intent'] === 'stuck';
}

/** What can be read in an answer although it is none of this person's business. */
export function leaksIn(answer: string, role: Role, at: Standing, press: Press): readonly string[] {
  const allowed = readable(role, at, press);
  return ALL.filter((secret) => !allowed.includes(secret)).flatMap((secret) =>
    TEXTS[secret].filter((text) => answer.includes(text) && text !== CAST[role].name),
  );
}
