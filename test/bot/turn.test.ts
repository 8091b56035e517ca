import { wordsFor } from '../../src/text/words';
import type { Request } from '../../src/domain/request/request';
import { findRecords } from '../../src/workflow/find-states';
import {
  activityOf,
  ADA,
  bodyOf,
  chatWith,
  FakeTeams,
  LOCALES,
  OPERATOR_MAIL,
  PAT,
  readOn,
  STRANGER,
} from '../support/fake-teams';

const { t } = wordsFor('en');
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

let teams = new FakeTeams();

beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
});

/** All requests of the store, newest first. */
async function requests(): Promise<readonly Request[]> {
  const found = await findRecords(teams.ports, { kind: 'request', limit: 10 });
  return found.map(({ state }) => state as Request);
}

describe('somebody whom the directory does not know', () => {
  it('is told whom to write to, when they write', async () => {
    const replies = await teams.say(STRANGER, 'request SME');

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('unknown.title'));
    expect(readOn(replies)).toContain(OPERATOR_MAIL);
  });

  it('is told whom to write to, when they press a button', async () => {
    const body = await teams.press(STRANGER, 'home.request');

    expect(body).toMatchObject({ statusCode: 200, type: CARD_TYPE });
    expect(readOn(body)).toContain(t('unknown.title'));
    expect(readOn(body)).toContain(OPERATOR_MAIL);
  });

  it('changes nothing, whatever they press', async () => {
    await teams.press(STRANGER, 'home.request');
    await teams.press(STRANGER, 'home.language', { language: 'de' });

    expect(await requests()).toEqual([]);
  });

  it('reads it in the language of their Teams', async () => {
    const activity = activityOf('message', STRANGER, { text: 'hallo', locale: LOCALES.de });

    const replies = await teams.take(activity);

    expect(readOn(replies)).toContain(wordsFor('de').t('unknown.title'));
  });

  it('is in the log by id only, so that an operator can add them', async () => {
    await teams.say(STRANGER, 'This is a secret of mine.');

    const lines = teams.house.log.lines;
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        fields: { code: 'unknown-person', person: STRANGER.id },
      }),
    ]);
    expect(readOn(lines)).not.toMatch(/secret|Stranger/);
  });

  it('may be known to Teams by a name of ours: without an id of Entra nobody is', async () => {
    const from = { id: PAT.id, name: PAT.name };

    const replies = await teams.take(activityOf('message', PAT, { text: 'help', from }));

    expect(readOn(replies)).toContain(t('unknown.title'));
  });
});

describe('a message', () => {
  it.each(['help', 'HELP!', 'please help'])('is answered by one card: %s', async (text) => {
    const replies = await teams.say(PAT, text);

    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({
      type: 'message',
      attachments: [{ contentType: CARD_TYPE }],
    });
    expect(replies[0]).not.toHaveProperty('text');
    expect(readOn(replies)).toContain(t('home.partner.title'));
  });

  it('that is no command offers some and carries out none', async () => {
    const replies = await teams.say(PAT, 'what is the weather like');

    expect(readOn(replies)).toContain(t('not-understood.title'));
    expect(await requests()).toEqual([]);
  });

  it('offers help beside a command that is only near to what was typed', async () => {
    const replies = await teams.say(PAT, 'mis solicitudos');

    expect(readOn(replies)).toContain(t('not-understood.near'));
    expect(readOn(replies)).toContain('"intent":"my-requests"');
    expect(readOn(replies)).toContain('"intent":"help"');
  });

  it('may be without text: a picture, a reaction', async () => {
    const replies = await teams.take(activityOf('message', PAT));

    expect(readOn(replies)).toContain(t('not-understood.title'));
  });

  it('with an empty value is read by its text', async () => {
    const replies = await teams.take(activityOf('message', PAT, { text: 'help', value: null }));

    expect(readOn(replies)).toContain(t('home.partner.title'));
    expect(teams.house.log.lines).toEqual([]);
  });

  it('of which only the living card is the answer gets no other', async () => {
    const replies = await teams.say(PAT, 'request SME');

    expect(replies).toEqual([]);
    expect(teams.house.messenger.posts(chatWith(PAT).id)).toHaveLength(1);
    expect(await requests()).toMatchObject([{ status: 'Draft', requester: { id: PAT.id } }]);
  });

  it('that Teams delivers twice opens one form', async () => {
    const activity = activityOf('message', PAT, { text: 'request SME', id: 'activity-again' });

    await teams.take(activity);
    await teams.take(activity);

    expect(await requests()).toHaveLength(1);
  });
});

describe('a pressed button', () => {
  it('is answered by the card that takes its place, and by nothing else', async () => {
    const value = { action: { verb: 'home.say', data: { intent: 'my-requests' } } };
    const named = { name: 'adaptiveCard/action', value };

    const replies = await teams.take(activityOf('invoke', PAT, named));

    expect(replies).toHaveLength(1);
    expect(bodyOf(replies)).toMatchObject({ statusCode: 200, type: CARD_TYPE });
    expect(readOn(replies)).toContain(t('list.my.title'));
  });

  it.each([
    ['no verb of ours', { action: { verb: 'request.delete-all', data: {} } }],
    ['an id that is none', { action: { verb: 'request.approve', data: { id: '../1' } } }],
    ['a verb that is no word', { action: { verb: 7, data: [] } }],
    ['no payload', { action: { verb: 'record.open' } }],
    ['no action', {}],
    ['an empty action', { action: null }],
    ['an empty value', null],
    ['no value', undefined],
  ])('that sends %s is answered by a notice, and is no failure', async (_what, value) => {
    const named = { name: 'adaptiveCard/action', value };

    const body = bodyOf(await teams.take(activityOf('invoke', PAT, named)));

    expect(body).toMatchObject({ statusCode: 200, type: CARD_TYPE });
    expect(readOn(body)).toContain(t('refusal.unknown-button'));
    expect(teams.house.log.lines.map(({ level }) => level)).toEqual(['info']);
  });
});

describe('an invoke of another name', () => {
  it.each(['task/fetch', 'composeExtension/query', 'signin/verifyState', ''])(
    'is answered with nothing and changes nothing: %s',
    async (name) => {
      const value = { action: { verb: 'home.request', data: {} } };

      const replies = await teams.take(activityOf('invoke', PAT, { name, value }));

      expect(replies).toHaveLength(1);
      expect(bodyOf(replies)).toBeUndefined();
      expect(await requests()).toEqual([]);
    },
  );
});

describe('the Submit twin of a button', () => {
  const VALUE = { verb: 'home.say', intent: 'my-requests' };

  it('puts the answer in the place of its card', async () => {
    teams.place({ type: 'message', id: 'message-7', text: 'Home' });
    teams.place({ type: 'message', id: 'message-8', text: 'Another' });
    const pressed = { value: VALUE, replyToId: 'message-7' };

    const replies = await teams.take(activityOf('message', PAT, pressed));

    expect(replies).toEqual([]);
    expect(teams.shown).toEqual([
      expect.objectContaining({ id: 'message-7', attachments: [expect.anything()] }),
      expect.objectContaining({ id: 'message-8', text: 'Another' }),
    ]);
    expect(readOn(teams.shown[0])).toContain(t('list.my.title'));
  });

  it('is answered by a message where Teams does not say which card it was on', async () => {
    const replies = await teams.take(activityOf('message', PAT, { value: VALUE }));

    expect(replies).toHaveLength(1);
    expect(readOn(replies)).toContain(t('list.my.title'));
  });

  it('means what the button means', async () => {
    const pressed = { value: { verb: 'home.request' }, replyToId: 'message-7' };

    await teams.take(activityOf('message', PAT, pressed));

    expect(await requests()).toMatchObject([{ status: 'Draft' }]);
  });

  it('is not taken for words, even beside some', async () => {
    const pressed = { text: 'request SME', value: VALUE };

    await teams.take(activityOf('message', PAT, pressed));

    expect(await requests()).toEqual([]);
  });
});

describe('anything else that Teams reports', () => {
  it.each(['typing', 'messageReaction', 'event', 'messageUpdate', 'handoff'])(
    'is passed over: %s',
    async (type) => {
      const replies = await teams.take(activityOf(type, PAT, { text: 'request SME' }));

      expect(replies).toEqual([]);
      expect(await requests()).toEqual([]);
    },
  );

  it('may be a change of a conversation: it is noted in silence', async () => {
    const replies = await teams.take(activityOf('conversationUpdate', ADA));

    const chats = await findRecords(teams.ports, {
      kind: 'conversation',
      tag: `personal-of:${ADA.id}`,
      limit: 2,
    });
    expect(replies).toEqual([]);
    expect(chats).toHaveLength(1);
  });
});
