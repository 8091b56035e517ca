import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { PermanentError } from '../errors';
import type { StoredRecord } from '../workflow/store-port';
import { isImportMark } from './import-mark';
import { bodyTextOf } from './record-rules';

/** Far beyond the longest record: 256 KiB of body, whose characters an escape can make six times as long. */
const LINE_MAX_CHARS = 2 * 1024 * 1024;

const FORMAT = 'sme-desk-records';
const VERSION = 1;

const head = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION) });
const tail = z.strictObject({ count: z.number().int(), sha256: z.string() });

const stored = z.strictObject({
  id: z.string(),
  schema: z.number(),
  summary: z.strictObject({
    kind: z.string(),
    tags: z.array(z.string()),
    search: z.string(),
    at: z.number(),
  }),
  dueAt: z.number().exactOptional(),
  expiresAt: z.number().exactOptional(),
  // Taken as it was parsed: a copy would lose a key named __proto__.
  body: z.custom<StoredRecord['body']>((body) => body !== undefined, 'is missing'),
});

/** How many records, and SHA-256 over all lines before the last one. */
export type DumpTail = z.output<typeof tail>;

/**
 * A dump is a text of JSON lines: one that names the format, one per record, one with count and checksum. Every line ends in a line
 * feed. Writes them one after the other.
 */
export class DumpWriter {
  readonly #hash = createHash('sha256');
  #count = 0;

  /** First line. `exportedAt` is for people. */
  head(exportedAt: number): string {
    return this.#line({ format: FORMAT, version: VERSION, exportedAt: new Date(exportedAt) });
  }

  record(record: StoredRecord): string {
    this.#count += 1;
    return this.#hashed(lineOf(record));
  }

  /** Last line; call it once. */
  tail(): { readonly line: string; readonly tail: DumpTail } {
    const end = { count: this.#count, sha256: this.#hash.digest('hex') };
    return { line: `${JSON.stringify(end)}\n`, tail: end };
  }

  #line(value: object): string {
    return this.#hashed(`${JSON.stringify(value)}\n`);
  }

  #hashed(line: string): string {
    this.#hash.update(line);
    return line;
  }
}

/** A record as its line: the same for the same record, whatever engine it comes from. Pure. */
function lineOf({ id, schema, summary, dueAt, expiresAt, body }: StoredRecord): string {
  const { kind, tags, search, at } = summary;
  const parts = { id, schema, summary: { kind, tags, search, at }, dueAt, expiresAt, body };
  return `${JSON.stringify(parts)}\n`;
}

/** Recognises a record by its line. Pure. */
export function digestOf(record: StoredRecord): string {
  return createHash('sha256').update(lineOf(record)).digest('base64');
}

/**
 * The records of a dump, checked line by line, and at the end as a whole: nothing may be done with them before the last one came.
 *
 * @throws PermanentError `dump/refused`, whose message names the first bad line by its number, never by what it holds.
 */
export async function* readDump(file: string): AsyncGenerator<StoredRecord, DumpTail> {
  const hash = createHash('sha256');
  const ids = new Set<string>();
  for await (const { line, number, isLast } of numberedLines(file)) {
    if (isLast) {
      return checkedTail(line, number, hash.digest('hex'));
    }
    hash.update(`${line}\n`);
    if (number === 1) {
      parsed(head, line, number);
    } else {
      const record = recordIn(line, number);
      refuseTwin(ids, record, number);
      yield record;
    }
  }
  throw refusedAt(1, 'the file is empty');
}

function refuseTwin(ids: Set<string>, record: StoredRecord, number: number): void {
  if (ids.has(record.id) || isImportMark(record)) {
    throw refusedAt(number, 'its id stands for another record');
  }
  ids.add(record.id);
}

function checkedTail(line: string, number: number, sha256: string): DumpTail {
  const told = parsed(tail, line, number);
  const count = Math.max(0, number - 2);
  if (told.count !== count || number < 2) {
    throw refusedAt(
      number,
      `there are ${String(count)} records before it, not ${String(told.count)}`,
    );
  }
  if (told.sha256 !== sha256) {
    throw refusedAt(number, 'the lines before it have another checksum');
  }
  return told;
}

function recordIn(line: string, number: number): StoredRecord {
  const record = parsed(stored, line, number);
  try {
    bodyTextOf(record);
  } catch (cause) {
    throw refusedAt(number, cause instanceof Error ? cause.message : 'no engine may keep it');
  }
  return record;
}

function parsed<Shape extends z.ZodType>(
  shape: Shape,
  line: string,
  number: number,
): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refusedAt(number, 'is no JSON');
  }
  const { data, error } = shape.safeParse(value);
  if (error !== undefined) {
    const [issue] = error.issues;
    throw refusedAt(number, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  return data;
}

interface NumberedLine {
  readonly line: string;
  readonly number: number;
  readonly isLast: boolean;
}

async function* numberedLines(file: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  let held: string | undefined;
  for await (const line of linesOf(file)) {
    if (held !== undefined) {
      yield { line: held, number, isLast: false };
    }
    held = line;
    number += 1;
  }
  if (held !== undefined) {
    yield { line: held, number, isLast: true };
  }
}

/** Lines end in a line feed and nothing else: what people typed may hold every other separator. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  let number = 0;
  for await (const chunk of chunksOf(file)) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      yield line;
    }
    if (rest.length > LINE_MAX_CHARS) {
      throw refusedAt(number + 1, 'is longer than any record');
    }
  }
  if (rest !== '') {
    throw refusedAt(number + 1, 'is cut off');
  }
}

async function* chunksOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, 'utf8') as AsyncIterable<string>;
  } catch (cause) {
    throw new PermanentError('dump/refused', 'The file cannot be read.', { cause });
  }
}

function refusedAt(number: number, reason: string): PermanentError {
  return new PermanentError('dump/refused', `Line ${String(number)}: ${reason}.`, {
    details: { line: number },
  });
}
