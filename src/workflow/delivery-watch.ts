import { createAlarmWatch } from './alarm-watch';
import { createDeliveryCounts } from './delivery-counts';
import type { CommandPorts, RingAfter } from './ports';
import type { Carriage } from './watch-port';

/** Looks on while things are sent, for the operators: counts what arrives, and raises the alarm when something does not. */
export interface DeliveryWatch {
  /** Never waits, never throws. */
  readonly carried: (carriage: Pick<Carriage, 'id' | 'code' | 'way'>) => void;
  /** Does at once what would be done within a minute; settles when it is done. */
  readonly idle: () => Promise<void>;
}

/** One for each process. */
export function createDeliveryWatch(ports: CommandPorts, ringAfter: RingAfter): DeliveryWatch {
  const alarm = createAlarmWatch(ports, ringAfter);
  const counts = createDeliveryCounts(ports, ringAfter);
  return {
    carried: (carriage) => {
      alarm.carried(carriage);
      counts.carried(carriage);
    },
    idle: async () => {
      await Promise.all([alarm.idle(), counts.idle()]);
    },
  };
}
