import { createConnector } from '../../src/bot/connector';
import { createMessenger } from '../../src/bot/messenger';
import { createServiceUrlRule } from '../../src/bot/service-urls';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import type { ConversationId, PersonRef, RequestId } from '../../src/domain/kernel';
import { createDispatcher, type Dispatcher } from '../../src/workflow/dispatcher';
import { handleCommand } from '../../src/workflow/handle-command';
import type { EffectPorts } from '../../src/workflow/ports';
import type { Copy, PendingEffect } from '../../src/workflow/record';
import { patienceWith } from '../support/connector-failures';
import { FixedClock } from '../support/fake-clock';
import { EXPERT, FPM, mailOf, PARTNER, SECOND_EXPERT } from '../support/fake-directory';
import { chatOf, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import {
  approved,
  give,
  given,
  REQUEST,
  started,
  stored,
  submitted,
} from '../support/fake-requests';
import { type StubAnswer, StubConnector } from '../support/stub-connector';
import { refusal, trapsThatEnd } from './traps';

/** Tuesday, 2026-11-24, 10:00 UTC: inside everybody's working hours. */
const TUESDAY_10 = Date.UTC(2026, 10, 24, 10);
/** Longer than the first waits between attempts, shorter than anything that is promised to people. */
const A_WHILE_MS = 4 * 60_000;
/** How long a call to Teams may take whose answer never comes. */
const SILENT_MS = 400;
/** The first back-off: 1 to 2 seconds. */
const FIRST_WAIT = { from: 1_000, to: 2_000 } as const;

let stub: StubConnector;
let clock: FixedClock;
let house: FakeHouse;
let ports: EffectPorts;
let dispatcher: Dispatcher;
let moves = 0;

/** The edge as the application wires it, but for the clock by which a date in `Retry-After` is read. */
function realMessenger(answers: readonly StubAnswer[]): EffectPorts['messenger'] {
  const adapter = createTeamsAdapter({
    appId: '',
    connectorTimeoutMs: patienceWith(answers, SILENT_MS),
    allowedServiceUrl: createServiceUrlRule({ local: true }),
    log: house.log,
    onTurnError: () => Promise.resolve(),
    fallbackAnswer: () => undefined,
  });
  return createMessenger(createConnector(adapter, () => clock.now()));
}

function chatIdOf(person: PersonRef): ConversationId {
  return `conversation:${chatOf(person)}`;
}

/** The chat of a person with the bot is one of the stub. */
async function moveChat(person: PersonRef): Promise<void> {
  const id = chatIdOf(person);
  const address = {
    teamsId: chatOf(person),
    kind: 'personal',
    serviceUrl: stub.serviceUrl,
    tenantId: 'tenant',
    botId: 'bot',
  };
  moves += 1;
  const meta = { by: 'system', at: clock.now(), causeId: `moved:${String(moves)}` } as const;
  await handleCommand(ports, id, { command: { type: 'NoteAddress', id, address, ...meta } });
}

/** A process whose messages really go over a wire, to meet these answers; only the person named has a chat with the bot. */
async function openTeams(reachable: PersonRef, answers: readonly StubAnswer[]): Promise<void> {
  clock = new FixedClock(TUESDAY_10);
  house = openHouse({ clock, leaseClock: new FixedClock(TUESDAY_10) });
  ports = {
    ...house.ports,
    messenger: realMessenger(answers),
    kick: (id) => {
      dispatcher.kick(id);
    },
  };
  dispatcher = createDispatcher(ports);
  const others = [PARTNER, FPM, EXPERT, SECOND_EXPERT].filter(({ id }) => id !== reachable.id);
  await moveIn(ports, others);
  await moveChat(reachable);
}

beforeEach(async () => {
  stub = new StubConnector();
  await stub.start();
});

afterEach(async () => {
  await dispatcher.stop();
  await stub.stop();
});

async function carriedOut(id: RequestId = REQUEST): Promise<void> {
  dispatcher.kick(id);
  await dispatcher.idle();
}

/** A request has arrived, and its card for the FPM met these answers. */
async function postMeets(...answers: readonly StubAnswer[]): Promise<void> {
  await openTeams(FPM, answers);
  stub.script(...answers);
  await submitted(ports);
  await carriedOut();
}

/** The card stands in the chat of the FPM; its edit met these answers. */
async function editMeets(...answers: readonly StubAnswer[]): Promise<void> {
  await openTeams(FPM, answers);
  await submitted(ports);
  await carriedOut();
  stub.requests.length = 0;
  stub.script(...answers);
  await give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' }));
  await carriedOut();
}

async function pendingCard(): Promise<PendingEffect | undefined> {
  const { effects } = await stored(ports);
  return effects.find(({ order }) => order.type === 'Show' && order.copy === 'fpm');
}

async function copyOf(key: string): Promise<Copy | undefined> {
  return (await stored(ports)).copies.find((copy) => copy.key === key);
}

async function isBlocked(person: PersonRef): Promise<boolean> {
  const { state } = await stored(ports, chatIdOf(person));
  return (state as { readonly blocked?: object }).blocked !== undefined;
}

function methods(): readonly string[] {
  return stub.requests.map(({ method }) => method);
}

/** Mails that took the place of a card. */
function pingsByMail(): readonly string[] {
  return house.mailer.subjectsTo(mailOf(FPM)).filter((subject) => /^P\d/.test(subject));
}

async function later(ms: number): Promise<void> {
  clock.forward(ms);
  await carriedOut();
}

describe.each([
  ['a new card', 'POST', postMeets],
  ['the edit of a card', 'PUT', editMeets],
] as const)('%s', (_what, method, meets) => {
  test.each(trapsThatEnd('later'))(
    'that meets %s is put off, and each attempt is one request',
    async (_name, { answer, waitMs }) => {
      await meets(answer);

      const waiting = await pendingCard();
      const wait = (waiting?.notBefore ?? 0) - TUESDAY_10;
      expect(methods()).toEqual([method]);
      expect(waiting).toMatchObject({ attempts: 1 });
      expect(waiting).not.toHaveProperty('stuck');
      expect(wait).toBeGreaterThanOrEqual(waitMs ?? FIRST_WAIT.from);
      expect(wait).toBeLessThanOrEqual(waitMs ?? FIRST_WAIT.to);
      await later(wait - 1);
      expect(methods()).toEqual([method]);
      await later(1);
      expect(methods()).toEqual([method, method]);
      expect(await pendingCard()).toBeUndefined();
      expect(await copyOf('fpm')).toHaveProperty('activityId');
      expect([await isBlocked(FPM), pingsByMail()]).toEqual([false, []]);
    },
  );

  test.each(trapsThatEnd('stuck'))(
    'that meets %s is stuck for everybody to see, and the chat stays open',
    async (_name, { answer }) => {
      await meets(answer);
      await later(A_WHILE_MS);

      expect(methods()).toEqual([method]);
      expect(await pendingCard()).toMatchObject({ stuck: { at: TUESDAY_10 } });
      expect(await isBlocked(FPM)).toBe(false);
    },
  );

  test.each(trapsThatEnd('there'))(
    'that meets %s is not sent again, and the chat stays open',
    async (_name, { answer }) => {
      await meets(answer);
      await later(A_WHILE_MS);

      expect(methods()).toEqual([method]);
      expect(await pendingCard()).toBeUndefined();
      expect([await isBlocked(FPM), pingsByMail()]).toEqual([false, []]);
    },
  );
});

describe('a chat that is closed to the bot', () => {
  test.each(trapsThatEnd('other way'))(
    'is remembered after %s, and the ping becomes a mail',
    async (_name, { answer }) => {
      await postMeets(answer);
      await later(A_WHILE_MS);

      expect(methods()).toEqual(['POST']);
      expect(await pendingCard()).toBeUndefined();
      expect([await isBlocked(FPM), pingsByMail()]).toEqual([true, ['P1']]);
    },
  );

  test.each(trapsThatEnd('other way').filter(([name]) => name.startsWith('403')))(
    'is remembered when an edit meets %s, and a silent change sends no mail',
    async (_name, { answer }) => {
      await editMeets(answer);
      await later(A_WHILE_MS);

      expect(methods()).toEqual(['PUT']);
      expect(await pendingCard()).toBeUndefined();
      expect([await isBlocked(FPM), pingsByMail()]).toEqual([true, []]);
    },
  );

  it('gets no further request until the bot is let in again', async () => {
    await postMeets(refusal(403, 'ConversationBlockedByUser'));
    await give(ports, REQUEST, given(ports, FPM, { type: 'MarkComplete' }));
    await carriedOut();
    const whileClosed = stub.requests.length;

    await moveChat(FPM);
    await handleCommand(ports, REQUEST, { showAgain: 'fpm' });
    await carriedOut();

    expect(whileClosed).toBe(1);
    expect(methods()).toEqual(['POST', 'POST']);
    expect(await copyOf('fpm')).toHaveProperty('activityId');
  });
});

describe('a card that is gone', () => {
  test.each<[string, StubAnswer]>([
    ['ActivityNotFoundInConversation', refusal(404, 'ActivityNotFoundInConversation')],
    ['no word', { status: 404, body: '' }],
  ])('is posted anew when its edit meets a 404 with %s', async (_name, answer) => {
    await editMeets(answer, { status: 201, body: { id: 'anew' } });

    expect(methods()).toEqual(['PUT', 'POST']);
    expect(await copyOf('fpm')).toMatchObject({ activityId: 'anew' });
    expect(await pendingCard()).toBeUndefined();
    expect([await isBlocked(FPM), pingsByMail()]).toEqual([false, []]);
  });

  it('is not posted anew into a chat that is gone as well', async () => {
    const gone = refusal(404, 'ConversationNotFound');

    await editMeets(gone, gone);
    await later(A_WHILE_MS);

    expect(methods()).toEqual(['PUT', 'POST']);
    expect(await pendingCard()).toBeUndefined();
    expect(await isBlocked(FPM)).toBe(true);
  });
});

describe('a card that moves down', () => {
  const FOLDED = ['429 with seconds', '503 alone', 'a reset', 'silence'];

  /** The card of the partner is posted anew; folding the older one met this answer. */
  async function foldMeets(answer: StubAnswer): Promise<void> {
    await openTeams(PARTNER, [answer]);
    await started(ports);
    await carriedOut();
    await submitted(ports);
    await carriedOut();
    stub.requests.length = 0;
    stub.script({ status: 201, body: { id: 'below' } }, answer);
    await approved(ports);
    await carriedOut();
  }

  it('is not posted twice when the older one cannot be folded', async () => {
    await foldMeets(refusal(404, 'ActivityNotFoundInConversation'));
    await later(A_WHILE_MS);

    expect(methods()).toEqual(['POST', 'PUT']);
    expect(await copyOf('partner')).toMatchObject({ activityId: 'below', previous: [] });
    expect(await isBlocked(PARTNER)).toBe(false);
  });

  test.each(trapsThatEnd('later').filter(([name]) => FOLDED.includes(name)))(
    'leaves no older card with buttons behind when folding it meets %s',
    async (_name, { answer }) => {
      await foldMeets(answer);
      const atOnce = methods();
      await later(A_WHILE_MS);

      expect(atOnce).toEqual(['POST', 'PUT']);
      expect(methods()).toEqual(['POST', 'PUT', 'PUT']);
      expect(stub.requests[2]?.path).toBe(stub.requests[1]?.path);
      expect(await copyOf('partner')).toMatchObject({ activityId: 'below', previous: [] });
    },
  );
});

it('sends one request per attempt, and the card in the end, through a storm of all kinds', async () => {
  const storm = ['503 alone', 'a reset', 'silence', '412 PreconditionFailed', '429 with a date'];
  const answers = trapsThatEnd('later').flatMap(([name, { answer }]) =>
    storm.includes(name) ? [answer] : [],
  );
  await postMeets(...answers);
  const counts = [stub.requests.length];

  while (counts.length <= storm.length) {
    const waiting = await pendingCard();
    await later((waiting?.notBefore ?? 0) - clock.now());
    counts.push(stub.requests.length);
  }

  expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await pendingCard()).toBeUndefined();
  expect(await copyOf('fpm')).toHaveProperty('activityId');
});
