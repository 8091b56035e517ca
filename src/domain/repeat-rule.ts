import type { Instant, PartnerId, RequestId } from './kernel';
import { codeOf, workloadOf } from './routing/workloads';

/** The request, or the draft of one, that earlier ones are compared with. */
export interface RepeatSubject {
  readonly id: RequestId;
  readonly partnerId: PartnerId;
  readonly workloadId: string;
  /** F9; empty while not chosen. */
  readonly role: string;
  /** Empty while not typed. */
  readonly customerTenantId: string;
  /** When it was submitted; for a draft, now. */
  readonly at: Instant;
}

/** How an earlier request stands or ended. */
export type EarlierResult = 'running' | 'supported' | 'denied' | 'withdrawn' | 'deflected';

/**
 * What is known of an earlier request. Engagements that Microsoft proposed are not requests: they are never listed
 * here (PROCESS.md section 9).
 */
export interface EarlierRequest {
  readonly id: RequestId;
  readonly number: number;
  readonly partnerId: PartnerId;
  readonly workloadId: string;
  readonly role: string;
  readonly customerTenantId: string;
  /** When it was submitted. */
  readonly at: Instant;
  readonly result: EarlierResult;
}

/** An earlier request of the partner for the same topic, with the reasons why it looks alike. */
export interface LookAlike {
  readonly id: RequestId;
  readonly number: number;
  readonly at: Instant;
  readonly result: EarlierResult;
  readonly workloadId: string;
  /** Whether it is for the same plan too; the same product it always is. */
  readonly samePlan: boolean;
  /** Whether it is for the same customer: rather a duplicate than a repeated topic. */
  readonly sameCustomer: boolean;
  /** Whole days between the two, rounded down. */
  readonly daysAgo: number;
}

/** How far back repetition looks; the pages do not say (PROCESS.md section 16). */
export interface RepeatPolicy {
  /** In days of 24 hours; exactly so many days ago still counts. */
  readonly withinDays: number;
}

const DAY_MS = 86_400_000;

/**
 * Whether repetition does not matter for this request: data migration is excepted from "minimise similar requests" (R7),
 * by our reading from the denial for a repeated topic too (PROCESS.md section 7). Pure.
 */
export function isExemptFromRepeat(asked: Pick<RepeatSubject, 'role' | 'workloadId'>): boolean {
  return asked.role === 'migration' || workloadOf(asked.workloadId)?.group === 'migration';
}

/**
 * Earlier requests that make this one look repeated: same partner and same product within the window, whoever the
 * customer is (R7, R13). Newest first. What was withdrawn or answered by a guide took no expert's time and does not
 * count; nor do migrations. It only warns: the partner explains, the FPM decides. Pure.
 */
export function lookAlikes(
  subject: RepeatSubject,
  earlier: readonly EarlierRequest[],
  policy: RepeatPolicy,
): readonly LookAlike[] {
  if (isExemptFromRepeat(subject)) {
    return [];
  }
  const since = subject.at - policy.withinDays * DAY_MS;
  return earlier
    .filter((other) => other.at >= since && isAlike(subject, other))
    .toSorted(newestFirst)
    .map((other) => lookAlikeOf(subject, other));
}

function newestFirst(one: EarlierRequest, other: EarlierRequest): number {
  return one.at === other.at ? other.number - one.number : other.at - one.at;
}

function isAlike(subject: RepeatSubject, other: EarlierRequest): boolean {
  return (
    other.id !== subject.id &&
    other.at <= subject.at &&
    other.partnerId === subject.partnerId &&
    codeOf(other.workloadId) === codeOf(subject.workloadId) &&
    other.result !== 'withdrawn' &&
    other.result !== 'deflected' &&
    !isExemptFromRepeat(other)
  );
}

function lookAlikeOf(subject: RepeatSubject, other: EarlierRequest): LookAlike {
  const { id, number, at, result, workloadId } = other;
  return {
    id,
    number,
    at,
    result,
    workloadId,
    samePlan: workloadId === subject.workloadId,
    sameCustomer: isSameTenant(subject.customerTenantId, other.customerTenantId),
    daysAgo: Math.floor((subject.at - at) / DAY_MS),
  };
}

function isSameTenant(one: string, other: string): boolean {
  return one !== '' && one.toLowerCase() === other.toLowerCase();
}
