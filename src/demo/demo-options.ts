/** Reads the options of `npm start`. */
import { parseArgs } from 'node:util';

import { isPersonaKey, PERSONA_KEYS, type PersonaKey } from './personas';

/** What the developer asked for. */
export interface DemoOptions {
  /** Forget everything that earlier runs kept. */
  readonly fresh: boolean;
  /** Windows to open, each once, in this order. */
  readonly people: readonly PersonaKey[];
  readonly help: boolean;
}

const DEFAULT_PEOPLE: readonly PersonaKey[] = ['partner', 'fpm', 'sme'];

/** Printed by `--help`. */
export const USAGE = `Local Teams: the bot and one window per person.

  npm start                                start with ${DEFAULT_PEOPLE.join(', ')}
  npm start -- --people partner,operator   choose who gets a window
  npm start -- --fresh                     forget what earlier runs kept, then start
  npm start -- --help                      show this

People: ${PERSONA_KEYS.join(', ')}
`;

/** The options, or a sentence about what is wrong with them. Never throws. */
export function readDemoOptions(args: readonly string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        people: { type: 'string', default: DEFAULT_PEOPLE.join(',') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const people = readPeople(values.people);
    return typeof people === 'string' ? people : { ...values, people };
  } catch (cause) {
    // Not one of our errors: parseArgs explains unknown options by throwing.
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function readPeople(list: string): readonly PersonaKey[] | string {
  const words = [...new Set(list.split(',').map((word) => word.trim()))];
  const unknown = words.filter((word) => !isPersonaKey(word));
  return unknown.length === 0
    ? words.filter(isPersonaKey)
    : `Unknown person in --people: "${unknown.join('", "')}". Known: ${PERSONA_KEYS.join(', ')}.`;
}
