import { createAppInstaller, type AppInstaller } from '../../src/graph/installed-app';
import { clientOf, FRAN, FREYA, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const ROUTE = 'POST /users/{id}/teamwork/installedApps';
const BARRED = { ...SAM, isBarred: true } as const;
const graph = new StrictGraph();

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, BARRED, FREYA);
});
afterAll(() => graph.stop());

function installer(roles?: readonly string[]): AppInstaller {
  return createAppInstaller(clientOf(graph, roles), { ...graph.state.app, manifestId: '' });
}

test('the app is installed for somebody, and being there already is as good', async () => {
  await installer().install({ user: FRAN.id });
  await installer().install({ user: FRAN.id });

  expect([...(graph.state.personalApps.get(FRAN.id) ?? [])]).toEqual([graph.state.app.catalogId]);
  expect(graph.to(ROUTE).map(({ status }) => status)).toEqual([201, 409]);
});

test.each([
  ['a policy that forbids it', BARRED.id, 'graph/refused'],
  ['somebody of another tenant', FREYA.id, 'graph/gone'],
])('%s refuses it', async (_what, user, code) => {
  await expect(installer().install({ user })).rejects.toMatchObject({ code });
});

test('it needs its own permission', async () => {
  const roles = ['TeamsAppInstallation.ReadWriteSelfForChat.All'];

  await expect(installer(roles).install({ user: FRAN.id })).rejects.toMatchObject({
    code: 'graph/refused',
  });
});

test.each(FAULTS.filter(([name, fault]) => fault !== 'cut' && name !== '409'))(
  'after %s it is tried again later, or refused',
  async (_name, fault) => {
    graph.next(ROUTE, fault);

    await expect(installer().install({ user: FRAN.id })).rejects.toMatchObject(
      meaningOf(fault, false),
    );
  },
);
