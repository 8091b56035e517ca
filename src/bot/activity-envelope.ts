import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { IncomingBody } from './json-body';

/** The only channel that comes in. */
export const CHANNEL = 'msteams';

const text = z.string().nullish();
const account = z.looseObject({ id: z.string().min(1), name: text, aadObjectId: text });
const ENVELOPE = z.looseObject({
  type: z.string().min(1),
  channelId: z.literal(CHANNEL),
  conversation: z.looseObject({ id: z.string().min(1), tenantId: text, conversationType: text }),
  from: account,
  recipient: account.nullish(),
  id: text,
  serviceUrl: text,
  replyToId: text,
  name: text,
  text,
  locale: text,
  action: text,
  deliveryMode: text,
  channelData: z.looseObject({}).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
});
const TIME_FIELDS = ['timestamp', 'localTimestamp', 'expiration'] as const;

/**
 * Turns a parsed body into an activity, or `undefined` when a field that the framework or we read without looking has
 * the wrong type. Only the channel `msteams` comes in: other channels of a bot registration let the sender choose who
 * they are. `value` and card inputs stay unknown; their readers check them. Times become dates, unreadable ones go.
 * Never throws.
 */
export function readActivity(body: IncomingBody): Activity | undefined {
  const copy = { ...body };
  if (!isActivity(copy)) {
    return undefined;
  }
  for (const field of TIME_FIELDS) {
    const time = body[field];
    const date = new Date(typeof time === 'string' ? time : Number.NaN);
    Reflect.deleteProperty(copy, field);
    Object.assign(copy, Number.isNaN(date.getTime()) ? {} : { [field]: date });
  }

  return copy;
}

function isActivity(body: IncomingBody): body is IncomingBody & Activity {
  return ENVELOPE.safeParse(body).success;
}
