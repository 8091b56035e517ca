import { SENDING } from '../../src/domain/setting/sending';
import { todayOf } from '../../src/workflow/duty-watch';
import { readOn } from '../support/fake-teams';
import { CAST, CHECK_IN, ENGAGEMENT, QUESTION, REQUEST, type Role } from './verb-cast';
import type { Desk } from './verb-desk';
import type { Press } from './verb-presses';
import { leaksIn, mayLook } from './verb-readers';
import { ruleFor, type Rule, type Target } from './verb-rules';
import type { Written } from './rewindable-store';
import type { Standing } from './verb-worlds';

/** Somebody presses something somewhere. */
export interface Cell {
  readonly press: Press;
  readonly role: Role;
  readonly at: Standing;
}

/** How the ids of all check-ins of the story begin. */
const CHECK_INS = CHECK_IN.slice(0, -1);
/** What is made by opening a form, by asking, by accepting an offer. */
const NEW: Readonly<Record<string, Target>> = {
  request: 'newDraft',
  question: 'newQuestion',
  engagement: 'engagement',
};
const CARD = 'application/vnd.microsoft.card.adaptive';

/** Which of the targets a written record is; `undefined` for one that is none of this story. */
function targetOf({ id, isNew, events }: Written, role: Role): Target | undefined {
  if (id === SENDING) {
    return 'sending';
  }
  if (id.startsWith(CHECK_INS)) {
    return isNew ? 'newCheckIn' : 'checkIn';
  }
  if (isNew) {
    return NEW[id.split(':')[0] ?? ''];
  }
  const known: Readonly<Record<string, Target>> = {
    [REQUEST]: events === 0 ? 'effects' : 'request',
    [ENGAGEMENT]: 'engagement',
    [QUESTION]: 'question',
    [todayOf(CAST[role].id)]: 'ownToday',
    [CAST[role].id]: 'ownPerson',
  };
  return known[id];
}

/** Presses, and says how the answer looks. */
export async function pressIn(desk: Desk, cell: Cell, id?: string): Promise<string | Error> {
  const { press, role } = cell;
  try {
    const body = await desk.pressOnce(CAST[role], press, id);
    const { statusCode, type } = body as { readonly statusCode?: number; readonly type?: string };
    const text = readOn(body);
    return statusCode === 200 && type === CARD ? text : new Error(`answered ${text.slice(0, 200)}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Events of each record that was written, as text. */
export function eventsOn({ store }: Desk): string {
  return JSON.stringify(
    store.written
      .filter(({ events }) => events > 0)
      .map(({ id, events }) => `${id} +${String(events)}`)
      .toSorted(),
  );
}

/** What is wrong after one press in a state that was just made; nothing when it went as the rules say. */
export async function faultsOf(desk: Desk, cell: Cell): Promise<readonly string[]> {
  const { press, role, at } = cell;
  const answer = await pressIn(desk, cell);
  if (answer instanceof Error) {
    return [`fails: ${answer.message.split('\n').join(' ').slice(0, 300)}`];
  }
  const rule = ruleFor(press, role, at);
  return [
    ...leaksIn(answer, role, at, press).map((text) => `shows: ${text}`),
    ...wrongWrites(desk.store.written, cell, rule),
  ];
}

/** Records that were written and may not be, and the one that was not written and must be. */
export function wrongWrites(
  written: readonly Written[],
  { role, at }: Pick<Cell, 'role' | 'at'>,
  rule: Rule | undefined,
): readonly string[] {
  const allowed = rule === undefined ? [] : [rule.changes, ...rule.also];
  const named = written.map((one) => ({ ...one, target: targetOf(one, role) }));
  const wrong = named.filter(
    ({ id, events, target }) =>
      !isOfTheProcess(id) &&
      !(target !== undefined && allowed.includes(target)) &&
      !(events === 0 && maySeeAgain(id, role, at)),
  );
  const isMissing =
    rule !== undefined &&
    !rule.isUnsure &&
    !named.some(
      ({ target, events }) => target === rule.changes && (target === 'effects' || events > 0),
    );
  return [
    ...wrong.map(({ id, events }) => `writes ${id} (${String(events)} events)`),
    ...(isMissing ? [`leaves ${rule.changes} as it is`] : []),
  ];
}

/** Where somebody stands in the form is no record of the domain, and a number may be allotted. */
function isOfTheProcess(id: string): boolean {
  const ours = /^(request|engagement|question|checkin|today|person|conversation|partner|expert):/;
  return id !== SENDING && !ours.test(id);
}

/** A living card that is shown once more is written without an event. */
function maySeeAgain(id: string, role: Role, at: Standing): boolean {
  if (id === REQUEST) {
    return mayLook(role, 'request', at);
  }
  if (id === ENGAGEMENT || id === CHECK_IN) {
    return mayLook(role, 'engagement', at);
  }
  if (id === QUESTION) {
    return mayLook(role, 'question', at);
  }
  return id.startsWith('request:') && (role === 'standIn' || role === 'otherPartner');
}
