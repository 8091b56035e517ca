import { z } from 'zod';
import type { CardName } from '../domain/effects';
import { FIELDS, type FieldId } from '../domain/form/fields';
import type { Face } from './drawing';
import type { Pressed } from './pressed';

/** Id of a request, as a button sends it back. */
export const requestId = z.templateLiteral(['request:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
/** Id of an engagement. */
export const engagementId = z.templateLiteral([
  'engagement:',
  z.string().regex(/^[0-9a-z-]{8,64}$/),
]);
/** Id of a person. */
export const personId = z.templateLiteral(['person:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
/** Id of a question or concern. */
export const questionId = z.templateLiteral(['question:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
/** Id of a check-in. */
export const checkInId = z.templateLiteral(['checkin:', z.string().regex(/^[0-9a-z-]{8,64}$/)]);
/** What an input sends: always text for us; clients send numbers and switches in several forms. */
export const text = z
  .union([z.string().max(20_000), z.number(), z.boolean()])
  .transform(String)
  .catch('');
/** As {@link text}, for an input that may be absent. */
export const answer = z
  .union([z.string().max(20_000), z.number(), z.boolean()])
  .transform(String)
  .optional();

/** Values of ticks as clients send them: parted by commas, some with spaces. Pure. */
export function valuesOf(sent: string): readonly string[] {
  return sent
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The inputs of the form, each of which may be absent. */
export const ofAnswers = Object.fromEntries(FIELDS.map((field) => [field, answer])) as Record<
  FieldId,
  typeof answer
>;

/** The inputs of the form that were there. Pure. */
export function givenAnswers(
  sent: Readonly<Partial<Record<FieldId, string | undefined>>>,
): Readonly<Record<string, string>> {
  const given = Object.entries(sent).filter((one): one is [string, string] => one[1] !== undefined);
  return Object.fromEntries(given);
}

/** A payload that names a request. */
export const ofRequest = z.object({ id: requestId });
/** A payload that names an engagement. */
export const ofEngagement = z.object({ id: engagementId });

/** What a press means, or `undefined` when its payload is not one of ours. */
export type VerbReader = (sent: unknown) => Pressed | undefined;

/** The reader of a verb: checks what was sent, then says what it means. */
export function verb<Schema extends z.ZodType>(
  schema: Schema,
  read: (sent: z.output<Schema>) => Pressed,
): VerbReader {
  return (sent) => {
    const parsed = schema.safeParse(sent);
    return parsed.success ? read(parsed.data) : undefined;
  };
}

/** A button that turns a request's card over. */
export function requestTurn(card: CardName, face: Face, rank = false): VerbReader {
  return verb(ofRequest, ({ id }) => ({
    kind: 'turn',
    id,
    card,
    face,
    ...(rank ? { rank: true as const } : {}),
  }));
}

/** A button that gives a request a command without further words. */
export function requestOrder(type: string, card: CardName): VerbReader {
  return verb(ofRequest, ({ id }) => plainOrder(id, type, card));
}

/** A button that gives an engagement a command without further words. */
export function engagementOrder(type: string, card: CardName): VerbReader {
  return verb(ofEngagement, ({ id }) => plainOrder(id, type, card));
}

function plainOrder(
  id: `request:${string}` | `engagement:${string}`,
  type: string,
  card: CardName,
): Pressed {
  return { kind: 'command', id, order: { type }, card, face: 'front', typed: {} };
}
