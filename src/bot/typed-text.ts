import type { Activity } from 'botbuilder';
import { z } from 'zod';

const mentionOf = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1),
});

/**
 * What somebody typed, without the mention that makes a bot hear it in a channel or group chat. Teams writes it into the text under
 * the app's name, which is another one in a second environment, or where an administrator gave it one; the id tells it is ours. Pure.
 */
export function typedText({
  text = '',
  entities = [],
  recipient,
}: Partial<Pick<Activity, 'text' | 'entities' | 'recipient'>>): string {
  const ours = entities.flatMap((entity) => {
    const mention = mentionOf.safeParse(entity).data;
    return mention !== undefined && mention.mentioned.id === recipient?.id ? [mention.text] : [];
  });
  return [...new Set(ours)].reduce((left, mention) => left.replaceAll(mention, ' '), text);
}
