import { handleCommand } from '../../src/workflow/handle-command';
import { wordsFor } from '../../src/text/words';
import { engage, ENGAGEMENT, REQUEST } from '../support/engaged';
import { FakeChats } from '../support/fake-chats';
import { given, REPORT } from '../support/fake-requests';
import { FakeTeams, FRAN, PAT, readOn, SAM } from '../support/fake-teams';

const { t } = wordsFor('en');

let teams: FakeTeams;

beforeEach(async () => {
  teams = new FakeTeams({ chats: new FakeChats() });
  await teams.open();
  await engage(teams);
  await teams.press(SAM, 'request.contacted', { id: REQUEST });
});

/** Sam reports the end, with every criterion met or with one open. */
async function reported(criteriaMet: 'yes' | 'no'): Promise<void> {
  const whyUnmet = criteriaMet === 'yes' ? '' : 'The old sign-in is still on.';
  const order = given(teams.ports, SAM, { ...REPORT, criteriaMet, whyUnmet });
  await handleCommand(teams.ports, ENGAGEMENT, { command: order });
  await teams.house.dispatcher.idle();
}

function opens(replies: unknown, id: string): boolean {
  return readOn(replies).includes(`"id":"${id}"`);
}

describe('"my requests" of the requester', () => {
  it('shows the request while the work runs', async () => {
    const replies = await teams.say(PAT, 'my requests');

    expect(opens(replies, REQUEST)).toBe(true);
    expect(opens(replies, ENGAGEMENT)).toBe(false);
  });

  it('shows the engagement in its place while the end waits for the requester', async () => {
    await reported('yes');

    const replies = await teams.say(PAT, 'my requests');

    expect(opens(replies, ENGAGEMENT)).toBe(true);
    expect(opens(replies, REQUEST)).toBe(false);
    expect(readOn(replies)).toContain(t('status.engagement.WrappingUp'));
  });

  it('shows the request again once the end is confirmed', async () => {
    await reported('yes');
    await teams.press(PAT, 'engagement.confirm', { id: ENGAGEMENT });

    const replies = await teams.say(PAT, 'my requests');

    expect(opens(replies, REQUEST)).toBe(true);
    expect(opens(replies, ENGAGEMENT)).toBe(false);
  });
});

it('"my requests" of the FPM shows an end with open criteria, which waits for the FPM', async () => {
  await reported('no');

  const forFpm = await teams.say(FRAN, 'my requests');
  const forRequester = await teams.say(PAT, 'my requests');

  expect(opens(forFpm, ENGAGEMENT)).toBe(true);
  expect(opens(forRequester, ENGAGEMENT)).toBe(false);
});

describe('an empty list of requests', () => {
  beforeEach(async () => {
    teams = new FakeTeams();
    await teams.open();
  });

  it.each([
    ['a requester', PAT, true],
    ['an FPM', FRAN, false],
    ['an expert', SAM, false],
  ] as const)('offers to begin one to whom may: %s', async (_who, reader, isOffered) => {
    const replies = await teams.say(reader, 'my requests');

    expect(readOn(replies)).toContain(t('list.my.empty'));
    expect(readOn(replies).includes('home.request')).toBe(isOffered);
  });
});
