import type { RecordId } from '../domain/kernel';
import { PermanentError, TransientError } from '../errors';
import { taken, storedRecord } from './append';
import { ATTEMPTS_MAX, backOffMs } from './back-off';
import type { CarriedOut } from './carried-out';
import { carryOut } from './carry-out';
import { handleCommand } from './handle-command';
import { loadRecord } from './load-record';
import { mustWait } from './message-order';
import type { EffectPorts } from './ports';
import type { LiveRecord, PendingEffect, Result } from './record';

/** Messages between records only touch the store and go ahead of sends, which wait for the network. */
export type Lane = 'messages' | 'sends';

/** Carries out, one after the other, everything of one record that is due in one lane. Never throws. */
export async function runEffects(ports: EffectPorts, id: RecordId, lane: Lane): Promise<void> {
  try {
    for (;;) {
      const claimed = await claimNext(ports, id, lane);
      if (claimed === undefined) {
        return;
      }
      await runOne(ports, claimed.record, claimed.effect);
    }
  } catch (error) {
    ports.log.warn(
      { id, code: codeOf(error), err: error },
      'The effects of a record are left for the next sweep.',
    );
  }
}

interface Claimed {
  readonly record: LiveRecord;
  readonly effect: PendingEffect;
}

/** The next due effect under a lease of ours; a lost race is looked at again. */
async function claimNext(
  ports: EffectPorts,
  id: RecordId,
  lane: Lane,
): Promise<Claimed | undefined> {
  for (;;) {
    const record = await loadRecord(ports, id);
    const effect = record.effects.find((one) => isDue(ports, record, one, lane));
    if (effect === undefined) {
      return undefined;
    }
    if (effect.lease !== undefined && isHeld(ports, effect)) {
      return { record, effect };
    }
    const claimed: PendingEffect = {
      ...effect,
      ...taken(ports, effect.generation + 1),
    };
    if (await writeEffect(ports, record, claimed)) {
      return { record, effect: claimed };
    }
  }
}

function isDue(ports: EffectPorts, record: LiveRecord, effect: PendingEffect, lane: Lane): boolean {
  const isOurs =
    effect.lease === undefined || effect.lease.owner === ports.owner || !isHeld(ports, effect);
  const isReady = effect.stuck === undefined && effect.notBefore <= ports.clock.now() && isOurs;
  return (
    isReady &&
    (effect.order.type === 'Tell') === (lane === 'messages') &&
    !mustWait(record.effects, effect)
  );
}

function isHeld(ports: EffectPorts, effect: PendingEffect): boolean {
  return effect.lease !== undefined && effect.lease.until > ports.leaseClock.now();
}

/** The only writer of leases. */
async function writeEffect(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<boolean> {
  const effects = record.effects.map((one) => (one.id === effect.id ? effect : one));
  const stored = storedRecord(ports, { ...record, effects });
  return (
    record.version !== undefined &&
    (await ports.store.replace(stored, record.version)) !== undefined
  );
}

async function runOne(
  ports: EffectPorts,
  record: LiveRecord,
  effect: PendingEffect,
): Promise<void> {
  const { generation } = effect;
  let carried: CarriedOut;
  try {
    carried = await carryOut(ports, record, effect, () => begin(ports, record.id, effect));
  } catch (error) {
    if (error instanceof PermanentError || effect.attempts + 1 >= ATTEMPTS_MAX) {
      ports.log.error(
        { id: effect.id, code: codeOf(error), attempts: effect.attempts + 1, err: error },
        'An effect is stuck.',
      );
      await handleCommand(ports, record.id, {
        settle: { effect: effect.id, generation, result: stuckBy(error) },
      });
      return;
    }
    await putOff(ports, record.id, effect, error);
    return;
  }
  const { result, command } = carried;
  await handleCommand(ports, record.id, {
    settle: { effect: effect.id, generation, result },
    ...(command === undefined ? {} : { command }),
  });
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

/** Gives the lease back and tries again later. */
async function putOff(
  ports: EffectPorts,
  id: RecordId,
  effect: PendingEffect,
  error: unknown,
): Promise<void> {
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
      return;
    }
    const { lease: _back, begun: _undone, ...rest } = current;
    const later = {
      ...rest,
      attempts: current.attempts + 1,
      notBefore: ports.clock.now() + waitMs,
    };
    if (await writeEffect(ports, record, later)) {
      ports.kick(id); // What waited for this one may go ahead.
      return;
    }
  }
}

/** What the operator reads: our code, and what Teams said if it said something. */
function stuckBy(error: unknown): Extract<Result, { kind: 'stuck' }> {
  const details =
    error instanceof PermanentError || error instanceof TransientError ? error.details : {};
  const said = [details['status'], details['code']].filter((one) => one !== undefined);
  return {
    kind: 'stuck',
    code: codeOf(error),
    ...(said.length === 0 ? {} : { detail: said.join(' ') }),
  };
}

function codeOf(error: unknown): string {
  return error instanceof PermanentError || error instanceof TransientError
    ? error.code
    : 'bug/unreachable';
}
