import { z } from 'zod';
import { PermanentError } from '../errors';
import type { GraphClient } from './graph-client';

/** Where our app can be installed. */
export type InstallPlace = { readonly chat: string } | { readonly user: string };

/** How the log names the installation for one person. */
export const INSTALL_FOR_USER = 'POST /users/{id}/teamwork/installedApps';

/** Installs our app; done already is done. */
export interface AppInstaller {
  /** @throws as {@link GraphClient}; `graph/gone` also when the catalogue does not have the app. */
  install(place: InstallPlace): Promise<void>;
}

/** How our app is found in the tenant's catalogue. */
export interface CatalogEntry {
  /** Id in the catalogue; absent where it has to be looked up. */
  readonly catalogId?: string;
  /** Id in the manifest. */
  readonly manifestId: string;
}

const foundApps = z.object({ value: z.array(z.object({ id: z.guid() })) });

/**
 * Graph installs only what the catalogue or the Store has, under the catalogue's id, which is another than the manifest's. It is looked
 * up once in the life of a process.
 * Sources: learn.microsoft.com/graph/api/chat-post-installedapps, …/userteamwork-post-installedapps, …/appcatalogs-list-teamsapps.
 */
export function createAppInstaller(graph: GraphClient, entry: CatalogEntry): AppInstaller {
  let known = entry.catalogId;
  return {
    async install(place) {
      known ??= await lookUp(graph, entry.manifestId);
      const isChat = 'chat' in place;
      await graph.tell({
        method: 'POST',
        path: isChat
          ? ['chats', place.chat, 'installedApps']
          : ['users', place.user, 'teamwork', 'installedApps'],
        name: isChat ? 'POST /chats/{id}/installedApps' : INSTALL_FOR_USER,
        area: 'teams',
        already: 409,
        body: { 'teamsApp@odata.bind': `${graph.root}/appCatalogs/teamsApps/${known}` },
      });
    },
  };
}

async function lookUp(graph: GraphClient, manifestId: string): Promise<string> {
  const { value } = await graph.ask(
    {
      method: 'GET',
      path: ['appCatalogs', 'teamsApps'],
      query: { $filter: `externalId eq '${manifestId}'`, $select: 'id' },
      name: 'GET /appCatalogs/teamsApps',
      area: 'teams',
    },
    foundApps,
  );
  const [app] = value;
  if (app === undefined) {
    throw new PermanentError('graph/gone', 'The app catalogue does not have SME Desk.');
  }
  return app.id;
}
