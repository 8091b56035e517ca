import commandWords from '../text/command-words.json';
import { foldText, foldWord, typedBetween, type Word } from './normalise-text';
import { licencesAmong } from './spoken-count';
import { workloadAmong, type WorkloadAlias } from './spoken-workload';
import { findPhrases } from './find-phrases';

/** Region of the customer, as in the official form. */
export type SpokenRegion = 'Amer' | 'APJ' | 'EMEA';

/** What could be read out of "request SME for X"; each only when it was said once and clearly. */
export interface RequestSlots {
  /** Code of the workload, for instance `AADP`. */
  readonly workload?: string;
  /** Only with `workload`, and only where the table tells plans apart. */
  readonly plan?: string;
  /** Licences for this workload, 0 to 9,999,999. */
  readonly licences?: number;
  readonly region?: SpokenRegion;
  /** Words that may be a person's name, as typed, up to 80 characters: to be looked up, and dropped when nobody is found. */
  readonly person?: string;
}

/** The open place of a request phrase, read. */
export interface SpokenNeed {
  /** As typed, without the leading "for". */
  readonly rest: string;
  readonly slots: RequestSlots;
}

interface Spoken {
  readonly clean: string;
  readonly body: readonly Word[];
  readonly aliases: readonly WorkloadAlias[];
}

const PERSON_MAX_WORDS = 6;
const PERSON_MAX_CHARS = 80;

const FOR_WORDS = new Set(commandWords.links.for.map(foldWord));
const ABOUT_WORDS = new Set(commandWords.links.about.map(foldWord));
const FILLERS = new Set(commandWords.fillers.map(foldWord));
const REGIONS: ReadonlyMap<string, SpokenRegion> = new Map(
  (['Amer', 'APJ', 'EMEA'] as const).flatMap((region) =>
    commandWords.regions[region].map((name) => [foldText(name), region] as const),
  ),
);

/**
 * Reads what follows "request SME". Behind "for" anything may stand; without it every word must be understood,
 * otherwise the phrase does not cover the message and the answer is `undefined`. Pure.
 */
export function readNeed(
  clean: string,
  words: readonly Word[],
  aliases: readonly WorkloadAlias[],
): SpokenNeed | undefined {
  const first = words[0]?.folded ?? '';
  const isForSaid = FOR_WORDS.has(first);
  const body = isForSaid || ABOUT_WORDS.has(first) ? words.slice(1) : words;
  if (body.length === 0) {
    return undefined;
  }
  const used = new Set<number>();
  const rest = typedBetween(clean, body);
  const said = slotsAmong({ clean, body, aliases }, used);
  if (isForSaid) {
    const person = personAmong(clean, body, used);
    return { rest, slots: person === undefined ? said : { ...said, person } };
  }
  const isExplained =
    used.size > 0 && body.every(({ folded }, at) => used.has(at) || FILLERS.has(folded));
  return isExplained ? { rest, slots: said } : undefined;
}

/** The order matters: a workload may hold words that look like numbers (365) or links (for). */
function slotsAmong({ clean, body, aliases }: Spoken, used: Set<number>): RequestSlots {
  const workload = workloadAmong(body, aliases, used);
  const region = regionAmong(body, used);
  const licences = licencesAmong(clean, body, used);
  return {
    ...workload,
    ...(region === undefined ? {} : { region }),
    ...(licences === undefined ? {} : { licences }),
  };
}

function regionAmong(body: readonly Word[], used: Set<number>): SpokenRegion | undefined {
  const said = new Set(findPhrases(body, REGIONS, used));
  return said.size === 1 ? [...said][0] : undefined;
}

/** The one run of unexplained words that directly follows a "for". */
function personAmong(
  clean: string,
  body: readonly Word[],
  used: ReadonlySet<number>,
): string | undefined {
  const names = runsAfterFor(clean, body, used)
    .filter((run) => run.length <= PERSON_MAX_WORDS)
    .filter((run) => run.some(({ folded }) => !FILLERS.has(folded)))
    .filter((run) => run.every(({ folded }) => !/\p{N}/u.test(folded)))
    .map((run) => typedBetween(clean, run))
    .filter((name) => name.length <= PERSON_MAX_CHARS);
  return names.length === 1 ? names[0] : undefined;
}

function runsAfterFor(
  clean: string,
  body: readonly Word[],
  used: ReadonlySet<number>,
): readonly (readonly Word[])[] {
  const runs: Word[][] = [[]];
  let isOpen = true;
  for (const [at, word] of body.entries()) {
    const before = clean.slice(body[at - 1]?.end ?? word.start, word.start);
    if (!used.has(at) && FOR_WORDS.has(word.folded)) {
      runs.push([]);
      isOpen = true;
      continue;
    }
    isOpen = isOpen && !used.has(at) && !/[,;]/u.test(before);
    if (isOpen) {
      runs.at(-1)?.push(word);
    }
  }
  return runs.map(withoutTrailingLink);
}

/** "Marta Ruiz in" (before a region) is Marta Ruiz. */
function withoutTrailingLink(run: readonly Word[]): readonly Word[] {
  const last = run.at(-1)?.folded ?? '';
  return ABOUT_WORDS.has(last) ? run.slice(0, -1) : run;
}
