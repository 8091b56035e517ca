import { TestAdapter } from 'botbuilder';
import { takeTurn } from '../../src/bot/turn';
import { answerFailure } from '../../src/bot/turn-failure';
import { activityOf, bodyOf, readOn } from '../support/fake-teams';
import { CAST, ROLES } from './verb-cast';
import { eventsOn, type Cell } from './verb-cells';
import { Desk } from './verb-desk';
import { pressesOn, type Press } from './verb-presses';
import { isOfStory, ruleFor } from './verb-rules';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` clicks on every button in every state; otherwise on each button once. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const TEN = Array.from({ length: 10 }, (_none, n) => n);

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

/** One turn beside others: its answer as text. */
async function turnOf(desk: Desk, { press, role }: Cell, id: string): Promise<string> {
  const value = { action: { type: 'Action.Execute', verb: press.verb, data: press.payload } };
  const named = { id, name: 'adaptiveCard/action', value };
  const adapter = new TestAdapter();
  adapter.onTurnError = (context, error) => answerFailure(desk.teams.ports, context, error);
  const activity = activityOf('invoke', CAST[role], named, press.room);
  await adapter.processActivity(activity, (context) => takeTurn(desk.teams.turn, context));
  return readOn(bodyOf(adapter.activeQueue.filter(({ type }) => type === 'invokeResponse')));
}

interface AtOnce {
  readonly answers: readonly string[];
  readonly events: string;
}

/** The same button ten times at the same moment. */
async function tenTimes(desk: Desk, cell: Cell, idOf: (n: number) => string): Promise<AtOnce> {
  await desk.rewind();
  const answers = await Promise.all(TEN.map((n) => turnOf(desk, cell, idOf(n))));
  await desk.teams.house.dispatcher.idle();
  return { answers, events: eventsOn(desk) };
}

async function faultsOf(desk: Desk, cell: Cell): Promise<readonly string[]> {
  await desk.rewind();
  await turnOf(desk, cell, 'one');
  await desk.teams.house.dispatcher.idle();
  const once = eventsOn(desk);
  const same = await tenTimes(desk, cell, () => 'one');
  const clicks = await tenTimes(desk, cell, (n) => (n === 0 ? 'one' : `another ${String(n)}`));
  const isNew = /^(form|today)\./.test(cell.press.verb);
  // "Closed three requests", "is tried again": said once, to the one that did it.
  const isSaidOnce = /^(today|operator)\./.test(cell.press.verb);
  // What became of the booking may come between two answers: the invitations are on their way, then they are not.
  const answersMax = cell.press.verb === 'engagement.plan-meeting' ? 2 : 1;
  return [
    ...(same.events === once ? [] : [`one delivery ten times: ${once} became ${same.events}`]),
    ...(new Set(same.answers).size <= answersMax || isSaidOnce
      ? []
      : ['one delivery has several answers']),
    ...(clicks.events === once || isNew ? [] : [`ten clicks: ${once} became ${clicks.events}`]),
    ...[...same.answers, ...clicks.answers]
      .filter((answer) => !answer.startsWith('{"statusCode":200'))
      .slice(0, 1)
      .map((answer) => `answers ${answer.slice(0, 120)}`),
  ];
}

describe('the same button ten times at once', () => {
  const left = new Set<string>();

  it.each(Object.keys(WORLDS))('does what it does once, on %s', async (name) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const faults: string[] = [];

    const cells = (await pressesOn(desk))
      .flatMap((press) => ROLES.map((role): Cell => ({ press, role, at })))
      .filter(({ press, role }) => isOfStory(ruleFor(press, role, at)))
      .filter(({ press }) => IS_LONG || isFirst(left, press));
    for (const cell of cells) {
      const { role, press } = cell;
      const found = await faultsOf(desk, cell);
      faults.push(...found.map((fault) => `${role} ${press.verb} (${press.variant}) ${fault}`));
    }

    expect(faults).toEqual([]);
  });
});

function isFirst(left: Set<string>, { verb, variant }: Press): boolean {
  const name = `${verb} ${variant}`;
  const is = !left.has(name);
  left.add(name);
  return is;
}
