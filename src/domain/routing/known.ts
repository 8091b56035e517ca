import { EXPERT_LANGUAGES } from './expert-languages';
import { WORKLOADS } from './workloads';

/** Whether the form may offer this workload id. Pure. */
export function isKnownWorkload(id: string): boolean {
  return WORKLOADS.some((workload) => workload.id === id);
}

/** Whether an expert may be asked for in this language (ISO 639-1, script added for Chinese). Pure. */
export function isKnownLanguage(code: string): boolean {
  return EXPERT_LANGUAGES.includes(code);
}
