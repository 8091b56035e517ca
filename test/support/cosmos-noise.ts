import type { Timing } from '../../src/store/patience';
import type { Fault, Wanted } from './cosmos-fault-proxy';

const FAILURES: readonly Fault[] = [
  { kind: 'status', status: 429, retryAfterMs: 1 },
  { kind: 'status', status: 500 },
];

/** What each kind of request meets in turn. Reads are not cut: the client would wait a second by itself. */
const FAULTS: Readonly<Record<Wanted, readonly Fault[]>> = {
  read: [...FAILURES, { kind: 'status', status: 404, substatus: 1002 }],
  create: [...FAILURES, { kind: 'answer-lost' }, { kind: 'cut' }],
  replace: [...FAILURES, { kind: 'answer-lost' }, { kind: 'status', status: 449 }],
  delete: [...FAILURES, { kind: 'answer-lost' }, { kind: 'status', status: 503, after: true }],
  query: FAILURES,
  plan: FAILURES,
  other: [],
};

/** A fault at every third request, for `CosmosFaultProxy.noise`. */
export function everyThird(wanted: Wanted, count: number): Fault | undefined {
  const faults = FAULTS[wanted];
  return count % 3 === 0 ? faults[(count / 3) % faults.length] : undefined;
}

/** Time for a client in noise: real, but without pauses. */
export const WITHOUT_PAUSES: Timing = {
  now: () => performance.now(),
  pause: () => Promise.resolve(),
};
