import { lookUpPeople, type LookUp, type LookedUp } from '../../src/graph/look-up-people';
import { ALL_ROLES, clientOf, FRAN, GUS, SAM } from '../support/graph-house';
import { StrictGraph } from '../support/strict-graph';

const NOBODY = '7f2c3b1e-0000-4000-8000-0000000000ee';

let graph: StrictGraph;
beforeEach(async () => {
  graph = new StrictGraph();
  await graph.start();
  graph.know({ ...FRAN, displayName: 'Fran', manager: SAM.id }, SAM);
  graph.know({ ...GUS, mail: '', isDisabled: true });
});
afterEach(() => graph.stop());

function lookedUp(asked: LookUp, roles: readonly string[] = ALL_ROLES): Promise<LookedUp> {
  const ports = { graph: clientOf(graph, roles), pause: () => Promise.resolve(), now: () => 0 };
  return lookUpPeople(ports, asked);
}

it('tells of everybody and of the managers that are asked for, in one request', async () => {
  const { users, managers } = await lookedUp({
    people: [FRAN.id, GUS.id, NOBODY],
    managersOf: [FRAN.id, SAM.id],
  });

  expect(users.get(FRAN.id)).toEqual({
    found: {
      ...{ id: FRAN.id, displayName: 'Fran', mail: FRAN.mail },
      ...{ accountEnabled: true, userType: 'Member' },
    },
  });
  expect(users.get(GUS.id)).toMatchObject({
    found: { mail: null, accountEnabled: false, userType: 'Guest' },
  });
  expect(users.get(NOBODY)).toEqual({ missed: 'gone' });
  expect(managers.get(FRAN.id)).toMatchObject({ found: { id: SAM.id } });
  expect(managers.get(SAM.id)).toEqual({ missed: 'gone' });
  expect(graph.to('POST /$batch')).toHaveLength(1);
});

it.each([
  ['without the permission', [], undefined, 'refused'],
  ['while Graph is down', ALL_ROLES, { status: 500 }, 'failed'],
  ['where batches are not known', ALL_ROLES, { status: 404 }, 'failed'],
] as const)('takes nobody for gone %s', async (_what, roles, fault, missed) => {
  if (fault !== undefined) {
    graph.next('POST /$batch', fault);
  }

  const { users } = await lookedUp({ people: [FRAN.id], managersOf: [] }, roles);

  expect(users.get(FRAN.id)).toEqual({ missed });
});
