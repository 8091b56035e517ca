import { createCalendar } from '../../src/calendar/working-calendar';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementId, RequestId } from '../../src/domain/kernel';
import type { Request } from '../../src/domain/request/request';
import { sweep } from '../../src/scheduler/ticker';
import { MemoryStore } from '../../src/store/memory-store';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { findStates } from '../../src/workflow/find-states';
import { loadState } from '../../src/workflow/load-record';
import { FakeChats } from '../support/fake-chats';
import { MeteredStore, type MeteredCall } from '../support/fake-metered-store';
import { ANSWERS, REPORT } from '../support/fake-requests';
import { FakeTeams, FRAN, GROUP, PAT, SAM, type Member } from '../support/fake-teams';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SENTENCE = 'request SME for Entra ID P2, 400 licences, EMEA';
/** As the script has it: one a week. */
const CHECK_INS = 12;
const STEPS_MAX = 6;

/** What the story of one request did to the store. */
export interface PlayedRequest {
  readonly calls: readonly MeteredCall[];
  /** Bytes that stay, by kind of record. */
  readonly kept: Readonly<Record<string, number>>;
  readonly requestStatus: string;
  readonly engagementStatus: string;
  readonly checkIns: number;
  /** Who confirmed the agreement; that and the training show that nothing of the script was refused unseen. */
  readonly confirmations: number;
  readonly isTrainingTold: boolean;
}

/**
 * Plays the script of the storyboard ("One request on the calendar") from the typed sentence to the names of those who were trained,
 * through the real turns and the real workflow; only Teams, mail and the clock are stand-ins. The people have nothing else to do, so
 * that every working morning's look at Today counts for this one request.
 */
export async function playRequest(): Promise<PlayedRequest> {
  const store = new MeteredStore(new MemoryStore());
  const chats = new FakeChats([conversationRecord(GROUP.id)]);
  const teams = new FakeTeams({ store, chats, calendar: createCalendar() });
  await teams.open();
  for (const member of [PAT, FRAN, SAM]) {
    await teams.install(member);
  }
  await teams.install(PAT, GROUP);
  const before = store.calls.length;
  const known = new Set(store.sizes.keys());
  const id = await submit(teams);
  await decide(teams, id);
  const engagement: EngagementId = `engagement:${id.slice('request:'.length)}`;
  await meet(teams, id, engagement);
  await checkInWeekly(teams, engagement);
  await end(teams, engagement);
  return {
    calls: store.calls.slice(before),
    kept: keptOf(store, known),
    ...outcomeOf(
      await loadState<Request>(teams.ports, id),
      await loadState<Engagement>(teams.ports, engagement),
    ),
  };
}

type Outcome = Omit<PlayedRequest, 'calls' | 'kept'>;

function outcomeOf(request: Request | undefined, engagement: Engagement | undefined): Outcome {
  if (request === undefined || engagement === undefined) {
    throw new Error('The story did not get as far as an engagement.');
  }
  return {
    requestStatus: request.status,
    engagementStatus: engagement.status,
    checkIns: engagement.checkIns.newest?.ordinal ?? 0,
    confirmations: engagement.agreement?.confirmed.length ?? 0,
    isTrainingTold: engagement.status === 'Completed' && engagement.trained !== undefined,
  };
}

async function submit(teams: FakeTeams): Promise<RequestId> {
  await teams.say(PAT, SENTENCE);
  const [draft] = await findStates<Request>(teams.ports, { kind: 'request', limit: 1 });
  if (draft === undefined) {
    throw new Error('No draft was begun.');
  }
  const { id } = draft;
  for (let nth = 0; nth < STEPS_MAX; nth += 1) {
    const now = await loadState<Request>(teams.ports, id);
    const { step } = now as { readonly step?: string };
    const isDone = step === 'review';
    const answers = isDone ? { lead: 'true' } : ANSWERS;
    await teams.press(PAT, isDone ? 'form.submit' : 'form.next', {
      ...{ id, step, edition: 1, ...answers },
    });
    if (isDone) {
      break;
    }
  }
  return id;
}

async function decide(teams: FakeTeams, id: RequestId): Promise<void> {
  await pass(teams, 3 * HOUR_MS);
  await teams.press(FRAN, 'request.complete', { id });
  await pass(teams, DAY_MS);
  await teams.press(FRAN, 'today.next');
  await teams.press(FRAN, 'request.approve-form', { id });
  await teams.press(FRAN, 'request.approve', { id });
  await teams.press(SAM, 'offer.accept', { id });
}

async function meet(teams: FakeTeams, id: RequestId, engagement: EngagementId): Promise<void> {
  const lines = {
    ...{ id: engagement, criteria: 'No lock-outs in two weeks.', learners: 'Two administrators' },
    ...{ startOn: '2026-11-24', endOn: '2027-02-12', outcomes: 'Conditional access is on.' },
  };
  await teams.press(SAM, 'engagement.propose-agreement', lines, GROUP);
  const both: readonly Member[] = [PAT, FRAN];
  for (const member of both) {
    await teams.press(
      member,
      'engagement.confirm-agreement',
      { id: engagement, edition: 1 },
      GROUP,
    );
  }
  await teams.press(SAM, 'request.contacted', { id, on: engagement });
  await pass(teams, 2 * DAY_MS);
  await teams.press(FRAN, 'request.close', { id });
  const weekly = { id: engagement, rhythm: 'weekly', weekday: '4', hour: '10:00' };
  await teams.press(PAT, 'checkin.rhythm', weekly, GROUP);
}

async function checkInWeekly(teams: FakeTeams, engagement: EngagementId): Promise<void> {
  for (let nth = 1; nth <= CHECK_INS; nth += 1) {
    const { checkIns } = (await loadState<Engagement>(teams.ports, engagement))!;
    await pass(teams, (checkIns.plan?.nextAt ?? 0) - teams.house.clock.now() + HOUR_MS);
    const id = `checkin:${engagement.slice('engagement:'.length)}-${String(nth)}`;
    const facts = {
      progress: 'One more site is done, the next one begins on Monday.',
      nextStep: '',
    };
    const rest = { blocker: '', blockerOwner: '' };
    await teams.press(PAT, 'checkin.answer', { id, ...facts, ...rest }, GROUP);
  }
}

async function end(teams: FakeTeams, engagement: EngagementId): Promise<void> {
  const { type: _type, inFtop: _flag, ...report } = REPORT;
  await teams.press(SAM, 'engagement.complete', { id: engagement, ...report, inFtop: 'true' });
  await teams.press(PAT, 'engagement.confirm', { id: engagement });
  await pass(teams, 31 * DAY_MS);
  await teams.press(PAT, 'engagement.tell-trained', {
    id: engagement,
    names: 'Two administrators',
  });
}

/** Time passes by the hour, and what falls due on the way is carried out. */
async function pass({ ports, house }: FakeTeams, ms: number): Promise<void> {
  const until = house.clock.now() + ms;
  while (house.clock.now() < until) {
    house.clock.forward(Math.min(HOUR_MS, until - house.clock.now()));
    await sweep({ ...ports, kick: house.dispatcher.kick });
    await house.dispatcher.idle();
  }
}

function keptOf(
  { sizes }: MeteredStore,
  known: ReadonlySet<string>,
): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [id, bytes] of sizes) {
    const kind = id.split(':')[0] ?? id;
    sums[kind] = (sums[kind] ?? 0) + (known.has(id) ? 0 : bytes);
  }
  return sums;
}
