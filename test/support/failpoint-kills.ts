/** What a kill did, at each of many places, measured against the same story without a kill. */
import type { Look } from './failpoint-look';
import { deathsOf, type Place } from './failpoint-places';
import { StoryRun, type StepEnd } from './failpoint-run';
import { STORY } from './failpoint-story';

/** The bars of RELIABILITY 5.2: all lists empty, and one duplicate for each kill at most. */
export interface KillReport {
  readonly place: Place;
  /** The bot really died there. */
  readonly isKilled: boolean;
  /** Events, acknowledged acts, mails, messages and timers that are missing. */
  readonly lost: readonly string[];
  /** Those that are there once too often; messages are counted apart. */
  readonly twice: readonly string[];
  /** Effects that nobody carries out although their time has come. */
  readonly unsettled: readonly string[];
  readonly stuck: readonly string[];
  /** Cards and answers that show something else. */
  readonly differs: readonly string[];
  /** Lines of the log that call for somebody. */
  readonly errors: readonly string[];
  /** Messages that were posted once more than planned. */
  readonly duplicates: number;
  /** Points that the bot passed that took over. */
  readonly takeover: readonly string[];
}

/** The story without a kill. */
export async function tellStory(): Promise<readonly StepEnd[]> {
  const run = await StoryRun.open();
  try {
    const ends: StepEnd[] = [];
    for (const step of STORY) {
      ends.push(await run.play(step));
    }
    return ends;
  } finally {
    await run.close();
  }
}

/** Kills the bot at every place: each run of the story takes one of every step; several runs go on at the same time. */
export async function killAt(
  places: readonly Place[],
  plan: readonly StepEnd[],
  lanes: number,
): Promise<readonly KillReport[]> {
  const open = STORY.map(({ name }) => places.filter(({ step }) => step === name));
  const reports: KillReport[] = [];
  const work = async (): Promise<void> => {
    while (isLeft(open)) {
      await tellWithKills(open, plan, reports);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return reports;
}

function isLeft(open: readonly (readonly Place[])[]): boolean {
  return open.some(({ length }) => length > 0);
}

/** One run; it ends where a kill did harm, because what comes after would be measured against it. */
async function tellWithKills(
  open: readonly Place[][],
  plan: readonly StepEnd[],
  reports: KillReport[],
): Promise<void> {
  const run = await StoryRun.open();
  try {
    for (const [index, planned] of plan.entries()) {
      const report = await tellStep(run, planned, open[index]?.shift());
      reports.push(...(report === undefined ? [] : [report]));
      if ((report !== undefined && isHarm(report)) || !isLeft(open.slice(index + 1))) {
        return;
      }
    }
  } finally {
    await run.close();
  }
}

async function tellStep(
  run: StoryRun,
  planned: StepEnd,
  place: Place | undefined,
): Promise<KillReport | undefined> {
  if (place === undefined) {
    await run.play(planned.step);
    return undefined;
  }
  try {
    const end = await run.play(planned.step, deathsOf(place));
    return { ...compared(planned, end), place, errors: run.errors() };
  } catch (cause) {
    const report = { ...compared(planned, planned), place, errors: run.errors() };
    return { ...report, isKilled: true, lost: [`the rest of the story: ${String(cause)}`] };
  }
}

/** Whether something else came of the story than without the kill. Pure. */
export function isHarm(report: KillReport): boolean {
  const { lost, twice, unsettled, stuck, differs, errors } = report;
  return [lost, twice, unsettled, stuck, differs, errors].some(({ length }) => length > 0);
}

function compared(plan: StepEnd, end: StepEnd): Omit<KillReport, 'place' | 'errors'> {
  const lists = ['events', 'caused', 'mails', 'waiting'] as const satisfies (keyof Look)[];
  const { look } = end;
  return {
    isKilled: end.isKilled,
    lost: [
      ...lists.flatMap((list) => missing(plan.look[list], look[list])),
      ...missing(plan.posted, end.posted).map((chat) => `a message in ${chat}`),
    ],
    twice: lists.flatMap((list) => missing(look[list], plan.look[list])),
    unsettled: look.unsettled,
    stuck: look.stuck,
    differs: [...missing(look.copies, plan.look.copies), ...missing(end.answers, plan.answers)],
    duplicates: missing(end.posted, plan.posted).length,
    takeover: end.passed,
  };
}

/** What is in the first list and not, or not so often, in the second. */
function missing(wanted: readonly string[], found: readonly string[]): readonly string[] {
  const left = [...found];
  return wanted.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  });
}

/** The reports as a table: a line for each point, one for all of them at the end. Pure. */
export function tableOf(reports: readonly KillReport[]): string {
  const nameOf = ({ place }: KillReport): string => place.then ?? place.point;
  const names = [...new Set(reports.map(nameOf))];
  const lines = names.map((name) =>
    lineOf(
      name,
      reports.filter((report) => nameOf(report) === name),
    ),
  );
  const head = ['kills', 'missed', 'lost', 'twice', 'open', 'stuck', 'differ', 'again', '  point'];
  const sorted = lines.toSorted((one, other) =>
    (one.at(-1) ?? '').localeCompare(other.at(-1) ?? ''),
  );
  return [head, ...sorted, head, lineOf(`${String(names.length)} points`, reports)]
    .map((line) => line.map((cell) => cell.padStart(6)).join(' '))
    .join('\n');
}

function lineOf(name: string, reports: readonly KillReport[]): readonly string[] {
  const sum = (count: (report: KillReport) => number): string =>
    String(reports.reduce((total, report) => total + count(report), 0));
  return [
    sum(({ isKilled, place }) => (isKilled ? deathsOf(place).length : 0)),
    sum(({ isKilled }) => (isKilled ? 0 : 1)),
    sum(({ lost }) => lost.length),
    sum(({ twice }) => twice.length),
    sum(({ unsettled }) => unsettled.length),
    sum(({ stuck }) => stuck.length),
    sum(({ differs }) => differs.length),
    sum(({ duplicates }) => duplicates),
    `  ${name}`,
  ];
}
