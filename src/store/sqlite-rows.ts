import { PermanentError } from '../errors';
import type { Json, StoredRecord } from '../workflow/store-port';
import { bodyTextOf } from './record-rules';
import type { SqliteRow, SqliteValue } from './sqlite-driver';

/**
 * What a record becomes in the table: version, schema, kind, at, summary, due_at, expires_at, body, id. Pure.
 *
 * @throws whatever `bodyTextOf` throws for a record that no engine may keep.
 */
export function columnsOf(record: StoredRecord, version: string): readonly SqliteValue[] {
  const bodyText = bodyTextOf(record);
  const { kind, at, tags, search } = record.summary;
  return [
    version,
    record.schema,
    kind,
    at,
    // As JSON, because a text somebody typed may hold characters that a column would not give back unchanged.
    JSON.stringify({ tags, search }),
    record.dueAt ?? null,
    record.expiresAt ?? null,
    bodyText,
    record.id,
  ];
}

/**
 * The record in a row of the table. Pure.
 *
 * @throws PermanentError `store/corrupt` when the row does not hold what `columnsOf` wrote.
 */
export function recordOf(row: SqliteRow): StoredRecord {
  const dueAt = row['due_at'];
  const expiresAt = row['expires_at'];
  const { tags, search } = jsonOf(row, 'summary') as { tags: readonly string[]; search: string };
  return {
    id: textOf(row, 'id'),
    schema: numberOf(row, 'schema'),
    summary: { kind: textOf(row, 'kind'), tags, search, at: numberOf(row, 'at') },
    ...(typeof dueAt === 'number' && { dueAt }),
    ...(typeof expiresAt === 'number' && { expiresAt }),
    body: jsonOf(row, 'body') as Json,
  };
}

function jsonOf(row: SqliteRow, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column));
  } catch (cause) {
    throw corrupt(column, cause);
  }
}

/**
 * A text column of a row. Pure.
 *
 * @throws PermanentError `store/corrupt` when it holds no text.
 */
export function textOf(row: SqliteRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') {
    throw corrupt(column);
  }
  return value;
}

function numberOf(row: SqliteRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') {
    throw corrupt(column);
  }
  return value;
}

function corrupt(column: string, cause?: unknown): PermanentError {
  return new PermanentError('store/corrupt', 'A stored record cannot be read.', {
    details: { column },
    ...(cause !== undefined && { cause }),
  });
}
