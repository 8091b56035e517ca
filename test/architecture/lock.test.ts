import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockEntry {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const lock = JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8')) as Lock;

/** Where Node would look for `name` from `place`, nearest first. */
function placesFor(name: string, place: string): string[] {
  const parts = place.split('/node_modules/');
  const outwards = parts.map((_, index) =>
    parts.slice(0, parts.length - index).join('/node_modules/'),
  );
  return [...outwards.filter((outer) => outer !== ''), ''].map((outer) =>
    outer === '' ? `node_modules/${name}` : `${outer}/node_modules/${name}`,
  );
}

describe('package-lock.json', () => {
  test('names no registry', () => {
    const addresses = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);

    expect(addresses.filter((address) => address.startsWith('http'))).toEqual([]);
  });

  test('has an entry for every optional dependency, so that npm ci works on every platform', () => {
    const missing = Object.entries(lock.packages).flatMap(
      ([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => placesFor(name, place).every((path) => !(path in lock.packages)))
          .map((name) => `${name} of ${place}`),
    );

    expect(missing).toEqual([]);
  });
});
