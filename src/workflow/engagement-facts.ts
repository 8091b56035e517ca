import type { Engagement } from '../domain/engagement/engagement';
import type { EngagementCommand, EngagementFacts } from '../domain/engagement/engagement-messages';
import { hourOf, isCalendarDay } from '../domain/engagement/schedule';
import { LANGUAGES, type EngagementId, type Instant, type Language } from '../domain/kernel';
import type { RequestForm } from '../domain/request/request';
import { meetingFacts } from './check-in-facts';
import { dayIn, homeOf, personOf } from './homes';
import type { CommandPorts } from './ports';
import type { LiveRecord } from './record';

/** What the decider of an engagement needs for this command. */
export async function engagementFacts(
  ports: CommandPorts,
  record: LiveRecord,
  command: EngagementCommand,
): Promise<EngagementFacts> {
  const state = record.state as Engagement | undefined;
  const expert = await personOf(
    ports,
    command.type === 'OpenEngagement' ? command.expert : state?.expert,
  );
  const requester = await personOf(ports, state?.requester);
  const actor = await personOf(ports, command.by === 'system' ? undefined : command.by);
  const { calendar, policy } = ports;
  const meeting = meetingFacts(ports, state, command, homeOf(requester));
  const meetingAt = state === undefined ? undefined : chosenMoment(ports, state, command);
  return {
    ...(meetingAt === undefined ? {} : { meetingAt }),
    ...(meeting === undefined ? {} : { meeting }),
    id: record.id as EngagementId,
    language: workingLanguage(command.type === 'OpenEngagement' ? command.form : state?.form),
    zone: homeOf(expert).zone,
    confirmBy: calendar.workingDaysLater(command.at, policy.confirmWorkingDays, homeOf(requester)),
    today: dayIn(homeOf(actor).zone, command.at),
  };
}

/** The moment for which a kickoff meeting is to be planned; `undefined` when what was chosen or typed is none. */
function chosenMoment(
  { calendar }: Pick<CommandPorts, 'calendar'>,
  { zone }: Engagement,
  command: EngagementCommand,
): Instant | undefined {
  if (command.type !== 'PlanMeeting') {
    return undefined;
  }
  if (/^\d{12,14}$/.test(command.time)) {
    return Number(command.time);
  }
  const hour = hourOf(command.hour);
  return hour === undefined || !isCalendarDay(command.day)
    ? undefined
    : calendar.momentOn(command.day, hour, zone);
}

/** Start value of the shared posts: the language that was asked for the expert to work in, if we speak it. */
function workingLanguage(form: RequestForm | undefined): Language {
  return LANGUAGES.find((language) => language === form?.language) ?? 'en';
}
