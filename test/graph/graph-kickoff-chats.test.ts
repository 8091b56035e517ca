import { createGraphKickoffChats } from '../../src/graph/graph-kickoff-chats';
import { createAppInstaller } from '../../src/graph/installed-app';
import type { KickoffChats } from '../../src/workflow/ports';
import { clientOf, FRAN, FREYA, GUS, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const graph = new StrictGraph();
const BOT = { tenantId: 'tenant', botId: '28:bot', serviceUrl: 'https://smba.example.com/' };
const PLAN = {
  topic: 'SME-1042 · Inicio · Entra ID P2',
  members: [
    { id: `person:${FRAN.id}` },
    { id: `person:${GUS.id}`, account: { kind: 'guest' } },
    { id: `person:${FREYA.id}`, account: { kind: 'federated', tenantId: FREYA.tenantId } },
  ],
} as const;

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, SAM, GUS, FREYA);
});
afterAll(() => graph.stop());

function chats(roles?: readonly string[]): KickoffChats {
  const client = clientOf(graph, roles);
  const installer = createAppInstaller(client, { ...graph.state.app, manifestId: '' });
  return createGraphKickoffChats(client, { installer, bot: BOT });
}

async function madeBy(maker: KickoffChats): Promise<string> {
  const opened = await maker.open('key', PLAN);
  return 'made' in opened ? opened.made : '';
}

test('members own the chat, guests are guests, people of other tenants come with their tenant', async () => {
  const made = await madeBy(chats());

  expect(graph.state.chats.at(-1)).toEqual({
    ...{ id: made, topic: PLAN.topic, apps: [] },
    members: [
      { id: FRAN.id, role: 'owner' },
      { id: GUS.id, role: 'guest' },
      { id: FREYA.id, role: 'owner', tenantId: FREYA.tenantId },
    ],
  });
});

test('a name that Graph would refuse is made one that it takes', async () => {
  await chats().open('key', { ...PLAN, topic: `a:b ${'x'.repeat(300)}` });

  expect(graph.state.chats.at(-1)?.topic).toMatch(/^a b x{246}$/);
});

test('our app is installed in it, and being there already is as good', async () => {
  const maker = chats();
  const made = await madeBy(maker);

  const twice = [await maker.join(made), await maker.join(made)];

  expect(twice).toEqual([BOT, BOT]);
  expect(graph.state.chats.at(-1)?.apps).toEqual([graph.state.app.catalogId]);
});

test('a chat that is gone cannot be joined', async () => {
  await expect(chats().join('19:nowhere@thread.v2')).rejects.toMatchObject({ code: 'graph/gone' });
});

describe.each(FAULTS)('%s', (name, fault, isUnclear) => {
  test('while a chat is made', async () => {
    const before = graph.to('POST /chats').length;
    graph.next('POST /chats', fault);

    await expect(chats().open('key', PLAN)).rejects.toMatchObject(meaningOf(fault, isUnclear));
    expect(graph.to('POST /chats')).toHaveLength(before + 1);
  });

  test('while the app is installed in it: trying again ends well where trying again makes sense', async () => {
    const maker = chats();
    const made = await madeBy(maker);
    graph.next('POST /chats/{id}/installedApps', fault);

    const [first] = await Promise.allSettled([maker.join(made)]);

    expect(first).toMatchObject(
      fault === 'cut' || name === '409'
        ? { status: 'fulfilled' }
        : { status: 'rejected', reason: meaningOf(fault, false) },
    );
    if (typeof fault === 'object' && fault.status === 429) {
      return; // The area stays closed for as long as it was told.
    }
    await maker.join(made);
    expect(graph.state.chats.at(-1)?.apps).toEqual([graph.state.app.catalogId]);
  });
});

test.each([
  ['POST /chats', ['TeamsAppInstallation.ReadWriteSelfForChat.All']],
  ['POST /chats/{id}/installedApps', ['Chat.Create']],
])('%s needs its own permission', async (route, roles) => {
  const made = await madeBy(chats());
  const maker = chats(roles);

  const work = route === 'POST /chats' ? maker.open('key', PLAN) : maker.join(made);

  await expect(work).rejects.toMatchObject({ code: 'graph/refused' });
});

describe('the id of our app in the catalogue', () => {
  test('is looked up once by the id of the manifest', async () => {
    const installer = createAppInstaller(clientOf(graph), {
      manifestId: graph.state.app.externalId,
    });
    const made = [await madeBy(chats()), await madeBy(chats())];
    const before = graph.to('GET /appCatalogs/teamsApps').length;

    for (const chat of made) {
      await installer.install({ chat });
    }

    expect(graph.to('GET /appCatalogs/teamsApps')).toHaveLength(before + 1);
    expect(graph.state.chats.slice(-2).map(({ apps }) => apps)).toEqual([
      [graph.state.app.catalogId],
      [graph.state.app.catalogId],
    ]);
  });

  test('that the catalogue does not have is gone', async () => {
    const installer = createAppInstaller(clientOf(graph), { manifestId: FRAN.id });

    await expect(installer.install({ user: FRAN.id })).rejects.toMatchObject({
      code: 'graph/gone',
    });
  });

  test.each(FAULTS)('survives %s', async (_name, fault) => {
    const installer = createAppInstaller(clientOf(graph), {
      manifestId: graph.state.app.externalId,
    });
    graph.next('GET /appCatalogs/teamsApps', fault);

    await expect(installer.install({ user: SAM.id })).rejects.toMatchObject(
      meaningOf(fault, false),
    );
  });
});
