/** What a tenant holds, as far as the strict Graph knows it. */
import type { ReadMail } from './strict-mime';

/** Somebody Graph knows: a member of the tenant, a guest in it, or somebody of another tenant. */
export interface GraphUser {
  readonly id: string;
  readonly mail: string;
  readonly kind: 'member' | 'guest' | 'federated';
  readonly tenantId: string;
  /** Teams app policy does not let them have apps. */
  readonly isBarred?: true;
  readonly displayName?: string;
  /** They cannot sign in. */
  readonly isDisabled?: true;
  /** Object id of whom they report to. */
  readonly manager?: string;
  readonly preferredLanguage?: string;
  /** Their picture of 48 pixels. */
  readonly photo?: Buffer;
  readonly usageLocation?: string;
}

/** A chat that was made. */
export interface GraphChat {
  readonly id: string;
  readonly topic: string;
  readonly members: readonly {
    readonly id: string;
    readonly role: string;
    readonly tenantId?: string;
  }[];
  /** Catalogue ids of installed apps. */
  readonly apps: string[];
}

/** What somebody wrote in a chat, or had written in their name. */
export interface GraphMessage {
  readonly chat: string;
  readonly from: string;
  readonly content: string;
}

/** A calendar event that was made. */
export interface GraphEvent {
  readonly id: string;
  readonly organizer: string;
  readonly transactionId: string;
  readonly body: Record<string, unknown>;
}

/** A notification of the activity feed. */
export interface GraphFeedItem {
  readonly user: string;
  readonly body: Record<string, unknown>;
}

/** What has come about so far. */
export interface GraphState {
  readonly users: GraphUser[];
  readonly chats: GraphChat[];
  readonly messages: GraphMessage[];
  /** Installed apps of a person, by catalogue id. */
  readonly personalApps: Map<string, Set<string>>;
  readonly mails: (ReadMail & { readonly sender: string })[];
  readonly events: GraphEvent[];
  readonly feed: GraphFeedItem[];
  /** When people are busy, by mail address; UTC. */
  readonly busy: Map<string, readonly { readonly start: string; readonly end: string }[]>;
  /** Client secrets of the bot's registration. */
  readonly secrets: { readonly hint: string | null; readonly endDateTime: string | null }[];
  /** The app of the tests: its manifest id and its id in the catalogue. */
  readonly app: { readonly externalId: string; readonly catalogId: string };
}

/** A tenant in which nothing has happened. */
export function emptyState(): GraphState {
  return {
    users: [],
    chats: [],
    messages: [],
    personalApps: new Map(),
    mails: [],
    events: [],
    feed: [],
    busy: new Map(),
    secrets: [],
    app: {
      externalId: '11111111-2222-4333-8444-555555555555',
      catalogId: 'ca7a1090-0000-4000-8000-00000000000a',
    },
  };
}
