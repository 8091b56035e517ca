import { createHash } from 'node:crypto';
import type { KeyValuePair } from '@microsoft/microsoft-graph-types';
import type { Feed } from '../workflow/ports';
import type { GraphClient } from './graph-client';

/** Teams shows no more of it. */
const PREVIEW_MAX = 150;
/** The type in the manifest's `activities`; its words in each language stand there too. */
const ACTIVITY_TYPE = 'promiseBroken';
/** What a JSON number holds exactly, in bytes. */
const CHAIN_BYTES = 6;

/**
 * Notifications of the activity feed, for whom the app is installed. The chain makes a repeat safe: it takes the place of the first.
 * `webUrl` is where a click leads, within Teams.
 * Sources: learn.microsoft.com/graph/api/userteamwork-sendactivitynotification; "Send activity feed notifications".
 */
export function createGraphFeed(graph: GraphClient, webUrl: string): Feed {
  return {
    notify(key, person, { request, text }) {
      const parameters: readonly KeyValuePair[] = [{ name: 'request', value: request }];
      return graph.tell({
        method: 'POST',
        path: ['users', person.slice('person:'.length), 'teamwork', 'sendActivityNotification'],
        name: 'POST /users/{id}/teamwork/sendActivityNotification',
        area: 'feed',
        body: {
          topic: { source: 'text', value: request, webUrl },
          activityType: ACTIVITY_TYPE,
          chainId: chainOf(key),
          previewText: { content: Array.from(text).slice(0, PREVIEW_MAX).join('') },
          templateParameters: parameters,
        },
      });
    },
  };
}

function chainOf(key: string): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, CHAIN_BYTES);
}
