import { azureCredential } from './azure-credential';
import type { Config } from './config';
import type { Log } from './log';
import type { Engine } from './store/engine';
import { openStore } from './store/open-store';
import type { Watch } from './workflow/watch-port';

/** Opens the store that the settings name, for the bot and for the tools alike. What Cosmos DB charges is logged at `debug`. @throws as `openStore`. */
export function openRecords(
  config: Pick<Config, 'store' | 'app' | 'cloud'>,
  log: Log,
  watch?: Pick<Watch, 'storeThrottled'>,
): Promise<Engine> {
  return openStore(config.store, {
    credential: () => azureCredential(config),
    onCharge: (charge) => {
      log.debug(charge, 'Cosmos DB charged a request.');
      if (charge.isThrottled === true) {
        watch?.storeThrottled();
      }
    },
  });
}
