import { createCalendar } from '../../src/calendar/working-calendar';
import type { Person } from '../../src/domain/directory/person';
import type { Instant, RequestId } from '../../src/domain/kernel';
import type { NumberedRequest } from '../../src/domain/request/request';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { partsOf, textOf } from '../cards/card-lint';
import { importDirectory } from '../support/directory-imports';
import { ANSWERS } from '../support/fake-requests';
import {
  ADA,
  chatWith,
  FakeTeams,
  FRAN,
  PAT,
  readOn,
  SAM,
  type Member,
} from '../support/fake-teams';
import { FAY, GIL, withFayAndGil } from './more-fpms';
import { desk, idOf, press, todayOf } from './today-desk';

const WITH_FAY = withFayAndGil({ fayRequests: true });

/** Everybody is at home in Madrid: the desk opens on Monday 23 November 2026, 10:00. */
export const TUESDAY = Date.UTC(2026, 10, 24) - 3_600_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const MONDAY_AFTER_8_30 = TUESDAY + 6 * DAY_MS + 8.5 * HOUR_MS;

/** Opens the bot on Monday at ten, with two FPMs of one company and one of another. */
export async function openAwayDesk(): Promise<void> {
  desk.teams = new FakeTeams({ calendar: createCalendar() });
  await desk.teams.open();
  await importDirectory(desk.teams.ports, WITH_FAY);
  for (const member of [PAT, FRAN, SAM, FAY, GIL, ADA]) {
    await desk.teams.install(member);
  }
}

/** Time passes, and everything that is due by then is carried out. */
export async function waitUntil(at: Instant): Promise<void> {
  const { clock, leaseClock, dispatcher } = desk.teams.house;
  clock.set(at);
  leaseClock.set(at);
  for (const id of [FRAN, FAY, SAM].flatMap((one) => [one.id, todayOf(one)])) {
    dispatcher.kick(id);
    await dispatcher.idle();
  }
}

export async function hear(from: Member, text: string): Promise<string> {
  return readOn(await desk.teams.say(from, text));
}

/** What stands in the inputs of the form that was opened. */
export function valuesOn(shown: unknown): Readonly<Record<string, string>> {
  const inputs = partsOf(shown).filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map((input) => [textOf(input, 'id'), textOf(input, 'value')]));
}

/** Fran is away from Tuesday to Friday, and Fay stands in. */
export async function goAway(inHand: 'all' | 'new', more: object = {}): Promise<string> {
  const said = { from: '2026-11-24', until: '2026-11-27', standIn: FAY.id, inHand };
  return (await press(FRAN, 'away.set', { ...said, ...more })).text;
}

/** One request more by this person, for Fran. */
export async function submitAs({ id: by, name }: Member, id: RequestId): Promise<void> {
  const orders = [
    { type: 'StartDraft', id, answers: {} },
    { type: 'Submit', answers: { ...ANSWERS, fpm: FRAN.id, tenantId: OTHER_TENANT } },
  ];
  for (const order of orders) {
    const { clock } = desk.teams.house;
    const meta = { by: { id: by, name }, at: clock.now(), causeId: `${order.type}:${id}` };
    await handleCommand(desk.teams.ports, id, { command: { ...order, ...meta } });
    await desk.teams.house.dispatcher.idle();
  }
}

const OTHER_TENANT = '22222222-2222-4333-8444-555555555555';

export async function fpmOf(nth: number): Promise<string | undefined> {
  return (await loadState<NumberedRequest>(desk.teams.ports, idOf(nth)))?.form.fpm.id;
}

export function pingsTo(member: Member): readonly string[] {
  return desk.teams.house.messenger.posts(chatWith(member).id).map(({ summary }) => summary);
}

export async function absenceOf({ id }: Member): Promise<Person['absence']> {
  return (await loadState<Person>(desk.teams.ports, id))?.absence;
}
