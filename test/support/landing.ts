import { handleCommand } from '../../src/workflow/handle-command';
import type { Copy, LiveRecord, Result } from '../../src/workflow/record';
import { FPM, PARTNER } from './fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from './fake-house';
import { REQUEST, stored, submitted } from './fake-requests';

/** A record whose pending picture of one copy was claimed, and what a carrier would say of it. */
export interface InFlight {
  readonly effect: string;
  readonly result: Extract<Result, { kind: 'shown' }>;
}

/** A submitted request, and nothing of it carried out. */
export async function submittedHouse(): Promise<FakeHouse> {
  const house = openHouse();
  await moveIn(house.ports);
  await submitted(house.ports);
  return house;
}

/** What a record knows of a copy. */
export function copyOf(record: LiveRecord, key: string): Copy | undefined {
  return record.copies.find((copy) => copy.key === key);
}

/** Names of what will draw a copy, the stuck included. */
export function showsOf(record: LiveRecord, key: string): readonly string[] {
  return record.effects.flatMap(({ id, order }) =>
    order.type === 'Show' && order.copy === key ? [id] : [],
  );
}

/** What a carrier that starts now will report. */
export async function takenOff(
  house: FakeHouse,
  key: string,
  activityId: string,
): Promise<InFlight> {
  const record = await stored(house.ports);
  const [effect = 'none'] = showsOf(record, key);
  const { redraws } = copyOf(record, key) ?? {};
  const result = {
    kind: 'shown',
    conversation: `conversation:${chatOf(key === 'partner' ? PARTNER : FPM)}`,
    activityId,
    hash: 'hash',
    version: record.events.length,
    epoch: copyOf(record, key)?.epoch ?? 0,
    ...(redraws === undefined ? {} : { redraws }),
  } as const;
  return { effect, result };
}

/** The outcome of what was taken off is noted; the record afterwards. */
export async function land(
  house: FakeHouse,
  flight: { readonly effect: string; readonly result: Result },
  generation = 1,
): Promise<LiveRecord> {
  const { effect, result } = flight;
  await handleCommand(house.ports, REQUEST, { settle: { effect, generation, result } });
  return stored(house.ports);
}
