import { z } from 'zod';
import type { GraphClient } from './graph-client';

const registration = z.object({
  passwordCredentials: z.array(
    z.object({
      hint: z.string().nullable(),
      endDateTime: z.iso.datetime({ offset: true }).nullable(),
    }),
  ),
});

/**
 * The client secrets of a registration: how each begins and when it ends (in milliseconds since 1970). Needs `Application.Read.All`,
 * which the bot itself never uses. Source: learn.microsoft.com/graph/api/application-get, …/resources/passwordcredential.
 * @throws as {@link GraphClient}
 */
export async function registeredSecrets(
  graph: GraphClient,
  appId: string,
): Promise<readonly { readonly hint: string | null; readonly endsAt: number }[]> {
  const { passwordCredentials } = await graph.ask(
    {
      method: 'GET',
      path: [`applications(appId='${appId}')`],
      query: { $select: 'passwordCredentials' },
      name: 'GET /applications(appId={id})',
      area: 'teams',
    },
    registration,
  );
  return passwordCredentials.map(({ hint, endDateTime }) => ({
    hint,
    endsAt: endDateTime === null ? Infinity : Date.parse(endDateTime),
  }));
}
