import type { Engagement } from '../../src/domain/engagement/engagement';
import { PermanentError, TransientError } from '../../src/errors';
import { formatsFor } from '../../src/text/formats';
import { wordsFor } from '../../src/text/words';
import { conversationRecord } from '../../src/workflow/conversation-record';
import { loadState } from '../../src/workflow/load-record';
import type { Meetings } from '../../src/workflow/ports';
import { engage, ENGAGEMENT } from '../support/engaged';
import { FakeChats } from '../support/fake-chats';
import { FakeCalendars, FakeMeetings } from '../support/fake-meetings';
import { ADA, FakeTeams, FRAN, GROUP, PAT, readOn, SAM, type Member } from '../support/fake-teams';

const { t } = wordsFor('en');
const FACE = { id: ENGAGEMENT, card: 'kickoff', face: 'meeting' };
const TYPED = { id: ENGAGEMENT, time: 'another', day: '2026-12-01', hour: '9.30' };

const NAMES = formatsFor('en', 'UTC').list([PAT.name, t('person.you'), FRAN.name]);

let teams: FakeTeams;
let calendars: FakeCalendars;

beforeEach(() => {
  calendars = new FakeCalendars();
  return openEngaged(calendars);
});

/** The way to an engagement whose kickoff chat is open, each step by who may take it. */
async function openEngaged(meetings: Meetings): Promise<void> {
  const chats = new FakeChats([conversationRecord(GROUP.id)]);
  teams = new FakeTeams({ chats, meetings });
  await teams.open();
  await teams.install(PAT, GROUP);
  await engage(teams);
}

async function meeting(): Promise<Engagement['meeting']> {
  return (await loadState<Engagement>(teams.ports, ENGAGEMENT))?.meeting;
}

/** Moments that a card proposes. */
function proposedOn(shown: unknown): readonly string[] {
  const values = [...readOn(shown).matchAll(/"value":"(\d{13})"/g)].map(([, at = '']) => at);
  return [...new Set(values)]; // The chosen one is told twice.
}

/** What is pressed, and what comes of it once everything is carried out. */
async function press(by: Member, verb: string, payload: object): Promise<unknown> {
  const answer = await teams.press(by, verb, payload, GROUP);
  await teams.house.dispatcher.idle();
  return answer;
}

describe('planning the kickoff meeting', () => {
  it('proposes three times and decides nothing', async () => {
    const shown = await press(SAM, 'engagement.turn', FACE);

    expect(proposedOn(shown)).toHaveLength(3);
    expect(await meeting()).toBeUndefined();
  });

  it('takes one of the proposed times', async () => {
    const [first = ''] = proposedOn(await press(SAM, 'engagement.turn', FACE));

    await press(SAM, 'engagement.plan-meeting', { id: ENGAGEMENT, time: first, day: '', hour: '' });

    expect(await meeting()).toMatchObject({ status: 'Booked', startAt: Number(first) });
  });

  it('takes a day and an hour in the zone of the engagement', async () => {
    await press(PAT, 'engagement.plan-meeting', TYPED);

    expect(await meeting()).toMatchObject({ startAt: Date.parse('2026-12-01T09:30:00Z') });
  });

  it.each([
    ['a day that is none', { ...TYPED, day: '' }, 'problem.meeting-date'],
    ['an hour that is none', { ...TYPED, hour: 'nine' }, 'refusal.hour-wrong'],
  ] as const)(
    'shows what is wrong with %s, with the times once more',
    async (_what, sent, problem) => {
      const shown = await press(PAT, 'engagement.plan-meeting', sent);

      expect(readOn(shown)).toContain(t(problem));
      expect(proposedOn(shown)).toHaveLength(3);
      expect(await meeting()).toBeUndefined();
    },
  );

  it.each<[string, Error]>([
    ['throttles', new TransientError('graph/throttled', 'Slow down.')],
    ['refuses', new PermanentError('graph/refused', 'No.')],
  ])(
    'goes on without calendars when Graph %s, and says whose were not seen',
    async (_what, error) => {
      calendars.hide(error);

      const shown = await press(SAM, 'engagement.turn', FACE);

      expect(proposedOn(shown)).toHaveLength(3);
      expect(readOn(shown)).toContain(t('meeting.unseen', { names: NAMES }));
    },
  );

  it('is nothing for somebody who is not one of the three', async () => {
    await press(ADA, 'engagement.plan-meeting', TYPED);
    const shown = await press(ADA, 'engagement.turn', FACE);

    expect(proposedOn(shown)).toEqual([]);
    expect(await meeting()).toBeUndefined();
  });

  it('says that the invitations are on their way where somebody plans again meanwhile', async () => {
    calendars.failNext(new TransientError('graph/unavailable', 'Later.'));
    await press(PAT, 'engagement.plan-meeting', TYPED);

    const shown = await press(SAM, 'engagement.turn', FACE);

    expect(readOn(shown)).toContain(t('refusal.meeting-pending'));
    expect(proposedOn(shown)).toEqual([]);
  });

  it('stands on the card of the chat with time and link, and in the history', async () => {
    await press(PAT, 'engagement.plan-meeting', TYPED);

    const front = await press(SAM, 'engagement.turn', { ...FACE, face: 'front' });
    expect(readOn(front)).toContain('"url":"https://teams.microsoft.com/l/meetup-join/1"');
    expect(readOn(await teams.say(PAT, 'history'))).toContain('kickoff meeting planned for');
  });

  it('is called off with a press, once', async () => {
    await press(PAT, 'engagement.plan-meeting', TYPED);

    await press(FRAN, 'engagement.cancel-meeting', { id: ENGAGEMENT, edition: 1 });
    await press(FRAN, 'engagement.cancel-meeting', { id: ENGAGEMENT, edition: 1 });

    expect(await meeting()).toMatchObject({ status: 'Cancelled' });
    expect(calendars.cancelled).toHaveLength(1);
  });
});

test('where nothing writes into calendars the card offers the invitation, filled in, and says so', async () => {
  await openEngaged(new FakeMeetings());
  await press(PAT, 'engagement.plan-meeting', TYPED);

  const front = readOn(await press(SAM, 'engagement.turn', { ...FACE, face: 'front' }));

  expect(front).toContain('"url":"https://teams.microsoft.com/l/meeting/new?subject=');
  expect(front).toContain(wordsFor('es').t('meeting.left'));
});

describe('typed', () => {
  it.each(['plan the kickoff', 'planificar el inicio', 'Kick-off planen 1001', 'Termin finden'])(
    '"%s" opens the face with proposed times',
    async (text) => {
      expect(proposedOn(await teams.say(SAM, text))).toHaveLength(3);
    },
  );
});
