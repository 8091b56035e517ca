import { z } from 'zod';
import {
  checkInId,
  engagementId,
  personId,
  questionId,
  requestId,
  text,
  valuesOf,
  verb,
  type VerbReader,
} from './verb-pieces';

/** Requests taken at once: a day has no more lines, and a message no more room. */
const SEVERAL_MAX = 40;

/** Ids parted by commas, as ticks are sent; what is no request of ours is left out. */
const requestIds = text.transform((sent) =>
  valuesOf(sent)
    .slice(0, SEVERAL_MAX)
    .flatMap((one) => requestId.safeParse(one).data ?? []),
);

/** An action on the requests that are ticked. */
function ticked(
  action: 'approve-several' | 'close-several' | 'return-several-form' | 'hand-over-several-form',
): VerbReader {
  return verb(z.object({ ticked: requestIds }), (sent) => ({
    ...{ kind: 'today', action, ids: sent.ticked },
  }));
}

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
  'today.several': verb(z.object({ ids: requestIds.optional() }), ({ ids = [] }) => ({
    ...{ kind: 'today', action: 'several', ids },
  })),
  'today.approve-several': ticked('approve-several'),
  'today.close-several': ticked('close-several'),
  'today.return-several-form': ticked('return-several-form'),
  'today.hand-over-several-form': ticked('hand-over-several-form'),
  'today.hand-over-several': verb(
    z.object({ ids: requestIds, to: personId.optional().catch(undefined), note: text }),
    (sent) => ({ ...{ kind: 'today', action: 'hand-over-several', to: undefined }, ...sent }),
  ),
  'today.return-several': verb(
    z.object({ ids: requestIds, reason: text, fields: text, note: text }),
    ({ fields, ...sent }) => ({
      ...{ kind: 'today', action: 'return-several', fields: valuesOf(fields) },
      ...sent,
    }),
  ),
} as const satisfies Record<string, VerbReader>;
