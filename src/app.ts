import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { azureCredential, botCredential, botScope } from './azure-credential';
import type { BotPorts } from './bot/bot-ports';
import type { FetchBotToken } from './bot/bot-tokens';
import { countedTurn } from './bot/counted-turn';
import { createFormPort } from './bot/form-actions';
import { startServer } from './bot/http-server';
import { createPace } from './bot/pace';
import { createServiceUrlRule } from './bot/service-urls';
import { createTeamsAdapter, type TeamsAdapter } from './bot/teams-adapter';
import { takeTurn } from './bot/turn';
import { answerFailure, fallbackAnswer } from './bot/turn-failure';
import { typingTurn } from './bot/typing';
import { isKnownCountry, isKnownZone } from './calendar/known-places';
import { createCalendar } from './calendar/working-calendar';
import type { Config } from './config';
import { layoutTemplate } from './cards/render-model';
import { createDialogsOnDemand } from './dialogs/dialogs-on-demand';
import { readDirectory, refuseWithoutOperator, type DirectoryFile } from './directory-file';
import { endWork } from './end-work';
import { fillStore } from './fill-store';
import type { RecordId } from './domain/kernel';
import { TransientError } from './errors';
import { POLICY } from './domain/policy';
import type { Log } from './log';
import { openMovableClock } from './movable-clock';
import { openBotParts } from './open-bot-parts';
import { openEdges } from './open-edges';
import { openRecords } from './open-records';
import { createFastForward } from './scheduler/fast-forward';
import { startTicker, type TickerPorts } from './scheduler/ticker';
import { createClockOffsets } from './store/clock-offset';
import { refuseHalfImport } from './store/import-mark';
import type { Calendar } from './workflow/calendar-port';
import { createDeliveryWatch, type DeliveryWatch } from './workflow/delivery-watch';
import { createDispatcher, type Dispatcher, type Pacing } from './workflow/dispatcher';
import { createDutyWatch, type DutyWatch } from './workflow/duty-watch';
import { gatherHealth } from './workflow/health';
import { createOneByOne } from './workflow/one-by-one';
import { UNLIMITED } from './workflow/pace-port';
import type { MovableClock } from './workflow/movable-clock-port';
import type { Clock, EffectPorts, RingAfter } from './workflow/ports';
import { seedOf } from './workflow/seed-directory';
import { createSendingHold } from './workflow/sending-hold';
import { createShift } from './workflow/shift';
import { demoHomes, workingStart } from './workflow/working-start';
import type { RecordStore } from './workflow/store-port';
import type { Watch } from './workflow/watch-port';
import { allOf } from './watch/all-of';
import { createLogWatch } from './watch/log-watch';
import { onlyCarried } from './watch/only-carried';
import { telemetryOf } from './watch/telemetry-on-demand';
import type { Telemetry } from './watch/open-telemetry';

/** A bot that takes activities. */
export interface App {
  readonly port: number;
  /** Names this process in leases. */
  readonly owner: string;
  /** Takes nothing new, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

const KNOWN = { isKnownZone, isKnownCountry };

const realClock: Clock = { now: () => Date.now() };

const ringAfter: RingAfter = (ms, ring) => {
  const timer = setTimeout(ring, ms).unref();
  return () => {
    clearTimeout(timer);
  };
};

/** What a fast forward waits for a record at most, in milliseconds, however long leases are. */
const PATIENCE_MAX_MS = 10_000;

/** What stands for the world outside where there is none: who issues tokens, and where Teams answers. The real one unless given. */
export type Outside = Partial<
  Pick<Parameters<typeof createTeamsAdapter>[0], 'issuer' | 'fetchToken' | 'allowedServiceUrl'>
>;

/**
 * Builds the house: the one place where adapters are made and joined.
 * @throws PermanentError for a wrong directory file or a busy port.
 * @throws TransientError when the store does not answer for the moment.
 */
export async function startApp(config: Config, log: Log, outside: Outside = {}): Promise<App> {
  const owner = randomUUID();
  const telemetry = telemetryOf(config.insights, owner, () => azureCredential(config));
  const watch = allOf([createLogWatch(log), ...(telemetry === undefined ? [] : [telemetry.watch])]);
  const store = await openRecords(config, log, watch);
  try {
    return await startOver(store, { config, log, outside, owner, watch, telemetry });
  } catch (error) {
    await store.close(); // Nobody else would, and the start may be tried again.
    await telemetry?.close();
    throw error;
  }
}

async function directoryOf({ directoryFile, firstAdministrator }: Config): Promise<DirectoryFile> {
  const directory = readDirectory(await readFile(directoryFile, 'utf8'), KNOWN);
  if (firstAdministrator !== undefined) {
    refuseWithoutOperator(directory, firstAdministrator);
  }
  return directory;
}

type Records = Awaited<ReturnType<typeof openRecords>>;

interface Starting {
  readonly config: Config;
  readonly log: Log;
  readonly outside: Outside;
  readonly owner: string;
  readonly watch: Watch;
  readonly telemetry: Telemetry | undefined;
}

async function startOver(store: Records, starting: Starting): Promise<App> {
  const { config, log, outside, owner, watch, telemetry } = starting;
  await refuseHalfImport(store, realClock.now());
  const directory = await directoryOf(config);
  const calendar = createCalendar();
  const demoClock = await openDemoClock(config, store, { calendar, directory });
  const clock = demoClock ?? realClock;
  const adapter = createAdapter(config, { log, watch }, outside);
  let kick: (id: RecordId) => void = () => undefined;
  const ports: EffectPorts = {
    ...{ store, log, calendar, clock, owner },
    watch: allOf([watch, lookingAfter(() => delivery)]),
    ...{ leaseClock: realClock, leaseMs: config.leaseMs },
    policy: { ...POLICY, assignmentContact: config.assignmentContact },
    oneByOne: createOneByOne(),
    pause: async (ms) => pause(ms),
    kick: (id) => {
      kick(id);
    },
    dutiesChanged: (people) => {
      duties.changed(people);
    },
    ...openEdges(config, { adapter, demoClock, store, clock, watch }),
    shift: createShift(),
    hold: createSendingHold({ store, clock, leaseClock: realClock }),
  };
  /** For what nobody waits for; messages between records are not among it, since a click does. */
  const unhurried = { ...ports, store: store.forBackground() };
  const duties = createDutyWatch(unhurried, ringAfter);
  const delivery = createDeliveryWatch(unhurried, ringAfter);
  const pacing = { pace: paceOf(config), ringAfter, unhurried };
  const dispatcher = createDispatcher(ports, pacing);
  kick = dispatcher.kick;
  observeDelivery(telemetry, unhurried);
  await fillStore(unhurried, config, directory);
  const time = demoTime(unhurried, demoClock, allIdle(dispatcher, duties, delivery));
  const parts = openBotParts(config, ports, { adapter, dispatcher });
  const flush = async (): Promise<void> => telemetry?.close();
  const server = await serve(config, { ...ports, ...parts, ...time.ports }, { adapter, pacing });
  const ticker = startSweeps(config, { ...unhurried, ...time.ports }, dispatcher);
  return {
    port: server.port,
    owner: ports.owner,
    stop: async () => {
      ticker.stop();
      time.stop();
      await endWork(ports, { server, duties, dispatcher, delivery, flush }, config.stopGraceMs);
      await store.close();
    },
  };
}

/** What is carried out is told to a watch that is made only after the ports. */
function lookingAfter(delivery: () => DeliveryWatch): Watch {
  return onlyCarried((carriage) => {
    delivery().carried(carriage);
  });
}

function observeDelivery(telemetry: Telemetry | undefined, ports: EffectPorts): void {
  telemetry?.observe(
    () => gatherHealth(ports),
    () => ports.clock.now(),
  );
}

/** On one machine there is no Teams that could be asked too much, and time that is moved ahead must not wait for it. */
function paceOf({ profile, replicas }: Config): Pacing['pace'] {
  return profile === 'local' ? UNLIMITED : createPace(realClock, replicas);
}

function startSweeps(
  { sweepMs }: Config,
  ports: TickerPorts,
  { figures, remind }: Dispatcher,
): ReturnType<typeof startTicker> {
  return startTicker({ ...ports, kick: remind, waiting: () => figures().waiting }, sweepMs);
}

/** The business clock of the local demo, set before anything else runs; production has none that could be moved. */
async function openDemoClock(
  { profile, demoStart }: Config,
  store: RecordStore,
  { calendar, directory }: { readonly calendar: Calendar; readonly directory: DirectoryFile },
): Promise<MovableClock | undefined> {
  if (profile !== 'local') {
    return undefined;
  }
  const startAt = typeof demoStart === 'string' ? undefined : demoStart.at;
  const clock = await openMovableClock(realClock, createClockOffsets(store), startAt);
  if (demoStart === 'working') {
    const homes = demoHomes(seedOf(directory));
    await clock.forward(workingStart(calendar, homes, clock.now()) - clock.now());
  }
  return clock;
}

/** Settles when nothing is under way, in the dispatcher or in what it set going. */
function allIdle(
  dispatcher: Dispatcher,
  duties: DutyWatch,
  delivery: DeliveryWatch,
): () => Promise<void> {
  return async () => {
    await dispatcher.idle();
    // What they find changed goes to the dispatcher once more.
    await Promise.all([duties.idle(), delivery.idle()]);
    await dispatcher.idle();
  };
}

function demoTime(
  ports: EffectPorts,
  clock: MovableClock | undefined,
  idle: () => Promise<void>,
): {
  readonly ports: Pick<BotPorts, 'fastForward' | 'refreshClock'>;
  readonly stop: () => void;
} {
  if (clock === undefined) {
    return { ports: {}, stop: () => undefined };
  }
  const { store, log, kick, leaseMs } = ports;
  const patienceMs = Math.min(leaseMs, PATIENCE_MAX_MS) + 1_000;
  const { forward, stop } = createFastForward({
    ...{ store, log, kick, clock, idle, patienceMs, pause: ports.pause },
  });
  return { ports: { fastForward: forward, refreshClock: () => clock.refresh() }, stop };
}

function createAdapter(
  config: Config,
  { log, watch }: { readonly log: Log; readonly watch: Watch },
  outside: Outside,
): TeamsAdapter {
  const { app, cloud, profile } = config;
  const { id } = app;
  return createTeamsAdapter({
    appId: id,
    ...(id === '' ? {} : { fetchToken: botTokenSource(config) }),
    allowedTenants: config.allowedTenants,
    connectorTimeoutMs: config.connectorTimeoutMs,
    ...config.signIn,
    allowedServiceUrl: createServiceUrlRule({ local: profile === 'local', cloud }),
    ...{ cloud, log, watch },
    onTurnError: (context, error) => answerFailure({ log }, context, error),
    fallbackAnswer: (reason, activity) => fallbackAnswer(log, reason, activity),
    ...outside,
  });
}

function botTokenSource(config: Config): FetchBotToken {
  let credential: ReturnType<typeof botCredential> | undefined;
  return async (abortSignal) => {
    credential ??= botCredential(config);
    const answer = await credential.getToken(botScope(config.cloud), { abortSignal });
    if (answer === null) {
      throw new TransientError('delivery/unavailable', 'No token was issued to the bot.');
    }
    return { token: answer.token, expiresAt: answer.expiresOnTimestamp };
  };
}

/** Listens; what the first card and the first form would load is loaded right after. */
async function serve(
  config: Config,
  ports: BotPorts,
  { adapter, pacing }: { readonly adapter: TeamsAdapter; readonly pacing: Pacing },
): ReturnType<typeof startServer> {
  const dialogs = createDialogsOnDemand(createFormPort(ports));
  const answered = countedTurn(pacing.pace, (context) => takeTurn({ ports, dialogs }, context));
  const turn = typingTurn({ ringAfter: pacing.ringAfter, log: ports.log }, answered);
  const server = await startServer({
    host: config.host,
    port: config.port,
    log: ports.log,
    isReady: () => ports.store.healthy(),
    admit: (authorization) => adapter.admit(authorization),
    onActivity: (res, arrival) => adapter.processActivity(res, arrival, turn),
  });
  const warmUp = setImmediate(() => {
    layoutTemplate();
    dialogs.load();
  });
  return {
    ...server,
    close: (graceMs) => {
      clearImmediate(warmUp);
      return server.close(graceMs);
    },
  };
}
