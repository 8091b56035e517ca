import { registeredSecrets } from '../../src/graph/registered-secrets';
import { clientOf } from '../support/graph-house';
import { StrictGraph } from '../support/strict-graph';

const ROLES = ['Application.Read.All'];

let graph: StrictGraph;
beforeEach(async () => {
  graph = new StrictGraph();
  await graph.start();
});
afterEach(() => graph.stop());

it('tells how each client secret of the registration begins and when it ends', async () => {
  graph.state.secrets.push(
    { hint: 'a1~', endDateTime: '2027-05-31T10:00:00Z' },
    { hint: null, endDateTime: null },
  );

  const secrets = await registeredSecrets(clientOf(graph, ROLES), graph.state.app.externalId);

  expect(secrets).toEqual([
    { hint: 'a1~', endsAt: Date.UTC(2027, 4, 31, 10) },
    { hint: null, endsAt: Infinity },
  ]);
});

it.each([
  ['without the permission', [], undefined, 'graph/refused'],
  [
    'of a registration that is not there',
    ROLES,
    '7f2c3b1e-0000-4000-8000-0000000000ff',
    'graph/gone',
  ],
])('tells nothing %s', async (_what, roles, id, code) => {
  const asked = registeredSecrets(clientOf(graph, roles), id ?? graph.state.app.externalId);

  await expect(asked).rejects.toMatchObject({ code });
});
