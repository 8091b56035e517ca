import type { Activity, TurnContext } from 'botbuilder';
import { LANGUAGES, type Instant } from '../domain/kernel';
import { longTime } from '../text/long-time';
import { wordsFor } from '../text/words';
import type { Clock, Messenger, RenderedCard } from '../workflow/ports';
import type { Json } from '../workflow/store-port';
import type { BotPorts } from './bot-ports';
import { kindOf, readSender } from './sender';

/** In which zone the clock is told, and when. */
interface Reading {
  /** IANA zone of the reader. */
  readonly zone: string;
  /** Whether the zone is named: where several people read, or the reader's own is not known. */
  readonly isNamed: boolean;
  readonly at: Instant;
}

type Card = Readonly<Record<string, Json>> & { readonly body: readonly Json[] };

/**
 * The card with the line "Demo clock: …" below everything, in the card's own language; what is no card stays as it is. Pure.
 *
 * The line is added where cards leave the house, in the turn and in the messenger, and not where they are drawn: so the one rule holds
 * for every card there will be, production never meets it, and the hash by which the dispatcher spares needless edits does not know of
 * it. A card that nothing changes keeps the line with which it was last sent.
 */
export function withClockLine(content: Json, { zone, isNamed, at }: Reading): Json {
  if (!isCard(content)) {
    return content;
  }
  const language = LANGUAGES.find((one) => one === content['lang']) ?? 'en';
  const { t } = wordsFor(language);
  const time = longTime(language, zone, at);
  const name = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  const when = isNamed ? t('time.in-zone', { time, zone: name }) : time;
  const line = { type: 'TextBlock', text: t('clock.line', { when }), ...SUBTLE };
  const plain = withoutMentions(content);
  return { ...plain, body: [...plain.body, line] };
}

/** The Playground knows no mentions in cards and would show their marks: the names stay, the entities go. */
function withoutMentions({ msteams: _entities, ...content }: Card): Card {
  return JSON.parse(JSON.stringify(content).replace(/<at>([^<]*)<\/at>/g, '$1')) as Card;
}

const SUBTLE = { wrap: true, isSubtle: true, size: 'Small', spacing: 'Medium' };

function isCard(content: Json): content is Card {
  return (
    typeof content === 'object' &&
    content !== null &&
    'body' in content &&
    Array.isArray(content['body'])
  );
}

/** A messenger whose cards carry the demo's clock; everything else about it is the same. */
export function withDemoClock(messenger: Messenger, clock: Clock): Messenger {
  const stamped = (isShared: boolean, card: RenderedCard): RenderedCard => {
    const { zone = 'UTC' } = card;
    const isNamed = isShared || card.zone === undefined;
    return { ...card, content: withClockLine(card.content, { zone, isNamed, at: clock.now() }) };
  };
  return {
    ...messenger,
    post: (address, card, ...rest) =>
      messenger.post(address, stamped(address.kind !== 'personal', card), ...rest),
    edit: (address, activityId, card, ...rest) =>
      messenger.edit(address, activityId, stamped(address.kind !== 'personal', card), ...rest),
  };
}

/** From here on every card of this turn, sent, edited or given as the answer to a button, carries the demo's clock. */
export function showDemoClock(ports: BotPorts, context: TurnContext): void {
  let place: Promise<Omit<Reading, 'at'>> | undefined;
  async function stamp(activities: readonly Partial<Activity>[]): Promise<void> {
    place ??= placeOf(ports, context);
    const reading = { ...(await place), at: ports.clock.now() };
    for (const activity of activities) {
      Object.assign(activity, stampedParts(activity, reading));
    }
  }
  context.onSendActivities(async (_context, activities, next) => {
    await stamp(activities);
    return next();
  });
  context.onUpdateActivity(async (_context, activity, next) => {
    await stamp([activity]);
    return next();
  });
}

/** Never throws: a failed turn is answered with a card as well. */
async function placeOf(ports: BotPorts, context: TurnContext): Promise<Omit<Reading, 'at'>> {
  const sender = await readSender(ports, context).catch(() => undefined);
  return sender === undefined
    ? { zone: 'UTC', isNamed: true }
    : { zone: sender.viewer.zone, isNamed: kindOf(context.activity) !== 'personal' };
}

interface InvokeAnswer {
  readonly body?: { readonly value?: Json };
}

function stampedParts(activity: Partial<Activity>, reading: Reading): Partial<Activity> {
  const attachments = activity.attachments?.map((attachment) => ({
    ...attachment,
    content: withClockLine(attachment.content as Json, reading),
  }));
  const answer = activity.type === 'invokeResponse' ? (activity.value as InvokeAnswer) : undefined;
  const card = answer?.body?.value;
  return {
    ...(attachments === undefined ? {} : { attachments }),
    ...(card === undefined
      ? {}
      : { value: { ...answer, body: { ...answer?.body, value: withClockLine(card, reading) } } }),
  };
}
