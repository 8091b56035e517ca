import { POLICY } from '../domain/policy';
import { answersOfForm } from '../domain/request/answers-of-form';
import type { Returned } from '../domain/request/request';
import { formContextOf } from '../domain/request/revision';
import type { Fact, Section } from './card-model';
import type { Drawing } from './drawing';
import { timeLeft } from './durations';
import { answerText, fieldTitle } from './form-fields';

/** Longest part of an answer beside the field it is about. */
const ANSWER_SHOWN = 200;

/** Why the request went back. Pure. */
export function returnReason(draw: Drawing, request: Returned): Fact {
  return { title: draw.t('fact.reason'), value: draw.t(`reason-label.${request.reason}`) };
}

/** The rest of the clock, the round, and what follows when nobody answers; for both sides. Pure. */
export function pausedFacts(draw: Drawing, request: Returned): readonly Fact[] {
  const closeBy = draw.dateTime(request.closeBy);
  return [
    {
      title: draw.t('fact.clock-paused'),
      value: draw.t('value.since', { when: draw.dateTime(request.returnedAt) }),
    },
    { title: draw.t('fact.time-left'), value: timeLeft(draw, request.left.decide) },
    {
      title: draw.t('fact.round'),
      value: draw.t('value.round', { k: request.rounds, max: POLICY.returnRoundsMax }),
    },
    {
      title: draw.t('fact.unanswered'),
      value:
        request.warned === undefined
          ? draw.t('value.unanswered', { warnAt: draw.dateTime(request.warnAt), closeBy })
          : draw.t('value.unanswered-warned', { closeBy }),
    },
  ];
}

/** The fields a return is about, with their answers as they stand. Pure. */
export function returnedSection(draw: Drawing, request: Returned): Section {
  const form = formContextOf(request, answersOfForm(request.form), POLICY);
  return {
    heading: draw.t('returned.fields'),
    facts: request.fields.map((field) => ({
      title: fieldTitle(draw, field),
      value: answerText(draw, field, form, ANSWER_SHOWN),
    })),
  };
}
