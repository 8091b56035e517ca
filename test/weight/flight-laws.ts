import type { Effect } from '../../src/domain/effects';
import { knownKind } from '../../src/workflow/load-record';
import type { Copy, LiveRecord } from '../../src/workflow/record';
import { mailOf } from '../support/fake-directory';
import { leftToSend } from '../support/left-to-do';
import type { FlightWorld } from './flight-world';
import { MOVED, stateMark, type Call } from './flown-teams';
import type { Flying } from './in-flight';

/** What of a story makes a law weaker. */
export interface Leave {
  /** A post whose answer was lost, or that two processes made: it may be there twice. */
  readonly mayRepeat: boolean;
  /** An operator gave something up. */
  readonly isDropped: boolean;
  /** Somebody typed for a card, which then needs no ping. */
  readonly isAskedFor: boolean;
  /** Somebody was out of reach, or got something by mail, for a while. */
  readonly wasAway: boolean;
}

/** Everything that is wrong once all is at rest; nothing, if the laws hold. */
export async function wrongs(world: FlightWorld, leave: Leave): Promise<readonly string[]> {
  const records = await world.records();
  const found = await Promise.all(
    records.map(async (record) => [
      ...(await wrongPictures(world, record, leave)),
      ...wrongPings(world, record, leave),
      ...leftOver(record),
    ]),
  );
  const due = await world.store.due(world.clock.now(), 100);
  return [
    ...found.flat(),
    ...wrongMessages(world, records, leave),
    ...due.filter((id) => records.some((one) => one.id === id)).map((id) => `due: ${id}`),
    ...[...world.store.twice].map((name) => `a name is used twice: ${name}`),
  ];
}

/** Law: what a living copy shows is what there is to see, in the language of its reader. */
async function wrongPictures(
  world: FlightWorld,
  record: LiveRecord,
  { isDropped, wasAway }: Leave,
): Promise<readonly string[]> {
  const checked = record.copies.map(async (copy) => {
    if (copy.activityId === undefined) {
      return isDropped || wasAway || copy.mailed === true ? [] : [`never shown: ${copy.key}`];
    }
    return wrongPicture(world, record, copy, copy.activityId);
  });
  return (await Promise.all(checked)).flat();
}

/** Law: at night a message that is there shows at once how things stand; only the ping waits. */
export async function wrongAtNight(world: FlightWorld, flying: Flying): Promise<readonly string[]> {
  const record = await recordOf(world, flying);
  const copy = record?.copies.find(({ key }) => key === flying.copy);
  const id = copy?.activityId ?? copy?.previous.at(-1)?.activityId;
  return record === undefined || copy === undefined || id === undefined
    ? []
    : wrongPicture(world, record, copy, id);
}

/** Law: a card that somebody asked for while all sending is held is there at once. */
export async function wrongWhenAsked(
  world: FlightWorld,
  flying: Flying,
): Promise<readonly string[]> {
  const record = await recordOf(world, flying);
  const copy = record?.copies.find(({ key }) => key === flying.copy);
  if (record === undefined || copy === undefined) {
    return [];
  }
  return copy.activityId === undefined
    ? [`asked for and not there: ${copy.key}`]
    : wrongPicture(world, record, copy, copy.activityId);
}

async function recordOf(world: FlightWorld, flying: Flying): Promise<LiveRecord | undefined> {
  return (await world.records()).find(({ id }) => id === flying.record);
}

async function wrongPicture(
  world: FlightWorld,
  record: LiveRecord,
  copy: Copy,
  id: string,
): Promise<readonly string[]> {
  const { card } = await world.picture(record, copy);
  const shown = world.teams.messages.get(id)?.card.content;
  const isRight = JSON.stringify(shown) === JSON.stringify(card.content);
  return isRight
    ? []
    : [`shows something else: ${copy.key} ${JSON.stringify([shown, card.content])}`];
}

/** Law: no message lives but those of living copies, and the last ones of copies that are over. */
function wrongMessages(
  world: FlightWorld,
  records: readonly LiveRecord[],
  leave: Leave,
): readonly string[] {
  const copies = records.flatMap((record) => record.copies);
  // Of what goes by mail nothing is shown: older messages wait for the next ping.
  const living = new Set(
    copies.flatMap(({ activityId, mailed, previous }) => [
      activityId,
      ...(mailed === true ? previous.map((one) => one.activityId) : []),
    ]),
  );
  const over = records.flatMap((record) => retiredIn(world, record));
  return [...world.teams.messages].flatMap(([id, { chat, card }]) => {
    if (card.content === MOVED || living.has(id) || world.teams.air.unknown.has(id)) {
      return [];
    }
    const { card: name, reader, shown } = card.content as unknown as Picture;
    const end = over.find((one) => one.card === name && one.person === reader);
    if (name === 'today' || name === 'sending') {
      return [];
    }
    if (end === undefined) {
      return [`lives on: ${id} in ${chat} ${JSON.stringify(card.content)}`];
    }
    return end.shown.has(shown) || leave.wasAway ? [] : [`no last picture: ${id} in ${chat}`];
  });
}

interface Picture {
  readonly card: string;
  readonly reader: string;
  readonly shown: string;
}

interface Ended {
  readonly card: string;
  readonly person: string;
  /** What pictures of it may show. */
  readonly shown: ReadonlySet<string>;
}

/** Copies that are over: they show a state in which they were. */
function retiredIn(world: FlightWorld, record: LiveRecord): readonly Ended[] {
  const steps = stepsOf(record);
  return steps.flatMap(({ orders }, index) =>
    orders.flatMap((order) => {
      const shown = order.type === 'Retire' ? showOf(steps, order.copy) : undefined;
      return shown === undefined || !('person' in shown.to)
        ? []
        : [
            {
              card: shown.card,
              person: shown.to.person,
              shown: new Set(steps.slice(index).map(({ state }) => world.renderer.shown(state))),
            },
          ];
    }),
  );
}

type Show = Extract<Effect, { type: 'Show' }>;

function showOf(steps: readonly Step[], copy: string): Show | undefined {
  return steps
    .flatMap(({ orders }) => orders)
    .find((order): order is Show => order.type === 'Show' && order.copy === copy);
}

interface Step {
  readonly state: unknown;
  readonly orders: readonly Effect[];
}

/** What followed from each event, and which state came of it. */
function stepsOf({ id, events }: LiveRecord): readonly Step[] {
  const kind = knownKind(id);
  let state: unknown;
  return events.map((event) => {
    state = kind.evolve(state, event);
    return { state, orders: kind.effectsOf(event, state) };
  });
}

/** Law: each ping reaches its reader once; one that another ping of the same card overtook may be left out. */
function wrongPings(world: FlightWorld, record: LiveRecord, leave: Leave): readonly string[] {
  const steps = stepsOf(record);
  const ordered = steps.flatMap(({ orders }, index) =>
    orders.flatMap((order) =>
      order.type === 'Show' && order.ping !== undefined ? [{ ...order, index }] : [],
    ),
  );
  const mails = [...world.mailer.arrived];
  const calls = [...world.teams.arrived, ...mails];
  const keys = new Set(ordered.map(({ copy, ping }) => `${copy} ${String(ping)}`));
  const tooOften = [...keys].flatMap((key) => {
    const same = ordered.filter(({ copy, ping }) => `${copy} ${String(ping)}` === key);
    const count = calls.filter((call) => same.some((order) => isPing(call, order))).length;
    return count > same.length + (leave.mayRepeat ? 1 : 0)
      ? [`rings ${String(count)} times: ${key}`]
      : [];
  });
  if (leave.isDropped || leave.isAskedFor) {
    return tooOften;
  }
  const lost = record.copies.flatMap(({ key }) => {
    const last = ordered.findLast(({ copy }) => copy === key);
    const marks = new Set(steps.slice(last?.index ?? 0).map(({ state }) => stateMark(state)));
    const isThere =
      last === undefined ||
      calls.some((call) => isPing(call, last) && marks.has(call.card.zone ?? ''));
    return isThere ? [] : [`rings not: ${key} ${String(last.ping)}`];
  });
  return [...tooOften, ...lost];
}

function isPing({ kind, to, card }: Call, order: Show): boolean {
  if (card.summary !== order.ping) {
    return false;
  }
  if (kind === 'mail') {
    return 'person' in order.to && to === mailOf({ id: order.to.person, name: '' });
  }
  const { card: name, reader } = card.content as {
    readonly card?: string;
    readonly reader?: string;
  };
  return name === order.card && reader === ('person' in order.to ? order.to.person : 'everybody');
}

/** Law: nothing waits, is under way or is stuck; nothing older has to be folded; what is over is forgotten. */
function leftOver(record: LiveRecord): readonly string[] {
  return [
    ...leftToSend(record).map(({ id, order }) => `left: ${id} ${order.type}`),
    ...record.effects.filter(({ lease }) => lease !== undefined).map(({ id }) => `leased: ${id}`),
    ...record.copies.flatMap(leftOfCopy),
  ];
}

function leftOfCopy({ key, previous, retiring, ping, activityId }: Copy): readonly string[] {
  return [
    ...(previous.length > 0 && activityId !== undefined ? [`not folded: ${key}`] : []),
    ...(retiring === true ? [`not forgotten: ${key}`] : []),
    ...(ping === undefined ? [] : [`still to ring: ${key} ${ping}`]),
  ];
}
