/** Reads the end of a child's log, to show it where a start has failed. */
import { existsSync, readFileSync } from 'node:fs';

/** The last lines of a log file; empty when there is none. Meant for the small logs of one local run. */
export function logTail(path: string, lines = 20): string {
  return existsSync(path)
    ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
    : '';
}
