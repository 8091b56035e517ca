import { createGraphOnboarding } from '../../src/graph/graph-onboarding';
import { createAppInstaller } from '../../src/graph/installed-app';
import type { Onboarding } from '../../src/workflow/ports';
import { ALL_ROLES, clientOf, FRAN, FREYA, SAM } from '../support/graph-house';
import { StrictGraph, type GraphFault } from '../support/strict-graph';

const ROUTE = 'POST /users/{id}/teamwork/installedApps';
const CATALOG = 'GET /appCatalogs/teamsApps';
const BARRED = { ...SAM, isBarred: true } as const;
const graph = new StrictGraph();

beforeAll(async () => {
  await graph.start();
  graph.know(FRAN, BARRED, FREYA);
});
afterAll(() => graph.stop());

function onboarding(roles = ALL_ROLES, manifestId = graph.state.app.externalId): Onboarding {
  const installer = createAppInstaller(clientOf(graph, roles), { manifestId });
  return createGraphOnboarding(installer, {
    bot: { tenantId: 'tenant', botId: '28:us' },
    openChat: () => Promise.resolve('a:chat'),
  });
}

test('the app is installed for somebody, by their Entra object id', async () => {
  await onboarding().install(`person:${FRAN.id}`);

  expect([...(graph.state.personalApps.get(FRAN.id) ?? [])]).toEqual([graph.state.app.catalogId]);
});

test.each([
  ['a policy forbids it', BARRED.id, 'graph/refused'],
  ['they are of another tenant', FREYA.id, 'graph/gone'],
])('where %s it is refused for this person', async (_what, id, code) => {
  await expect(onboarding().install(`person:${id}`)).rejects.toMatchObject({
    ...{ name: 'PermanentError', code },
  });
});

test("an app that is not in the catalogue yet is nobody's refusal", async () => {
  await expect(onboarding(ALL_ROLES, FRAN.id).install(`person:${FRAN.id}`)).rejects.toMatchObject({
    name: 'PermanentError',
    code: 'graph/faulty',
  });
});

test("a catalogue that may not be read is nobody's refusal, and Graph's word for it is told on", async () => {
  const roles = ALL_ROLES.filter((role) => role !== 'AppCatalog.Read.All');

  await expect(onboarding(roles).install(`person:${FRAN.id}`)).rejects.toMatchObject({
    code: 'graph/faulty',
    details: { status: 403, code: 'Authorization_RequestDenied', call: CATALOG },
  });
});

test.each<[string, GraphFault]>([
  ['a token that is not taken', { status: 401, code: 'InvalidAuthenticationToken' }],
  ['a permission that is not granted', { status: 403, code: 'Authorization_RequestDenied' }],
  [
    'a permission for Teams that is not granted',
    {
      ...{ status: 403, code: 'Forbidden' },
      message: "Missing role permissions on the request. API requires one of 'Any.All'.",
    },
  ],
])("%s is nobody's refusal", async (_what, fault) => {
  graph.next(ROUTE, fault);

  await expect(onboarding().install(`person:${FRAN.id}`)).rejects.toMatchObject({
    ...{ name: 'PermanentError', code: 'graph/faulty' },
  });
});

test('what may pass may still pass', async () => {
  graph.next(ROUTE, { status: 503 });

  await expect(onboarding().install(`person:${FRAN.id}`)).rejects.toMatchObject({
    ...{ name: 'TransientError', code: 'graph/unavailable' },
  });
});
