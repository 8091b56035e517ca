import { buildBot } from '../e2e/build-bot';
import { isHarm, killAt, tableOf, tellStory, type KillReport } from '../support/failpoint-kills';
import { chanceOf, deathsOf, placesOf, sampleOf, takeoversOf } from '../support/failpoint-places';
import type { StepEnd } from '../support/failpoint-run';
import { STORY } from '../support/failpoint-story';

/** `WEIGHT=long` kills at every place; otherwise a sample that changes with `FAILPOINT_SEED`. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const SEED = Number(process.env['FAILPOINT_SEED'] ?? '1');
/** Kills in each step of the sample; and how many of those who took over are killed in all. */
const PER_STEP = 2;
const TAKEOVERS = 5;
/** Happens once in a story, however often it is asked for. */
const ONCE = [
  ...['DraftStarted', 'RequestSubmitted', 'CompletenessConfirmed', 'RequestApproved'],
  ...['ExpertOffered', 'ExpertAssigned', 'FirstContactConfirmed', 'RequestClosed', 'OutcomeNoted'],
  ...['EngagementOpened', 'KickoffChatOpened', 'CompletionReported', 'EngagementCompleted'],
];
/** Runs of the story at the same time: while one waits for a lease, the others work. */
const LANES = 3;

jest.setTimeout(IS_LONG ? 2 * 3_600_000 : 600_000);

describe('the story that is killed', () => {
  let plan: readonly StepEnd[];

  const kill = (places: ReturnType<typeof sampleOf>): Promise<readonly KillReport[]> =>
    killAt(places, plan, LANES);

  beforeAll(async () => {
    await buildBot();
    plan = await tellStory();
  });

  it.each(STORY)('goes well without a kill: $name', ({ name, causes }) => {
    const { look, passed } = plan.find(({ step }) => step.name === name)!;

    expect(causes.filter((type) => !look.caused.some((line) => line.endsWith(` ${type}`)))).toEqual(
      [],
    );
    expect([...look.unsettled, ...look.stuck]).toEqual([]);
    expect(look.copies.filter((line) => line.endsWith('not shown'))).toEqual([]);
    expect(passed.filter((point) => point.includes('unknown'))).toEqual([]);
  });

  it('decides everything once without a kill', () => {
    const types = plan.at(-1)!.look.events.map((line) => line.split(' ')[1] ?? '');

    const once = types.filter((type) => ONCE.includes(type));

    expect(once.toSorted()).toEqual(ONCE.toSorted());
  });

  it(`loses nothing, decides nothing twice and settles everything, wherever it is killed (seed ${String(SEED)})`, async () => {
    const chance = chanceOf(SEED);
    const all = placesOf(plan, chance);
    const first = await kill(IS_LONG ? all : sampleOf(all, PER_STEP, chance));
    const again = takeoversOf(plan, first);
    const second = await kill(IS_LONG ? again : sampleOf(again, 1, chance).slice(0, TAKEOVERS));
    const reports = [...first, ...second];

    if (IS_LONG) {
      process.stdout.write(`${tableOf(reports)}\n`);
    }
    expect(reports.filter(isHarm).map(inShort)).toEqual([]);
    expect(first.filter(({ isKilled }) => !isKilled).map(inShort)).toEqual([]);
    expect(
      reports.filter(({ duplicates, place }) => duplicates > deathsOf(place).length).map(inShort),
    ).toEqual([]);
  });
});

/** What is worth reading of a report that breaks a bar. */
function inShort({ takeover: _points, ...rest }: KillReport): object {
  return rest;
}
