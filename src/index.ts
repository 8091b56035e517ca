import { setTimeout as pause } from 'node:timers/promises';
import { startApp, type App } from './app';
import { readConfig, type Config } from './config';
import { PermanentError, TransientError } from './errors';
import { createLog, redirectConsole, type Log } from './log';

/** Pause before a start is tried again, in milliseconds. */
const START_AGAIN_MS = 2_000;

/** Environment → config → app → listen → drain on SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel });
  redirectConsole(log);
  if (config.insights !== undefined) {
    keepExporterQuiet();
  }
  const app = await startPatiently(config, log);
  log.info(
    { port: app.port, owner: app.owner, profile: config.profile, store: config.store.kind },
    'SME Desk listens.',
  );
  let isStopping = false;
  const stop = (signal: string): void => {
    if (!isStopping) {
      isStopping = true;
      void drain(app, log, signal);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The exporter of Azure Monitor would count its own calls and tell Microsoft; it knows no option against that but these two. */
function keepExporterQuiet(): void {
  process.env['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= 'true';
  process.env['APPLICATIONINSIGHTS_STATSBEAT_DISABLED'] ??= 'true';
}

/** A store that does not answer for the moment is waited for: ending would only have the process started again and again. */
async function startPatiently(config: Config, log: Log): Promise<App> {
  for (;;) {
    try {
      return await startApp(config, log);
    } catch (error) {
      if (!(error instanceof TransientError)) {
        throw error;
      }
      log.warn({ code: error.code, err: error }, 'The start is tried again.');
    }
    await pause(START_AGAIN_MS);
  }
}

async function drain(app: App, log: Log, signal: string): Promise<void> {
  log.info({ signal }, 'SME Desk ends what is under way.');
  try {
    await app.stop();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, 'SME Desk could not end in order.');
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  const isOurs = error instanceof PermanentError;
  process.stderr.write(
    `${isOurs ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
