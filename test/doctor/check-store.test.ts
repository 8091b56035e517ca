import { checkStore, type StorePorts } from '../../src/doctor/check-store';
import { CLOUDS } from '../../src/cloud';
import { createLog } from '../../src/log';
import { openRecords } from '../../src/open-records';
import { readContainer } from '../../src/store/open-cosmos';
import { CosmosAccount, DECLARED_CONTAINER } from '../support/cosmos-account';

const GIB = 1024 ** 3;
const FILE = { kind: 'sqlite', file: '/data/desk/records.sqlite' } as const;

/** A disk with these paths and much room. */
function ports(changes: Partial<StorePorts> = {}, paths = ['/data', FILE.file]): StorePorts {
  return {
    tryStore: () => Promise.resolve(),
    exists: (path) => paths.includes(path),
    tryWrite: () => Promise.resolve(),
    freeBytes: () => Promise.resolve(5 * GIB),
    readContainer: () => Promise.resolve(DECLARED_CONTAINER),
    declared: DECLARED_CONTAINER,
    ...changes,
  };
}

async function toldOf(
  config: Parameters<typeof checkStore>[0],
  changes: Partial<StorePorts> = {},
  paths?: string[],
): Promise<readonly string[]> {
  const findings = await checkStore(config, ports(changes, paths));
  return findings.map(({ level, says }) => `${level}: ${says}`);
}

const fail = (reason: string) => (): Promise<never> => Promise.reject(new Error(reason));

test('a store in memory is to be looked at', async () => {
  expect(await toldOf({ kind: 'memory' })).toEqual(['warn: The store keeps nothing.']);
});

describe('a store in a file', () => {
  test('that opens and has room is good', async () => {
    expect(await toldOf(FILE)).toEqual([
      'ok: The store opens and answers.',
      'ok: 5.0 GiB are free on the disk.',
    ]);
  });

  test('that is not there yet is not made, but its place must be writable', async () => {
    const tried: string[] = [];
    const tryWrite = (path: string): Promise<void> => {
      tried.push(path);
      return Promise.resolve();
    };

    const told = await toldOf(FILE, { tryWrite, tryStore: fail('made') }, ['/data']);

    expect(tried).toEqual(['/data']);
    expect(told[0]).toBe('ok: /data/desk/records.sqlite will be made at the first start.');
  });

  test('beside this program is made below the folder it runs in', async () => {
    const tried: string[] = [];
    const tryWrite = (path: string): Promise<void> => {
      tried.push(path);
      return Promise.resolve();
    };

    await toldOf({ kind: 'sqlite', file: '.data/desk.sqlite' }, { tryWrite }, []);

    expect(tried).toEqual(['.']);
  });

  test('that cannot be written is wrong', async () => {
    expect(await toldOf(FILE, { tryWrite: fail('EACCES') })).toEqual([
      'wrong: Nothing can be written to /data/desk/records.sqlite: EACCES',
    ]);
  });

  test('that does not open is wrong', async () => {
    const [told] = await toldOf(FILE, { tryStore: fail('The store holds half an import') });

    expect(told).toBe('wrong: The store cannot be used: The store holds half an import');
  });

  test.each([
    [GIB, 'ok'],
    [GIB - 1, 'warn'],
    [GIB / 10 - 1, 'wrong'],
  ])('on a disk with %d free bytes is %s', async (free, level) => {
    const told = await toldOf(FILE, { freeBytes: () => Promise.resolve(free) });

    expect(told.at(-1)?.split(':')[0]).toBe(level);
  });
});

describe('a container', () => {
  let account: CosmosAccount;

  beforeAll(async () => {
    account = await CosmosAccount.start();
  });

  afterAll(async () => {
    await account.close();
  });

  /** What is told of the container of this name, as the emulator has it. */
  async function toldOfContainer(container: string): Promise<readonly string[]> {
    const store = { kind: 'cosmos', ...account.location, container } as const;
    const app = { id: '', type: 'UserAssignedMSI', tenantId: '', password: '' };
    return toldOf(store, {
      tryStore: async () => {
        const { public: cloud } = CLOUDS;
        const engine = await openRecords({ store, app, cloud }, createLog({ level: 'silent' }));
        await engine.close();
      },
      readContainer: () => readContainer(store, account.ports),
    });
  }

  test('made from the declaration is good', async () => {
    expect(await toldOfContainer(DECLARED_CONTAINER.id)).toEqual([
      'ok: The store opens and answers.',
      'ok: The container is partitioned, indexed and expires as declared.',
    ]);
  });

  test('with other indexes is wrong, part by part, though the bot opens it', async () => {
    const { indexingPolicy, ...rest } = DECLARED_CONTAINER;
    const [first, ...others] = indexingPolicy!.includedPaths!;
    await account.withContainer({
      ...{ ...rest, id: 'other-index' },
      indexingPolicy: {
        ...indexingPolicy!,
        includedPaths: others,
        compositeIndexes: indexingPolicy!.compositeIndexes!.slice(1),
      },
    });

    expect(first).toBeDefined();
    expect(await toldOfContainer('other-index')).toEqual([
      'ok: The store opens and answers.',
      'wrong: The container is not as declared: indexed paths.',
      'wrong: The container is not as declared: indexes over several paths.',
    ]);
  });

  test('that keeps everything for ever is wrong', async () => {
    const { defaultTtl: _expiry, ...definition } = DECLARED_CONTAINER;
    await account.withContainer({ ...definition, id: 'no-expiry' });

    expect(await toldOfContainer('no-expiry')).toEqual([
      expect.stringMatching(/^wrong: The store cannot be used: .*cosmos-container\.json/),
      'wrong: The container is not as declared: expiry.',
    ]);
  });

  test('that is not there is wrong, once', async () => {
    expect(await toldOfContainer('nowhere')).toEqual([
      expect.stringMatching(
        /^wrong: The store cannot be used: There is no such Cosmos DB container/,
      ),
    ]);
  });
});

test('what the service adds to an index by itself, and the order of its paths, is no difference', async () => {
  const { indexingPolicy: policy, ...rest } = DECLARED_CONTAINER;
  const found = {
    ...rest,
    indexingPolicy: {
      ...policy,
      indexingMode: 'Consistent',
      includedPaths: policy!.includedPaths!.toReversed().map((one) => ({ ...one, indexes: [] })),
      excludedPaths: [...policy!.excludedPaths!, { path: '/"_etag"/?' }],
    },
  };
  const store = { kind: 'cosmos', endpoint: '', database: '', container: '' } as const;

  const told = await toldOf(store, { readContainer: () => Promise.resolve(found) });

  expect(told.at(-1)).toMatch(/^ok/);
});

test('an index is not compared where the declaration is not at hand', async () => {
  const store = { kind: 'cosmos', endpoint: '', database: '', container: '' } as const;

  expect((await toldOf(store, { declared: undefined })).at(-1)).toMatch(/^warn: .*not compared/);
});
