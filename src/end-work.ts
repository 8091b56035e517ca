import type { RunningServer } from './bot/http-server';
import type { DeliveryWatch } from './workflow/delivery-watch';
import type { Dispatcher } from './workflow/dispatcher';
import type { DutyWatch } from './workflow/duty-watch';
import { giveBack } from './workflow/give-back';
import { within } from './within';
import type { EffectPorts } from './workflow/ports';

/** For giving leases back at the end: with the usual grace all is over within ten seconds. Milliseconds. */
const GIVE_BACK_MS = 1_500;

/** For the last traces and metrics, where nothing is left of the grace. Milliseconds. */
const LAST_WORD_MS = 500;

/** What has to end before the process does. */
export interface Working {
  readonly server: RunningServer;
  readonly duties: DutyWatch;
  readonly dispatcher: Dispatcher;
  readonly delivery: DeliveryWatch;
  /** Sends what was measured and not sent yet. */
  readonly flush: () => Promise<void>;
}

/**
 * Ends what is under way within the grace, then gives the rest to others; what still hangs then keeps its lease. What is left of the
 * grace belongs to traces and metrics.
 */
export async function endWork(
  ports: EffectPorts,
  { server, duties, dispatcher, delivery, flush }: Working,
  graceMs: number,
): Promise<void> {
  const endsAt = performance.now() + graceMs;
  const left = (): number => Math.max(0, endsAt - performance.now());
  ports.shift.endSends();
  await server.close(graceMs);
  await within(left(), duties.idle());
  await within(left(), dispatcher.stop());
  await within(left(), delivery.idle());
  try {
    const count = await within(GIVE_BACK_MS, giveBack(ports));
    ports.log.info({ count }, 'What was not begun is left to others.');
  } catch (error) {
    ports.log.warn({ err: error }, 'What was not begun is left until its leases have run out.');
  }
  await within(Math.max(left(), LAST_WORD_MS), flush());
}
