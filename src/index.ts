import { startApp } from './app';
import { readConfig } from './config';
import { PermanentError } from './errors';
import { createLog, redirectConsole, type Log } from './log';

/** Environment → config → app → listen → drain on SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel });
  redirectConsole(log);
  const app = await startApp(config, log);
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

async function drain(
  app: Awaited<ReturnType<typeof startApp>>,
  log: Log,
  signal: string,
): Promise<void> {
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
