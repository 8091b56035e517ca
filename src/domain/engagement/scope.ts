import { workloadOf } from '../routing/workloads';
import type { ScopedWorkload } from './schedule';

/** Products whose adoption a customer success manager takes over once named (PROCESS.md section 13). */
const CSM_CODES = ['OUTLOOK-MOBILE', 'TEAMS', 'VIVA-ENGAGE'];

/** Whether a CSM can take this workload. Pure. */
export function isForCsm(workloadId: string): boolean {
  return CSM_CODES.includes(workloadOf(workloadId)?.code ?? '');
}

/** The workloads that check-ins ask about. Pure. */
export function asked(workloads: readonly ScopedWorkload[]): readonly ScopedWorkload[] {
  return workloads.filter(({ handedOver }) => handedOver === undefined);
}
