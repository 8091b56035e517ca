import { createRequire } from 'node:module';
import type { Account, openAzureMonitor, Telemetry } from './open-telemetry';

const requireOnDemand = createRequire(__filename);

/**
 * Traces and metrics, where a connection string says so; its SDK takes as long to load as botbuilder, and nobody else pays for it. `identify`
 * is asked only then.
 */
export function telemetryOf(
  connectionString: string | undefined,
  owner: string,
  identify: () => Account['credential'],
): Telemetry | undefined {
  if (connectionString === undefined) {
    return undefined;
  }
  const opened = requireOnDemand('./open-telemetry') as {
    readonly openAzureMonitor: typeof openAzureMonitor;
  };
  return opened.openAzureMonitor({ connectionString, credential: identify() }, owner);
}
