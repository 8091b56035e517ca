import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CosmosClient, type Container, type ContainerDefinition } from '@azure/cosmos';
import { DefaultAzureCredential } from '@azure/identity';
import type { CosmosLocation, CosmosPorts } from '../../src/store/open-cosmos';

/** What the deployment makes. */
export const DECLARED_CONTAINER = JSON.parse(
  readFileSync(join(__dirname, '../../deploy/cosmos-container.json'), 'utf8'),
) as ContainerDefinition & { readonly id: string };

/** Any key will do: the emulator on this machine checks none. */
const ANY_KEY = Buffer.from('any key').toString('base64');

/** A container for tests: on an emulator that is started here, or on the account or emulator that `COSMOS_ENDPOINT` names. */
export class CosmosAccount {
  readonly location: CosmosLocation;
  readonly #client: CosmosClient;
  readonly #process: ChildProcess | undefined;

  private constructor(location: CosmosLocation, process?: ChildProcess) {
    const { endpoint, key } = location;
    this.location = location;
    this.#process = process;
    this.#client = new CosmosClient({
      endpoint,
      ...(key === undefined ? { aadCredentials: new DefaultAzureCredential() } : { key }),
      connectionPolicy: { enableEndpointDiscovery: false },
    });
  }

  /** The account of the environment, else an emulator of our own. */
  static async open(env: NodeJS.ProcessEnv = process.env): Promise<CosmosAccount> {
    const endpoint = env['COSMOS_ENDPOINT'];
    if (endpoint === undefined) {
      return CosmosAccount.start();
    }
    const key = env['COSMOS_KEY'];
    const database = env['COSMOS_DATABASE'] ?? 'sme-desk-test';
    const container = env['COSMOS_CONTAINER'] ?? 'records-test';
    if (!container.includes('test')) {
      throw new Error(`The tests empty their container; ${container} does not sound like theirs.`);
    }
    const location = { endpoint, database, container, ...(key !== undefined && { key }) };
    const account = new CosmosAccount(location);
    // An identity may not make a container; a key of an emulator may.
    return key === undefined ? account : account.withContainer();
  }

  /** An emulator in a process of its own, whatever the environment says. */
  static async start(): Promise<CosmosAccount> {
    const child = fork(require.resolve('./cosmos-emulator.cjs'), { execArgv: [] });
    const [port] = (await once(child, 'message')) as [number];
    const endpoint = `http://127.0.0.1:${String(port)}`;
    const names = { database: 'sme-desk', container: DECLARED_CONTAINER.id };
    return new CosmosAccount({ endpoint, ...names, key: ANY_KEY }, child).withContainer();
  }

  /** The container as the SDK sees it, for what the store itself never does. */
  get container(): Container {
    return this.#client.database(this.location.database).container(this.location.container);
  }

  /** What `openCosmos` needs beside the location. */
  get ports(): CosmosPorts {
    return { credential: () => new DefaultAzureCredential() };
  }

  /** Makes the declared container, if it is not there. */
  async withContainer(
    definition: ContainerDefinition = { ...DECLARED_CONTAINER, id: this.location.container },
  ): Promise<this> {
    const { database } = await this.#client.databases.createIfNotExists({
      id: this.location.database,
    });
    await database.containers.createIfNotExists(definition);
    return this;
  }

  /** Removes every item. */
  async empty(): Promise<void> {
    const { resources } = await this.container.items
      .query<{ readonly id: string }>('SELECT c.id FROM c')
      .fetchAll();
    for (const { id } of resources) {
      await this.container.item(id, id).delete();
    }
  }

  async close(): Promise<void> {
    this.#client.dispose();
    if (this.#process !== undefined) {
      const ended = once(this.#process, 'exit');
      this.#process.disconnect();
      await ended;
    }
  }
}
