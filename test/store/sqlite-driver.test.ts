import { BugError } from '../../src/errors';
import { bind, isSafeSqlite, loadSqliteDriver } from '../../src/store/sqlite-driver';

describe('loadSqliteDriver', () => {
  it('finds an engine that is safe to use', () => {
    const connection = new (loadSqliteDriver().DatabaseSync)(':memory:');

    const version = connection.prepare('SELECT sqlite_version() AS version').get()?.['version'];

    connection.close();
    expect(isSafeSqlite(String(version))).toBe(true);
  });

  it.each([
    ['takes the builtin one of Node 24', '24.0.0', '3.51.3', true],
    ['leaves the builtin one of Node 22, which warns', '22.23.0', '3.53.0', false],
    ['leaves a builtin one that can damage files', '24.0.0', '3.50.4', false],
    ['does without a builtin one', '24.0.0', undefined, false],
  ])('%s', (_title, node, sqlite, isTaken) => {
    const builtin = sqlite === undefined ? undefined : moduleWithSqlite(sqlite);
    const asked: string[] = [];
    const getBuiltinModule = (id: string): object | undefined => {
      asked.push(id);
      return builtin;
    };

    const driver = loadSqliteDriver({ versions: { node }, getBuiltinModule });

    expect(driver === builtin).toBe(isTaken);
    expect(driver).toHaveProperty('DatabaseSync');
    expect(asked.every((id) => id === 'node:sqlite')).toBe(true);
  });

  it.each([
    ['3.45.1', false],
    ['3.51.2', false],
    ['3.51.3', true],
    ['3.51.10', true],
    ['3.100.0', true],
    ['4.0.0', true],
    ['undefined', false],
  ])('judges SQLite %s', (version, isSafe) => {
    expect(isSafeSqlite(version)).toBe(isSafe);
  });
});

function moduleWithSqlite(version: string): object {
  class DatabaseSync {
    prepare(): object {
      return { get: () => ({ version }) };
    }
    close(): void {}
  }
  return { DatabaseSync };
}

describe('bind', () => {
  it('passes strings, finite numbers and null', () => {
    expect(bind('', "it's 👩🏽‍💻", 0, -1.5, null)).toEqual(['', "it's 👩🏽‍💻", 0, -1.5, null]);
  });

  it.each([['a\0b'], [Number.NaN], [Number.POSITIVE_INFINITY]])('refuses %p', (value) => {
    expect(() => bind(value)).toThrow(BugError);
  });

  it.each(['true', '{"at":1}', '[1]'])('refuses %s, whatever its declared type', (json) => {
    const value = JSON.parse(json) as string;

    expect(() => bind(value)).toThrow(BugError);
  });
});
