import type { ForeignAccount } from '../../src/domain/directory/person';
import type { PersonRef } from '../../src/domain/kernel';
import { BugError, PermanentError, TransientError } from '../../src/errors';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { seedDirectory } from '../../src/workflow/seed-directory';
import { EXPERT, FPM, mailOf, PARTNER, SEED } from '../support/fake-directory';
import { chatOf, installFor, openChat, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeOnboarding } from '../support/fake-onboarding';
import { approved, REQUEST, stored, submitted } from '../support/fake-requests';

const DAY_MS = 86_400_000;
/** Who the bot is by its own settings. */
const OURS = { tenantId: 'tenant', botId: '28:us' };
const BUSY = new TransientError('graph/unavailable', 'Not now.');
const FORBIDDEN = new PermanentError('graph/refused', 'No licence.');

/** A house in which only these have a chat; the FPM's account is of this kind. */
async function houseWith(
  people: readonly PersonRef[],
  account?: ForeignAccount,
): Promise<FakeHouse & { readonly onboarding: FakeOnboarding }> {
  const onboarding = new FakeOnboarding();
  const house = openHouse({ onboarding });
  const whose = account === undefined ? {} : { account };
  await seedDirectory(house.ports, {
    ...SEED,
    people: SEED.people.map(({ id, entry }) => ({
      id,
      entry: id === FPM.id ? { ...entry, ...whose } : entry,
    })),
  });
  for (const person of people) {
    await installFor(house.ports, person);
  }
  return { ...house, onboarding };
}

async function carryOut(house: FakeHouse): Promise<void> {
  house.dispatcher.kick(REQUEST);
  await house.dispatcher.idle();
}

test('a ping brings the bot to somebody who never had a chat with it, where Teams has told it answers', async () => {
  const house = await houseWith([PARTNER, EXPERT]);

  await submitted(house.ports);
  await carryOut(house);

  expect(house.onboarding.installed).toEqual([FPM.id]);
  expect(house.onboarding.opened).toEqual([
    { person: FPM.id, ...OURS, serviceUrl: 'https://smba.example.com/teams/' },
  ]);
  expect(house.messenger.posts(`a:${FPM.id}`).map(({ summary }) => summary)).toEqual(['P1']);
  expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival']);
});

test('the chat is kept: the next ping goes there at once', async () => {
  const house = await houseWith([PARTNER, FPM]);
  await submitted(house.ports);
  await approved(house.ports);
  await carryOut(house);
  const [first] = house.messenger.posts(`a:${EXPERT.id}`);

  await carryOut(house);

  expect(first).toMatchObject({ summary: 'P5' });
  expect(house.onboarding.installed).toEqual([EXPERT.id]);
});

test('while Teams has told nothing yet the documented address is asked', async () => {
  const house = await houseWith([]);

  await submitted(house.ports);
  await carryOut(house);

  expect(house.onboarding.opened.map(({ serviceUrl }) => serviceUrl)).toContain(
    house.onboarding.bot.serviceUrl,
  );
});

test.each([
  { known: [PARTNER], serviceUrl: 'https://smba.example.com/teams/' },
  { known: [], serviceUrl: 'https://smba.trafficmanager.net/teams/' },
])(
  'what a chat of another tenant has told is not asked there: $serviceUrl is',
  async ({ known, serviceUrl }) => {
    const house = await houseWith(known);
    house.clock.forward(1_000);
    const elsewhere = { tenantId: 'elsewhere', serviceUrl: 'https://smba.example.com/elsewhere/' };
    await openChat(house.ports, 'newest', 'personal', elsewhere);

    await submitted(house.ports);
    await carryOut(house);

    expect(house.onboarding.opened).toContainEqual({ person: FPM.id, ...OURS, serviceUrl });
    expect((await stored(house.ports, conversationRecord(`a:${FPM.id}`))).state).toMatchObject({
      ...OURS,
      serviceUrl,
    });
  },
);

test.each<[string, ForeignAccount]>([
  ['a guest', { kind: 'guest' }],
  ['somebody of another tenant', { kind: 'federated', tenantId: 'elsewhere' }],
])('%s gets a mail: the app is not installed for them', async (_who, account) => {
  const house = await houseWith([PARTNER, EXPERT], account);

  await submitted(house.ports);
  await carryOut(house);

  expect(house.onboarding.installed).toEqual([]);
  expect(house.mailer.subjectsTo(mailOf(FPM)).toSorted()).toEqual(['P1', 'arrival']);
});

test('whoever removed the bot is left alone', async () => {
  const house = await houseWith([PARTNER, FPM, EXPERT]);
  house.messenger.refuse(chatOf(FPM), new PermanentError('delivery/refused', 'Removed.'));

  await submitted(house.ports);
  await carryOut(house);

  expect(house.onboarding.installed).toEqual([]);
  expect(house.mailer.subjectsTo(mailOf(FPM))).toContain('P1');
});

test('a refusal becomes a mail and is remembered for a week', async () => {
  const house = await houseWith([PARTNER, EXPERT]);
  house.onboarding.failNext(FORBIDDEN);
  await submitted(house.ports);
  await carryOut(house);
  const refused = (await stored(house.ports, FPM.id)).state;

  await submitted(house.ports, 'request:r2');
  house.dispatcher.kick('request:r2');
  await house.dispatcher.idle();
  const meanwhile = [...house.onboarding.installed];
  house.clock.forward(7 * DAY_MS);
  await submitted(house.ports, 'request:r3');
  house.dispatcher.kick('request:r3');
  await house.dispatcher.idle();

  expect(refused).toMatchObject({ chatRefused: { code: 'graph/refused' } });
  expect(meanwhile).toEqual([]);
  expect(house.onboarding.installed).toEqual([FPM.id]);
  expect((await stored(house.ports, FPM.id)).state).not.toHaveProperty('chatRefused');
});

test.each([
  ['permission or app are missing', new PermanentError('graph/faulty', 'Not uploaded yet.')],
  ['Teams does not know our registration', new PermanentError('delivery/faulty', 'Not us.')],
])(
  'where %s it is tried twice more and then by mail, and the next ping tries again',
  async (_what, fault) => {
    const house = await houseWith([PARTNER, EXPERT]);
    house.onboarding.failNext(fault, fault, fault);
    await submitted(house.ports);
    for (let minute = 0; minute < 3; minute += 1) {
      await carryOut(house);
      house.clock.forward(60_000);
    }
    const { state } = await stored(house.ports, FPM.id);
    const before = house.mailer.subjectsTo(mailOf(FPM));

    await submitted(house.ports, 'request:r2');
    house.dispatcher.kick('request:r2');
    await house.dispatcher.idle();

    expect(before).toEqual(['arrival', 'P1']);
    expect(state).not.toHaveProperty('chatRefused');
    expect(house.onboarding.installed).toEqual([FPM.id]);
    expect(house.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: 'The bot could not be brought to a person.',
      }),
    );
  },
);

test.each(['delivery/refused', 'delivery/gone'] as const)(
  'a chat that Teams refuses (%s) is remembered',
  async (code) => {
    const house = await houseWith([PARTNER, EXPERT]);
    house.onboarding.refuseChat(new PermanentError(code, 'Not with them.'));
    await submitted(house.ports);

    await carryOut(house);

    expect((await stored(house.ports, FPM.id)).state).toMatchObject({ chatRefused: { code } });
    expect(house.mailer.subjectsTo(mailOf(FPM))).toContain('P1');
  },
);

test('a mistake of ours is not taken for a closed way', async () => {
  const house = await houseWith([PARTNER, EXPERT]);
  house.onboarding.failNext(new BugError('bug/unreachable', 'Ours.'));
  await submitted(house.ports);

  await carryOut(house);

  expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival']);
  expect(house.log.lines).toContainEqual(
    expect.objectContaining({ message: 'An effect is tried again later.' }),
  );
});

test('what may pass is tried twice more, then the ping goes by mail', async () => {
  const house = await houseWith([PARTNER, EXPERT]);
  house.onboarding.failNext(BUSY, BUSY, BUSY);
  await submitted(house.ports);
  await carryOut(house);
  house.clock.forward(60_000);
  await carryOut(house);
  const before = house.mailer.subjectsTo(mailOf(FPM));

  house.clock.forward(60_000);
  await carryOut(house);

  expect(before).toEqual(['arrival']);
  expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival', 'P1']);
  expect((await stored(house.ports, FPM.id)).state).not.toHaveProperty('chatRefused');
});
