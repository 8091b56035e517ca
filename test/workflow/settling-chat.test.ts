import { PermanentError } from '../../src/errors';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { UNLIMITED } from '../../src/workflow/pace-port';
import { seedDirectory } from '../../src/workflow/seed-directory';
import { FakeChatMaker } from '../support/fake-chats';
import { EXPERT, FPM, mailOf, PARTNER, SEED } from '../support/fake-directory';
import { installFor, moveIn, openHouse, type FakeHouse } from '../support/fake-house';
import { FakeOnboarding } from '../support/fake-onboarding';
import {
  accepted,
  approved,
  ENGAGEMENT,
  REQUEST,
  stored,
  submitted,
} from '../support/fake-requests';

const MADE = '19:made-1@thread.v2';
const FIRST_CHAT = `a:${FPM.id}`;
const MINUTE = 60_000;

function refused(code: string): PermanentError {
  return new PermanentError('delivery/refused', 'No.', { details: { status: 403, code } });
}

const NOT_IN_ROSTER = refused('BotNotInConversationRoster');

async function carryOut(
  house: FakeHouse,
  id: typeof REQUEST | typeof ENGAGEMENT = ENGAGEMENT,
): Promise<void> {
  house.dispatcher.kick(id);
  await house.dispatcher.idle();
}

/** Minutes pass, one after the other, and what is due is carried out. */
async function pass(
  house: FakeHouse,
  minutes: number,
  id: Parameters<typeof carryOut>[1] = ENGAGEMENT,
): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    house.clock.forward(MINUTE);
    house.leaseClock.forward(MINUTE);
    await carryOut(house, id);
  }
}

async function blockedIn(house: FakeHouse, chat: string): Promise<unknown> {
  const { state } = await stored(house.ports, conversationRecord(chat));
  return (state as { readonly blocked?: unknown }).blocked;
}

/** The chat of the three was made, and Teams refuses the bot there like this. */
async function madeHouse(refusal: PermanentError): Promise<FakeHouse> {
  const house = openHouse({ chatMaker: new FakeChatMaker() });
  await moveIn(house.ports);
  await submitted(house.ports);
  await approved(house.ports);
  await carryOut(house, REQUEST);
  await accepted(house.ports);
  await carryOut(house, REQUEST);
  house.messenger.refuse(MADE, refusal);
  await carryOut(house);
  return house;
}

test('a chat that Graph has just made is tried again until Teams counts the bot to it; each card comes once', async () => {
  const house = await madeHouse(NOT_IN_ROSTER);
  await pass(house, 1);
  house.messenger.refuse(MADE, undefined);

  await pass(house, 2);

  expect(house.messenger.posts(MADE).map(({ summary }) => summary)).toEqual(['P6', 'silent']);
  expect(await blockedIn(house, MADE)).toBeUndefined();
});

test('after five minutes it counts as refused, and an operator sees it', async () => {
  const house = await madeHouse(NOT_IN_ROSTER);
  await pass(house, 4);
  const meanwhile = await blockedIn(house, MADE);

  await pass(house, 6);

  expect(meanwhile).toBeUndefined();
  expect(await blockedIn(house, MADE)).toMatchObject({ code: 'delivery/refused' });
  const { effects } = await stored(house.ports, ENGAGEMENT);
  expect(effects.map(({ stuck }) => stuck?.code)).toContain('delivery/unreachable');
});

test('any other refusal there is one at once', async () => {
  const house = await madeHouse(refused('MessageWritesBlocked'));

  expect(await blockedIn(house, MADE)).toMatchObject({ code: 'delivery/refused' });
});

/** The FPM has no chat yet, and the bot is brought to them. */
async function onboardingHouse(
  pacing?: NonNullable<Parameters<typeof openHouse>[0]>['pacing'],
): Promise<FakeHouse & { readonly onboarding: FakeOnboarding }> {
  const onboarding = new FakeOnboarding();
  const house = openHouse({ onboarding, ...(pacing === undefined ? {} : { pacing }) });
  await seedDirectory(house.ports, SEED);
  for (const person of [PARTNER, EXPERT]) {
    await installFor(house.ports, person);
  }
  return { ...house, onboarding };
}

test('a chat of two that was just opened is tried again as well', async () => {
  const house = await onboardingHouse();
  house.messenger.refuse(FIRST_CHAT, NOT_IN_ROSTER);
  await submitted(house.ports);
  await carryOut(house, REQUEST);
  house.messenger.refuse(FIRST_CHAT, undefined);

  await pass(house, 1, REQUEST);

  expect(house.messenger.posts(FIRST_CHAT).map(({ summary }) => summary)).toEqual(['P1']);
  expect(house.mailer.subjectsTo(mailOf(FPM))).toEqual(['arrival']);
});

test('one that cannot be opened yet is asked for again, not given up for a week', async () => {
  const house = await onboardingHouse();
  house.onboarding.refuseChat(NOT_IN_ROSTER);
  await submitted(house.ports);
  await carryOut(house, REQUEST);

  await pass(house, 1, REQUEST);

  expect(house.messenger.posts(FIRST_CHAT).map(({ summary }) => summary)).toEqual(['P1']);
  expect((await stored(house.ports, FPM.id)).state).not.toHaveProperty('chatRefused');
});

test('the first message into a chat that was just opened keeps to the pace of Teams', async () => {
  const pace = {
    ...UNLIMITED,
    waitMs: ({ teamsId }: { readonly teamsId: string }) => (teamsId === FIRST_CHAT ? 1_000 : 0),
  };
  const house = await onboardingHouse({ pace, ringAfter: () => () => undefined });

  await submitted(house.ports);
  await carryOut(house, REQUEST);

  expect(house.onboarding.opened.map(({ person }) => person)).toEqual([FPM.id]);
  expect(house.messenger.posts(FIRST_CHAT)).toEqual([]);
  expect(house.dispatcher.figures().waiting).toBe(1);
});
