import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store';
import { MONDAY_9, recordWith } from '../support/store-records';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  file = join(folder, 'records.db');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('openStore', () => {
  it('gets the folders it needs, closed to other people', async () => {
    const deep = join(folder, 'a', 'b', 'records.db');

    const store = await openStore({ kind: 'sqlite', file: deep });

    await store.close();
    expect((await stat(join(folder, 'a', 'b'))).mode & 0o077).toBe(0);
  });

  it('is a wrong setting when its folder cannot be made', async () => {
    await writeFile(file, '');
    const inside = join(file, 'records.db');

    const opening = openStore({ kind: 'sqlite', file: inside });

    await expect(opening).rejects.toMatchObject({ name: 'PermanentError', code: 'config/invalid' });
  });

  it('gives every caller a memory of its own', async () => {
    const [first, second] = [
      await openStore({ kind: 'memory' }),
      await openStore({ kind: 'memory' }),
    ];

    await first.create(recordWith(), MONDAY_9);

    expect(await second.read('request:1', MONDAY_9)).toBeUndefined();
  });
});
