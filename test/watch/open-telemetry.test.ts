import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { inTrace, traceOf } from '../../src/trace';
import { openTelemetry, type Telemetry } from '../../src/watch/open-telemetry';
import type { Carriage, Health } from '../../src/workflow/watch-port';

const CLICK = traceOf('click');
const NOON = Date.parse('2026-11-23T12:00:00Z');

let spans: InMemorySpanExporter;
let metrics: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
let telemetry: Telemetry;

beforeEach(() => {
  spans = new InMemorySpanExporter();
  metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({
    exporter: metrics,
    exportIntervalMillis: 3_600_000,
  });
  telemetry = openTelemetry({ spans: new SimpleSpanProcessor(spans), metrics: reader }, 'one');
});
afterEach(() => telemetry.close());

interface Measured {
  readonly unit: string;
  readonly points: readonly { readonly attributes: object; readonly value: unknown }[];
}

/** Everything that is measured by now, by name. */
async function measured(): Promise<Readonly<Record<string, Measured>>> {
  metrics.reset();
  await reader.forceFlush();
  const all = metrics
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics);
  return Object.fromEntries(
    all.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      {
        unit: descriptor.unit,
        points: dataPoints.map(({ attributes, value }) => ({ attributes, value })),
      },
    ]),
  );
}

/** Every order that is carried out, whoever it is for. */
const EFFECTS: readonly Carriage['what'][] = [
  ...(['Show', 'SendMail', 'OpenKickoffChat', 'JoinKickoffChat'] as const),
  ...(['BookMeeting', 'CancelMeeting', 'PostInName', 'LookUpPhoto'] as const),
  ...(['Tell', 'Retire', 'WakeUp'] as const),
];

/** Something of everything that can be told. */
function tellAll(): void {
  const { watch } = telemetry;
  watch.turned({ type: 'invoke', ms: 40 });
  watch.carried({ id: 'request:r1:0:0', what: 'Show', ms: 120, attempt: 1 });
  watch.carried({
    ...{ id: 'request:r1:0:1', what: 'SendMail', ms: 80, attempt: 3 },
    code: 'graph/throttled',
  });
  watch.called({
    ...{ name: 'POST /users/{id}/sendMail', area: 'mail', ms: 70, status: 429 },
    code: 'graph/throttled',
  });
  watch.refused('not-yours');
  watch.refused('not-yours');
  watch.storeThrottled();
}

it('writes a span for each turn, each thing carried out and each call, all in the trace of the click', () => {
  inTrace(CLICK, tellAll);

  const written = spans.getFinishedSpans();
  expect(written.map(({ name, kind, status }) => [name, kind, status.code])).toEqual([
    ['turn invoke', SpanKind.SERVER, SpanStatusCode.UNSET],
    ['effect Show', SpanKind.CLIENT, SpanStatusCode.UNSET],
    ['effect SendMail', SpanKind.CLIENT, SpanStatusCode.ERROR],
    ['POST /users/{id}/sendMail', SpanKind.CLIENT, SpanStatusCode.ERROR],
  ]);
  expect(new Set(written.map((span) => span.spanContext().traceId))).toEqual(new Set([CLICK]));
  const [seconds, nanos] = written[1]?.duration ?? [];
  expect([seconds, Math.round((nanos ?? 0) / 1e6)]).toEqual([0, 120]);
  expect(written.at(-1)?.attributes).toEqual({
    'http.request.method': 'POST',
    'http.response.status_code': 429,
    'error.type': 'graph/throttled',
  });
});

it('writes what reaches somebody outside as a call, and what stays in the house as work of its own', () => {
  const told = (what: Carriage['what']): void => {
    telemetry.watch.carried({ id: 'request:r1:0:0', what, ms: 1, attempt: 1 });
  };

  inTrace(CLICK, () => {
    EFFECTS.forEach(told);
  });

  const calls = spans.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT);
  expect(calls.map(({ name }) => name.replace('effect ', ''))).toEqual([
    ...['Show', 'SendMail', 'OpenKickoffChat', 'JoinKickoffChat'],
    ...['BookMeeting', 'CancelMeeting', 'PostInName', 'LookUpPhoto'],
  ]);
});

it('writes no span for what is part of no trace', () => {
  tellAll();

  expect(spans.getFinishedSpans()).toEqual([]);
});

it('counts refusals by code, answers 429, and how long turns and sends take', async () => {
  tellAll();

  const now = await measured();

  expect(now['sme_desk.command.refused']).toEqual({
    unit: '{command}',
    points: [{ attributes: { 'error.type': 'not-yours' }, value: 2 }],
  });
  expect(now['sme_desk.graph.throttled']?.points).toEqual([
    { attributes: { 'sme_desk.graph.area': 'mail' }, value: 1 },
  ]);
  expect(now['sme_desk.store.throttled']?.points).toEqual([{ attributes: {}, value: 1 }]);
  expect(now['sme_desk.turn.duration']).toMatchObject({
    unit: 's',
    points: [
      { attributes: { 'sme_desk.activity.type': 'invoke' }, value: { count: 1, sum: 0.04 } },
    ],
  });
  expect(now['sme_desk.effect.duration']?.points).toMatchObject([
    { attributes: { 'sme_desk.effect.type': 'Show' }, value: { count: 1, sum: 0.12 } },
    { attributes: { 'error.type': 'graph/throttled' }, value: { count: 1, sum: 0.08 } },
  ]);
});

it('lets no sender fill the metrics with names of their own', async () => {
  telemetry.watch.turned({ type: 'message', ms: 1 });
  telemetry.watch.turned({ type: 'ada@contoso.example', ms: 1 });

  const { points = [] } = (await measured())['sme_desk.turn.duration'] ?? {};

  expect(points.map(({ attributes }) => attributes)).toEqual([
    { 'sme_desk.activity.type': 'message' },
    { 'sme_desk.activity.type': 'other' },
  ]);
});

it('keeps ids of records and people out of every attribute', async () => {
  inTrace(CLICK, tellAll);

  const told = JSON.stringify([
    spans.getFinishedSpans().map(({ name, attributes }) => [name, attributes]),
    await measured(),
  ]);

  expect(told).not.toMatch(/request:|person:|conversation:|@/);
});

describe('how delivery stands', () => {
  const health = (part: Partial<Health>): Health => ({
    ...{ stuck: { count: 0 }, waiting: { count: 0 }, late: { count: 0 }, hasMore: false },
    ...part,
  });

  it('is looked at whenever metrics are collected', async () => {
    const waiting = { count: 4, oldest: NOON - 90_000 };
    const late = { count: 2, oldest: NOON - 120_000 };
    const stuck = { count: 3, oldest: NOON - 1 };
    telemetry.observe(
      () => Promise.resolve(health({ waiting, late, stuck })),
      () => NOON,
    );

    const now = await measured();

    expect(now['sme_desk.queue.age']).toEqual({
      unit: 's',
      points: [{ attributes: {}, value: 90 }],
    });
    expect(now['sme_desk.effect.stuck']?.points).toEqual([{ attributes: {}, value: 3 }]);
    expect(now['sme_desk.timer.late']?.points).toEqual([{ attributes: {}, value: 2 }]);
  });

  it('is of no age when nothing waits', async () => {
    telemetry.observe(
      () => Promise.resolve(health({})),
      () => NOON,
    );

    expect((await measured())['sme_desk.queue.age']?.points).toEqual([
      { attributes: {}, value: 0 },
    ]);
  });

  it('is left out when the store does not answer, and nothing else is', async () => {
    telemetry.observe(
      () => Promise.reject(new Error('down')),
      () => NOON,
    );
    telemetry.watch.storeThrottled();

    const now = await measured();

    expect(now['sme_desk.queue.age']?.points ?? []).toEqual([]);
    expect(now['sme_desk.store.throttled']?.points).toHaveLength(1);
  });
});
