import { WORKLOADS } from '../domain/routing/workloads';
import type { TypedAnswers } from '../domain/request/request-commands';
import type { RequestSlots } from './request-slots';

/** What was read out of "request SME for …" as answers of the form; empty where nothing was. Pure. */
export function answersOfSlots(slots: RequestSlots | undefined): TypedAnswers {
  if (slots === undefined) {
    return {};
  }
  const fitting = WORKLOADS.filter(
    ({ code, plan }) =>
      code === slots.workload && (slots.plan === undefined || plan === slots.plan),
  );
  const only = fitting.length === 1 ? fitting[0] : undefined;
  return {
    ...(only === undefined ? {} : { workload: only.id }),
    ...(slots.licences === undefined ? {} : { licences: String(slots.licences) }),
    ...(slots.region === undefined ? {} : { region: slots.region }),
  };
}
