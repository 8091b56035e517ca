import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import restify from 'restify';
import { PermanentError } from '../errors';
import type { Log } from '../log';
import { answerJson, refuseRequest } from './answer-json';
import type { Admission, Pass } from './door';
import { drain } from './drain';
import { BODY_LIMITS, type BodyLimits, type IncomingBody, readJsonBody } from './json-body';

/** Milliseconds; together they cut any sender that is slower than ten seconds. */
export interface ServerTimeouts {
  /** From the first byte to the end of the headers. */
  readonly headersMs: number;
  /** From the first byte to the last of the body. */
  readonly requestMs: number;
  /** An idle connection is kept this long; longer than the proxies of Azure wait between two requests would be wasted. */
  readonly keepAliveMs: number;
  /** How often the two limits above are looked at; Node's own default is 30 s. */
  readonly checkEveryMs: number;
}

/** A request that was let in, read to its end. */
export interface Arrival {
  readonly pass: Pass;
  readonly body: IncomingBody;
}

/** What the server asks of the rest of the house. */
export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Asked with the `Authorization` header before the body is read; whom it refuses has their body dropped unread. */
  readonly admit: (authorization: string) => Promise<Admission>;
  /** Answers the request itself; a rejection becomes a 500 without words. */
  readonly onActivity: (res: ServerResponse, arrival: Arrival) => Promise<void>;
  /** Asked by every `/readyz`; cheap. */
  readonly isReady: () => boolean | Promise<boolean>;
  readonly log: Log;
  readonly bodyLimits?: BodyLimits;
  readonly timeouts?: ServerTimeouts;
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Accepts nothing more, lets what runs finish for at most the grace, then cuts it. Milliseconds. */
  close(graceMs: number): Promise<void>;
}

/** Used unless told otherwise. */
export const SERVER_TIMEOUTS: ServerTimeouts = {
  headersMs: 6_000,
  requestMs: 8_000,
  keepAliveMs: 65_000,
  checkEveryMs: 2_000,
};

/**
 * Listens for Teams: `POST /api/messages`, `GET /healthz` (the process lives) and `GET /readyz` (it may be sent work).
 * Everything else is a 404; no answer carries internal text.
 * @throws PermanentError `config/invalid` when the address cannot be listened on; the message names the port.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const running = new Set<Promise<void>>();
  const open = new Set<ServerResponse>();
  const app = createRoutes(options, running);
  const server = createNodeServer(options.timeouts ?? SERVER_TIMEOUTS);
  server.on('request', (req, res) => {
    open.add(res);
    res.once('close', () => open.delete(res));
    if (!server.listening) {
      res.shouldKeepAlive = false;
    }
    app.server.emit('request', req, res);
  });

  const port = await listen(server, options);
  server.on('error', (error) => {
    options.log.error({ err: error }, 'The HTTP server reported an error.');
  });

  return {
    port,
    close: (graceMs) => closeServer({ server, open, running }, graceMs),
  };
}

/**
 * restify calls `http.createServer()` without options, and the interval at which Node looks for slow senders can
 * only be given there. So the server is ours and hands its requests to restify. A header that comes twice is joined,
 * so that nobody has to guess which of two tokens counts.
 */
function createNodeServer(timeouts: ServerTimeouts): http.Server {
  return http.createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    connectionsCheckingInterval: timeouts.checkEveryMs,
    joinDuplicateHeaders: true,
  });
}

function createRoutes(options: ServerOptions, running: Set<Promise<void>>): restify.Server {
  const app = restify.createServer({ name: '' });

  app.post('/api/messages', async (req, res) => {
    const work = answerPost(options, req, res);
    running.add(work);
    await work;
    running.delete(work);
  });
  app.get('/healthz', (_req, res, next) => {
    answerJson(res, 200, { status: 'ok' });
    next();
  });
  app.get('/readyz', async (_req, res) => {
    const ready = await isReady(options);
    answerJson(res, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready' });
  });
  // What restify would say echoes the path; sendRaw marks the answer as given.
  app.on(
    'restifyError',
    (_req: IncomingMessage, res: restify.Response, _error: unknown, next: () => void) => {
      res.sendRaw(404, '{"error":"not-found"}', {
        'Content-Type': 'application/json; charset=utf-8',
      });
      next();
    },
  );

  return app;
}

/** A readiness check that fails is an answer too. */
async function isReady(options: ServerOptions): Promise<boolean> {
  try {
    return await options.isReady();
  } catch (error) {
    options.log.warn({ err: error }, 'The readiness check failed.');
    return false;
  }
}

/** Never rejects: what fails inside is a line in the log and a 500 without words. */
async function answerPost(
  options: ServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    await answerActivity(options, req, res);
  } catch (error) {
    options.log.error({ err: error }, 'An activity could not be answered.');
    refuseRequest(res, 500);
  }
}

async function answerActivity(
  { admit, onActivity, log, bodyLimits = BODY_LIMITS }: ServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const admission = await admit(req.headers.authorization ?? '');
  if (!admission.ok) {
    drain(req, bodyLimits.maxBytes);
    refuseRequest(res, admission.status);
    return;
  }
  const reading = await readJsonBody(req, bodyLimits);
  if (!reading.ok) {
    log.warn({ status: reading.status }, 'A request body was refused.');
    refuseRequest(res, reading.status);
    return;
  }

  await onActivity(res, { pass: admission.pass, body: reading.body });
}

function listen(server: http.Server, { host, port }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? 'unknown';
      const address = `${host}:${String(port)}`;
      reject(
        new PermanentError(
          'config/invalid',
          code === 'EADDRINUSE'
            ? `Port ${String(port)} is already in use (${address}).`
            : `Port ${String(port)} cannot be listened on (${address}, ${code}).`,
          { details: { port, code }, cause: error },
        ),
      );
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

interface Closing {
  readonly server: http.Server;
  readonly open: ReadonlySet<ServerResponse>;
  readonly running: ReadonlySet<Promise<void>>;
}

async function closeServer({ server, open, running }: Closing, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  for (const res of open) {
    res.shouldKeepAlive = false;
  }

  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([Promise.all([closed, ...running]), grace]);
  clearTimeout(timer);

  server.closeAllConnections();
  await closed;
}
