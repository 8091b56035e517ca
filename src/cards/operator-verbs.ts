import { z } from 'zod';
import type { RecordId } from '../domain/kernel';
import { verb, type VerbReader } from './verb-pieces';

const recordId = z
  .string()
  .regex(
    /^(request|engagement|question|checkin|today|person|conversation|partner|expert):[\w-]{1,400}$/,
  )
  .transform((id) => id as RecordId);
const ofEffect = z.object({ id: recordId, effect: z.string().max(1_000) });

/** Verbs of what only operators see. */
export const OPERATOR_VERBS = {
  'operator.retry': verb(ofEffect, ({ id, effect }) => ({
    kind: 'operator',
    how: 'retry',
    id,
    effect,
  })),
  'operator.drop': verb(ofEffect, ({ id, effect }) => ({
    kind: 'operator',
    how: 'drop',
    id,
    effect,
  })),
} as const satisfies Record<string, VerbReader>;
