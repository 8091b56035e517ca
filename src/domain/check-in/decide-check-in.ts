import type { Usage } from '../engagement/schedule';
import { isOneOfThree } from '../engagement/schedule-rules';
import { asked } from '../engagement/scope';
import {
  accept,
  refuse,
  typed,
  type Decision,
  type Instant,
  type PersonRef,
  type RefusalCode,
} from '../kernel';
import type { Policy } from '../policy';
import { textProblem } from '../text-problem';
import type { CheckIn } from './check-in';
import type { CheckInCommand, CheckInEvent } from './check-in-messages';

type Command<Type extends CheckInCommand['type']> = Extract<CheckInCommand, { type: Type }>;
type Answer = Decision<CheckInEvent>;
type Said = Extract<CheckInEvent, { type: 'CheckInAnswered' }>;

/** Decides what a command means for a check-in. Pure; see `decideRequest` for the form of the answer. */
export function decideCheckIn(
  state: CheckIn | undefined,
  command: CheckInCommand,
  _facts: undefined,
  policy: Policy,
): Answer {
  if (command.type === 'OpenCheckIn') {
    return state === undefined ? opened(command) : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  switch (command.type) {
    case 'AnswerCheckIn':
    case 'ReportNothingNew':
      return answered(state, command, policy);
    case 'CheckAnswer':
      return state.status === 'Due' && command.at >= state.answerBy
        ? accept({ type: 'CheckInOverdue' })
        : accept();
    default:
      return state.isClosed ? accept() : told(state, command);
  }
}

/** What the engagement tells a check-in that is not closed yet. */
function told(
  state: CheckIn,
  command: Command<'SkipCheckIn' | 'NoteNext' | 'CloseCheckIn' | 'NoteHandedOver' | 'NoteSolved'>,
): Answer {
  switch (command.type) {
    case 'SkipCheckIn':
      return skipped(state, command);
    case 'NoteNext':
      return nextNoted(state, command.nextAt);
    case 'CloseCheckIn':
      return accept({ type: 'CheckInClosed' });
    case 'NoteSolved':
      return state.blockers.some(({ id }) => id === command.blocker)
        ? accept({ type: 'BlockerCleared', blocker: command.blocker })
        : accept();
    case 'NoteHandedOver':
      return asked(state.workloads).some(({ id }) => id === command.workload.id)
        ? accept({ type: 'WorkloadRested', workload: command.workload })
        : accept();
  }
}

function nextNoted(state: CheckIn, nextAt: Instant): Answer {
  return state.nextAt === nextAt ? accept() : accept({ type: 'NextNoted', nextAt });
}

function opened(command: Command<'OpenCheckIn'>): Answer {
  const { by: _by, at: _at, causeId: _cause, ...opening } = command;
  return accept({ ...opening, type: 'CheckInDue' });
}

/** What is skipped stays skipped, but learns the date of its follower. */
function skipped(state: CheckIn, { why, nextAt }: Command<'SkipCheckIn'>): Answer {
  switch (state.status) {
    case 'Answered':
      return accept();
    case 'Skipped':
      return nextNoted(state, nextAt);
    default:
      return accept({ type: 'CheckInSkipped', why, nextAt });
  }
}

function answered(
  state: CheckIn,
  command: Command<'AnswerCheckIn' | 'ReportNothingNew'>,
  policy: Policy,
): Answer {
  const barred = refusalToAnswer(state, command.by);
  if (barred !== undefined) {
    return refuse(barred);
  }
  if (command.type === 'ReportNothingNew') {
    return state.status === 'Answered'
      ? refuse('already-done', { by: state.answer.by, at: state.answer.at })
      : accept({ type: 'CheckInAnswered', usage: {} });
  }
  const problem = problemOf(state, command, policy);
  if (problem !== undefined) {
    return refuse(problem);
  }
  const answer = answerOf(state, command);
  return isSaidAlready(state, command.by, answer) ? accept() : accept(answer);
}

/** Whether the answer that stands is this very one of this person: giving it once more, by a second click or on purpose, tells nothing new. */
function isSaidAlready(state: CheckIn, by: CheckInCommand['by'], said: Said): boolean {
  return (
    state.status === 'Answered' &&
    by !== 'system' &&
    state.answer.by.id === by.id &&
    wordsOf(state.answer) === wordsOf(said)
  );
}

function wordsOf({ usage, progress, nextStep, blocker }: Omit<Said, 'type'>): string {
  return JSON.stringify([usage, progress, nextStep, blocker]);
}

/** Why somebody cannot answer; `undefined` when they can. Pure. */
function refusalToAnswer(state: CheckIn, by: CheckInCommand['by']): RefusalCode | undefined {
  if (!isOneOfThree(state, by)) {
    return 'not-yours';
  }
  return state.isClosed || state.status === 'Skipped' ? 'not-now' : undefined;
}

function problemOf(
  state: CheckIn,
  command: Command<'AnswerCheckIn'>,
  { textMaxChars, blockerMaxChars, openBlockersMax }: Policy,
): RefusalCode | undefined {
  const { progress, nextStep, blocker, blockerOwner } = command;
  const wrong =
    textProblem(progress, textMaxChars) ??
    textProblem(nextStep, textMaxChars) ??
    textProblem(blocker, blockerMaxChars);
  if (wrong !== undefined) {
    return wrong;
  }
  if (usageOf(state, command.usage) === undefined) {
    return 'usage-wrong';
  }
  if (progress.trim() === '') {
    return 'text-missing';
  }
  if (blocker.trim() === '') {
    return undefined;
  }
  if (ownerOf(state, blockerOwner) === undefined) {
    return 'owner-missing';
  }
  return state.blockers.length >= openBlockersMax ? 'blockers-full' : undefined;
}

function ownerOf({ requester, expert, fpm }: CheckIn, id: string): PersonRef | undefined {
  return [requester, expert, fpm].find((one) => one.id === id);
}

/** The figures that were given; `undefined` when one is no whole percentage. */
function usageOf(state: CheckIn, said: Command<'AnswerCheckIn'>['usage']): Usage | undefined {
  const given = asked(state.workloads).flatMap(({ id }) => {
    const text = (said[id] ?? '').trim();
    return text === '' ? [] : [[id, text] as const];
  });
  return given.every(([, text]) => /^(100|\d{1,2})$/.test(text))
    ? Object.fromEntries(given.map(([id, text]) => [id, Number(text)]))
    : undefined;
}

function answerOf(state: CheckIn, command: Command<'AnswerCheckIn'>): Said {
  const owner = ownerOf(state, command.blockerOwner);
  const text = command.blocker.trim();
  const nextStep = command.nextStep.trim();
  return {
    type: 'CheckInAnswered',
    usage: usageOf(state, command.usage) ?? {},
    progress: typed(command.progress.trim()),
    ...(nextStep === '' ? {} : { nextStep: typed(nextStep) }),
    ...(text === '' || owner === undefined ? {} : { blocker: { text: typed(text), owner } }),
  };
}
