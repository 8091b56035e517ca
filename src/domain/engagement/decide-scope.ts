import { accept, refuse, type Decision } from '../kernel';
import type { Policy } from '../policy';
import { workloadOf } from '../routing/workloads';
import type { Engagement } from './engagement';
import type { EngagementCommand } from './engagement-messages';
import { isOneOfThree, isRunning, resumed } from './schedule-rules';
import { asked, isForCsm } from './scope';
import type { CheckInReport, MeetingFacts, ScheduleEvent } from './schedule-messages';

type ScopeType =
  'NoteCheckIn' | 'SolveBlocker' | 'AddWorkload' | 'NameCsm' | 'LinkChannel' | 'UnlinkChannel';
type ScopeCommand = Extract<EngagementCommand, { type: ScopeType }>;
type Command<Type extends ScopeType> = Extract<ScopeCommand, { type: Type }>;
type Answer = Decision<ScheduleEvent>;

/** Decides about answers, blockers, workloads in scope and the channel. Pure. */
export function decideScope(
  state: Engagement,
  command: ScopeCommand,
  meeting: MeetingFacts | undefined,
  policy: Policy,
): Answer {
  if (command.type === 'NoteCheckIn') {
    return state.status === 'Completed' ? accept() : accept(...noted(state, command));
  }
  if (!isOneOfThree(state, command.by)) {
    return refuse('not-yours');
  }
  switch (command.type) {
    case 'SolveBlocker':
      return solved(state, command);
    case 'AddWorkload':
      return added(state, command, meeting, policy);
    case 'NameCsm':
      return handedOver(state, command);
    case 'LinkChannel':
    case 'UnlinkChannel':
      return linked(state, command);
  }
}

/** What the newest check-in says; an older one only adds nothing. */
function noted(
  state: Engagement,
  { report, at }: Command<'NoteCheckIn'>,
): readonly ScheduleEvent[] {
  const { newest } = state.checkIns;
  const isStale = newest !== undefined && report.ordinal !== newest.ordinal;
  if (isStale || (report.status === 'Late' && newest?.status !== 'Due')) {
    return [];
  }
  const { ordinal, status, by, usage, progress, nextStep } = report;
  return [
    {
      type: 'CheckInNoted',
      ordinal,
      status,
      usage: status === 'Late' ? state.checkIns.usage : { ...state.checkIns.usage, ...usage },
      ...(by === undefined ? {} : { answeredBy: by }),
      ...(progress === undefined ? {} : { progress }),
      ...(nextStep === undefined ? {} : { nextStep }),
    },
    ...blockerOf(state, report, at),
  ];
}

function blockerOf(state: Engagement, report: CheckInReport, at: number): readonly ScheduleEvent[] {
  const id = `b${String(report.ordinal)}`;
  const known = state.blockers.find((one) => one.id === id);
  const { blocker: told, by } = report;
  if (told === undefined) {
    return known === undefined || report.status === 'Late'
      ? []
      : [{ type: 'BlockerSolved', blocker: id, owner: known.owner }];
  }
  const isNews = known?.owner.id !== told.owner.id && told.owner.id !== by?.id;
  const blocker = { id, text: told.text, owner: told.owner, since: known?.since ?? at };
  return [{ type: 'BlockerRaised', blocker, asks: isNews }];
}

function solved(state: Engagement, { blocker: id }: Command<'SolveBlocker'>): Answer {
  const blocker = state.blockers.find((one) => one.id === id);
  return blocker === undefined
    ? refuse('not-now')
    : accept({ type: 'BlockerSolved', blocker: id, owner: blocker.owner });
}

function added(
  state: Engagement,
  { workload }: Command<'AddWorkload'>,
  meeting: MeetingFacts | undefined,
  { workloadsMax }: Policy,
): Answer {
  if (state.workloads.some(({ id }) => id === workload)) {
    return accept();
  }
  if (!isRunning(state)) {
    return refuse('not-now');
  }
  if (workloadOf(workload) === undefined) {
    return refuse('workload-missing');
  }
  if (state.workloads.length >= workloadsMax) {
    return refuse('not-now');
  }
  const isRested = asked(state.workloads).length === 0 && state.checkIns.plan !== undefined;
  const again = isRested && meeting !== undefined ? [resumed(state, meeting)] : [];
  return accept({ type: 'WorkloadAdded', workload }, ...again);
}

function handedOver(state: Engagement, { workload }: Command<'NameCsm'>): Answer {
  const known = state.workloads.find(({ id }) => id === workload);
  if (known?.handedOver !== undefined) {
    return accept();
  }
  return known !== undefined && isForCsm(workload) && state.status !== 'Completed'
    ? accept({ type: 'WorkloadHandedOver', workload })
    : refuse('not-now');
}

function linked(
  state: Engagement,
  { type, by, conversation }: Command<'LinkChannel' | 'UnlinkChannel'>,
): Answer {
  const isAllowed = by !== 'system' && [state.fpm.id, state.expert.id].includes(by.id);
  if (!isAllowed) {
    return refuse('needs-fpm');
  }
  if (type === 'UnlinkChannel') {
    return state.channel === conversation ? accept({ type: 'ChannelUnlinked' }) : accept();
  }
  if (state.channel === conversation) {
    return accept();
  }
  return isRunning(state) ? accept({ type: 'ChannelLinked', conversation }) : refuse('not-now');
}
