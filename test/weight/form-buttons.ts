import type { Verb } from '../../src/cards/card-actions';
import type { Press } from './verb-presses';

/** Buttons that open a form, and those with which what it asks for is sent in. */
export const SENT_WITH: Readonly<Partial<Record<Verb, readonly Verb[]>>> = {
  'request.approve-form': ['request.approve'],
  'request.offer-form': ['request.offer'],
  'request.deny-form': ['request.deny'],
  'request.return-form': ['request.return'],
  'request.fix-form': ['request.send-again'],
  'request.fix-all-form': ['request.send-again', 'request.change'],
  'request.change-form': ['request.send-again', 'request.change'],
  'request.withdraw-form': ['request.withdraw'],
  'request.hand-over-form': ['request.hand-over'],
  'request.reopen-form': ['request.reopen'],
  'offer.decline-form': ['offer.decline'],
  'engagement.consent-form': ['engagement.tick'],
  'engagement.complete-form': ['engagement.complete'],
  'engagement.missing-form': ['engagement.missing'],
  'question.answer-form': ['question.answer'],
};

/** The same for faces of cards that are turned over. */
const FACES: Readonly<Record<string, readonly Verb[]>> = {
  'engagement.turn agreement': ['engagement.propose-agreement'],
  'engagement.turn agreement-form': ['engagement.propose-agreement'],
  'engagement.turn meeting': ['engagement.plan-meeting', 'engagement.cancel-meeting'],
  'engagement.turn trained': ['engagement.tell-trained'],
  'checkin.turn update': ['checkin.answer'],
  'checkin.turn pause': ['checkin.pause'],
  'checkin.turn move': ['checkin.move'],
  'checkin.plan rhythm': ['checkin.rhythm'],
  'checkin.plan pause': ['checkin.pause'],
  'checkin.plan move': ['checkin.move'],
  'checkin.plan workloads': ['checkin.add-workload', 'checkin.csm'],
};

/** The buttons with which a form is sent in that this press opens; `undefined` when it opens none. */
export function sentWith({
  verb,
  payload,
}: Pick<Press, 'verb' | 'payload'>): readonly Verb[] | undefined {
  return SENT_WITH[verb] ?? FACES[`${verb} ${String(payload['face'])}`];
}
