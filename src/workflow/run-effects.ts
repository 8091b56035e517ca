import type { RecordId } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { inTrace, traceOf, type Trace } from '../trace';
import { taken, storedRecord } from './append';
import { ATTEMPTS_MAX, backOffMs } from './back-off';
import type { CarriedOut } from './carried-out';
import { carryOut } from './carry-out';
import { handleCommand } from './handle-command';
import { isFresh, isHeld, shortened, skewMs, type LeaseTime } from './lease-rules';
import { loadRecord } from './load-record';
import { mustWait } from './message-order';
import { copyShownBy } from './pending-shows';
import type { EffectPorts } from './ports';
import type { LiveRecord, PendingEffect, Result } from './record';
import { OPEN_GATE, type Gate } from './send-lines';
import { isHoldable } from './sending-hold';
import type { Lane } from './shift';
import { drawnOf, placeOf, type Placed } from './show-copy';
import type { Carriage } from './watch-port';

/**
 * Carries out, one after the other, everything of one record that is due in one lane and that the gate lets through, until the shift
 * ends; what the gate stops has neither a lease nor an attempt. Each effect is part of the trace that ordered it, whoever asks for the
 * run. Never throws.
 */
export function runEffects(
  ports: EffectPorts,
  id: RecordId,
  lane: Lane,
  gate: Gate = OPEN_GATE,
): Promise<void> {
  return inTrace(undefined, () => runAll(ports, id, { lane, gate }));
}

async function runAll(ports: EffectPorts, id: RecordId, { lane, gate }: Way): Promise<void> {
  try {
    while (ports.shift.isOn(lane)) {
      const claimed = await claimNext(ports, id, { lane, gate });
      if (claimed === undefined || !ports.shift.begin(claimed.effect.id, lane)) {
        return;
      }
      const { id: effect } = claimed.effect;
      const againMs = await inTrace(traceIn(claimed), () => runOne(ports, claimed)).finally(() => {
        ports.shift.end(effect);
      });
      gate.leave(effect, againMs);
    }
  } catch (error) {
    ports.log.warn(
      { id, code: codeOf(error), err: error },
      'The effects of a record are left for the next sweep.',
    );
  }
}

function traceIn({ effect }: Placed): Trace {
  return effect.trace ?? traceOf(effect.id);
}

interface Claimed extends Placed {
  readonly record: LiveRecord;
}

interface Way {
  readonly lane: Lane;
  readonly gate: Gate;
}

/** The next effect that is due and may go, under a lease of ours that lasts for a send; a lost race is looked at again. */
async function claimNext(ports: EffectPorts, id: RecordId, way: Way): Promise<Claimed | undefined> {
  for (;;) {
    const record = await loadRecord(ports, id);
    if (await shortenLeases(ports, record)) {
      continue;
    }
    const next = await findNext(ports, record, way);
    if (next === undefined) {
      return undefined;
    }
    const { effect } = next;
    if (isFresh(effect.lease, leaseTime(ports))) {
      return { ...next, record };
    }
    const claimed: PendingEffect = { ...effect, ...taken(ports, effect.generation + 1) };
    if (await writeEffect(ports, record, claimed)) {
      inTrace(traceIn(next), () => {
        noteTakeover(ports, record, effect);
      });
      return { ...next, record, effect: claimed };
    }
    way.gate.leave(effect.id, 0);
  }
}

async function findNext(
  ports: EffectPorts,
  record: LiveRecord,
  { lane, gate }: Way,
): Promise<Placed | undefined> {
  for (const effect of record.effects) {
    if (!isDue(ports, record, effect, lane)) {
      continue;
    }
    if (isHoldable(record.id, effect) && (await ports.hold.now()) !== undefined) {
      gate.hold(effect.id);
    } else if (!gate.mustWait(effect.id)) {
      const place = await placeOf(ports, record, effect);
      if (place === undefined || gate.enter(effect.id, place)) {
        return { effect, place };
      }
    }
  }
  return undefined;
}

function leaseTime({ leaseClock, leaseMs }: EffectPorts): LeaseTime {
  return { now: leaseClock.now(), leaseMs };
}

/** Whether the record has to be read again, because a lease in it was found that ends later than any can. */
async function shortenLeases(ports: EffectPorts, record: LiveRecord): Promise<boolean> {
  const time = leaseTime(ports);
  const effects = record.effects.map((effect) => {
    const lease = shortened(effect.lease, time);
    return lease === undefined ? effect : { ...effect, lease };
  });
  const isChanged = effects.some((effect, index) => effect !== record.effects[index]);
  return isChanged && (await writeEffects(ports, record, effects), true);
}

/** Counts what a crash can double: a message that another process may have posted without noting it. */
function noteTakeover(ports: EffectPorts, { copies }: LiveRecord, effect: PendingEffect): void {
  const { id, lease, order, generation } = effect;
  if (lease !== undefined && lease.owner !== ports.owner) {
    const shown = order.type === 'Show' && copies.find(({ key }) => key === order.copy);
    const mayRepeat = shown !== false && shown?.activityId === undefined;
    ports.log.warn(
      { id, from: lease.owner, generation, mayRepeat },
      'Work that another process left is taken over.',
    );
  }
}

function isDue(ports: EffectPorts, record: LiveRecord, effect: PendingEffect, lane: Lane): boolean {
  const { lease, stuck, order } = effect;
  const isOurs = lease?.owner === ports.owner || !isHeld(lease, leaseTime(ports));
  const isReady = stuck === undefined && isOurs && (isAtOnce(effect) || hasCome(ports, effect));
  return (
    isReady &&
    (order.type === 'Tell') === (lane === 'messages') &&
    !mustWait(record.effects, effect)
  );
}

/** What was put off does not wait for a clock that was set back since. */
function hasCome(
  { clock, leaseMs }: EffectPorts,
  { notBefore, failingSince }: PendingEffect,
): boolean {
  const now = clock.now();
  return notBefore <= now || (failingSince !== undefined && now < failingSince - skewMs(leaseMs));
}

/** Ordered for at once: also when the clock was set back since and reads less than then. */
function isAtOnce({ order, attempts, isHeldBack }: PendingEffect): boolean {
  return order.type !== 'WakeUp' && attempts === 0 && isHeldBack !== true;
}

function writeEffect(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<boolean> {
  const effects = record.effects.map((one) => (one.id === effect.id ? effect : one));
  return writeEffects(ports, record, effects);
}

/** The only writer of leases. Whether nobody else was faster. @throws TransientError when the store fails. */
export async function writeEffects(
  ports: EffectPorts,
  record: LiveRecord,
  effects: readonly PendingEffect[],
): Promise<boolean> {
  const stored = storedRecord(ports, { ...record, effects });
  return (
    record.version !== undefined &&
    (await ports.store.replace(stored, record.version)) !== undefined
  );
}

/** Carries one effect out and settles it; after how many milliseconds it is tried again, if it is. */
async function runOne(
  ports: EffectPorts,
  { record, ...placed }: Claimed,
): Promise<number | undefined> {
  const { effect } = placed;
  const { generation } = effect;
  const since = performance.now();
  const kept = ports.shift.outcomeOf(effect.id);
  let carried: CarriedOut;
  try {
    carried =
      kept ?? (await carryOut(ports, record, placed, () => begin(ports, record.id, effect)));
  } catch (error) {
    tell(ports, effect, { since, code: codeOf(error) });
    if (error instanceof PermanentError || effect.attempts + 1 >= ATTEMPTS_MAX) {
      ports.log.error(
        { id: effect.id, code: codeOf(error), attempts: effect.attempts + 1, err: error },
        'An effect is stuck.',
      );
      await handleCommand(ports, record.id, {
        settle: { effect: effect.id, generation, result: stuckBy(error, record, effect) },
      });
      return undefined;
    }
    return putOff(ports, record.id, effect, error);
  }
  const { result, command } = carried;
  ports.shift.keepOutcome(effect.id, carried);
  const began = startedBy(effect);
  tell(ports, effect, {
    since,
    ...(began === undefined ? {} : { began }),
    // What was kept was told when it was done.
    ...(carried.way === undefined || kept !== undefined ? {} : { way: carried.way }),
  });
  await inTrace(began ?? traceIn(placed), () =>
    handleCommand(ports, record.id, {
      settle: { effect: effect.id, generation, result },
      ...(command === undefined ? {} : { command }),
    }),
  );
  ports.shift.dropOutcome(effect.id);
  return undefined;
}

/** A timer begins a trace of its own: those of weekly check-ins would otherwise be one for as long as an engagement lasts. */
function startedBy({ id, order }: PendingEffect): Trace | undefined {
  return order.type === 'WakeUp' ? traceOf(id) : undefined;
}

function tell(
  { watch }: EffectPorts,
  { id, order, attempts }: PendingEffect,
  { since, ...came }: Pick<Carriage, 'code' | 'began' | 'way'> & { readonly since: number },
): void {
  const ms = Math.round(performance.now() - since);
  watch?.carried({ id, what: order.type, ms, attempt: attempts + 1, ...came });
}

/** Notes, under our lease, that what must not be done twice is begun. @throws TransientError when somebody else has taken over. */
async function begin(ports: EffectPorts, id: RecordId, effect: PendingEffect): Promise<void> {
  for (;;) {
    const record = await loadRecord(ports, id);
    const current = record.effects.find((one) => one.id === effect.id);
    if (current?.generation !== effect.generation) {
      throw new TransientError('store/conflict', 'Another process has taken the effect over.');
    }
    const begun = { ...current, ...taken(ports, effect.generation), begun: true as const };
    if (await writeEffect(ports, record, begun)) {
      return;
    }
  }
}

/** Gives the lease back and tries again later; after how many milliseconds, unless somebody took the effect over. */
async function putOff(
  ports: EffectPorts,
  id: RecordId,
  effect: PendingEffect,
  error: unknown,
): Promise<number | undefined> {
  const asked = error instanceof TransientError ? Number(error.details['retryAfterMs'] ?? 0) : 0;
  const waitMs = backOffMs(effect.attempts + 1, Math.random(), asked);
  ports.log.warn(
    { id: effect.id, code: codeOf(error), attempts: effect.attempts + 1, waitMs },
    'An effect is tried again later.',
  );
  for (;;) {
    const record = await loadRecord(ports, id);
    const current = record.effects.find((one) => one.id === effect.id);
    if (current?.generation !== effect.generation) {
      return undefined;
    }
    const { lease: _back, begun: _undone, isHeldBack: _over, ...rest } = current;
    const now = ports.clock.now();
    const later = {
      ...rest,
      attempts: current.attempts + 1,
      failingSince: Math.min(current.failingSince ?? now, now),
      notBefore: now + waitMs,
    };
    if (await writeEffect(ports, record, later)) {
      ports.kick(id); // What waited for this one may go ahead.
      return waitMs;
    }
  }
}

/** What the operator reads: our code, and what Teams said if it said something. */
function stuckBy(
  error: unknown,
  record: LiveRecord,
  effect: PendingEffect,
): Extract<Result, { kind: 'stuck' }> {
  const copy = copyShownBy(record, effect);
  const details =
    error instanceof PermanentError || error instanceof TransientError ? error.details : {};
  const said = [details['status'], details['code']].filter((one) => one !== undefined);
  return {
    kind: 'stuck',
    code: codeOf(error),
    ...(said.length === 0 ? {} : { detail: said.join(' ') }),
    ...(copy === undefined ? {} : drawnOf(record, copy)),
  };
}

function codeOf(error: unknown): string {
  return error instanceof PermanentError || error instanceof TransientError
    ? error.code
    : 'bug/unreachable';
}
