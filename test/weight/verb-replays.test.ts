import type { Verb } from '../../src/cards/card-actions';
import { ROLES } from './verb-cast';
import { eventsOn, pressIn, type Cell } from './verb-cells';
import { Desk } from './verb-desk';
import { pressesOn } from './verb-presses';
import { isOfStory, ruleFor } from './verb-rules';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` repeats every press that changes something; otherwise a part of them. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const PART = 4;

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

const NAMES = Object.keys(WORLDS);

/** Buttons that are a new act each time, and only about something of one's own: a form that is gone on with, the day's list. */
const NEW_ACT = /^(form|today)\./;

async function repeatFaults(desk: Desk, cell: Cell): Promise<readonly string[]> {
  await desk.rewind();
  const first = await pressIn(desk, cell, 'once');
  const once = eventsOn(desk);
  const answers: unknown[] = [];
  while (answers.length < 4) {
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

/** Buttons of which the second takes back what the first one did. */
const UNDONE: readonly (readonly [string, Verb, Verb])[] = [
  ['an engagement with check-ins', 'checkin.pause', 'checkin.resume'],
  ['an engagement with paused check-ins', 'checkin.resume', 'checkin.pause'],
  ['an engagement', 'checkin.link', 'checkin.unlink'],
  ['an engagement with a linked channel', 'checkin.unlink', 'checkin.link'],
];

describe('a press that is delivered again after it was taken back', () => {
  it.each(UNDONE)('does nothing more on %s: %s, then %s', async (name, first, second) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const presses = await pressesOn(desk);
    const cellOf = (verb: Verb): Cell => ({
      press: presses.find((one) => one.verb === verb)!,
      role: 'fpm',
      at,
    });

    await pressIn(desk, cellOf(first), 'once');
    await pressIn(desk, cellOf(second), 'taken back');
    const before = eventsOn(desk);
    await pressIn(desk, cellOf(first), 'once');

    expect(eventsOn(desk)).toBe(before);
    expect(before).toContain('+2');
  });
});

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
