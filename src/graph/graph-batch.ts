import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors';
import { urlOf, type GraphCall, type GraphClient } from './graph-client';
import {
  badAnswer,
  noAnswer,
  strangeAnswer,
  type FailedCall,
  type GraphError,
} from './graph-failure';

/** Graph takes no more calls in one batch. */
const BATCH_MAX = 20;
/** How often one call is asked at most: what is throttled for longer is left to whoever asked. */
const ROUNDS_MAX = 4;
/** Longest wait before the next round, in milliseconds; who asks to wait longer is not waited for. */
const WAIT_MAX_MS = 30_000;
/** The wait where none was asked for, in milliseconds. */
const WAIT_MS = 2_000;

/** One GET among others; see {@link GraphCall}. */
export interface BatchedCall<Answer> extends Pick<GraphCall, 'path' | 'query' | 'name'> {
  readonly shape: z.ZodType<Answer>;
}

/** What became of one call. */
export type BatchAnswer<Answer> = { readonly answer: Answer } | { readonly error: GraphError };

/** What asking in batches needs. */
export interface BatchPorts {
  readonly graph: Pick<GraphClient, 'ask'>;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown(),
    }),
  ),
});

type SubAnswer = z.output<typeof batchAnswer>['responses'][number];
type Answers<Answer> = Map<BatchedCall<Answer>, BatchAnswer<Answer>>;

/**
 * Asks many things in few requests. Each call has an answer of its own, in the order of the calls: a batch that succeeded may hold
 * refusals, and 429 or 503 is asked again after the longest wait that was asked for. A batch that fails as a whole fails each of its
 * calls and those not asked yet; nothing is thrown.
 * Source: learn.microsoft.com/graph/json-batching, "Throttling and batching".
 */
export async function askInBatches<Answer>(
  ports: BatchPorts,
  calls: readonly BatchedCall<Answer>[],
): Promise<readonly BatchAnswer<Answer>[]> {
  const answers: Answers<Answer> = new Map();
  let open = calls;
  for (let round = 1; open.length > 0; round += 1) {
    await askRound(ports, open, answers);
    open = open.filter((call) => waitOf(answers.get(call)) !== undefined);
    const waitMs = Math.max(0, ...open.map((call) => waitOf(answers.get(call)) ?? 0));
    if (open.length === 0 || round === ROUNDS_MAX || waitMs > WAIT_MAX_MS) {
      break;
    }
    await ports.pause(waitMs);
  }
  return calls.map((call) => answers.get(call) ?? missing(call));
}

async function askRound<Answer>(
  ports: BatchPorts,
  open: readonly BatchedCall<Answer>[],
  answers: Answers<Answer>,
): Promise<void> {
  for (let start = 0; start < open.length; start += BATCH_MAX) {
    const part = open.slice(start, start + BATCH_MAX);
    try {
      const given = await askBatch(ports, part);
      part.forEach((call, index) => answers.set(call, given[index] ?? missing(call)));
    } catch (error) {
      const failed = { error: asWhole(error) };
      open.slice(start).forEach((call) => answers.set(call, failed));
      return;
    }
  }
}

/** @throws as {@link GraphClient} */
async function askBatch<Answer>(
  { graph, now }: BatchPorts,
  calls: readonly BatchedCall<Answer>[],
): Promise<readonly BatchAnswer<Answer>[]> {
  const asked = calls.map((call, index) => ({ call, id: String(index + 1), trace: randomUUID() }));
  const requests = asked.map(({ call, id, trace }) => ({
    ...{ id, method: 'GET', url: urlOf(call) },
    headers: { 'client-request-id': trace },
  }));
  const { responses } = await graph.ask(
    {
      ...{ method: 'POST', path: ['$batch'], name: 'POST /$batch', area: 'people' },
      body: { requests },
    },
    batchAnswer,
  );
  return asked.map(({ call, id, trace }) => {
    const failed: FailedCall = { name: call.name, requestId: trace, isOnce: false };
    const said = responses.find((one) => one.id === id);
    return said === undefined
      ? { error: noAnswer(failed, undefined) }
      : judged(call, said, { failed, now: now() });
  });
}

function judged<Answer>(
  { shape }: BatchedCall<Answer>,
  { status, headers = {}, body }: SubAnswer,
  { failed, now }: { readonly failed: FailedCall; readonly now: number },
): BatchAnswer<Answer> {
  if (status >= 200 && status < 300) {
    const parsed = shape.safeParse(body);
    return parsed.success
      ? { answer: parsed.data }
      : { error: strangeAnswer(failed, parsed.error) };
  }
  const [, retryAfter = null] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  const { code, message } = problem.safeParse(body).data?.error ?? {};
  return { error: badAnswer(failed, { status, retryAfter, code, message }, now) };
}

const problem = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/** Of a batch that failed: a 404 says nothing about those who were asked about. */
function asWhole(cause: unknown): GraphError {
  const isTold =
    cause instanceof TransientError ||
    (cause instanceof PermanentError && cause.code === 'graph/refused');
  return isTold
    ? cause
    : new PermanentError('graph/faulty', 'Graph does not take our batch.', { cause });
}

/** How long to wait before it is asked again, in milliseconds; `undefined` where it is not. */
function waitOf<Answer>(given: BatchAnswer<Answer> | undefined): number | undefined {
  if (given === undefined || !('error' in given) || !(given.error instanceof TransientError)) {
    return undefined;
  }
  const { retryAfterMs, status } = given.error.details;
  const isPutOff = given.error.code === 'graph/throttled' || status === 503;
  return isPutOff ? (typeof retryAfterMs === 'number' ? retryAfterMs : WAIT_MS) : undefined;
}

function missing({ name }: Pick<GraphCall, 'name'>): { readonly error: GraphError } {
  return { error: noAnswer({ name, requestId: '', isOnce: false }, undefined) };
}
