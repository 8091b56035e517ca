import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createConnector } from './bot/connector';
import type { BotPorts } from './bot/bot-ports';
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
import { readDirectory } from './directory-file';
import type { RecordId } from './domain/kernel';
import { POLICY } from './domain/policy';
import { createLocalKickoffChats } from './graph/local-kickoff-chats';
import { createOutboxMailer } from './graph/outbox-mailer';
import type { Log } from './log';
import { startTicker } from './scheduler/ticker';
import { createFormPositions } from './store/form-positions';
import { openStore } from './store/open-store';
import { createDispatcher } from './workflow/dispatcher';
import { findRecords } from './workflow/find-states';
import type { CardView, Clock, EffectPorts, Renderer } from './workflow/ports';
import { seedDirectory, seedOf } from './workflow/seed-directory';

/** A bot that takes activities. */
export interface App {
  readonly port: number;
  /** Takes nothing new, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

const realClock: Clock = { now: () => Date.now() };

/** Builds the house: the one place where adapters are made and joined. @throws PermanentError for a wrong directory file or a busy port. */
export async function startApp(config: Config, log: Log): Promise<App> {
  const store = await openStore(config.store);
  const adapter = createAdapter(config, log);
  let kick: (id: RecordId) => void = () => undefined;
  const ports: EffectPorts = {
    store,
    log,
    calendar: createCalendar(),
    clock: realClock,
    leaseClock: realClock,
    policy: POLICY,
    owner: randomUUID(),
    leaseMs: config.leaseMs,
    kick: (id) => {
      kick(id);
    },
    renderer: createRenderer(),
    messenger: createMessenger(createConnector(adapter)),
    mailer: createOutboxMailer(config.outboxDir),
    chats: createLocalKickoffChats(async (person) => {
      const query = { kind: 'conversation', tag: `group-of:${person}`, limit: 1 };
      return (await findRecords({ store, clock: realClock }, query))[0]?.id;
    }),
  };
  const dispatcher = createDispatcher(ports);
  kick = (id) => {
    dispatcher.kick(id);
  };
  await seed(ports, config.directoryFile);
  const server = await serve(
    config,
    { ...ports, ...botParts(config, ports, dispatcher.messagesDone) },
    adapter,
  );
  const ticker = startTicker(ports, config.sweepMs);
  return {
    port: server.port,
    stop: async () => {
      ticker.stop();
      await server.close(config.stopGraceMs);
      await dispatcher.stop();
      await store.close();
    },
  };
}

function botParts(
  config: Config,
  ports: EffectPorts,
  messagesDone: BotPorts['messagesDone'],
): Pick<BotPorts, 'positions' | 'messagesDone' | 'isLocal'> {
  return {
    positions: createFormPositions(ports.store, realClock),
    messagesDone,
    isLocal: config.profile === 'local',
  };
}

async function seed(ports: EffectPorts, file: string): Promise<void> {
  const directory = readDirectory(await readFile(file, 'utf8'), { isKnownZone, isKnownCountry });
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
    card: (view, ping) => rendered(drawCard(view.card, pictureOf(view), ping)),
    movedCard: (view) => rendered(drawMoved(view.card, pictureOf(view))),
    mail: (mail, { state, reader, at }) => drawMail(mail, { state, viewer: reader, at }),
  };
}

function rendered(drawn: ReturnType<typeof drawCard>): ReturnType<Renderer['card']> {
  return {
    content: drawn.content as ReturnType<Renderer['card']>['content'],
    summary: drawn.summary,
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
