import type { Request } from '../../src/domain/request/request';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import { partsOf } from '../cards/card-lint';
import { ANSWERS } from '../support/fake-requests';
import { FakeTeams, FRAN, PAT, readOn, SAM, type Member } from '../support/fake-teams';

const MINUTE_MS = 60_000;

/** The bot of the running test. */
export const desk = { teams: new FakeTeams() };

/** Pat's requests wait for Fran, oldest first: SME-1001 and on. */
export async function submit(count: number): Promise<void> {
  for (let nth = 1; nth <= count; nth += 1) {
    const id = idOf(nth);
    const by = { id: PAT.id, name: PAT.name };
    for (const order of [
      { type: 'StartDraft', id, answers: {} },
      {
        type: 'Submit',
        answers: { ...ANSWERS, difference: `It is another site: ${String(nth)}.` },
      },
    ]) {
      const command = {
        ...order,
        by,
        at: desk.teams.ports.clock.now(),
        causeId: `${order.type}:${id}`,
      };
      await handleCommand(desk.teams.ports, id, { command });
      await desk.teams.house.dispatcher.idle();
    }
    desk.teams.house.clock.forward(MINUTE_MS);
  }
}

/** Id of the nth request. */
export function idOf(nth: number): `request:${string}` {
  return `request:00000000-1111-4222-8333-44444444000${String(nth)}`;
}

/** Id of somebody's Today. */
export function todayOf({ objectId }: Member): `today:${string}` {
  return `today:${objectId}`;
}

/** Opens the bot with three people who have it. */
export async function openDesk(): Promise<void> {
  desk.teams = new FakeTeams();
  await desk.teams.open();
  for (const member of [PAT, FRAN, SAM]) {
    await desk.teams.install(member);
  }
}

/** The card an answer puts in the place of the pressed one. */
export interface Answer {
  readonly text: string;
  /** Sends the button of this card that does this, with what it carries and what is typed beside it. */
  readonly press: (verb: string, typed?: object) => Promise<Answer>;
  readonly verbs: readonly string[];
  /** What can be ticked, and what is. */
  readonly ticks: readonly string[];
  readonly ticked: string;
}

/** Presses a button of any card. */
export async function press(from: Member, verb: string, payload: object = {}): Promise<Answer> {
  const body = await desk.teams.press(from, verb, payload);
  const buttons = partsOf(body).filter(({ type }) => type === 'Action.Execute');
  const ticks = partsOf(body).find(({ id }) => id === 'ticked');
  return {
    text: readOn(body),
    ticks: ((ticks?.['choices'] ?? []) as { value: string }[]).map(({ value }) => value),
    ticked: String(ticks?.['value']),
    verbs: buttons.map((button) => String(button['verb'])),
    press: (next, typed = {}) => {
      const button = buttons.find((one) => one['verb'] === next);
      if (button === undefined) {
        throw new Error(`There is no button ${next} on ${readOn(body)}`);
      }
      return press(from, next, { ...(button['data'] as object), ...typed });
    },
  };
}

/** The nth request as it stands. */
export function requestOf(nth: number): Promise<Request | undefined> {
  return loadState<Request>(desk.teams.ports, idOf(nth));
}

/** Its status. */
export async function statusOf(nth: number): Promise<string | undefined> {
  return (await requestOf(nth))?.status;
}

/** Approved, accepted, and in touch. */
export async function inTouch(nth: number): Promise<void> {
  const id = idOf(nth);
  await press(FRAN, 'request.approve', { id, expert: SAM.id });
  await press(SAM, 'offer.accept', { id });
  await press(SAM, 'request.contacted', { id });
}
