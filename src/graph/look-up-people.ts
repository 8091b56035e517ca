import { z } from 'zod';
import { askInBatches, type BatchAnswer, type BatchedCall, type BatchPorts } from './graph-batch';

/** Whom to look up, by Entra object id. */
export interface LookUp {
  readonly people: readonly string[];
  /** Whose manager is looked up as well. */
  readonly managersOf: readonly string[];
}

/** Somebody found, or why not: not in the tenant (or without a manager), a permission of ours that is missing, or Graph failed. */
export type Looked = { readonly found: TenantUser } | { readonly missed: Missed };
type Missed = 'gone' | 'refused' | 'failed';

/** What both look-ups came to, by the id that was asked for. */
export interface LookedUp {
  readonly users: ReadonlyMap<string, Looked>;
  readonly managers: ReadonlyMap<string, Looked>;
}

const user = z.object({
  id: z.guid(),
  displayName: z.string().nullable(),
  mail: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
});

/** Somebody as the tenant knows them; of a manager only id and name are asked for. */
type TenantUser = z.output<typeof user>;

/**
 * Asks the tenant about people, twenty to a request. Nothing is thrown: who could not be looked up is told.
 * Sources: learn.microsoft.com/graph/api/user-get, …/user-list-manager.
 */
export async function lookUpPeople(
  ports: BatchPorts,
  { people, managersOf }: LookUp,
): Promise<LookedUp> {
  const answers = await askInBatches(ports, [
    ...people.map(aboutUser),
    ...managersOf.map(aboutManager),
  ]);
  const looked = answers.map(lookedOf);
  return { users: byId(people, looked), managers: byId(managersOf, looked.slice(people.length)) };
}

function aboutUser(id: string): BatchedCall<TenantUser> {
  return {
    ...{ path: ['users', id], name: 'GET /users/{id}', shape: user },
    query: { $select: 'id,displayName,mail,accountEnabled,userType' },
  };
}

function aboutManager(id: string): BatchedCall<TenantUser> {
  return {
    ...{ path: ['users', id, 'manager'], name: 'GET /users/{id}/manager', shape: user },
    query: { $select: 'id,displayName' },
  };
}

function lookedOf(given: BatchAnswer<TenantUser>): Looked {
  if ('answer' in given) {
    return { found: given.answer };
  }
  const whys: Readonly<Record<string, Missed>> = {
    'graph/gone': 'gone',
    'graph/refused': 'refused',
  };
  return { missed: whys[given.error.code] ?? 'failed' };
}

function byId(ids: readonly string[], looked: readonly Looked[]): ReadonlyMap<string, Looked> {
  return new Map(ids.map((id, index) => [id, looked[index] ?? { missed: 'failed' }]));
}
