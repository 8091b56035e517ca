import type { LookAlike } from '../domain/repeat-rule';
import type { Denied } from '../domain/request/request';

/** The requests a denial points back to: what they delivered, or the one that runs already. Pure. */
export function earlierOf({ reason, lookAlikes }: Denied): readonly LookAlike[] {
  switch (reason) {
    case 'DENY_REPEATED_TOPIC':
      return lookAlikes.filter(({ result }) => result === 'supported');
    case 'DENY_DUPLICATE':
      return lookAlikes.filter(({ result }) => result === 'running');
    default:
      return [];
  }
}

/** The running request that a denied one doubles, as far as it was found when the denied one was submitted. Pure. */
export function runningOf(request: Denied): LookAlike | undefined {
  return request.reason === 'DENY_DUPLICATE' ? earlierOf(request)[0] : undefined;
}
