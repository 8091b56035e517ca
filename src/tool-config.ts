import { readConfig, type Config } from './config';
import { PermanentError } from './errors';

/**
 * The settings of the bot, for a program that works on its store; those that make a server safe need not be set, since it serves nobody.
 *
 * @param sqlite - A SQLite file to work on instead of the store that the settings name.
 * @throws PermanentError `config/invalid` as `readConfig`, and for a store that ends with its process.
 */
export function readToolConfig(
  env: Readonly<Record<string, string | undefined>>,
  sqlite: string | undefined,
): Config {
  const config = readConfig({
    ...env,
    ...{ PROFILE: 'local', HOST: '127.0.0.1' },
    ...(sqlite === undefined ? {} : { STORE: 'sqlite', SQLITE_FILE: sqlite }),
  });
  if (config.store.kind === 'memory') {
    throw new PermanentError('config/invalid', 'STORE: memory keeps nothing between two programs.');
  }
  return config;
}
