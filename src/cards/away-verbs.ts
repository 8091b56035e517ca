import { z } from 'zod';
import { personId, text, verb, type VerbReader } from './verb-pieces';

/** Verbs of S21: always about the absence of whoever presses. */
export const AWAY_VERBS = {
  'away.form': verb(z.object({}), () => ({ kind: 'away', action: 'form' })),
  'away.show': verb(z.object({}), () => ({ kind: 'away', action: 'show' })),
  'away.set': verb(
    z.object({
      ...{ from: text, until: text, inHand: text },
      standIn: personId.optional().catch(undefined),
    }),
    ({ standIn, ...sent }) => ({ kind: 'away', action: 'set', standIn, ...sent }),
  ),
  'away.end': verb(z.object({ edition: z.coerce.number().int().min(0) }), ({ edition }) => ({
    ...{ kind: 'away', action: 'end', edition },
  })),
} as const satisfies Record<string, VerbReader>;
