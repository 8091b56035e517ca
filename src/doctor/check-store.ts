import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { StoreConfig } from '../store-config';
import { ok, reasonOf, warn, wrong, type Finding } from './finding';

/** What the check does to the world. */
export interface StorePorts {
  /** Opens the store, asks it whether it is well and closes it. @throws when it is not, or holds half an import. */
  readonly tryStore: () => Promise<void>;
  /** Whether something is there. */
  readonly exists: (path: string) => boolean;
  /** @throws when nothing may be written there. */
  readonly tryWrite: (path: string) => Promise<void>;
  /** Bytes that are free where this folder is. */
  readonly freeBytes: (folder: string) => Promise<number>;
  /** Definition of the container as the account has it. */
  readonly readContainer: () => Promise<unknown>;
  /** The declared one; absent where the file is not at hand, as in the image. */
  readonly declared: unknown;
}

const AREA = 'store';
const GIB = 1024 ** 3;
/** A request with everything that comes of it takes about 0.1 MB. */
const FREE_LITTLE = GIB;
const FREE_TOO_LITTLE = GIB / 10;

/** Whether the store opens, has room, and is indexed and expires as the deployment declares. */
export async function checkStore(
  config: StoreConfig,
  ports: StorePorts,
): Promise<readonly Finding[]> {
  switch (config.kind) {
    case 'memory':
      return [warn(AREA, 'The store keeps nothing.', 'Set STORE to sqlite or cosmos.')];
    case 'sqlite':
      return checkFile(config.file, ports);
    case 'cosmos':
      return [...(await opened(ports)), ...(await checkContainer(ports))];
  }
}

async function opened({ tryStore }: StorePorts): Promise<readonly Finding[]> {
  try {
    await tryStore();
    return [ok(AREA, 'The store opens and answers.')];
  } catch (error) {
    const todo =
      'Look at address, network and the role of the identity; see the error codes in README.md.';
    return [wrong(AREA, `The store cannot be used: ${reasonOf(error)}`, todo)];
  }
}

async function checkFile(file: string, ports: StorePorts): Promise<readonly Finding[]> {
  const place = nearestFolder(file, ports);
  const isThere = ports.exists(file);
  try {
    await ports.tryWrite(isThere ? file : place);
  } catch (error) {
    const says = `Nothing can be written to ${isThere ? file : place}: ${reasonOf(error)}`;
    return [wrong(AREA, says, 'Give it to the user that runs the bot, or mount it writable.')];
  }
  const first = isThere
    ? await opened(ports)
    : [ok(AREA, `${file} will be made at the first start.`)];
  return [...first, room(await ports.freeBytes(place))];
}

/** The folder of the file, or the nearest one above that is there. */
function nearestFolder(file: string, { exists }: StorePorts): string {
  const parts = file.split(/[\\/]/);
  const folders = parts.map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'));
  const isAbsolute = parts[0] === '';
  return folders.find((folder) => folder !== '' && exists(folder)) ?? (isAbsolute ? '/' : '.');
}

function room(free: number): Finding {
  const says = `${(free / GIB).toFixed(1)} GiB are free on the disk.`;
  const todo = 'Make room: a full disk stops every write.';
  if (free < FREE_TOO_LITTLE) {
    return wrong(AREA, says, todo);
  }
  return free < FREE_LITTLE ? warn(AREA, says, todo) : ok(AREA, says);
}

const path = z.object({ path: z.string() });
const definition = z.object({
  partitionKey: z.object({ paths: z.array(z.string()) }),
  defaultTtl: z.number().optional(),
  indexingPolicy: z.object({
    indexingMode: z.string().optional(),
    automatic: z.boolean().optional(),
    includedPaths: z.array(path).default([]),
    excludedPaths: z.array(path).default([]),
    compositeIndexes: z.array(z.array(path.extend({ order: z.string() }))).default([]),
  }),
});

/** What each part is called in the sentence. */
const PARTS = {
  partitionKey: 'partition key',
  defaultTtl: 'expiry',
  indexingMode: 'kind of index',
  includedPaths: 'indexed paths',
  excludedPaths: 'paths without an index',
  compositeIndexes: 'indexes over several paths',
} as const;

type Part = keyof typeof PARTS;

async function checkContainer(ports: StorePorts): Promise<readonly Finding[]> {
  if (ports.declared === undefined) {
    const says =
      'The index of the container was not compared: deploy/cosmos-container.json is not here.';
    return [warn(AREA, says, 'Run this once from a checkout too.')];
  }
  let found: unknown;
  try {
    found = await ports.readContainer();
  } catch {
    return []; // That it does not open is said already.
  }
  const [is, should] = [partsOf(found), partsOf(ports.declared)];
  const names = Object.keys(PARTS) as Part[];
  const different = names.filter((name) => !isDeepStrictEqual(is?.[name], should?.[name]));
  const todo =
    'Deploy the container again from deploy/cosmos-container.json; the index is rebuilt while the bot runs.';
  return different.length === 0
    ? [ok(AREA, 'The container is partitioned, indexed and expires as declared.')]
    : different.map((name) =>
        wrong(AREA, `The container is not as declared: ${PARTS[name]}.`, todo),
      );
}

/** Written by the service itself. */
const ALWAYS_EXCLUDED = '/"_etag"/?';

function partsOf(value: unknown): Readonly<Record<Part, unknown>> | undefined {
  const parsed = definition.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const { partitionKey, defaultTtl, indexingPolicy: policy } = parsed.data;
  const sorted = (paths: readonly { readonly path: string }[]): readonly string[] =>
    paths
      .map((one) => one.path)
      .filter((one) => one !== ALWAYS_EXCLUDED)
      .sort();
  return {
    partitionKey: partitionKey.paths,
    defaultTtl,
    indexingMode: [policy.indexingMode?.toLowerCase(), policy.automatic],
    includedPaths: sorted(policy.includedPaths),
    excludedPaths: sorted(policy.excludedPaths),
    compositeIndexes: policy.compositeIndexes
      .map((index) => index.map((one) => `${one.path} ${one.order}`).join())
      .sort(),
  };
}
