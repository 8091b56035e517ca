import type { Face } from '../cards/drawing';
import type { Engagement } from '../domain/engagement/engagement';
import type { PersonRef, Refusal } from '../domain/kernel';
import { refusalOnceDecided, refusalToDecide } from '../domain/request/decide-review';
import { isNumbered, type Request } from '../domain/request/request';

/**
 * Why a face with inputs is not opened: the words it asks for are another's to say, or can no longer be said. The decider would refuse
 * them anyway; this spares somebody the typing. `undefined` when it may be opened. Pure.
 */
export function refusedFace(state: unknown, by: PersonRef, face: Face): Refusal | undefined {
  switch (face) {
    case 'deny':
      return refusedDenial(state as Request | undefined, by);
    case 'complete':
    case 'missing':
    case 'consent':
      return refusedEnd(state as Engagement | undefined, by, face);
    default:
      return undefined;
  }
}

function refusedDenial(request: Request | undefined, by: PersonRef): Refusal | undefined {
  if (request === undefined || !isNumbered(request)) {
    return { code: 'not-found' };
  }
  return refusalToDecide(request, { by, at: 0, causeId: '' }) ?? refusalOnceDecided(request);
}

function refusedEnd(
  engagement: Engagement | undefined,
  by: PersonRef,
  face: 'complete' | 'missing' | 'consent',
): Refusal | undefined {
  if (engagement === undefined) {
    return { code: 'not-found' };
  }
  const { status, expert, requester, fpm } = engagement;
  switch (face) {
    case 'complete':
      return by.id === expert.id
        ? unless(status === 'Preparing' || status === 'Active')
        : { code: 'needs-expert' };
    case 'missing':
      return [requester.id, fpm.id].includes(by.id)
        ? unless(status === 'WrappingUp')
        : { code: 'needs-requester' };
    case 'consent':
      return [requester.id, fpm.id, expert.id].includes(by.id)
        ? unless(status !== 'Completed')
        : { code: 'not-yours' };
  }
}

function unless(isPossible: boolean): Refusal | undefined {
  return isPossible ? undefined : { code: 'not-now' };
}
