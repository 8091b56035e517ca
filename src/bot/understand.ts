import type { Language } from '../domain/kernel';
import { phrasesCovering, type Intent, type PhraseMatch } from './command-phrases';
import { courteousReadings } from './courtesies';
import { nearestIntents } from './nearest-intents';
import { readText, typedBetween } from './normalise-text';
import { readNeed, type RequestSlots } from './request-slots';
import { hasNegativeNumber, type Duration } from './spoken-duration';
import type { SpokenDay } from './spoken-day';
import type { WorkloadAlias } from './spoken-workload';

/** What understanding needs from elsewhere. */
export interface UnderstandOptions {
  /** Names of all workloads; `WORKLOADS` of the domain fits. */
  readonly aliases: readonly WorkloadAlias[];
  /** Name under which people mention the bot; `SME Desk` when absent. */
  readonly botName?: string;
  /** Whether the commands of the local demo are known; elsewhere their words mean nothing. */
  readonly isLocal?: boolean;
}

/** A command, recognised as a whole phrase. */
export interface Recognised {
  readonly intent: Intent;
  /** Number of the request or engagement, 1 to 9,999,999; absent means the latest, or a choice. */
  readonly number?: number;
  /** Language that was asked for; absent means a choice. */
  readonly language?: Language;
  /** How far the clock is to be moved; absent means that nobody said so. */
  readonly duration?: Duration;
  /** The day that was named; of two the second. */
  readonly day?: SpokenDay;
  /** The first of two days. */
  readonly from?: SpokenDay;
  /** What followed the phrase, as typed, without "for"; the name of a person for a handover or a stand-in. To be escaped where it is shown. */
  readonly rest?: string;
  /** Only with `rest`, and not where that is a name. */
  readonly slots?: RequestSlots;
}

/** No command. */
export interface NotRecognised {
  readonly intent: 'unknown';
  /** Up to three to offer as buttons, best first; empty when nothing is near. */
  readonly nearest: readonly Intent[];
}

/** What a message means. */
export type Understood = Recognised | NotRecognised;

const BOT_NAME = 'SME Desk';

/**
 * Finds the command that a message is, in any of the three languages whatever the person's own. The whole message must
 * be one phrase; letter case, accents, punctuation, articles, courtesies and the mention aside. Time is linear in the
 * text, of which at most 2,000 characters are read. Never throws. Pure.
 */
export function understand(text: string, options: UnderstandOptions): Understood {
  const botName = options.botName ?? BOT_NAME;
  const { clean, words, isPlain } = readText(text, botName);
  const readings = isPlain ? courteousReadings(words, botName) : [];
  for (const reading of readings) {
    const match = phrasesCovering(reading, false).find((one) => isMeant(one, clean, options));
    if (match !== undefined) {
      const { rest: _none, ...recognised } = match;
      return recognised;
    }
  }
  // An open place would swallow a trailing "please": the barest reading comes first.
  for (const reading of readings.toReversed()) {
    for (const match of phrasesCovering(reading, true)) {
      const recognised = withNeed(match, clean, options.aliases);
      if (recognised !== undefined) {
        return recognised;
      }
    }
  }
  return { intent: 'unknown', nearest: nearestIntents(words) };
}

function isMeant({ intent }: PhraseMatch, clean: string, options: UnderstandOptions): boolean {
  return intent !== 'fast-forward' || (options.isLocal === true && !hasNegativeNumber(clean));
}

/** Commands whose open place holds the name of a person. */
const NAMING: readonly Intent[] = ['hand-over', 'away'];

function withNeed(
  { rest = [], ...match }: PhraseMatch,
  clean: string,
  aliases: readonly WorkloadAlias[],
): Recognised | undefined {
  const { intent } = match;
  if (NAMING.includes(intent)) {
    return { ...match, rest: typedBetween(clean, rest) };
  }
  const need = readNeed(clean, rest, aliases);
  return need === undefined ? undefined : { intent, ...need };
}
