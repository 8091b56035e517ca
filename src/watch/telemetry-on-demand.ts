import { createRequire } from 'node:module';
import type * as Opened from './open-telemetry';

/** Traces and metrics, where a connection string says so; its SDK takes as long to load as botbuilder, and nobody else pays for it. */
export function telemetryOf(
  connectionString: string | undefined,
  owner: string,
): Opened.Telemetry | undefined {
  if (connectionString === undefined) {
    return undefined;
  }
  const opened = createRequire(__filename)('./open-telemetry') as typeof Opened;
  return opened.openAzureMonitor(connectionString, owner);
}
