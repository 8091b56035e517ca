import type { Engagement } from '../../src/domain/engagement/engagement';
import type { CheckIn } from '../../src/domain/check-in/check-in';
import type { CheckInId, ConversationId } from '../../src/domain/kernel';
import { sweep } from '../../src/scheduler/ticker';
import type { EffectPorts } from '../../src/workflow/ports';
import { findStates } from '../../src/workflow/find-states';
import { loadState } from '../../src/workflow/load-record';
import { EXPERT, PARTNER } from './fake-directory';
import { moveIn, openChat, type FakeHouse } from './fake-house';
import { accepted, approved, ENGAGEMENT, give, given, REPORT, submitted } from './fake-requests';

/** Name of the kickoff chat, as Teams knows it. */
export const KICKOFF_CHAT = 'kickoff-chat';
/** Its record: what `FakeChats` has to give. */
export const KICKOFF: ConversationId = `conversation:${KICKOFF_CHAT}`;
export const HOUR_MS = 3_600_000;

/** An engagement with weekly check-ins, Thursdays at ten. The house must dispatch and give {@link KICKOFF}. */
export async function weeklyCheckIns({ ports, dispatcher }: FakeHouse): Promise<void> {
  await moveIn(ports);
  await openChat(ports, KICKOFF_CHAT, 'group');
  for (const step of [submitted, approved, accepted]) {
    await step(ports);
    await dispatcher.idle();
  }
  const rhythm = { type: 'SetRhythm', rhythm: 'weekly', weekday: '4', hour: '10:00' };
  await give(ports, ENGAGEMENT, given(ports, PARTNER, rhythm));
  await dispatcher.idle();
}

/** The engagement as it is stored. @throws Error when there is none. */
export async function engagementNow(ports: EffectPorts): Promise<Engagement> {
  const engagement = await loadState<Engagement>(ports, ENGAGEMENT);
  if (engagement === undefined) {
    throw new Error('There is no engagement.');
  }
  return engagement;
}

/** Every check-in there is, first one first. */
export async function checkInsNow(ports: EffectPorts): Promise<readonly CheckIn[]> {
  const found = await findStates<CheckIn>(ports, { kind: 'checkin', limit: 200 });
  return found.toSorted((one, other) => one.ordinal - other.ordinal);
}

/** The record of a check-in of the one engagement. */
function checkInId(ordinal: number): CheckInId {
  return `checkin:${ENGAGEMENT.slice('engagement:'.length)}-${String(ordinal)}`;
}

/** The lead answers; every fifth time something is in the way. A process whose `kick` does nothing dies right after. */
export async function answerCheckIn(ports: EffectPorts, ordinal: number): Promise<void> {
  const isBlocked = ordinal % 5 === 0;
  const order = {
    type: 'AnswerCheckIn',
    usage: { 'AADP-P2': String(Math.min(100, ordinal)) },
    progress: `Week ${String(ordinal)}: ${'one more site is done. '.repeat(20)}`,
    nextStep: 'The next site, with the same checklist.',
    blocker: isBlocked ? 'Two licences are missing for the next site.' : '',
    blockerOwner: isBlocked ? EXPERT.id : '',
  };
  await give(ports, checkInId(ordinal), given(ports, PARTNER, order, `answer:${String(ordinal)}`));
}

/** The expert clears what they own. */
export async function solveBlockers(ports: EffectPorts): Promise<void> {
  for (const { id } of (await engagementNow(ports)).blockers) {
    const order = { type: 'SolveBlocker', blocker: id };
    const cause = `solved:${id}:${String(ports.clock.now())}`;
    await give(ports, ENGAGEMENT, given(ports, EXPERT, order, cause));
  }
}

/** The expert reports the end and the lead confirms it. */
export async function complete({ ports, dispatcher }: FakeHouse): Promise<void> {
  await give(ports, ENGAGEMENT, given(ports, EXPERT, REPORT));
  await dispatcher.idle();
  await give(ports, ENGAGEMENT, given(ports, PARTNER, { type: 'ConfirmCompletion' }));
  await dispatcher.idle();
}

/** All of these processes sweep at once, until nothing is left that they may take. */
export async function sweepTogether(houses: readonly FakeHouse[]): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const handed = await Promise.all(
      houses.map((house) => sweep({ ...house.ports, kick: house.dispatcher.kick })),
    );
    await Promise.all(houses.map(({ dispatcher }) => dispatcher.idle()));
    if (handed.every((count) => count === 0)) {
      return;
    }
  }
}
