import type { PersonId, PersonRef, RecordId } from '../../src/domain/kernel';
import { createLocalKickoffChats } from '../../src/graph/local-kickoff-chats';
import { EXPERT, FPM, PARTNER } from '../support/fake-directory';

const PLAN = { topic: 'Kickoff', members: [PARTNER, FPM, EXPERT] };

/** The group chats of these people; all others have no window. */
function windowsOf(
  ...open: readonly (readonly [PersonRef, RecordId])[]
): (person: PersonId) => Promise<RecordId | undefined> {
  const chats = new Map(open.map(([{ id }, chat]) => [id, chat]));
  return (person) => Promise.resolve(chats.get(person));
}

it('is the group chat of every window, in the order of the members', async () => {
  const chats = createLocalKickoffChats(
    windowsOf([FPM, 'conversation:f'], [EXPERT, 'conversation:e'], [PARTNER, 'conversation:p']),
  );

  const opened = await chats.open('engagement:1', PLAN);

  expect(opened).toEqual({ chats: ['conversation:p', 'conversation:f', 'conversation:e'] });
});

it('leaves out members without a window', async () => {
  const chats = createLocalKickoffChats(windowsOf([FPM, 'conversation:f']));

  const opened = await chats.open('engagement:1', PLAN);

  expect(opened).toEqual({ chats: ['conversation:f'] });
});

it('names a chat that several members share once', async () => {
  const chats = createLocalKickoffChats(
    windowsOf([PARTNER, 'conversation:a'], [FPM, 'conversation:b'], [EXPERT, 'conversation:a']),
  );

  const opened = await chats.open('engagement:1', PLAN);

  expect(opened).toEqual({ chats: ['conversation:a', 'conversation:b'] });
});

it('is empty when nobody has a window, and when there is nobody', async () => {
  const nobodys = createLocalKickoffChats(windowsOf());
  const everybodys = createLocalKickoffChats(windowsOf([FPM, 'conversation:f']));

  const withoutWindows = await nobodys.open('engagement:1', PLAN);
  const withoutMembers = await everybodys.open('engagement:1', { ...PLAN, members: [] });

  expect([withoutWindows, withoutMembers]).toEqual([{ chats: [] }, { chats: [] }]);
});

it('finds the same chats under whatever key they are asked for', async () => {
  const chats = createLocalKickoffChats(windowsOf([FPM, 'conversation:f']));

  const first = await chats.open('engagement:1', PLAN);
  const second = await chats.open('engagement:2', PLAN);

  expect(second).toEqual(first);
});

it('fails as looking for the windows fails', async () => {
  const outage = new Error('The store does not answer.');
  const chats = createLocalKickoffChats(() => Promise.reject(outage));

  const opening = chats.open('engagement:1', PLAN);

  await expect(opening).rejects.toBe(outage);
});
