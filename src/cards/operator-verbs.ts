import { z } from 'zod';
import type { RecordId } from '../domain/kernel';
import { text, verb, type VerbReader } from './verb-pieces';

const recordId = z
  .string()
  .regex(
    /^(request|engagement|question|checkin|today|person|conversation|partner|expert|credential|setting|alarm):[\w-]{1,400}$/,
  )
  .transform((id) => id as RecordId);
const nothing = z.object({});
const ofEffect = z.object({ id: recordId, effect: z.string().max(1_000) });

/** Verbs of what only operators see. */
export const OPERATOR_VERBS = {
  'operator.retry': verb(ofEffect, ({ id, effect }) => ({
    ...{ kind: 'operator', how: 'retry', id, effect },
  })),
  'operator.mail': verb(ofEffect, ({ id, effect }) => ({
    ...{ kind: 'operator', how: 'mail', id, effect },
  })),
  'operator.drop-form': verb(ofEffect, ({ id, effect }) => ({
    ...{ kind: 'operator', how: 'drop-form', id, effect },
  })),
  'operator.drop': verb(ofEffect.extend({ reason: text }), ({ id, effect, reason }) => ({
    ...{ kind: 'operator', how: 'drop', id, effect, reason },
  })),
  'operator.retry-all': verb(nothing, () => ({ kind: 'operator', how: 'retry-all' })),
  'operator.hold': verb(nothing, () => ({ kind: 'operator', how: 'hold' })),
  'operator.go-on': verb(nothing, () => ({ kind: 'operator', how: 'go-on' })),
  'operator.delivery-form': verb(nothing, () => ({ kind: 'operator', how: 'delivery-form' })),
  'operator.delivery': verb(z.object({ number: text }), ({ number }) => ({
    ...{ kind: 'operator', how: 'delivery', number },
  })),
} as const satisfies Record<string, VerbReader>;
