import { wrongAtNight, wrongs, wrongWhenAsked, type Leave } from './flight-laws';
import { FlightWorld } from './flight-world';
import { FATES, type Fate } from './flown-teams';
import { FLYING, HAPPENINGS, type Flying } from './in-flight';

/** `WEIGHT=long` tells every story; otherwise a sample, always the same. */
const IS_LONG = process.env['WEIGHT'] === 'long';

jest.setTimeout(30 * 60_000);

/** One thing or two that happen while something is on its way, and how that ends. */
interface Story {
  readonly name: string;
  readonly flying: Flying;
  readonly fate: Fate;
  readonly things: readonly string[];
  /** Whether cards show everything there is to know, or so little that two states may look the same. */
  readonly isWhole: boolean;
}

async function told(story: Story): Promise<readonly string[]> {
  const { flying, fate, things, isWhole } = story;
  const world = new FlightWorld(isWhole);
  await world.open();
  await flying.before(world, flying);
  const flights = [world.teams.air, world.mailer.air].map((air) => air.hold(fate, flying.isMeant));
  await flying.trigger(world, flying);
  await world.goOn();
  if (!flights.some(({ isUnderWay }) => isUnderWay())) {
    throw new Error('Nothing is on its way.');
  }
  for (const thing of things) {
    await HAPPENINGS[thing]?.(world, flying);
    await world.goOn();
  }
  if (fate === 'takeover') {
    await world.takeOver();
  }
  flights.forEach(({ land }) => {
    land();
  });
  await world.idle();
  const early = await wrongSoFar(world, story);
  await putRight(world, flying);
  return [...early, ...(await wrongs(world, leaveOf(story)))];
}

const ARRIVES: readonly Fate[] = ['ok', 'late'];

/** What has to be right at once: at night the message that is there, while all is held the card that was asked for. */
async function wrongSoFar(
  world: FlightWorld,
  { flying, fate, things }: Story,
): Promise<readonly string[]> {
  const isOpen = !things.includes('removed') && flying !== FLYING['ping by mail'];
  if (!isOpen || !ARRIVES.includes(fate)) {
    return [];
  }
  if (world.isNight && !things.includes('held')) {
    return wrongAtNight(world, flying);
  }
  const isAsked = things.join().startsWith('held,types');
  return isAsked ? wrongWhenAsked(world, flying) : [];
}

/** The morning comes, all is released, the bot is everywhere, and what is stuck is tried again. */
async function putRight(world: FlightWorld, { chat }: Flying): Promise<void> {
  world.morningComes();
  await world.holdAll(false);
  await world.rest();
  if (await world.isClosed(chat)) {
    await world.comeBack(chat);
    await world.rest();
  }
  for (const record of await world.records()) {
    await world.reviveIn(record, 'retry');
  }
  await world.rest();
}

function leaveOf({ flying, fate, things }: Story): Leave {
  return {
    mayRepeat: fate === 'lost' || fate === 'takeover',
    isDropped: things.includes('drops'),
    isAskedFor: things.includes('types') || flying === FLYING['card that was asked for'],
    wasAway:
      ['removed', 'mails'].some((thing) => things.includes(thing)) ||
      flying === FLYING['ping by mail'] ||
      fate === 'refused' ||
      fate === 'gone',
  };
}

function* stories(): Generator<Story> {
  const happenings = Object.keys(HAPPENINGS);
  const more = [undefined, ...happenings];
  for (const [name, flying] of Object.entries(FLYING)) {
    for (const fate of FATES) {
      for (const first of happenings) {
        for (const second of more) {
          const things = second === undefined ? [first] : [first, second];
          for (const isWhole of flying === FLYING['edit of an offer'] ? [true] : [true, false]) {
            yield { name: `${name}, ${things.join(', ')}: ${fate}${isWhole ? '' : ' (coarse)'}`, flying, fate, things, isWhole };
          }
        }
      }
    }
  }
}

describe('whatever happens while something is on its way', () => {
  it('all that was ordered has arrived once all is at rest', async () => {
    const all = [...stories()];
    const only = process.env['ONLY'];
    const step = Number(process.env['STEP'] ?? 97);
    const picked = only === undefined ? all.filter((_one, index) => index % step === 0) : all.filter(({ name }) => name.includes(only));
    const wrong: string[] = [];
    const since = Date.now();
    for (const story of picked) {
      require('node:fs').writeFileSync('/tmp/scratch-flight/now.txt', story.name);
      const found = await Promise.race([told(story), new Promise<string[]>((r) => setTimeout(() => { r(['HANGS']); }, 3000))]).catch((error: unknown) => [String(error instanceof Error ? error.stack?.split('\n').slice(0,2).join() : error)]);
      if (found.length > 0) {
        wrong.push(`${story.name}\n   ${found.join('\n   ')}`);
      }
    }
    require('node:fs').writeFileSync(`/tmp/scratch-flight/${process.env['OUT'] ?? 'wrong'}.txt`, wrong.join('\n') + '\n');
    console.log(all.length, picked.length, Date.now() - since, wrong.length);
    expect(wrong.length).toBe(0);
  });
});
