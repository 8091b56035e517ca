import type { SqlQuerySpec } from '@azure/cosmos';

/** In every list: TTL removes an expired item some time after its end, our own rule hides it from the very moment. */
const IS_ALIVE = '(NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > @now)';

/** Strictly after a position of a list that runs from the newest to the oldest. */
const COMES_AFTER =
  'c.summary.at <= @at AND (c.summary.at < @at OR (c.summary.at = @at AND c.id < @id))';

/** The kind stands in front so that one composite index serves filter and order. */
const NEWEST_FIRST = 'ORDER BY c.summary.kind ASC, c.summary.at DESC, c.id DESC';

/**
 * Everything that is ever asked of Cosmos DB beside reads by id: nothing but the summary, `dueAt` and `expiresAt` is looked at.
 * `deploy/cosmos-container.json` holds an index for each of these paths and orders, and for nothing else; a test compares them.
 */
export const COSMOS_QUERIES = {
  due: `SELECT TOP @limit c.id FROM c WHERE c.dueAt <= @now AND ${IS_ALIVE} ORDER BY c.dueAt ASC, c.id ASC`,
  expired: 'SELECT TOP @limit c.id, c._etag FROM c WHERE c.expiresAt <= @now',
  ofKind: `SELECT TOP @limit * FROM c WHERE c.summary.kind = @kind AND ${COMES_AFTER} AND ${IS_ALIVE} ${NEWEST_FIRST}`,
  withTag: `SELECT TOP @limit * FROM c WHERE ARRAY_CONTAINS(c.summary.tags, @tag) AND c.summary.kind = @kind AND ${COMES_AFTER} AND ${IS_ALIVE} ${NEWEST_FIRST}`,
  everything: `SELECT TOP @limit * FROM c WHERE c.id > @id AND ${IS_ALIVE} ORDER BY c.id ASC`,
} as const;

/** One of {@link COSMOS_QUERIES}. */
export type CosmosQuery = keyof typeof COSMOS_QUERIES;

/** A declared query with its values, which only ever travel as parameters. Pure. */
export function querySpec(
  name: CosmosQuery,
  values: Readonly<Record<string, string | number>>,
): SqlQuerySpec {
  return {
    query: COSMOS_QUERIES[name],
    parameters: Object.entries(values).map(([key, value]) => ({ name: `@${key}`, value })),
  };
}
