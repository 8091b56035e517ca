/** The points of the story by name, and which of them are tried. Pure. */
import type { StepEnd } from './failpoint-run';
import { STORY } from './failpoint-story';

/** One pass of one point, where the bot is killed. */
export interface Place {
  readonly step: string;
  /** `before:<name>` or `after:<name>`. */
  readonly point: string;
  /** From 1, within the step. */
  readonly nth: number;
  /** A point at whose first pass the bot that takes over is killed as well. */
  readonly then?: string;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The points at which the bot dies there, in order, as it knows them. */
export function deathsOf({ point, nth, then }: Place): readonly string[] {
  return [`${point}#${String(nth)}`, ...(then === undefined ? [] : [`${then}#1`])];
}

/**
 * The clock leads to the sweep, so how often it comes is chance; the first one is at the start. So does it to a lease that is taken
 * anew because its effect was long in line.
 */
function isChance(step: string, point: string): boolean {
  const isRenewal = / lease (Show|SendMail|Tell)\b/.test(point);
  return isRenewal || (point.endsWith(':store.due') && step !== STORY[0]?.name);
}

/** Looking changes nothing outside: all looks between two writes, sends or answers are one place. */
function isLook(point: string): boolean {
  return /:store\.(read|find|due)/.test(point);
}

/** Every pass of every point that changes something; of those that only look, one pass by chance for each step. */
export function placesOf(ends: readonly StepEnd[], chance: () => number): readonly Place[] {
  return ends.flatMap(({ step: { name: step }, passed }) =>
    [...new Set(passed)]
      .filter((point) => !isChance(step, point))
      .flatMap((point) => {
        const count = passed.filter((one) => one === point).length;
        const all = Array.from({ length: count }, (_none, index) => index + 1);
        const chosen = isLook(point) ? all.slice(Math.floor(chance() * count)).slice(0, 1) : all;
        return chosen.map((nth) => ({ step, point, nth }));
      }),
  );
}

/** Places where the one who takes over is killed too, at points that nobody passes otherwise: it takes what was left behind. */
export function takeoversOf(
  plan: readonly StepEnd[],
  killed: readonly { readonly place: Place; readonly takeover: readonly string[] }[],
): readonly Place[] {
  const known = new Set(plan.flatMap(({ passed }) => passed));
  const found = new Map<string, Place>();
  for (const { place, takeover } of killed) {
    for (const then of takeover.filter((point) => !known.has(point))) {
      found.set(`${place.step} ${then}`, { ...place, then });
    }
  }
  return [...found.values()];
}

/** Places with names that differ, at most so many for each step. */
export function sampleOf(
  places: readonly Place[],
  perStep: number,
  chance: () => number,
): readonly Place[] {
  const mixed = places
    .map((place) => ({ place, rank: chance() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ place }) => place);
  const names = new Set<string>();
  const chosen: Place[] = [];
  for (const place of mixed) {
    const isFull = chosen.filter(({ step }) => step === place.step).length >= perStep;
    const name = place.then ?? place.point;
    if (!isFull && !names.has(name)) {
      names.add(name);
      chosen.push(place);
    }
  }
  return chosen;
}
