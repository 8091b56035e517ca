import {
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
  type AzureMonitorExporterOptions,
} from '@azure/monitor-opentelemetry-exporter';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as traces,
  TraceFlags,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type IMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Health, Watch } from '../workflow/watch-port';
import { createMeasuredWatch, observeHealth, type WriteSpan } from './measured-watch';

/** What is measured goes out once a minute. */
const EVERY_MS = 60_000;
/** Longest wait for one export, so that a service that is away does not hold up the end of the process. Milliseconds. */
const EXPORT_MAX_MS = 5_000;

/** Traces and metrics of one process. */
export interface Telemetry {
  readonly watch: Watch;
  /** Looks at the delivery whenever metrics are collected; `now` is the clock by which it is due. */
  readonly observe: (look: () => Promise<Health>, now: () => number) => void;
  /** Sends what is left; settles when that is done, or given up. Never throws. */
  readonly close: () => Promise<void>;
}

/** Where spans and measurements go. */
export interface Sinks {
  readonly spans: SpanProcessor;
  readonly metrics: IMetricReader;
}

/** Where Azure Monitor takes what is measured, and as whom it is handed in: with local authentication off, the key in the connection string opens nothing. */
export type Account = Required<
  Pick<AzureMonitorExporterOptions, 'connectionString' | 'credential'>
>;

/** Over the exporter of Azure Monitor. Loads its SDK with this file, so that nobody else pays for it. */
export function openAzureMonitor(account: Account, owner: string): Telemetry {
  // Nothing is written to disk: what cannot be sent is lost, and the log has it anyway.
  const options = { ...account, disableOfflineStorage: true };
  return openTelemetry(
    {
      spans: new BatchSpanProcessor(new AzureMonitorTraceExporter(options), {
        exportTimeoutMillis: EXPORT_MAX_MS,
      }),
      metrics: new PeriodicExportingMetricReader({
        exporter: new AzureMonitorMetricExporter(options),
        exportIntervalMillis: EVERY_MS,
        exportTimeoutMillis: EXPORT_MAX_MS,
      }),
    },
    owner,
  );
}

/** Over any sinks. Nothing is registered globally: no library of others sends anything through it. */
export function openTelemetry({ spans, metrics }: Sinks, owner: string): Telemetry {
  const resource = resourceFromAttributes({
    'service.name': 'sme-desk',
    'service.instance.id': owner,
  });
  const tracers = new BasicTracerProvider({ resource, spanProcessors: [spans] });
  const meters = new MeterProvider({ resource, readers: [metrics] });
  const meter = meters.getMeter('sme-desk');
  return {
    watch: createMeasuredWatch({ tracer: tracers.getTracer('sme-desk'), meter }, writeSpan),
    observe: (look, now) => {
      observeHealth(meter, look, now);
    },
    close: async () => {
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

/** All spans of a trace hang on one that nobody writes: the activity in Teams, which began it before it came to us. */
const writeSpan: WriteSpan = (tracer, { trace, name, kind, ms, attributes, code }) => {
  const parent = traces.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId: trace, spanId: trace.slice(0, 16), traceFlags: TraceFlags.SAMPLED },
    isRemote: true,
  });
  const endTime = Date.now();
  const startTime = endTime - ms;
  const span = tracer.startSpan(name, { kind: KINDS[kind], attributes, startTime }, parent);
  if (code !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endTime);
};
