import { z } from 'zod';
import type { GraphClient } from './graph-client';

/** So many are shown at most. */
const FOUND_MAX = 10;

const found = z.object({
  value: z.array(
    z.object({
      id: z.guid(),
      displayName: z.string().nullable(),
      mail: z.string().nullable(),
      userType: z.string().nullish(),
      /** Such as `de-DE`. */
      preferredLanguage: z.string().nullish(),
      /** ISO 3166-1 alpha-2. */
      usageLocation: z.string().nullish(),
    }),
  ),
});

/** Somebody as the tenant knows them. */
export type FoundPerson = z.output<typeof found>['value'][number];

/**
 * The first ten people whose name has the typed words, or whose mail address begins like the typed text.
 * Sources: learn.microsoft.com/graph/api/user-list, "Use the $search query parameter".
 * @throws as {@link GraphClient}
 */
export async function findPeople(
  graph: Pick<GraphClient, 'ask'>,
  typed: string,
): Promise<readonly FoundPerson[]> {
  const text = typed.replace(/["\\]/g, String.raw`\$&`);
  const { value } = await graph.ask(
    {
      ...{ method: 'GET', path: ['users'], name: 'GET /users', area: 'people' },
      query: {
        $search: `"displayName:${text}" OR "mail:${text}"`,
        $select: 'id,displayName,mail,userType,preferredLanguage,usageLocation',
        $top: String(FOUND_MAX),
      },
      headers: { ConsistencyLevel: 'eventual' },
    },
    found,
  );
  return value;
}
