import type { Instant } from '../domain/kernel';
import { withoutThread } from '../workflow/conversation-record';
import type { Pace, SendPlace } from '../workflow/pace-port';
import type { Clock } from '../workflow/ports';

/** A token bucket: so many calls a second in the long run, `burst` of them at once. */
interface Limit {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Teams takes 7 messages of a bot to one conversation in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour. A bucket lets through its
 * burst and what it gains meanwhile: at most 6, 7, 35 and 1,800 here, and no more than Teams takes with up to six replicas.
 * Source: learn.microsoft.com "Optimize your bot with rate limiting in Teams".
 */
const CONVERSATION: readonly Limit[] = [
  { perSecond: 1, burst: 5 },
  { perSecond: 1 / 3, burst: 600 },
];

/** Teams takes 50 requests a second of an app in one tenant, whatever they are (same source). */
const TENANT: readonly Limit[] = [{ perSecond: 40, burst: 10 }];

/** So many conversations of a tenant throttled one after the other, none served between: it is the tenant's limit that was met. */
const THROTTLED_IN_A_ROW = 3;

/** What adding up fractions of tokens may be wrong by. */
const ROUNDING_MS = 1e-6;

/** Counts kept before those that say nothing any more are let go. */
const COUNTS_KEPT = 1_000;

interface Count {
  readonly tokens: number[];
  at: Instant;
  pausedUntil: Instant;
}

interface Gauge {
  readonly limits: readonly Limit[];
  readonly counts: Map<string, Count>;
  /** Size at which counts are let go next. */
  keep: number;
}

/**
 * The pace of one process of `replicas` equal ones: each takes its part of every limit. Time comes from `clock`, in which nothing
 * waits: whoever sends asks when. The rate limiting packages looked at (bottleneck, limiter, p-throttle, p-queue,
 * rate-limiter-flexible) read the machine's clock and wait by timers of their own, and none asks two limits at once.
 */
export function createPace(clock: Clock, replicas = 1): Pace {
  const gauges: Gauges = {
    conversations: gaugeOf(CONVERSATION, replicas),
    tenants: gaugeOf(TENANT, replicas),
  };
  const { conversations, tenants } = gauges;
  const throttledIn = new Map<string, Set<string>>();

  function countsOf(place: SendPlace): readonly Count[] {
    const now = clock.now();
    return [
      countOf(conversations, withoutThread(place.teamsId), now),
      countOf(tenants, place.tenantId, now),
    ];
  }

  return {
    waitMs: (place) => waitOf(gauges, place, clock.now()),
    tenantWaitMs: (tenantId) => waitAt(tenants, tenantId, clock.now()),
    take: (place) => {
      countsOf(place).forEach((count) => {
        add(count, -1);
      });
    },
    giveBack: (place) => {
      countsOf(place).forEach((count) => {
        add(count, 1);
      });
    },
    noteTaken: ({ tenantId }) => {
      throttledIn.delete(tenantId);
    },
    pause: (place, ms) => {
      const inARow = (throttledIn.get(place.tenantId) ?? new Set()).add(
        withoutThread(place.teamsId),
      );
      const isTenants = inARow.size >= THROTTLED_IN_A_ROW;
      throttledIn.set(place.tenantId, isTenants ? new Set() : inARow);
      const until = clock.now() + ms;
      for (const count of countsOf(place).slice(0, isTenants ? 2 : 1)) {
        count.pausedUntil = Math.max(count.pausedUntil, until);
      }
    },
    throttledUntil: () => {
      const latest = Math.max(latestPause(conversations), latestPause(tenants));
      return latest > clock.now() ? latest : undefined;
    },
  };
}

interface Gauges {
  readonly conversations: Gauge;
  readonly tenants: Gauge;
}

function waitOf({ conversations, tenants }: Gauges, place: SendPlace, now: Instant): number {
  return Math.max(
    waitAt(conversations, withoutThread(place.teamsId), now),
    waitAt(tenants, place.tenantId, now),
  );
}

function latestPause({ counts }: Gauge): Instant {
  let latest = 0;
  for (const { pausedUntil } of counts.values()) {
    latest = Math.max(latest, pausedUntil);
  }
  return latest;
}

function add(count: Count, tokens: number): void {
  count.tokens.forEach((left, index) => {
    count.tokens[index] = left + tokens;
  });
}

function gaugeOf(limits: readonly Limit[], replicas: number): Gauge {
  const parts = limits.map(({ perSecond, burst }) => ({
    perSecond: perSecond / replicas,
    burst: Math.max(1, Math.round(burst / replicas)),
  }));
  return { limits: parts, counts: new Map(), keep: COUNTS_KEPT };
}

/** The count as it stands now; a new one is full. */
function countOf(gauge: Gauge, key: string, now: Instant): Count {
  const known = gauge.counts.get(key);
  if (known !== undefined) {
    refill(gauge, known, now);
    return known;
  }
  if (gauge.counts.size >= gauge.keep) {
    letGo(gauge, now);
  }
  const count = { tokens: gauge.limits.map(({ burst }) => burst), at: now, pausedUntil: 0 };
  gauge.counts.set(key, count);
  return count;
}

function refill({ limits }: Gauge, count: Count, now: Instant): void {
  const passedMs = Math.max(0, now - count.at);
  count.pausedUntil -= Math.max(0, count.at - now); // A clock that is set back makes no pause longer.
  limits.forEach(({ perSecond, burst }, index) => {
    count.tokens[index] = Math.min(
      burst,
      (count.tokens[index] ?? 0) + (passedMs * perSecond) / 1000,
    );
  });
  count.at = now;
}

/** Nothing is lost with a count that is full: a new one would say the same. */
function letGo(gauge: Gauge, now: Instant): void {
  for (const [key, count] of gauge.counts) {
    refill(gauge, count, now);
    const isFull = gauge.limits.every(({ burst }, index) => (count.tokens[index] ?? 0) >= burst);
    if (isFull && count.pausedUntil <= now) {
      gauge.counts.delete(key);
    }
  }
  gauge.keep = Math.max(COUNTS_KEPT, 2 * gauge.counts.size);
}

function waitAt(gauge: Gauge, key: string, now: Instant): number {
  const count = gauge.counts.get(key);
  if (count === undefined) {
    return 0;
  }
  refill(gauge, count, now);
  let waitMs = Math.max(0, count.pausedUntil - now);
  gauge.limits.forEach(({ perSecond }, index) => {
    const missing = 1 - (count.tokens[index] ?? 0);
    waitMs = Math.max(waitMs, Math.ceil((missing / perSecond) * 1000 - ROUNDING_MS));
  });
  return waitMs;
}
