import type { Attributes, Meter, Tracer } from '@opentelemetry/api';
import { EFFECT_REACH } from '../domain/effect-reach';
import { currentTrace } from '../trace';
import type { Health, Watch } from '../workflow/watch-port';

/** A piece of work that is over: what a span is made of. */
export interface Piece {
  readonly trace: string;
  /** How it is called: from a short list, without ids. */
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly ms: number;
  readonly attributes: Attributes;
  /** Code of the error that it ended with. */
  readonly code?: string;
}

/** Writes one span into a trace of ours. */
export type WriteSpan = (tracer: Tracer, piece: Piece) => void;

/** Types of activities that Teams sends; whatever else comes is one of the others, so that no sender fills the metrics with names. */
const ACTIVITY_TYPES = ['message', 'invoke', 'installationUpdate', 'conversationUpdate'];
/** Bounds of durations in seconds, as OpenTelemetry advises for requests. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Measures and traces what it is told. Attributes are types, codes and the names of calls; never an id of a person, a chat or a record.
 * Names: `sme_desk.<thing>.<measure>`, units of UCUM, no unit in a name (opentelemetry.io/docs/specs/semconv/general/naming).
 */
export function createMeasuredWatch(
  { tracer, meter }: { readonly tracer: Tracer; readonly meter: Meter },
  writeSpan: WriteSpan,
): Watch {
  const measures = measuresOf(meter);
  const write = (piece: Omit<Piece, 'trace'>): void => {
    const trace = currentTrace();
    if (trace !== undefined) {
      writeSpan(tracer, { ...piece, trace });
    }
  };
  return {
    turned: ({ type: sent, ms }) => {
      const type = ACTIVITY_TYPES.includes(sent) ? sent : 'other';
      const attributes = { 'sme_desk.activity.type': type };
      measures.turns.record(ms / 1_000, attributes);
      write({ name: `turn ${type}`, kind: 'server', ms, attributes });
    },
    carried: ({ what, ms, attempt, code }) => {
      const attributes = { 'sme_desk.effect.type': what, ...errorOf(code) };
      measures.effects.record(ms / 1_000, attributes);
      const kind = EFFECT_REACH[what] === 'outside' ? 'client' : 'internal';
      const tried = { ...attributes, 'sme_desk.effect.attempt': attempt };
      write({ name: `effect ${what}`, kind, ms, attributes: tried, ...coded(code) });
    },
    refused: (code) => {
      measures.refusals.add(1, errorOf(code));
    },
    called: ({ name, area, ms, status, code }) => {
      if (status === 429) {
        measures.graphThrottled.add(1, { 'sme_desk.graph.area': area });
      }
      const [method = ''] = name.split(' ');
      const answered = status === undefined ? {} : { 'http.response.status_code': status };
      const attributes = { 'http.request.method': method, ...answered, ...errorOf(code) };
      write({ name, kind: 'client', ms, attributes, ...coded(code) });
    },
    storeThrottled: () => {
      measures.storeThrottled.add(1);
    },
  };
}

function errorOf(code: string | undefined): Attributes {
  return code === undefined ? {} : { 'error.type': code };
}

function coded(code: string | undefined): Pick<Piece, 'code'> {
  return code === undefined ? {} : { code };
}

function measuresOf(meter: Meter) {
  const seconds = { unit: 's', advice: { explicitBucketBoundaries: SECONDS } };
  const one = (description: string, unit: string): object => ({ description, unit });
  return {
    turns: meter.createHistogram('sme_desk.turn.duration', {
      ...{ ...seconds, description: 'From an activity of Teams to the end of its turn.' },
    }),
    effects: meter.createHistogram('sme_desk.effect.duration', {
      ...{ ...seconds, description: 'One attempt at something to be sent or told.' },
    }),
    refusals: meter.createCounter(
      'sme_desk.command.refused',
      one('Commands of people that were refused, by code.', '{command}'),
    ),
    graphThrottled: meter.createCounter(
      'sme_desk.graph.throttled',
      one('Answers 429 of Microsoft Graph.', '{response}'),
    ),
    storeThrottled: meter.createCounter(
      'sme_desk.store.throttled',
      one('Answers 429 of Cosmos DB.', '{response}'),
    ),
  };
}

/** Has the delivery looked at whenever metrics are collected. A look that fails is left out. */
export function observeHealth(meter: Meter, look: () => Promise<Health>, now: () => number): void {
  const age = meter.createObservableGauge('sme_desk.queue.age', {
    ...{ unit: 's', description: 'How long what waits longest has been waiting to be sent.' },
  });
  const stuck = meter.createObservableGauge('sme_desk.effect.stuck', {
    ...{ unit: '{effect}', description: 'Given up until an operator takes it up.' },
  });
  const late = meter.createObservableGauge('sme_desk.timer.late', {
    ...{ unit: '{timer}', description: 'Timers that should have rung a minute ago or earlier.' },
  });
  meter.addBatchObservableCallback(
    async (result) => {
      const health = await look().catch(() => undefined);
      if (health !== undefined) {
        const oldest = health.waiting.oldest ?? now();
        result.observe(age, Math.max(0, now() - oldest) / 1_000);
        result.observe(stuck, health.stuck.count);
        result.observe(late, health.late.count);
      }
    },
    [age, stuck, late],
  );
}
