import type { Room } from '../support/fake-teams';
import { ROLES, type Role } from './verb-cast';
import { faultsOf, pressIn } from './verb-cells';
import { Desk } from './verb-desk';
import { pressesOn, type Press } from './verb-presses';
import { leaksIn } from './verb-readers';
import { isOfStory, ruleFor } from './verb-rules';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` presses everything; otherwise whatever may change something, and a part of what may not. */
const IS_LONG = process.env['WEIGHT'] === 'long';
/** One of so many presses that change nothing is made in the short form. */
const PART = 12;

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

const NAMES = Object.keys(WORLDS);

describe('every verb by every role', () => {
  it.each(NAMES)(
    'changes what it may, and shows nothing to whom it is not for, on %s',
    async (name) => {
      const { at } = WORLDS[name]!;
      const desk = await Desk.on(WORLDS[name]!);
      const presses = await pressesOn(desk);
      const cells = presses.flatMap((press) => ROLES.map((role) => ({ press, role, at })));
      const faults: string[] = [];

      const chosen = cells.filter(
        ({ press, role }, index) =>
          IS_LONG ||
          isOfStory(ruleFor(press, role, at)) ||
          (index + NAMES.indexOf(name)) % PART === 0,
      );
      for (const cell of chosen) {
        await desk.rewind();
        faults.push(...(await faultsOf(desk, cell)).map((fault) => `${nameOf(cell)} ${fault}`));
      }

      expect(faults).toEqual([]);
      expect(chosen.length).toBeGreaterThan(cells.length / (PART + 1));
    },
  );
});

/** A group chat in which nobody of the engagement meets. */
const ELSEWHERE: Room = {
  id: '19:elsewhere@thread.v2',
  conversationType: 'groupChat',
  isGroup: true,
  tenantId: 'tenant',
};
const WITHOUT_PART: readonly Role[] = ['asked', 'otherPartner', 'operator', 'stranger'];

describe("a button of somebody else's engagement", () => {
  it.each(['an answered check-in', 'a completed engagement', 'an engagement with an agreement'])(
    'shows nothing in a chat in which it was never posted: %s',
    async (name) => {
      const { at } = WORLDS[name]!;
      const desk = await Desk.on(WORLDS[name]!);
      const leaks: string[] = [];

      for (const press of (await pressesOn(desk)).filter(isShared)) {
        for (const role of WITHOUT_PART) {
          await desk.rewind();
          const cell = { press: { ...press, room: ELSEWHERE }, role, at };
          const answer = String(await pressIn(desk, cell));
          leaks.push(...leaksIn(answer, role, at, press).map((text) => `${nameOf(cell)} ${text}`));
        }
      }

      expect(leaks).toEqual([]);
    },
  );
});

function isShared({ verb }: Press): boolean {
  return /^(engagement|checkin|request\.contacted)/.test(verb);
}

function nameOf({ press, role }: { readonly press: Press; readonly role: Role }): string {
  return `${role} ${press.verb} (${press.variant})`;
}
