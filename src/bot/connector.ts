import { type Activity, ActivityTypes } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { statusOf, translateSendFailure } from './send-failure';

/** Where a message goes: what has to be kept of an incoming activity to write to its conversation later. */
export interface ConversationRef {
  readonly serviceUrl: string;
  /** For a reply in a channel thread with `;messageid=<root>`. */
  readonly conversationId: string;
  /** `28:<app id>` in Teams. */
  readonly botId: string;
  readonly botName?: string;
  readonly userId?: string;
  readonly tenantId?: string;
}

/** Sends and edits outside of a turn. Every call is exactly one request; trying again is the caller's decision. */
export interface Connector {
  /**
   * Posts a message and returns its id, which `edit` needs; without one it arrived and can never be edited.
   * @throws TransientError `delivery/throttled`, `delivery/unavailable`: nothing is known to have arrived.
   * @throws PermanentError `delivery/gone`, `delivery/refused` (the chat), `delivery/faulty` (the message or our registration).
   */
  post(
    ref: ConversationRef,
    activity: Partial<Activity>,
  ): Promise<{ readonly activityId?: string }>;
  /** Replaces a message. @throws the same as `post`, but never for a missing id. */
  edit(ref: ConversationRef, activityId: string, activity: Partial<Activity>): Promise<void>;
}

/** Gives the shared client of a service URL; `TeamsAdapter` is one. */
export interface ConnectorSource {
  connectorFor(serviceUrl: string): Promise<ConnectorClient>;
}

/**
 * Talks to the connector directly. `continueConversationAsync` would do it through a turn, and with `onTurnError` set
 * it resolves although the send failed.
 */
export function createConnector(source: ConnectorSource, now: () => number = Date.now): Connector {
  return {
    async post(ref, activity) {
      const message = addressed(ref, activity);
      const id = await sendOnce({ source, ref, now }, (client) =>
        client.conversations.sendToConversation(ref.conversationId, message),
      );
      return id === undefined ? {} : { activityId: id };
    },
    async edit(ref, activityId, activity) {
      const message = { ...addressed(ref, activity), id: activityId };
      await sendOnce({ source, ref, now }, (client) =>
        client.conversations.updateActivity(ref.conversationId, activityId, message),
      );
    },
  };
}

interface Sending {
  readonly source: ConnectorSource;
  readonly ref: ConversationRef;
  readonly now: () => number;
}

async function sendOnce(
  { source, ref, now }: Sending,
  call: (client: ConnectorClient) => Promise<{ id?: string }>,
): Promise<string | undefined> {
  try {
    const client = await source.connectorFor(ref.serviceUrl);
    const { id } = await call(client);

    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch (error) {
    if (isAccepted(error)) {
      return undefined;
    }
    throw translateSendFailure(error, now());
  }
}

/** The SDK also throws when a 2xx has an unreadable body or an unusual status: the message is there all the same. */
function isAccepted(error: unknown): boolean {
  const status = statusOf(error) ?? 0;

  return status >= 200 && status < 300;
}

/**
 * The same fields a reply in a turn would get; never `replyToId`, which would ask for another address.
 * `Object.assign`, because the schema types demand names and flags that Teams ignores and we do not know.
 */
function addressed(ref: ConversationRef, activity: Partial<Activity>): Partial<Activity> {
  const { serviceUrl, conversationId, botId, botName, userId, tenantId } = ref;
  const address = {
    channelId: 'msteams',
    serviceUrl,
    from: { id: botId, ...(botName === undefined ? {} : { name: botName }) },
    conversation: { id: conversationId, ...(tenantId === undefined ? {} : { tenantId }) },
    ...(userId === undefined ? {} : { recipient: { id: userId } }),
  };

  return Object.assign({ type: ActivityTypes.Message }, activity, address);
}
