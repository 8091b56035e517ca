import {
  CAST,
  CHECK_IN,
  ENGAGEMENT,
  OTHER_REQUEST,
  QUESTION,
  REQUEST,
  ROLES,
  type Role,
} from './verb-cast';
import { pressIn, wrongWrites, type Cell } from './verb-cells';
import { Desk } from './verb-desk';
import { pressesOn, type Press } from './verb-presses';
import { leaksIn } from './verb-readers';
import { ruleFor, type Rule } from './verb-rules';
import { WORLDS } from './verb-worlds';

/** `WEIGHT=long` sends every changed payload; otherwise a part of them. */
const IS_LONG = process.env['WEIGHT'] === 'long';
const PART = 5;

jest.setTimeout(IS_LONG ? 10 * 60_000 : 60_000);

/** States in which, taken together, every verb can change something. */
const STATES = [
  ...['a form with a guide', 'a whole form', 'a submitted request', 'a returned request'],
  ...['a denied request', 'an approved request', 'an approved request without experts'],
  ...[
    'an engagement before first contact',
    'an engagement',
    'an engagement with a proposed agreement',
  ],
  'an engagement with a message that waits for a sign-in',
  ...['an engagement with a linked channel', 'an answered check-in', 'a late check-in'],
  ...['an engagement with paused check-ins', 'a completion to be confirmed'],
  ...['a completion with something unmet', 'a completed engagement', 'a question being written'],
  ...['a question', 'a mail that is stuck'],
];

const LONG = 'x'.repeat(20_000);
const IDS = [REQUEST, ENGAGEMENT, CHECK_IN, QUESTION, OTHER_REQUEST, CAST.requester.id] as const;
const UNKNOWN = '99999999-0000-4000-8000-000000009999';

/** What somebody may put in the place of the id of a record. */
function foreignIds(id: unknown): readonly unknown[] {
  const kind = String(id).split(':')[0] ?? '';
  return [
    ...IDS.filter((one) => one !== id),
    ...[`${kind}:${UNKNOWN}`, `${kind}:../../etc/passwd`, `${String(id)}\n`, `${kind}:__proto__`],
    ...['', LONG, 42, true, null, undefined, [id], { toString: 'x' }],
  ];
}

/** What somebody may put in the place of anything else. */
const WRONG: readonly unknown[] = [
  ...[undefined, null, 42, -1, 1.5, true, [], ['a'], {}, { typed: 'a' }],
  ...['', ' ', LONG, `${LONG}x`, '__proto__', 'constructor', 'NaN', '\u0000', '\u202E\u{1F512}'],
  ...['9999-99-99', '${x}', '<at>all</at>'],
];

const MORE = {
  ...{ by: 'system', at: 0, causeId: 'x', kind: 'command', order: { type: 'Approve' } },
  ...{ number: 1, isFpm: true, constructor: 'x', typed: { a: 'b' }, queue: '__proto__' },
};

interface Changed {
  readonly what: string;
  readonly payload: unknown;
  /** Whether it can still mean what it meant. */
  readonly isMeant: boolean;
}

function named(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** One payload, changed in every way. */
function changesOf({ verb, payload }: Press): readonly Changed[] {
  const { id } = payload;
  const isAboutRecord = id !== undefined && verb !== 'home.request';
  const others = Object.keys(payload).filter((key) => key !== 'id');
  const inner = JSON.stringify(payload).slice(1);
  const comma = inner === '}' ? '' : ',';
  return [
    ...(isAboutRecord ? foreignIds(id) : []).map((one) => ({
      what: `id ${named(one).slice(0, 60)}`,
      payload: { ...payload, id: one },
      isMeant: false,
    })),
    ...others.flatMap((key) =>
      WRONG.map((one) => ({
        what: `${key} ${named(one).slice(0, 30)}`,
        payload: { ...payload, [key]: one },
        isMeant: true,
      })),
    ),
    { what: 'more keys', payload: { ...MORE, ...payload }, isMeant: true },
    {
      what: 'a prototype',
      payload: JSON.parse(`{"__proto__":{"isAdmin":true,"id":"${OTHER_REQUEST}"}${comma}${inner}`),
      isMeant: true,
    },
    ...[null, 'x', 7, true, [payload]].map((one) => ({
      what: `instead of all ${JSON.stringify(one).slice(0, 20)}`,
      payload: one,
      isMeant: !isAboutRecord,
    })),
  ];
}

function ruleOf({ press, role, at }: Cell, { isMeant }: Changed): Rule | undefined {
  const rule = ruleFor(press, role, at);
  return rule === undefined || !isMeant ? undefined : { ...rule, isUnsure: true };
}

async function faultsWith(desk: Desk, cell: Cell, changed: Changed): Promise<readonly string[]> {
  await desk.rewind();
  const press = { ...cell.press, payload: changed.payload as Press['payload'] };
  const answer = await pressIn(desk, { ...cell, press });
  const name = `${cell.role} ${press.verb} with ${changed.what}`;
  if (answer instanceof Error) {
    return [`${name} fails: ${answer.message.slice(0, 200)}`];
  }
  return [
    ...wrongWrites(desk.store.written, cell, ruleOf(cell, changed)),
    ...leaksIn(answer, cell.role, cell.at, cell.press).map((text) => `shows ${text}`),
  ].map((fault) => `${name} ${fault}`);
}

/** A button that shows something of a record that is there. */
function isOnlyShown({ store }: Desk, { payload }: Press, role: Role): boolean {
  return role === 'requester' && store.ids.includes(String(payload['id']));
}

describe('a changed payload', () => {
  const left = new Set<string>();

  it.each(STATES)('neither breaks nor reaches anything else on %s', async (name) => {
    const { at } = WORLDS[name]!;
    const desk = await Desk.on(WORLDS[name]!);
    const cells = (await pressesOn(desk))
      .flatMap((press) => ROLES.map((role): Cell => ({ press, role, at })))
      .filter(
        ({ press, role }) =>
          ruleFor(press, role, at) !== undefined || isOnlyShown(desk, press, role),
      );
    const faults: string[] = [];

    for (const cell of cells) {
      const known = `${cell.press.verb} ${cell.press.variant}`;
      const changes = left.has(known) ? [] : changesOf(cell.press);
      left.add(known);
      for (const changed of changes.filter((_one, n) => IS_LONG || (n + left.size) % PART === 0)) {
        faults.push(...(await faultsWith(desk, cell, changed)));
      }
    }

    expect(faults).toEqual([]);
    expect({}).not.toHaveProperty('isAdmin');
  });
});
