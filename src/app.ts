import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnector } from './bot/connector';
import type { BotPorts } from './bot/bot-ports';
import { withDemoClock } from './bot/demo-clock';
import { createFormPort } from './bot/form-actions';
import { startServer } from './bot/http-server';
import { createMessenger } from './bot/messenger';
import { createServiceUrlRule } from './bot/service-urls';
import { createTeamsAdapter, type TeamsAdapter } from './bot/teams-adapter';
import { answerFailure, fallbackAnswer, takeTurn } from './bot/turn';
import { isKnownCountry, isKnownZone } from './calendar/known-places';
import { createCalendar } from './calendar/working-calendar';
import { drawCard, drawMoved } from './cards/draw-card';
import { drawMail } from './cards/draw-mail';
import type { Config } from './config';
import { createDialogHost } from './dialogs/dialog-host';
import { readDirectory, type DirectoryFile } from './directory-file';
import type { RecordId } from './domain/kernel';
import { POLICY } from './domain/policy';
import { createLocalKickoffChats } from './graph/local-kickoff-chats';
import { createOutboxMailer } from './graph/outbox-mailer';
import type { Log } from './log';
import { openMovableClock } from './movable-clock';
import { openRecords } from './open-records';
import { createFastForward } from './scheduler/fast-forward';
import { startTicker } from './scheduler/ticker';
import { createClockOffsets } from './store/clock-offset';
import { createFormPositions } from './store/form-positions';
import { refuseHalfImport } from './store/import-mark';
import type { Calendar } from './workflow/calendar-port';
import { createDispatcher, type Dispatcher } from './workflow/dispatcher';
import { createDutyWatch, type DutyWatch } from './workflow/duty-watch';
import { findRecords } from './workflow/find-states';
import type { MovableClock } from './workflow/movable-clock-port';
import type { CardView, Clock, EffectPorts, Messenger, Renderer } from './workflow/ports';
import { seedDirectory, seedOf } from './workflow/seed-directory';
import { demoHomes, workingStart } from './workflow/working-start';
import type { RecordStore } from './workflow/store-port';

/** A bot that takes activities. */
export interface App {
  readonly port: number;
  /** Takes nothing new, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

const KNOWN = { isKnownZone, isKnownCountry };

const realClock: Clock = { now: () => Date.now() };

/** What a fast forward waits for a record at most, in milliseconds, however long leases are. */
const PATIENCE_MAX_MS = 10_000;

/** Builds the house: the one place where adapters are made and joined. @throws PermanentError for a wrong directory file or a busy port. */
export async function startApp(config: Config, log: Log): Promise<App> {
  const store = await openRecords(config, log);
  await refuseHalfImport(store, realClock.now());
  const directory = readDirectory(await readFile(config.directoryFile, 'utf8'), KNOWN);
  const calendar = createCalendar();
  const demoClock = await openDemoClock(config, store, { calendar, directory });
  const clock = demoClock ?? realClock;
  const adapter = createAdapter(config, log);
  let kick: (id: RecordId) => void = () => undefined;
  const ports: EffectPorts = {
    store,
    log,
    calendar,
    clock,
    leaseClock: realClock,
    policy: POLICY,
    owner: randomUUID(),
    leaseMs: config.leaseMs,
    kick: (id) => {
      kick(id);
    },
    dutiesChanged: (people) => {
      duties.changed(people);
    },
    renderer: createRenderer(),
    messenger: messengerOver(adapter, demoClock),
    mailer: createOutboxMailer(config.outboxDir),
    chats: localChats({ store, clock }),
  };
  /** For what nobody waits for; messages between records are not among it, since a click does. */
  const unhurried = { ...ports, store: store.forBackground() };
  const duties = createDutyWatch(unhurried);
  const dispatcher = createDispatcher(ports, unhurried);
  kick = dispatcher.kick;
  await seed(unhurried, directory);
  const time = demoTime(unhurried, demoClock, allIdle(dispatcher, duties));
  const parts = botParts(config, ports, dispatcher.messagesDone);
  const server = await serve(config, { ...ports, ...parts, ...time.ports }, adapter);
  const ticker = startTicker({ ...unhurried, ...time.ports }, config.sweepMs);
  return {
    port: server.port,
    stop: async () => {
      ticker.stop();
      time.stop();
      await server.close(config.stopGraceMs);
      await duties.idle();
      await dispatcher.stop();
      await store.close();
    },
  };
}

function localChats(ports: Pick<EffectPorts, 'store' | 'clock'>): EffectPorts['chats'] {
  return createLocalKickoffChats(async (person) => {
    const query = { kind: 'conversation', tag: `group-of:${person}`, limit: 1 };
    return (await findRecords(ports, query))[0]?.id;
  });
}

function botParts(
  config: Config,
  ports: EffectPorts,
  messagesDone: BotPorts['messagesDone'],
): Pick<BotPorts, 'positions' | 'messagesDone' | 'isLocal'> {
  return {
    positions: createFormPositions(ports.store, ports.clock),
    messagesDone,
    isLocal: config.profile === 'local',
  };
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

function messengerOver(adapter: TeamsAdapter, demoClock: MovableClock | undefined): Messenger {
  const messenger = createMessenger(createConnector(adapter));
  return demoClock === undefined ? messenger : withDemoClock(messenger, demoClock);
}

/** Settles when nothing is under way, in the dispatcher or in what it set going. */
function allIdle(dispatcher: Dispatcher, duties: DutyWatch): () => Promise<void> {
  return async () => {
    await dispatcher.idle();
    await duties.idle(); // What it finds changed goes to the dispatcher once more.
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
    ...{ store, log, kick, clock, idle, patienceMs },
    pause: async (ms) => pause(ms),
  });
  return { ports: { fastForward: forward, refreshClock: () => clock.refresh() }, stop };
}

async function seed(ports: EffectPorts, directory: DirectoryFile): Promise<void> {
  if (await seedDirectory(ports, seedOf(directory))) {
    ports.log.info(
      { people: directory.people.length },
      'The directory was read into the empty store.',
    );
  }
}

function createAdapter(config: Config, log: Log): TeamsAdapter {
  const { id, password, type, tenantId } = config.app;
  return createTeamsAdapter({
    appId: id,
    ...(id === '' ? {} : { appType: type }),
    ...(password === '' ? {} : { appPassword: password }),
    ...(tenantId === '' ? {} : { tenantId }),
    connectorTimeoutMs: config.connectorTimeoutMs,
    allowedServiceUrl: createServiceUrlRule({ local: config.profile === 'local' }),
    log,
    onTurnError: (context, error) => answerFailure({ log }, context, error),
    fallbackAnswer: (reason, activity) => fallbackAnswer(log, reason, activity),
  });
}

function createRenderer(): Renderer {
  const pictureOf = ({
    state,
    reader,
    at,
  }: Omit<CardView, 'card'>): Parameters<typeof drawCard>[1] => ({
    state,
    at,
    viewer: reader,
    face: 'front',
  });
  return {
    card: (view, ping) => rendered(drawCard(view.card, pictureOf(view), ping), view),
    movedCard: (view) => rendered(drawMoved(view.card, pictureOf(view)), view),
    mail: (mail, { state, reader, at }) => drawMail(mail, { state, viewer: reader, at }),
  };
}

function rendered(
  drawn: ReturnType<typeof drawCard>,
  { reader }: Pick<CardView, 'reader'>,
): ReturnType<Renderer['card']> {
  return {
    content: drawn.content as ReturnType<Renderer['card']>['content'],
    summary: drawn.summary,
    zone: reader.zone,
  };
}

function serve(
  config: Config,
  ports: BotPorts,
  adapter: TeamsAdapter,
): ReturnType<typeof startServer> {
  const turn = { ports, dialogs: createDialogHost(createFormPort(ports)) };
  return startServer({
    host: config.host,
    port: config.port,
    log: ports.log,
    isReady: () => ports.store.healthy(),
    onActivity: (req, res, body) =>
      adapter.processActivity(req, res, body, (context) => takeTurn(turn, context)),
  });
}
