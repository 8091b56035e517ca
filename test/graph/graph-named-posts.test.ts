import { createGraphNamedPosts } from '../../src/graph/graph-named-posts';
import { ALL_ROLES, clientOf, FRAN, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';
import type { GraphChat, GraphMessage } from '../support/strict-graph-state';

const graph = new StrictGraph();
const POSTING = 'POST /chats/{id}/messages';
const TEXT = 'Hello both.\n\nLead: Pat & <b>Co</b>';

let chats = 0;

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, SAM);
});
afterAll(() => graph.stop());

/** A chat of its own for each test, with FRAN in it. */
function newChat(): GraphChat {
  chats += 1;
  const id = `19:${String(chats).padStart(32, 'a')}@thread.v2`;
  const members = [{ id: FRAN.id, role: 'owner' }];
  const chat: GraphChat = { id, topic: 'Kickoff', members, apps: [] };
  graph.state.chats.push(chat);
  return chat;
}

function messagesIn({ id }: GraphChat): readonly GraphMessage[] {
  return graph.state.messages.filter(({ chat }) => chat === id);
}

/** Every post with a client of its own: an area that was asked to wait stays closed for its client. */
function post(chat: GraphChat, token: string): Promise<void> {
  return createGraphNamedPosts(clientOf(graph), () => Promise.resolve(token)).post(
    ...([token, chat.id, TEXT] as const),
  );
}

function tokenOf(user = FRAN, scopes: readonly string[] = ['ChatMessage.Send']): string {
  return graph.userToken(user.id, scopes);
}

test('a message stands in the chat in the name of the person whose token it is, word for word', async () => {
  const chat = newChat();

  await post(chat, tokenOf());

  expect(messagesIn(chat)).toEqual([{ chat: chat.id, from: FRAN.id, content: TEXT }]);
});

test.each([
  ['of the application', () => graph.token([...ALL_ROLES, 'ChatMessage.Send']), 401],
  ['without the scope', () => tokenOf(FRAN, ['User.Read']), 403],
  ['of somebody who is not in the chat', () => tokenOf(SAM), 403],
  ['that is not one', () => 'nothing', 401],
])('a token %s posts nothing, and no other token is tried', async (_whose, token, status) => {
  const chat = newChat();
  const before = graph.requests.length;

  await expect(post(chat, token())).rejects.toMatchObject({
    code: 'graph/refused',
    details: { status },
  });

  expect(messagesIn(chat)).toEqual([]);
  expect(graph.requests).toHaveLength(before + 1);
});

test('a chat that Graph does not know is gone', async () => {
  const chat = newChat();
  graph.state.chats.pop();

  await expect(post(chat, tokenOf())).rejects.toMatchObject({ code: 'graph/gone' });
});

/** What a caller can tell of an error; nothing where there was none. */
function toldBy(error: unknown): object | undefined {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  return error === undefined ? undefined : { name, code };
}

describe.each(FAULTS)('when the post meets %s', (name, fault, isUnclear) => {
  // An answer that is cut off behind its status has said what it had to say.
  const isSaid = name === 'an answer cut off';

  it('is one request, and its error says whether it may stand there', async () => {
    const chat = newChat();
    const before = graph.requests.length;
    graph.next(POSTING, fault);

    const outcome = await post(chat, tokenOf()).catch((error: unknown) => error);

    expect(graph.requests).toHaveLength(before + 1);
    expect(toldBy(outcome)).toEqual(isSaid ? undefined : meaningOf(fault, isUnclear));
    expect(isUnclear || messagesIn(chat).length === 0).toBe(true);
  });
});
