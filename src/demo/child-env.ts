/** The environment that children of the local Teams get, and what is preloaded into them. */
import { join } from 'node:path';

/** Variables as `process.env` has them; only `start.ts` reads the real ones. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The project's folder, seen from `src/demo` and from `dist/demo` alike. */
export const PROJECT_ROOT = join(__dirname, '..', '..');

/** Preloaded into every child; see there. It is not compiled, so it is taken from `src`. */
export const GUARD = join(PROJECT_ROOT, 'src', 'demo', 'guard.cjs');

/**
 * Would change how a child works or where it connects: debuggers and loaders of the developer's
 * shell, sign-in and endpoint settings of the Playground, and proxies (everything here is loopback).
 */
const DROPPED = new Set([
  'DEBUG',
  'NODE_OPTIONS',
  'AUTH_CLIENT_ID',
  'AUTH_CLIENT_SECRET',
  'AUTH_TENANT_ID',
  'BOT_ENDPOINT',
  'DEFAULT_CHANNEL_ID',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
]);

/** A copy of the environment without what would disturb a child, whatever the case of the names. Pure. */
export function quietEnv(env: Environment): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !DROPPED.has(entry[0].toUpperCase()),
  );
  return Object.fromEntries(kept);
}
