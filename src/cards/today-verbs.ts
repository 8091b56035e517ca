import { z } from 'zod';
import {
  checkInId,
  engagementId,
  questionId,
  requestId,
  verb,
  type VerbReader,
} from './verb-pieces';

/** Verbs of the Today card and of its queue. */
export const TODAY_VERBS = {
  'today.next': verb(z.object({}), () => ({ kind: 'today', action: 'next' })),
  'today.back': verb(z.object({}), () => ({ kind: 'today', action: 'back' })),
  'today.close-ready': verb(z.object({}), () => ({ kind: 'today', action: 'close-ready' })),
  'today.page': verb(z.object({ page: z.coerce.number().int().min(0).max(100) }), ({ page }) => ({
    kind: 'today',
    action: 'page',
    page,
  })),
  'today.open': verb(
    z.object({ id: z.union([requestId, engagementId, questionId, checkInId]) }),
    ({ id }) => ({ kind: 'today', action: 'open', id }),
  ),
} as const satisfies Record<string, VerbReader>;
