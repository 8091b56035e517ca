import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import type * as Sdk from '@azure/cosmos';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors';
import { CosmosItems, type Charge } from './cosmos-items';
import { PATIENT_MS, persist, REAL_TIMING, type Timing } from './patience';

/** Longest wait for one answer of the service, in milliseconds; the default of the SDK is a minute. */
const REQUEST_TIMEOUT_MS = 5_000;

/** Where the container is. */
export interface CosmosLocation {
  readonly endpoint: string;
  readonly database: string;
  readonly container: string;
  /** Of an emulator on this machine, whose certificate nobody has signed. Absent for an account, which knows identities. */
  readonly key?: string;
}

/** Proves to the service who this process is. */
export type CosmosCredential = NonNullable<Sdk.CosmosClientOptions['aadCredentials']>;

/** What opening needs besides the place. */
export interface CosmosPorts {
  /** Asked only where there is no key. */
  readonly credential: () => CosmosCredential;
  readonly onCharge?: (charge: Charge) => void;
  /** Real time unless given. */
  readonly timing?: Timing;
}

const usable = z.object({
  partitionKey: z.object({ paths: z.tuple([z.literal('/id')]) }),
  defaultTtl: z.literal(-1),
});

/**
 * Opens the container that the deployment made. The SDK is loaded here, so that nobody else pays for it.
 *
 * @throws PermanentError `config/invalid` when there is no such container, or it was not made from `deploy/cosmos-container.json`.
 * @throws TransientError `store/unavailable` when the account does not answer, or does not let this process in.
 */
export async function openCosmos(
  location: CosmosLocation,
  ports: CosmosPorts,
): Promise<CosmosItems> {
  const client = clientFor(location, ports);
  const container = client.database(location.database).container(location.container);
  const timing = ports.timing ?? REAL_TIMING;
  await checkContainer(container, timing);
  return new CosmosItems({
    container,
    timing,
    dispose: () => {
      client.dispose();
    },
    ...(ports.onCharge !== undefined && { onCharge: ports.onCharge }),
  });
}

/**
 * The definition of the container as the account has it, to be compared with the declared one.
 * @throws as {@link openCosmos}, but for a container of another shape.
 */
export async function readContainer(
  location: CosmosLocation,
  ports: CosmosPorts,
): Promise<unknown> {
  const client = clientFor(location, ports);
  try {
    const container = client.database(location.database).container(location.container);
    return await definitionOf(container, ports.timing ?? REAL_TIMING);
  } finally {
    client.dispose();
  }
}

function clientFor({ endpoint, key }: CosmosLocation, ports: CosmosPorts): Sdk.CosmosClient {
  const { CosmosClient } = createRequire(__filename)('@azure/cosmos') as typeof Sdk;
  return new CosmosClient({
    endpoint,
    ...(key === undefined
      ? { aadCredentials: ports.credential() }
      : { key, ...(endpoint.startsWith('https:') && { agent: unsignedAgent() }) }),
    // Without it the client sends no session token, and a read may miss the write just before it.
    consistencyLevel: 'Session',
    connectionPolicy: {
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Switches off every repetition that the SDK makes of writes by itself. The account has one region.
      enableEndpointDiscovery: false,
      retryOptions: { maxRetryAttemptCount: 0 },
    },
  });
}

function unsignedAgent(): Agent {
  return new Agent({ keepAlive: true, rejectUnauthorized: false });
}

async function checkContainer(container: Sdk.Container, timing: Timing): Promise<void> {
  const definition = await definitionOf(container, timing);
  if (!usable.safeParse(definition).success) {
    const problem = 'The Cosmos DB container was not made from deploy/cosmos-container.json.';
    throw new PermanentError('config/invalid', problem);
  }
}

async function definitionOf(container: Sdk.Container, timing: Timing): Promise<unknown> {
  try {
    return await persist(timing, PATIENT_MS, async (abortSignal) => {
      const { resource } = await container.read({ abortSignal });
      return resource;
    });
  } catch (cause) {
    if (cause instanceof TransientError && cause.details['status'] === 404) {
      const problem =
        'There is no such Cosmos DB container; deploy/cosmos-container.json declares it.';
      throw new PermanentError('config/invalid', problem, { cause });
    }
    throw cause;
  }
}
