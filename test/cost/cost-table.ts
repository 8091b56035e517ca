import type { MeteredCall } from '../support/fake-metered-store';
import { chargeOf, QUERY_CHARGE } from './request-charge';

/** What one request costs the store. */
export interface RequestCost {
  readonly requestUnits: number;
  readonly reads: number;
  readonly writes: number;
  readonly queries: number;
  /** Bytes that stay in the store. */
  readonly keptBytes: number;
}

/** Size of the deployment, as `deploy/app.bicep` has it. */
const VCPU = 0.5;
const GIB = 1;
/** Hours of a month, as Azure counts them. */
const MONTH_HOURS = 730;
/** Default of `SWEEP_MS`, in seconds, and of the readiness probe in `deploy/app.bicep`. */
const SWEEP_SECONDS = 10;
const PROBE_SECONDS = 10;
/** One look for due work asks for what is due and for what has expired. */
const QUERIES_PER_SWEEP = 2;
/** Once a minute a replica measures how delivery stands: what is due, and what is stuck of each kind of record. */
const MEASURE_SECONDS = 60;
/** Queries of one such look, `gatherHealth`. */
export const QUERIES_PER_MEASURE = 10;
const BYTES_PER_GB = 1e9;
const REQUESTS = [50, 500, 5_000];

/** Adds up what was metered. Pure. */
export function costOf(
  calls: readonly MeteredCall[],
  kept: Readonly<Record<string, number>>,
): RequestCost {
  const count = (what: MeteredCall['what']): number =>
    calls.filter((call) => call.what === what).length;
  return {
    requestUnits: calls.reduce((sum, call) => sum + unitsOf(call), 0),
    ...{ reads: count('read'), writes: count('write'), queries: count('query') },
    keptBytes: Object.values(kept).reduce((sum, bytes) => sum + bytes, 0),
  };
}

function unitsOf({ what, bytes }: MeteredCall): number {
  switch (what) {
    case 'read':
      return chargeOf('read', bytes[0] ?? 0);
    case 'write':
      return chargeOf('write', bytes[0] ?? 0);
    case 'query':
      return bytes.reduce((sum, size) => sum + chargeOf('read', size), QUERY_CHARGE);
  }
}

/**
 * Request units of one replica in a month in which nobody does anything: it looks for due work, measures
 * how delivery stands, and is asked whether it is ready. Pure.
 */
export function restUnits(): number {
  const seconds = MONTH_HOURS * 3_600;
  const sweeps = (seconds / SWEEP_SECONDS) * QUERIES_PER_SWEEP * QUERY_CHARGE;
  const measures = (seconds / MEASURE_SECONDS) * QUERIES_PER_MEASURE * QUERY_CHARGE;
  return sweeps + measures + (seconds / PROBE_SECONDS) * chargeOf('read', 0);
}

/** The table of deploy/README.md. Pure. */
export function costTable(cost: RequestCost): string {
  const rest = restUnits();
  const rows = REQUESTS.map((count) => [
    count.toLocaleString('en'),
    millions(count * cost.requestUnits),
    millions(count * cost.requestUnits + rest),
    ((count * 12 * cost.keptBytes) / BYTES_PER_GB).toFixed(2),
    (VCPU * MONTH_HOURS).toFixed(0),
    (GIB * MONTH_HOURS).toFixed(0),
  ]);
  return [
    'Requests a month | Millions of RU for them | Millions of RU with one replica at rest | GB after a year | vCPU-hours | GiB-hours',
    '---: | ---: | ---: | ---: | ---: | ---:',
    ...rows.map((row) => row.join(' | ')),
  ]
    .map((line) => `| ${line} |`)
    .join('\n');
}

/** What the table is made of, in one sentence. Pure. */
export function costSentence({
  requestUnits,
  reads,
  writes,
  queries,
  keptBytes,
}: RequestCost): string {
  const kib = (keptBytes / 1024).toFixed(0);
  return `One request of the storyboard (form, decision, kickoff, agreement, twelve check-ins, completion): ${String(reads)} point reads, ${String(writes)} writes and ${String(queries)} queries, about ${requestUnits.toFixed(0)} RU, and ${kib} KiB that stay.`;
}

function millions(units: number): string {
  return (units / 1e6).toFixed(2);
}
