import type { Verb } from '../../src/cards/card-actions';
import { refusedFace } from '../../src/bot/face-refusal';
import type { Face } from '../../src/cards/drawing';
import type { RefusalCode } from '../../src/domain/kernel';
import { REPORT } from '../support/fake-requests';
import { GROUP } from '../support/fake-teams';
import { CAST, ENGAGEMENT, REQUEST, ROLES, type Role } from './verb-cast';
import { pressIn, type Cell } from './verb-cells';
import { SENT_WITH, sentWith } from './form-buttons';
import { Desk } from './verb-desk';
import { pressesOn } from './verb-presses';
import { ruleFor } from './verb-rules';
import { WORLDS, type Standing } from './verb-worlds';

/** `WEIGHT=long` opens every form as everybody; otherwise a part of them. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const PART = 3;

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

const NAMES = Object.keys(WORLDS);

/** Buttons on posts that several people read. */
const FORMS_OF_POSTS: readonly Verb[] = [
  'engagement.turn',
  'engagement.consent-form',
  'checkin.turn',
  'checkin.plan',
];

/** What is being written is a form itself, on whichever side its card is asked for. */
function isForm({ request, question }: Standing, role: Role): boolean {
  return role === 'requester' && (request?.endsWith('Draft') === true || question === 'Draft');
}

describe('the choice of experts', () => {
  const CHOSEN: readonly (readonly [string, Face, RefusalCode | undefined])[] = [
    ['a submitted request', 'approve', undefined],
    ['a submitted request', 'offer-to', 'not-now'],
    ['a returned request', 'approve', 'returned'],
    ['a denied request', 'approve', 'already-denied'],
    ['a denied request', 'offer-to', 'already-denied'],
    ['an approved request', 'approve', 'already-decided'],
    ['an approved request', 'offer-to', 'already-decided'],
    ['an approved request without experts', 'approve', 'already-decided'],
    ['an approved request without experts', 'offer-to', undefined],
    ['an engagement whose request is closed', 'approve', 'already-decided'],
    ['an engagement whose request is closed', 'offer-to', 'already-decided'],
  ];

  it.each(CHOSEN)('on %s, face %s: refused as %s', async (name, face, code) => {
    const desk = await Desk.on(WORLDS[name]!);

    const state = await desk.stateOf(REQUEST);

    expect(refusedFace(state, CAST.fpm, face, desk.clock.now())?.code).toBe(code);
    expect(refusedFace(state, CAST.standIn, face, desk.clock.now())?.code).toBe('needs-fpm');
  });
});

describe('a form', () => {
  it.each(NAMES)('is opened for nobody who could not send it in, on %s', async (name) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const presses = await pressesOn(desk);
    const isSendable = ({ press, role }: Cell): boolean =>
      presses
        .filter(({ verb }) => sentWith(press)?.includes(verb) === true)
        .some((one) => ruleFor(one, role, at) !== undefined);
    const cells = presses
      .filter((press) => sentWith(press) !== undefined)
      .flatMap((press) => ROLES.map((role): Cell => ({ press, role, at })))
      .filter((cell) => !isSendable(cell) && !isForm(at, cell.role));
    const opened: string[] = [];

    for (const cell of cells.filter(
      (_one, n) => IS_LONG || (n + NAMES.indexOf(name)) % PART === 0,
    )) {
      const { press, role } = cell;
      await desk.rewind();
      const answer = String(await pressIn(desk, cell));
      opened.push(
        ...(answer.includes('"type":"Input.') ? [`${role} ${press.verb} (${press.variant})`] : []),
      );
    }

    expect(opened).toEqual([]);
  });

  it.each(NAMES)('is opened for whoever can send it in, on %s', async (name) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const presses = await pressesOn(desk);
    const closed: string[] = [];

    for (const press of presses.filter(({ verb }) => SENT_WITH[verb]?.length === 1)) {
      const [sent] = presses.filter(({ verb }) => SENT_WITH[press.verb]?.includes(verb) === true);
      for (const role of ROLES.filter(
        (one) => sent !== undefined && ruleFor(sent, one, at) !== undefined,
      )) {
        await desk.rewind();
        const answer = String(await pressIn(desk, { press, role, at }));
        closed.push(...(answer.includes('"type":"Input.') ? [] : [`${role} ${press.verb}`]));
      }
    }

    expect(closed).toEqual([]);
  });
});

describe('a form on a check-in', () => {
  it('about the schedule is not opened once the engagement plans no more', async () => {
    const answered = WORLDS['an answered check-in']!;
    const desk = await Desk.on(answered);
    const pause = (await pressesOn(desk)).find(
      ({ verb, payload }) => verb === 'checkin.turn' && payload['face'] === 'pause',
    )!;
    const cell: Cell = { press: pause, role: 'fpm', at: answered.at };

    const before = String(await pressIn(desk, cell));
    await desk.tell('expert', ENGAGEMENT, { ...REPORT, type: 'ReportCompletion' });
    const after = String(await pressIn(desk, cell));

    expect([before, after].map((answer) => answer.includes('"type":"Input.'))).toEqual([
      true,
      false,
    ]);
  });
});

describe('in the kickoff chat', () => {
  const COLLEAGUES: readonly Role[] = ['asked', 'otherPartner', 'operator'];

  it.each(['an engagement before first contact', 'an engagement with an agreement', 'a check-in'])(
    'a colleague reads the cards and is given no form: %s',
    async (name) => {
      const { at } = WORLDS[name]!;
      const desk = await Desk.on(WORLDS[name]!);
      const shared = (await pressesOn(desk)).filter(
        (press) => FORMS_OF_POSTS.includes(press.verb) && sentWith(press) !== undefined,
      );
      const answers: string[] = [];

      for (const press of shared.map((one) => ({ ...one, room: GROUP }))) {
        for (const role of COLLEAGUES) {
          await desk.rewind();
          answers.push(String(await pressIn(desk, { press, role, at })));
        }
      }

      expect(answers.filter((answer) => answer.includes('"type":"Input.'))).toEqual([]);
      expect(answers.filter((answer) => answer.includes('SME-1002'))).not.toEqual([]);
    },
  );
});
