import commandWords from '../text/command-words.json';
import { findPhrases } from './find-phrases';
import { foldText, foldWord, type Word } from './normalise-text';

/** One workload and everything people call it; a name shared by several plans means the product without a plan. */
export interface WorkloadAlias {
  readonly code: string;
  readonly plan?: string;
  readonly names: readonly string[];
}

/** A workload as far as it was said. */
export interface SpokenWorkload {
  readonly workload: string;
  readonly plan?: string;
}

type AliasIndex = ReadonlyMap<string, readonly WorkloadAlias[]>;

const FOR_WORDS = new Set(commandWords.links.for.map(foldWord));
const FOR = foldWord('for');
const PLAN = /^p\d$/u;

/** Built once per table: folding some hundred names for every message would be the dearest thing we do. */
const INDEXES = new WeakMap<readonly WorkloadAlias[], AliasIndex>();

/**
 * The one workload that is named, by any name of the table. `undefined` when none or several are: which one is then
 * for the form to ask. The plan is left out when it was not said, or when two were. Marks the words in `used`.
 */
export function workloadAmong(
  words: readonly Word[],
  aliases: readonly WorkloadAlias[],
  used: Set<number>,
): SpokenWorkload | undefined {
  const found = findPhrases(words.map(withOneFor), indexOf(aliases), used);
  const codes = new Set(found.flatMap((meant) => meant.map(({ code }) => code)));
  const [code] = codes;
  if (code === undefined || codes.size > 1) {
    return undefined;
  }
  const plan = planAmong(words, found, used);
  return { workload: code, ...(plan === undefined ? {} : { plan }) };
}

function planAmong(
  words: readonly Word[],
  found: readonly (readonly WorkloadAlias[])[],
  used: Set<number>,
): string | undefined {
  const known = new Set(found.flatMap((meant) => meant.map(({ plan }) => plan)));
  const named = found.flatMap((meant) => (meant.length === 1 ? [meant[0]?.plan] : []));
  const plans = new Set(named.filter((plan) => plan !== undefined));
  for (const [at, { folded }] of words.entries()) {
    if (!used.has(at) && PLAN.test(folded)) {
      used.add(at);
      plans.add(folded.toUpperCase());
    }
  }
  const [plan] = plans;
  return plans.size === 1 && known.has(plan) ? plan : undefined;
}

/** "Defender para Office 365" is the same name. */
function withOneFor(word: Word): Word {
  return FOR_WORDS.has(word.folded) ? { ...word, folded: FOR } : word;
}

function indexOf(aliases: readonly WorkloadAlias[]): AliasIndex {
  const known = INDEXES.get(aliases);
  if (known !== undefined) {
    return known;
  }
  const index = new Map<string, WorkloadAlias[]>();
  for (const alias of aliases) {
    for (const key of keysOf(alias)) {
      index.set(key, [...(index.get(key) ?? []), alias]);
    }
  }
  INDEXES.set(aliases, index);
  return index;
}

function keysOf({ code, plan, names }: WorkloadAlias): ReadonlySet<string> {
  const codes = plan === undefined ? [code] : [code, `${code} ${plan}`];
  return new Set([...names, ...codes].map(foldText).filter((key) => key !== ''));
}
