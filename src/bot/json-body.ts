import type { IncomingMessage } from 'node:http';
import { drain } from './drain';

/** How much a stranger may make us read. */
export interface BodyLimits {
  /** Bytes as sent; compressed bodies are refused, so this is also the size in memory. */
  readonly maxBytes: number;
  /** Objects and arrays inside each other. */
  readonly maxDepth: number;
  /** From the end of the headers to the last byte, milliseconds. */
  readonly timeoutMs: number;
}

/** Far above any activity of Teams (a card has at most 80 KB), far below what would hurt. */
export const BODY_LIMITS: BodyLimits = { maxBytes: 256 * 1024, maxDepth: 64, timeoutMs: 8_000 };

/** A parsed body: a plain object with a `type`, free of keys that could reach a prototype. Nothing else is known of it. */
export type IncomingBody = Record<string, unknown> & { type: string };

/** Why a body is not read: malformed or cut off, too slow, too large, or not plain JSON. */
export type BodyRefusal = 400 | 408 | 413 | 415;

/** The body, or the HTTP status to refuse it with. */
export type BodyReading =
  | { readonly ok: true; readonly body: IncomingBody }
  | { readonly ok: false; readonly status: BodyRefusal };

const RESERVED_KEYS = ['__proto__', 'constructor', 'prototype'] as const;

/**
 * Reads the JSON body of a request within limits. Used in place of restify's own parser, which has no limit unless
 * told, inflates compressed bodies beyond it and writes multipart uploads to disk.
 * Never throws; of a refused body as much again as the limit is read and dropped, so that the answer reaches the sender.
 */
export async function readJsonBody(
  req: IncomingMessage,
  limits: BodyLimits = BODY_LIMITS,
): Promise<BodyReading> {
  if (!isPlainJson(req)) {
    return refuse(req, 415, limits);
  }
  if (Number(req.headers['content-length'] ?? 0) > limits.maxBytes) {
    return refuse(req, 413, limits);
  }

  const bytes = await readBytes(req, limits);
  if (typeof bytes === 'number') {
    return refuse(req, bytes, limits);
  }
  const body = parseBody(bytes, limits.maxDepth);

  return body === undefined ? { ok: false, status: 400 } : { ok: true, body };
}

function refuse(req: IncomingMessage, status: BodyRefusal, limits: BodyLimits): BodyReading {
  drain(req, limits.maxBytes);

  return { ok: false, status };
}

function isPlainJson(req: IncomingMessage): boolean {
  const [type, ...parameters] = (req.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((part) => part.startsWith('charset='))?.replaceAll('"', '');
  const encoding = req.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';

  return (
    type === 'application/json' &&
    (charset === undefined || charset === 'charset=utf-8') &&
    encoding === 'identity'
  );
}

function readBytes(req: IncomingMessage, limits: BodyLimits): Promise<Buffer | BodyRefusal> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(finish, limits.timeoutMs, 408);

    function finish(outcome: Buffer | BodyRefusal): void {
      clearTimeout(timer);
      req.off('data', onChunk);
      resolve(outcome);
    }
    function onChunk(chunk: Buffer): void {
      size += chunk.length;
      if (size > limits.maxBytes) {
        finish(413);
        return;
      }
      chunks.push(chunk);
    }

    req.on('data', onChunk);
    req.once('end', () => {
      finish(Buffer.concat(chunks));
    });
    // A sender that hangs up gets no answer; the status only ends the reading.
    req.on('error', () => {
      finish(400);
    });
    req.once('close', () => {
      finish(400);
    });
    if (req.destroyed) {
      finish(400);
    }
  });
}

function parseBody(bytes: Buffer, maxDepth: number): IncomingBody | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isNestedBeyond(text, maxDepth)) {
      return undefined;
    }
    const body: unknown = JSON.parse(text);
    dropReservedKeys(body);

    return isIncomingBody(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Measured on the text, before parsing: everything after it may then walk the body by recursion. */
function isNestedBeyond(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= maxDepth; at += 1) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
    } else if (char === '{' || char === '[') {
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
    }
  }

  return depth > maxDepth;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    at += text[at] === '\\' ? 2 : 1;
  }

  return at;
}

function dropReservedKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const key of RESERVED_KEYS) {
    Reflect.deleteProperty(value, key);
  }
  for (const child of Object.values(value)) {
    dropReservedKeys(child);
  }
}

function isIncomingBody(value: unknown): value is IncomingBody {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    'type' in value &&
    typeof value.type === 'string'
  );
}
