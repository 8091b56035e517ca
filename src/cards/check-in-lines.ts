import type { CheckIn } from '../domain/check-in/check-in';
import type { Engagement } from '../domain/engagement/engagement';
import {
  weekdayOf,
  type Blocker,
  type MeetingRhythm,
  type NotedAnswer,
} from '../domain/engagement/schedule';
import { asked } from '../domain/engagement/scope';
import type { PersonId } from '../domain/kernel';
import type { Fact, Section } from './card-model';
import { sharedTime, shortened, type Drawing } from './drawing';
import { nameOf } from './people';
import { workloadName } from './record-lines';
import { typedPart } from './typed-part';

/** What is shown of a text that stands in full elsewhere, in characters. */
const LINE_MAX = 160;
/** More would push everything else out of sight. */
const BLOCKERS_SHOWN = 4;

/** Weekday by its ISO number, Monday is 1. Pure. */
export function weekdayName(draw: Drawing, weekday: number): string {
  return draw.t(`weekday.${String(weekday) as '1'}`);
}

/** "weekly, Thursday 10:00 (Berlin); next 26 Nov". Pure. */
export function rhythmFact(draw: Drawing, engagement: Engagement): Fact {
  return { title: draw.t('fact.check-ins'), value: rhythmText(draw, engagement) };
}

function rhythmText(draw: Drawing, { status, checkIns, workloads }: Engagement): string {
  const { plan } = checkIns;
  if (plan === undefined) {
    return draw.t('check-ins.none');
  }
  if (status === 'Completed') {
    return draw.t('check-ins.ended');
  }
  if (status === 'WrappingUp') {
    return draw.t('check-ins.stopped');
  }
  if (asked(workloads).length === 0) {
    return draw.t('check-ins.rest');
  }
  if (plan.pausedUntil !== undefined) {
    return draw.t('check-ins.paused', { date: draw.day(plan.pausedUntil) });
  }
  const { every, hour, zone } = plan.rhythm;
  return draw.t('check-ins.value', {
    every: draw.t(`rhythm.${every}`),
    weekday: dayOf(draw, plan.rhythm),
    hour,
    zone: placeOf(zone),
    date: draw.date(plan.nextAt),
  });
}

/** "Berlin" for `Europe/Berlin`. Pure. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** "Thursday", or "first Thursday" of a month. */
function dayOf(draw: Drawing, { every, from }: MeetingRhythm): string {
  const weekday = weekdayName(draw, weekdayOf(from));
  const nth = String(Math.ceil(Number(from.slice(8)) / 7)) as '1';
  return every === 'monthly' ? draw.t(`nth-weekday.${nth}`, { weekday }) : weekday;
}

/** The oldest open blockers, each with its owner and age; no section when nothing is in the way. Pure. */
export function blockerSections(draw: Drawing, blockers: readonly Blocker[]): readonly Section[] {
  const more = blockers.length - BLOCKERS_SHOWN;
  return [
    ...blockers.slice(0, BLOCKERS_SHOWN).map(({ text, owner, since }) => {
      const whose = { owner: nameOf(draw, owner), date: draw.date(since) };
      const heading = `⚠ ${draw.t('check-in.blocker-of', whose)}`;
      return typedPart(draw, heading, shortened(text.typed, LINE_MAX));
    }),
    ...(more > 0 ? [{ text: draw.t('blocker.more', { count: more }) }] : []),
  ];
}

/** What the newest answer brought, and whether the check-in after it was left without one. Pure. */
export function newestSections(draw: Drawing, { checkIns }: Engagement): readonly Section[] {
  const { answer, newest } = checkIns;
  const isMissed = newest?.status === 'Late';
  return [
    ...(answer === undefined ? [] : answerLines(draw, answer)),
    ...(isMissed ? [{ text: draw.t('check-in.unanswered', { k: newest.ordinal }) }] : []),
  ];
}

function answerLines(
  draw: Drawing,
  { ordinal, by, at, progress, nextStep }: NotedAnswer,
): readonly Section[] {
  const when = sharedTime(draw, at);
  const heading = draw.t('check-in.newest', { k: ordinal, name: nameOf(draw, by), when });
  return [
    progress === undefined
      ? { heading, text: draw.t('check-in.nothing-new') }
      : typedPart(draw, heading, shortened(progress.typed, LINE_MAX)),
    ...(nextStep === undefined
      ? []
      : [typedPart(draw, draw.t('heading.next-step'), shortened(nextStep.typed, LINE_MAX))]),
  ];
}

/** A line per workload: active usage and its target, or who has it now. No fact list: names of products are too long for one. Pure. */
export function usageSection(draw: Drawing, checkIn: CheckIn): Section {
  const usage = {
    ...checkIn.usage,
    ...(checkIn.status === 'Answered' ? checkIn.answer.usage : {}),
  };
  const lines = checkIn.workloads.map(({ id, handedOver }) => {
    const how =
      handedOver === undefined
        ? usageText(draw, usage[id], checkIn.targetPercent)
        : draw.t('check-in.with-csm');
    return `${workloadName(id)}: ${how}`;
  });
  return { heading: draw.t('heading.usage'), text: lines.join('\n') };
}

function usageText(draw: Drawing, usage: number | undefined, target: number): string {
  const limit = draw.number(target);
  return usage === undefined
    ? draw.t('check-in.usage-unknown', { target: limit })
    : draw.t(usage >= target ? 'check-in.usage-reached' : 'check-in.usage', {
        usage: draw.number(usage),
        target: limit,
      });
}

/** P11 to the lead in the shared post, P12 to the owner of a blocker; `undefined` when nothing is asked any more. Pure. */
export function checkInPing(
  draw: Drawing,
  record: CheckIn | Engagement,
  reader: PersonId | undefined,
): string | undefined {
  if (!('ordinal' in record)) {
    const isTheirs = record.blockers.some(({ owner }) => owner.id === reader);
    return isTheirs ? draw.t('ping.P12', { n: record.number }) : undefined;
  }
  return record.status === 'Due'
    ? draw.t('ping.P11', {
        k: record.ordinal,
        n: record.number,
        date: draw.dateTime(record.answerBy),
      })
    : undefined;
}
