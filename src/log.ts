import pino from 'pino';
import { currentTrace } from './trace';

/**
 * What every part of the house logs through: one JSON line per event, a static message and a few fields.
 * Fields are ids, codes, counts and times; what looks like text, a token or an address is redacted anyway.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Lines below the level are not written; `silent` writes nothing. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where and how lines are written; without a destination they go to standard output. */
export interface LogOptions {
  readonly level: LogLevel;
  /** One short line for people instead of JSON; for the local demo only. */
  readonly pretty?: boolean;
  readonly destination?: { write(line: string): void };
}

const REDACTED = '[redacted]';
const SECRET_KEY =
  /authori[sz]ation|token|secret|password|passwd|cookie|credential|signature|api-?key|connection-?string/i;
const PRIVATE_KEYS: ReadonlySet<string> = new Set(
  'text body value content attachments summary mail email upn displayName userPrincipalName'.split(
    ' ',
  ),
);
const TOKEN_TEXT =
  /bearer\s+[^\s"]+|eyJ[\w-]+\.[\w-]+(\.[\w-]*)?|-----BEGIN[\s\S]*|[\w.+-]+@[\w-]+\.[\w.-]+|[\w+/=-]{60,}/gi;
/** A secret that is named where it stands: in an address, a connection string, JSON that is text. */
const NAMED_SECRET =
  /(token|secret|password|passwd|pwd|sig|signature|(?:account|access|api)[_-]?key)["']?\s*[:=]\s*["']?[^\s"'&,;]+/gi;
/** Ends of lines beyond ASCII and marks that turn the reading direction; JSON leaves them as they are. */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const STRING_MAX = 300;
/** Secrets are looked for in so much of a text, which leaves none of them cut in two at the end. */
const LOOKED_AT_MAX = 1_000;
const DEPTH_MAX = 5;

/**
 * The log of the process.
 * Redacts by key (authorization, token, text, ...) at any depth and by look (bearer tokens, keys, mail addresses,
 * secrets that are named); line breaks inside values are escaped, so a foreign name cannot forge a line. A line that is written as part
 * of a trace carries it.
 */
export function createLog(options: LogOptions): Log {
  const output = options.destination ?? process.stdout;
  const logger = pino(
    {
      level: options.level,
      base: null,
      mixin: traceField,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: scrubFields },
      serializers: { err: (error: unknown) => error },
    },
    options.pretty === true ? { write: (line) => output.write(prettyLine(line)) } : output,
  );

  return {
    debug: (fields, message) => {
      logger.debug(fields, message);
    },
    info: (fields, message) => {
      logger.info(fields, message);
    },
    warn: (fields, message) => {
      logger.warn(fields, message);
    },
    error: (fields, message) => {
      logger.error(fields, message);
    },
  };
}

function traceField(): object {
  const trace = currentTrace();
  return trace === undefined ? {} : { trace };
}

/**
 * Turns what libraries write to the console into one log line without their words: the Bot Framework prints whole
 * errors and keys there. Returns a function that gives the console back.
 */
export function redirectConsole(log: Log): () => void {
  const { debug, error, info, log: plain, trace, warn } = console;
  const write = (...parts: readonly unknown[]): void => {
    const errors = parts.filter((part) => part instanceof Error).map(({ name }) => name);
    log.warn(
      { parts: parts.length, errors },
      'A library wrote to the console; its words are left out.',
    );
  };
  Object.assign(console, {
    debug: write,
    error: write,
    info: write,
    log: write,
    trace: write,
    warn: write,
  });

  return () => {
    Object.assign(console, { debug, error, info, log: plain, trace, warn });
  };
}

function scrubFields(fields: Record<string, unknown>): Record<string, unknown> {
  return scrubEntries(fields, 0);
}

function scrubEntries(source: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(source).map(
    ([key, value]: [string, unknown]): [string, unknown] =>
      isPrivate(key) ? [key, REDACTED] : [key, scrub(value, depth + 1)],
  );

  return Object.fromEntries(entries);
}

function isPrivate(key: string): boolean {
  return PRIVATE_KEYS.has(key) || SECRET_KEY.test(key);
}

function scrub(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    return scrubText(value);
  }
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  if (depth > DEPTH_MAX) {
    return '[deep]';
  }
  if (ArrayBuffer.isView(value)) {
    return '[bytes]';
  }
  if (value instanceof Error) {
    return scrubError(value, depth);
  }

  return Array.isArray(value)
    ? value.map((item) => scrub(item, depth + 1))
    : scrubEntries(value, depth);
}

/** Errors of HTTP clients carry the request with its headers, so only these parts of any error are written. */
function scrubError(error: Error, depth: number): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const extras =
    'details' in error && isCoded(error) ? { details: scrub(error.details, depth + 1) } : {};

  return {
    type: scrubText(error.name),
    ...('code' in error ? { code: scrub(error.code, depth + 1) } : {}),
    message: scrubText(error.message),
    ...extras,
    ...(error.cause === undefined ? {} : { cause: scrub(error.cause, depth + 1) }),
    stack: frames.slice(0, 8).map((line) => scrubText(line.trim())),
  };
}

/** Our own errors promise harmless details; those of libraries may hold a response body. */
function isCoded(error: Error): boolean {
  return ['TransientError', 'PermanentError', 'BugError'].includes(error.name);
}

function scrubText(text: string): string {
  const seen =
    text.length > LOOKED_AT_MAX ? text.slice(0, LOOKED_AT_MAX).replace(/\S+$/, '') : text;
  const clean = seen
    .replace(TOKEN_TEXT, REDACTED)
    .replace(NAMED_SECRET, `$1=${REDACTED}`)
    .replace(UNSEEN, '?');

  return clean.length > STRING_MAX || seen !== text ? `${clean.slice(0, STRING_MAX)}...` : clean;
}

function prettyLine(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const words = [
    String(time).slice(11, 19),
    String(level).toUpperCase().padEnd(5),
    oneLine(String(msg)),
    ...rest,
  ];

  return `${words.join(' ')}\n`;
}

function oneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
