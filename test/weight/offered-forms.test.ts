import type { Verb } from '../../src/cards/card-actions';
import { partsOfType, textOf, type CardPart } from '../cards/card-lint';
import { GROUP, readOn, type Room } from '../support/fake-teams';
import { sentWith } from './form-buttons';
import { CAST, type Role } from './verb-cast';
import { Desk } from './verb-desk';
import { pressesOn, type Press } from './verb-presses';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` looks at every state; otherwise at every third. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const NAMES = Object.keys(WORLDS).filter((_name, n) => IS_LONG || n % 3 === 0);

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

/** Whose the cards are, by the beginning of the buttons that turn them over; posts are read by all three. */
const READERS: readonly (readonly [string, readonly Role[]])[] = [
  ['request.turn', ['requester', 'fpm']],
  ['offer.turn', ['expert']],
  ['engagement.turn expert', ['expert']],
  ['engagement.turn completion', ['requester', 'fpm']],
  ['question.turn', ['requester', 'fpm', 'standIn']],
  ['', ['requester', 'fpm', 'expert']],
];

function readersOf({ verb, payload }: Press): readonly Role[] {
  const name = `${verb} ${String(payload['card'])}`;
  return READERS.find(([begin]) => name.startsWith(begin))?.[1] ?? [];
}

/** Buttons that only turn a card over, to a side without inputs. */
function isLook(press: Press): boolean {
  return /\.(turn|plan)$/.test(press.verb) && sentWith(press) === undefined;
}

/** Where the card of this button stands; posts have the same buttons for all. */
function roomOf({ verb, payload }: Press): Room | undefined {
  const isPost = verb.startsWith('checkin.') || /kickoff|teams-first/.test(String(payload['card']));
  return isPost ? GROUP : undefined;
}

/** The buttons on a card that open a form. */
function formButtonsOn(body: unknown): readonly Pick<Press, 'verb' | 'payload'>[] {
  return partsOfType((body as { readonly value?: unknown }).value, 'Action.Execute')
    .map((button: CardPart) => ({
      verb: textOf(button, 'verb') as Verb,
      payload: button['data'] as Press['payload'],
    }))
    .filter((button) => sentWith(button) !== undefined && !isReading(button));
}

/** What was agreed is read first; its form is behind that. */
function isReading({ payload }: Pick<Press, 'payload'>): boolean {
  return payload['face'] === 'agreement';
}

async function closedTo(desk: Desk, role: Role, look: Press): Promise<readonly string[]> {
  const room = roomOf(look);
  const at = room === undefined ? {} : { room };
  await desk.rewind();
  const buttons = formButtonsOn(await desk.pressOnce(CAST[role], { ...look, ...at }));
  const closed: string[] = [];
  for (const button of buttons) {
    const answer = readOn(await desk.pressOnce(CAST[role], { ...button, ...at, variant: '' }));
    const name = `${role} ${button.verb} on ${look.verb} (${look.variant})`;
    closed.push(...(answer.includes('"type":"Input.') ? [] : [name]));
  }
  return closed;
}

describe('a button that opens a form', () => {
  it.each(NAMES)('opens it for everybody to whom it is offered, on %s', async (name) => {
    const desk = await Desk.on(WORLDS[name]!);
    const looks = (await pressesOn(desk)).filter(isLook);
    const closed: string[] = [];

    for (const look of looks) {
      for (const role of readersOf(look)) {
        closed.push(...(await closedTo(desk, role, look)));
      }
    }

    expect(closed).toEqual([]);
  });
});
