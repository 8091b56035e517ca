import { accept, refuse, typed, type Decision, type PersonId, type Typed } from '../kernel';
import type { Policy } from '../policy';
import { textProblem, type TextProblem } from '../text-problem';
import { changeFpm } from './change-fpm';
import { decideAgreement } from './decide-agreement';
import { decideSchedule } from './decide-schedule';
import {
  TEAMS_FIRST_TASKS,
  type Completed,
  type CompletionReport,
  type Engagement,
  type Running,
  type WrappingUp,
} from './engagement';
import type { EngagementCommand, EngagementEvent, EngagementFacts } from './engagement-messages';
import { decideKickoffChat } from './kickoff-chat';
import { decideMeeting } from './kickoff-meeting';
import { decideNamedPost, isNamedOrder } from './named-post';
import { isCalendarDay } from './schedule';
import { isOneOfThree, resumed } from './schedule-rules';

type Command<Type extends EngagementCommand['type']> = Extract<EngagementCommand, { type: Type }>;

/** Decides what a command means for an engagement. Pure; see `decideRequest` for the form of the answer. */
export function decideEngagement(
  state: Engagement | undefined,
  command: EngagementCommand,
  facts: EngagementFacts,
  policy: Policy,
): Decision<EngagementEvent> {
  const decision = decided(state, command, facts, policy);
  const wrong = wrongText(command, policy);
  // Texts come last: who may not give the command at all learns that.
  return decision.ok && wrong !== undefined ? refuse(wrong) : decision;
}

function decided(
  state: Engagement | undefined,
  command: EngagementCommand,
  facts: EngagementFacts,
  policy: Policy,
): Decision<EngagementEvent> {
  if (command.type === 'OpenEngagement') {
    return state === undefined ? opened(command, facts) : accept();
  }
  if (state === undefined) {
    return refuse('not-found');
  }
  if (isNamedOrder(command)) {
    return decideNamedPost(state, command, policy);
  }
  switch (command.type) {
    case 'ChangeFpm':
      return changeFpm(state, command);
    case 'NoteKickoffChat':
    case 'NoteChatMade':
    case 'LinkKickoffChat':
      return decideKickoffChat(state, command);
    case 'PlanMeeting':
    case 'CancelMeeting':
    case 'NoteMeetingBooked':
    case 'NoteMeetingLeft':
      return decideMeeting(state, command, facts.meetingAt, policy);
    case 'NoteContact':
    case 'NoteDelivery':
      return noted(state, command);
    case 'TickTask':
      return tickTask(state, command, facts);
    case 'ReportCompletion':
      return reportCompletion(state, command, facts);
    case 'AgreeToEnd':
    case 'SendBack':
    case 'ConfirmCompletion':
    case 'CheckConfirmation':
      return decideEnd(state, command, facts);
    case 'ProposeAgreement':
    case 'ConfirmAgreement':
    case 'TellTrained':
      return decideAgreement(state, command, facts, policy);
    default:
      return decideSchedule(state, command, facts, policy);
  }
}

function opened(
  command: Command<'OpenEngagement'>,
  facts: EngagementFacts,
): Decision<EngagementEvent> {
  const { request, number, requester, form, expert, contactBy } = command;
  const { id, language, zone } = facts;
  const parts = { id, language, zone, request, number, requester, form, expert, contactBy };
  return accept({ type: 'EngagementOpened', ...parts });
}

function noted(
  state: Engagement,
  command: Command<'NoteContact' | 'NoteDelivery'>,
): Decision<EngagementEvent> {
  if (command.type === 'NoteContact') {
    return state.contact === undefined
      ? accept({ type: 'ContactNoted', contact: command.contact })
      : accept();
  }
  const { person, way } = command;
  return state.reached[person] === way ? accept() : accept({ type: 'DeliveryNoted', person, way });
}

/** What is wrong with the first text of a command that a card cannot show. */
function wrongText(command: EngagementCommand, { textMaxChars }: Policy): TextProblem | undefined {
  return Object.values(command)
    .filter((value) => typeof value === 'string')
    .map((text) => textProblem(text, textMaxChars))
    .find((problem) => problem !== undefined);
}

function isBy(command: EngagementCommand, id: PersonId): boolean {
  return command.by !== 'system' && command.by.id === id;
}

function tickTask(
  state: Engagement,
  command: Command<'TickTask'>,
  facts: EngagementFacts,
): Decision<EngagementEvent> {
  const task = TEAMS_FIRST_TASKS.find((one) => one === command.task);
  if (!isOneOfThree(state, command.by)) {
    return refuse('not-yours');
  }
  if (task === undefined || state.status === 'Completed') {
    return refuse('not-now');
  }
  const done = state.teamsFirst[task];
  if (done !== undefined) {
    return refuse('already-done', { by: done.by, at: done.at });
  }
  if (task !== '3624') {
    return accept({ type: 'TaskTicked', task });
  }
  const consent = consentOf(command, facts);
  return consent === undefined
    ? refuse('consent-missing')
    : accept({ type: 'TaskTicked', task, consent });
}

/** A consent needs a name and a day that is not in the future. */
function consentOf(
  command: Command<'TickTask'>,
  facts: EngagementFacts,
): { readonly givenBy: Typed; readonly on: string } | undefined {
  const isDay = isCalendarDay(command.consentOn) && command.consentOn <= (facts.today ?? '');
  const name = command.consentBy.trim();
  return isDay && name !== '' ? { givenBy: typed(name), on: command.consentOn } : undefined;
}

function reportCompletion(
  state: Engagement,
  command: Command<'ReportCompletion'>,
  facts: EngagementFacts,
): Decision<EngagementEvent> {
  if (!isBy(command, state.expert.id)) {
    return refuse('needs-expert');
  }
  if (state.status === 'WrappingUp' || state.status === 'Completed') {
    return refuse('already-done', { by: state.expert, at: state.report.at });
  }
  const report = reportOf(command);
  if (report === undefined) {
    return refuse('summary-missing');
  }
  return facts.confirmBy === undefined
    ? refuse('not-now')
    : accept({
        type: 'CompletionReported',
        report,
        awaits: report.criteriaMet ? 'requester' : 'fpm',
        confirmBy: facts.confirmBy,
      });
}

/** The report as it will be kept; `undefined` while something required is empty. */
function reportOf(command: Command<'ReportCompletion'>): Omit<CompletionReport, 'at'> | undefined {
  const criteriaMet = command.criteriaMet === 'yes';
  const whyUnmet = command.whyUnmet.trim();
  const isComplete = [command.summary, command.learned, command.criteriaMet].every(
    (text) => text.trim() !== '',
  );
  if (!isComplete || (!criteriaMet && whyUnmet === '')) {
    return undefined;
  }
  return {
    summary: typed(command.summary.trim()),
    criteriaMet,
    learned: typed(command.learned.trim()),
    inFtop: command.inFtop,
    ...(criteriaMet ? {} : { whyUnmet: typed(whyUnmet) }),
    ...(command.feedback.trim() === '' ? {} : { feedback: typed(command.feedback.trim()) }),
  };
}

type EndCommand = Command<'AgreeToEnd' | 'SendBack' | 'ConfirmCompletion' | 'CheckConfirmation'>;

function decideEnd(
  state: Engagement,
  command: EndCommand,
  facts: EngagementFacts,
): Decision<EngagementEvent> {
  if (command.type === 'CheckConfirmation') {
    return checkConfirmation(state, command);
  }
  if (!isOneOfThree(state, command.by)) {
    return refuse('not-yours');
  }
  if (state.status !== 'WrappingUp') {
    return notWrappingUp(state);
  }
  const barred = refusalToEnd(state, command);
  if (barred !== undefined) {
    return barred;
  }
  switch (command.type) {
    case 'AgreeToEnd':
      return accept({ type: 'EndAgreed', confirmBy: facts.confirmBy ?? state.confirmBy });
    case 'SendBack':
      return command.note.trim() === ''
        ? refuse('note-missing')
        : accept(
            { type: 'CompletionSentBack', note: typed(command.note.trim()) },
            ...checkInsAgain(state, facts),
          );
    case 'ConfirmCompletion':
      return accept({ type: 'EngagementCompleted' });
  }
}

/** It may come early, late or twice: whether nobody objected in time is seen here. */
function checkConfirmation(
  state: Engagement,
  { at }: Command<'CheckConfirmation'>,
): Decision<EngagementEvent> {
  const isDue =
    state.status === 'WrappingUp' && state.awaits === 'requester' && at >= state.confirmBy;
  return isDue ? accept({ type: 'EngagementCompleted' }) : accept();
}

/** Check-ins rested since the report. */
function checkInsAgain(
  state: WrappingUp,
  { meeting }: EngagementFacts,
): readonly EngagementEvent[] {
  return state.checkIns.plan === undefined || meeting === undefined
    ? []
    : [resumed(state, meeting)];
}

function notWrappingUp(state: Running | Completed): Decision<EngagementEvent> {
  if (state.status !== 'Completed') {
    return refuse('not-now');
  }
  const by = state.confirmedBy;
  return refuse(
    'already-done',
    by === 'system' ? { at: state.completedAt } : { by, at: state.completedAt },
  );
}

function refusalToEnd(
  state: WrappingUp,
  command: EndCommand,
): Decision<EngagementEvent> | undefined {
  if (state.awaits === 'fpm') {
    const isFor = command.type === 'AgreeToEnd' || command.type === 'SendBack';
    return isFor && isBy(command, state.fpm.id) ? undefined : refuse('needs-fpm');
  }
  if (command.type === 'AgreeToEnd') {
    return refuse('not-now');
  }
  return isBy(command, state.requester.id) ? undefined : refuse('needs-requester');
}
