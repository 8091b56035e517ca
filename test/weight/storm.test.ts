import { createConnector } from '../../src/bot/connector';
import { createMessenger } from '../../src/bot/messenger';
import { createPace } from '../../src/bot/pace';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import type { PersonRef, RequestId } from '../../src/domain/kernel';
import { createDispatcher, type Dispatcher } from '../../src/workflow/dispatcher';
import type { EffectPorts, Messenger } from '../../src/workflow/ports';
import { crowdOf, moveInCrowd, openForm } from '../support/crowd';
import { FixedClock } from '../support/fake-clock';
import { FPM } from '../support/fake-directory';
import { chatOf, openHouse, type FakeHouse } from '../support/fake-house';
import { ANSWERS, give, given, stored } from '../support/fake-requests';
import { FakeTimer } from '../support/fake-timer';
import { leftToSend } from '../support/left-to-do';
import { type StubAnswer, StubConnector } from '../support/stub-connector';
import { refusal, trapsThatEnd } from './traps';

/** Tuesday, 2026-11-24, 10:00 UTC: inside everybody's working hours. */
const TUESDAY_10 = Date.UTC(2026, 10, 24, 10);
/** Of the connector, for a call whose answer never comes. Milliseconds. */
const TIMEOUT_MS = 1_000;
/** Chats with forms in them, and forms in each. */
const [CHATS, FORMS] = [12, 6];
/** Answers while the storm lasts, and the part of them that are failures. */
const [STORM, FAILING] = [100, 0.3];
/** Nothing that somebody waits for takes longer. Milliseconds. */
const TURN_MAX_MS = 3_000;
const MINUTE_MS = 60_000;
const SEEDS = [1, 2];

/** What a storm throws about: everything that passes, and answers that cannot be read. */
const TRAPS: readonly StubAnswer[] = [
  ...trapsThatEnd('later').map(([, { answer }]) => answer),
  ...trapsThatEnd('there').map(([, { answer }]) => answer),
  refusal(429, 'Throttled', { 'Retry-After': '2' }),
];

/** Numbers from 0 to 1 that look like chance and are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let stub: StubConnector;
let dispatcher: Dispatcher;

beforeEach(async () => {
  stub = new StubConnector();
  await stub.start();
});

afterEach(async () => {
  await dispatcher.stop();
  await stub.stop();
});

interface Weather {
  readonly house: FakeHouse;
  readonly ports: EffectPorts;
  /** Calls that the dispatcher made of the messenger. */
  readonly calls: string[];
  readonly passes: (ms: number) => Promise<void>;
}

/** The edge as the application wires it, its calls counted. */
function realMessenger(house: FakeHouse, clock: FixedClock, calls: string[]): Messenger {
  const adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: TIMEOUT_MS,
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log: house.log,
    onTurnError: () => Promise.resolve(),
    fallbackAnswer: () => undefined,
  });
  const messenger = createMessenger(createConnector(adapter, () => clock.now()));
  return {
    post: (address, card) => {
      calls.push(`POST ${address.teamsId}`);
      return messenger.post(address, card);
    },
    edit: (address, activityId, card) => {
      calls.push(`PUT ${address.teamsId}`);
      return messenger.edit(address, activityId, card);
    },
  };
}

/** Time only passes by hand, while the calls really go over a wire. */
async function openTeams(people: readonly PersonRef[]): Promise<Weather> {
  const clock = new FixedClock(TUESDAY_10);
  const leaseClock = new FixedClock(TUESDAY_10);
  const timer = new FakeTimer(leaseClock, clock);
  const house = openHouse({ clock, leaseClock });
  const calls: string[] = [];
  const ports: EffectPorts = {
    ...house.ports,
    messenger: realMessenger(house, clock, calls),
    kick: (id) => {
      dispatcher.kick(id);
    },
  };
  const pacing = { pace: createPace(leaseClock), ringAfter: timer.ringAfter };
  dispatcher = createDispatcher(ports, pacing);
  const { serviceUrl } = stub;
  await moveInCrowd(ports, people, { serviceUrl, tenantOf: () => 'tenant' });
  return { house, ports, calls, passes: (ms) => timer.forward(ms, dispatcher.idle) };
}

function form(chat: number, n: number): RequestId {
  return `request:${String(chat)}-${String(n)}`;
}

/** Everybody opens forms, and sends the first one in. How long each of these took, in real milliseconds. */
async function everybodyWorks(
  { ports, passes }: Weather,
  people: readonly PersonRef[],
): Promise<number[]> {
  const took: number[] = [];
  const timed = async (turn: () => Promise<unknown>): Promise<void> => {
    const begin = performance.now();
    await turn();
    took.push(performance.now() - begin);
  };
  for (let n = 1; n <= FORMS; n += 1) {
    for (const [chat, person] of people.entries()) {
      await timed(() => openForm(ports, person, form(chat, n)));
    }
    await passes(1_000);
  }
  for (const [chat, person] of people.entries()) {
    const submit = given(ports, person, { type: 'Submit', answers: ANSWERS });
    await timed(() => give(ports, form(chat, 1), submit));
  }
  return took;
}

/** Positions of the requests by which the cards of these forms came; those whose answer could not be read are left out. */
async function arrivals(ports: EffectPorts, forms: readonly RequestId[]): Promise<number[]> {
  const found: number[] = [];
  for (const id of forms) {
    const { copies } = await stored(ports, id);
    const sent = copies.find(({ key }) => key === 'partner')?.activityId;
    found.push(...(sent === undefined ? [] : [Number(sent.slice('sent-'.length))]));
  }
  return found;
}

test.each(SEEDS)(
  'a storm (%d) costs one request per attempt, keeps nobody waiting, and everything arrives in order',
  async (seed) => {
    const random = seeded(seed);
    const people = crowdOf(CHATS);
    const weather = await openTeams(people);
    const { ports, calls, passes, house } = weather;
    const storm = Array.from({ length: STORM }, (_one, index): StubAnswer =>
      random() < FAILING
        ? TRAPS[Math.floor(random() * TRAPS.length)]!
        : { status: 201, body: { id: `sent-${String(index + 1)}` } },
    );
    stub.script(...storm);

    const took = await everybodyWorks(weather, people);
    await passes(MINUTE_MS);
    const during = stub.requests.length;
    await passes(2 * MINUTE_MS);

    const forms = people.map((_one, chat) =>
      Array.from({ length: FORMS }, (_form, n) => form(chat, n + 1)),
    );
    const left = await Promise.all(
      forms.flat().map(async (id) => leftToSend(await stored(ports, id))),
    );
    const failed = storm.filter((answer) => isLater(answer)).length;
    expect(during).toBeGreaterThanOrEqual(STORM);
    expect(failed).toBeGreaterThan(0.1 * STORM);
    expect(stub.requests).toHaveLength(calls.length);
    expect(left.flat()).toEqual([]);
    expect(house.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    for (const chat of forms) {
      const order = await arrivals(ports, chat.slice(1));
      expect(order).toEqual(order.toSorted((one, other) => one - other));
    }
    expect(Math.max(...took)).toBeLessThan(TURN_MAX_MS);
    const chats = [
      ...people.map((person) => ({ chat: chatOf(person), cards: FORMS })),
      { chat: chatOf(FPM), cards: CHATS },
    ];
    for (const { chat, cards } of chats) {
      const taken = takenIn(chat, storm);
      // A message without an id cannot be edited: when its card changes afterwards it is posted once more.
      const noIds = taken.filter((answer) => !hasId(answer)).length;
      expect(taken.length).toBeGreaterThanOrEqual(cards);
      expect(taken.length).toBeLessThanOrEqual(cards + noIds);
    }
  },
  20_000,
);

/** Whether Teams did not take a message that it answered so. */
function isLater(answer: StubAnswer | undefined): boolean {
  const later = trapsThatEnd('later').map(([, trap]) => trap.answer);
  const throttled = typeof answer === 'object' && answer.status === 429;
  return answer !== undefined && (throttled || later.includes(answer));
}

/** The answers to the new messages that Teams took in a chat, in the order in which they came. */
function takenIn(chat: string, storm: readonly StubAnswer[]): readonly (StubAnswer | undefined)[] {
  return stub.requests.flatMap(({ method, path }, index) =>
    method === 'POST' && path.includes(`/${chat}/`) && !isLater(storm[index]) ? [storm[index]] : [],
  );
}

function hasId(answer: StubAnswer | undefined): boolean {
  const { body } = (answer ?? { body: { id: 'after the storm' } }) as { readonly body?: unknown };
  return typeof body === 'object' && body !== null && 'id' in body;
}
