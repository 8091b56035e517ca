import { ROLES } from './verb-cast';
import { pressIn, type Cell } from './verb-cells';
import { Desk } from './verb-desk';
import { pressesOn } from './verb-presses';
import { isOfStory, ruleFor } from './verb-rules';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` repeats every press that changes something; otherwise a part of them. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const PART = 4;

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

const NAMES = Object.keys(WORLDS);

/** Events of each record that was written, as text. */
function eventsOn({ store }: Desk): string {
  return JSON.stringify(
    store.written
      .filter(({ events }) => events > 0)
      .map(({ id, events }) => `${id} +${String(events)}`)
      .toSorted(),
  );
}

/** Presses that are a new act each time: one more answer, a question of its own, a form gone on with. */
const NEW_ACT = /^(?:none)$/;

async function repeatFaults(desk: Desk, cell: Cell): Promise<readonly string[]> {
  await desk.rewind();
  const first = await pressIn(desk, cell, 'once');
  const once = eventsOn(desk);
  const answers: unknown[] = [];
  for (const _time of [2, 3, 4, 5]) {
    answers.push(await pressIn(desk, cell, 'once'));
  }
  const fiveTimes = eventsOn(desk);
  const isError = [first, ...answers].some((answer) => answer instanceof Error);
  desk.restart();
  await pressIn(desk, cell, 'once');
  const restarted = eventsOn(desk);
  await pressIn(desk, cell, 'anew');
  const again = eventsOn(desk);
  return [
    ...(isError ? ['fails'] : []),
    ...(fiveTimes === once ? [] : [`delivered five times: ${once} became ${fiveTimes}`]),
    ...(restarted === once ? [] : [`after a restart: ${once} became ${restarted}`]),
    ...(again === once || NEW_ACT.test(cell.press.verb)
      ? []
      : [`pressed anew: ${once} became ${again}`]),
  ];
}

describe('a press that changed something', () => {
  it.each(NAMES)('changes it once, however often it comes, on %s', async (name) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const cells = (await pressesOn(desk))
      .flatMap((press) => ROLES.map((role): Cell => ({ press, role, at })))
      .filter(({ press, role }) => isOfStory(ruleFor(press, role, at)));
    const faults: string[] = [];

    for (const cell of cells.filter(
      (_one, n) => IS_LONG || (n + NAMES.indexOf(name)) % PART === 0,
    )) {
      const { role, press } = cell;
      const found = await repeatFaults(desk, cell);
      faults.push(...found.map((fault) => `${role} ${press.verb} (${press.variant}) ${fault}`));
    }

    expect(faults).toEqual([]);
  });
});
