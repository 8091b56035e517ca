import { greetOnce, meet, personRecord, readSender, strangerViewer } from '../../src/bot/sender';
import { conversationRecord } from '../../src/workflow/conversation-record';
import type { Activity, TurnContext } from 'botbuilder';
import type { Conversation } from '../../src/domain/directory/conversation';
import type { Person } from '../../src/domain/directory/person';
import type { BotPorts } from '../../src/bot/bot-ports';
import type { ConversationId, RecordId } from '../../src/domain/kernel';
import { handleCommand } from '../../src/workflow/handle-command';
import { loadState } from '../../src/workflow/load-record';
import {
  activityOf,
  CHANNEL,
  chatWith,
  contextOf,
  FakeTeams,
  GROUP,
  PAT,
  STRANGER,
  type Room,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

let teams = new FakeTeams();

beforeEach(async () => {
  teams = new FakeTeams();
  await teams.open();
});

/** An activity with nothing but what is asked for. */
function received(more: object): Activity {
  return contextOf({ ...activityOf('message', PAT), ...more }).activity;
}

function message(more: object = {}, room = chatWith(PAT)): TurnContext {
  return contextOf(activityOf('message', PAT, { id: 'activity-1', ...more }, room));
}

async function noteAddress(ports: BotPorts, context: TurnContext): Promise<ConversationId> {
  return (await meet(ports, context)).conversation;
}

/** Changes whenever somebody writes the record. */
async function versionOf(id: RecordId): Promise<string | undefined> {
  return (await teams.ports.store.read(id, MONDAY_9))?.version;
}

function conversation(id: RecordId): Promise<Conversation | undefined> {
  return loadState<Conversation>(teams.ports, id);
}

describe('who an activity comes from', () => {
  it('is told by the object id of Entra, however it is written', () => {
    const upper = PAT.objectId.replace(/^0{8}/, 'ABCDEF00').toUpperCase();

    const records = [PAT.objectId, upper].map((aadObjectId) =>
      personRecord(received({ from: { id: '29:x', aadObjectId } })),
    );

    expect(records).toEqual([PAT.id, `person:${upper.toLowerCase()}`]);
  });

  it.each<[string, string | undefined]>([
    ['no id', undefined],
    ['an empty id', ''],
    ['the id of Teams', '29:1abc'],
    ['a record id', PAT.id],
    ['an id with something before it', `x${PAT.objectId}`],
    ['an id with a line break after it', `${PAT.objectId}\n`],
    ['an id with something else in it', PAT.objectId.replace('4', 'g')],
    ['half an id', PAT.objectId.slice(0, 18)],
    ['a way to another record', `../${PAT.objectId.slice(3)}`],
  ])('is unknown with %s', (_what, aadObjectId) => {
    const record = personRecord(received({ from: { id: PAT.id, name: PAT.name, aadObjectId } }));

    expect(record).toBeUndefined();
  });

  it('is not told by the id of Teams, which may be chosen elsewhere', () => {
    const record = personRecord(received({ from: { id: PAT.objectId, name: PAT.name } }));

    expect(record).toBeUndefined();
  });
});

describe('the record of a conversation', () => {
  it('is the same for every thread of a channel', () => {
    const records = ['19:c@thread.tacv2', '19:c@thread.tacv2;messageid=1'].map(conversationRecord);

    expect(new Set(records).size).toBe(1);
  });

  it('can be turned back into the id of Teams', () => {
    const encoded = conversationRecord('19:c@thread.tacv2;messageid=1').replace(
      'conversation:',
      '',
    );

    expect(Buffer.from(encoded, 'base64url').toString()).toBe('19:c@thread.tacv2');
  });

  it.each(['19:a?b#c/d\\e@thread.v2', 'a:1_-xÿÿ>>>???', '19:ünï@thread.v2', 'x'.repeat(300)])(
    'is an id that every store takes: %s',
    async (teamsId) => {
      const id = conversationRecord(teamsId);

      await noteAddress(teams.ports, message({}, { ...GROUP, id: teamsId }));

      expect(id).toMatch(/^conversation:[\w-]+$/);
      expect(await conversation(id)).toMatchObject({ id, teamsId });
    },
  );

  it('differs for conversations that differ only in letter case', () => {
    expect(conversationRecord('a:XyZ')).not.toBe(conversationRecord('a:xyz'));
  });
});

describe('noting where to write', () => {
  it('keeps all that a later message needs, and the chat at its person', async () => {
    const id = await noteAddress(teams.ports, message());

    expect(await conversation(id)).toEqual({
      id,
      teamsId: chatWith(PAT).id,
      kind: 'personal',
      serviceUrl: 'https://smba.example.com/teams/',
      tenantId: 'tenant',
      botId: '28:bot',
      person: PAT.id,
      greeted: false,
    });
    expect(await loadState<Person>(teams.ports, PAT.id)).toMatchObject({ chat: id });
  });

  it('writes nothing when nothing changed', async () => {
    const id = await noteAddress(teams.ports, message());
    await teams.house.dispatcher.idle();
    const before = [await versionOf(id), await versionOf(PAT.id)];

    await noteAddress(teams.ports, message({ id: 'activity-2' }));

    expect([await versionOf(id), await versionOf(PAT.id)]).toEqual(before);
    expect(before).not.toContain(undefined);
  });

  it('writes the address that changed, and not the person', async () => {
    const id = await noteAddress(teams.ports, message());
    await teams.house.dispatcher.idle();
    const before = await versionOf(PAT.id);

    await noteAddress(
      teams.ports,
      message({ id: 'activity-2', serviceUrl: 'https://new.example/' }),
    );

    expect(await conversation(id)).toMatchObject({ serviceUrl: 'https://new.example/' });
    expect(await versionOf(PAT.id)).toBe(before);
  });

  it('writes the address that changed when Teams gives its activities no id', async () => {
    const id = await noteAddress(teams.ports, message({ id: undefined }));

    await noteAddress(teams.ports, message({ id: undefined, serviceUrl: 'https://new.example/' }));

    expect(await conversation(id)).toMatchObject({ serviceUrl: 'https://new.example/' });
  });

  it('opens a chat again that Teams had refused', async () => {
    const id = await noteAddress(teams.ports, message());
    const meta = { by: 'system', at: MONDAY_9, causeId: 'refused' } as const;
    await handleCommand(teams.ports, id, {
      command: { type: 'NoteBlocked', code: 'blocked', ...meta },
    });

    await noteAddress(teams.ports, message({ id: 'activity-2' }));

    expect(await conversation(id)).not.toHaveProperty('blocked');
  });

  it.each([
    ['group', GROUP],
    ['channel', CHANNEL],
  ])('of a %s makes it nobody’s own chat', async (kind, room) => {
    const id = await noteAddress(teams.ports, message({}, room));

    const noted = await conversation(id);
    expect(noted).toMatchObject({ kind, teamsId: room.id.split(';')[0] });
    expect(noted).not.toHaveProperty('person');
    expect(await loadState<Person>(teams.ports, PAT.id)).not.toHaveProperty('chat');
  });

  it('of a kind that nobody has heard of makes it nobody’s own chat', async () => {
    const room = { ...GROUP, conversationType: 'huddle', isGroup: false } as unknown as Room;

    const id = await noteAddress(teams.ports, message({}, room));

    expect(await conversation(id)).toMatchObject({ kind: 'group' });
    expect(await loadState<Person>(teams.ports, PAT.id)).not.toHaveProperty('chat');
  });

  it('of no kind at all is a 1:1 chat', async () => {
    const { conversationType: _old, ...chat } = chatWith(PAT);

    const id = await noteAddress(teams.ports, message({}, chat as Room));

    expect(await loadState<Person>(teams.ports, PAT.id)).toMatchObject({ chat: id });
  });

  it('of a group remembers who brought the bot in, whoever writes later', async () => {
    await teams.install(PAT, GROUP);

    const id = await noteAddress(
      teams.ports,
      contextOf(activityOf('message', STRANGER, { id: 'activity-9' }, GROUP)),
    );

    expect(await conversation(id)).toMatchObject({ person: PAT.id });
  });

  it('makes no person of somebody whom the directory does not know', async () => {
    await noteAddress(
      teams.ports,
      contextOf(activityOf('message', STRANGER, { id: 'activity-1' })),
    );

    expect(await loadState(teams.ports, STRANGER.id)).toBeUndefined();
  });
});

describe('the sender', () => {
  it('is the person of the directory, reading in their language and zone', async () => {
    const sender = await readSender(
      teams.ports,
      message({ from: { ...received({}).from, name: 'Forged' } }),
    );

    expect(sender).toMatchObject({
      person: { id: PAT.id, contactOf: ['partner:fabrikam'] },
      ref: { id: PAT.id, name: PAT.name },
      viewer: { person: PAT.id, language: 'en', zone: 'Europe/Madrid' },
      conversation: conversationRecord(chatWith(PAT).id),
      kind: 'personal',
    });
  });

  it.each([
    ['group', GROUP],
    ['channel', CHANNEL],
  ])('writes in a %s', async (kind, room) => {
    const sender = await readSender(teams.ports, message({}, room));

    expect(sender?.kind).toBe(kind);
  });

  it('is nobody when the directory does not know them, or Entra has not named them', async () => {
    const stranger = await readSender(teams.ports, contextOf(activityOf('message', STRANGER)));
    const unnamed = await readSender(
      teams.ports,
      message({ from: { id: PAT.id, name: PAT.name } }),
    );

    expect([stranger, unnamed]).toEqual([undefined, undefined]);
  });

  it.each([
    ['de-DE', 'de'],
    ['ES', 'es'],
    ['fr-FR', 'en'],
    [undefined, 'en'],
  ])('without an entry reads by their locale: %s', (locale, language) => {
    const viewer = strangerViewer(received({ locale }));

    expect(viewer).toEqual({ language, zone: 'UTC' });
  });
});

describe('greeting', () => {
  it('happens once', async () => {
    const id = await noteAddress(teams.ports, message());

    const greeted = [
      await greetOnce(teams.ports, id, 'activity-1'),
      await greetOnce(teams.ports, id, 'activity-1'),
      await greetOnce(teams.ports, id, 'activity-2'),
    ];

    expect(greeted).toEqual([true, false, false]);
  });

  it('happens once when two processes are told at the same time', async () => {
    const other = new FakeTeams({ store: teams.ports.store, owner: 'two' });
    const id = await noteAddress(teams.ports, message());

    const greeted = await Promise.all([
      greetOnce(teams.ports, id, 'activity-1'),
      greetOnce(other.ports, id, 'activity-2'),
      greetOnce(other.ports, id, 'activity-3'),
    ]);

    expect(greeted.filter((isFirst) => isFirst)).toHaveLength(1);
  });

  it('does not happen in a conversation that nobody noted', async () => {
    const isFirst = await greetOnce(teams.ports, conversationRecord('a:unheard'), 'activity-1');

    expect(isFirst).toBe(false);
  });
});
