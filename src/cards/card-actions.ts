import { AWAY_VERBS } from './away-verbs';
import { CHECK_IN_VERBS } from './check-in-verbs';
import { ENGAGEMENT_VERBS } from './engagement-verbs';
import { HOME_VERBS } from './home-verbs';
import { OPERATOR_VERBS } from './operator-verbs';
import type { Pressed } from './pressed';
import { QUESTION_VERBS } from './question-verbs';
import { REQUEST_VERBS } from './request-verbs';
import { TODAY_VERBS } from './today-verbs';
import type { VerbReader } from './verb-pieces';

/** Every verb: what it must send and what it means. A button of ours that is not here, or a verb here without a button, fails a test. */
export const VERBS = {
  ...HOME_VERBS,
  ...REQUEST_VERBS,
  ...ENGAGEMENT_VERBS,
  ...QUESTION_VERBS,
  ...CHECK_IN_VERBS,
  ...TODAY_VERBS,
  ...OPERATOR_VERBS,
  ...AWAY_VERBS,
} as const satisfies Record<string, VerbReader>;

/** Name of a button's meaning; stable, because old cards keep sending it. */
export type Verb = keyof typeof VERBS;

/** Reads a pressed button; `undefined` for a verb or payload that is not one of ours. Pure. */
export function readPress(name: unknown, sent: unknown): Pressed | undefined {
  return typeof name === 'string' && Object.hasOwn(VERBS, name)
    ? VERBS[name as Verb](sent)
    : undefined;
}
