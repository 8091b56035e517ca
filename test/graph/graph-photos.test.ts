import { createGraphPhotos } from '../../src/graph/graph-photos';
import { ALL_ROLES, clientOf, FREYA, GUS, meaningOf, SAM } from '../support/graph-house';
import { FAULTS, StrictGraph } from '../support/strict-graph';

const ROUTE = 'GET /users/{id}/photos/48x48/$value';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);

let graph: StrictGraph;
beforeEach(async () => {
  graph = new StrictGraph();
  await graph.start();
});
afterEach(() => graph.stop());

function photoOf(id: string, roles: readonly string[] = ALL_ROLES): Promise<string | undefined> {
  return createGraphPhotos(clientOf(graph, roles)).photoOf(`person:${id}`);
}

it.each([
  ['JPEG', JPEG, 'data:image/jpeg;base64,/9j/4AECAw=='],
  ['PNG', PNG, 'data:image/png;base64,iVBORw0KGgoJ'],
])('gives a %s as it can stand in a card', async (_kind, photo, uri) => {
  graph.know({ ...SAM, photo });

  expect(await photoOf(SAM.id)).toBe(uri);
  expect(graph.to(ROUTE)).toHaveLength(1);
});

it.each([
  ['a GIF', Buffer.from('GIF89a, the picture of who has none')],
  ['a drawing with a program in it', Buffer.from('<svg onload="alert(1)"/>')],
  ['a picture that only begins like one', Buffer.from([0xff, 0xd8])],
  ['nothing at all', Buffer.alloc(0)],
  ['a byte too much', Buffer.concat([JPEG, Buffer.alloc(4_097 - JPEG.length)])],
  ['a picture far too large', Buffer.concat([JPEG, Buffer.alloc(3_000_000)])],
])('shows nobody %s', async (_what, photo) => {
  graph.know({ ...SAM, photo });

  expect(await photoOf(SAM.id)).toBeUndefined();
});

it('takes a picture that is just not too large', async () => {
  graph.know({ ...SAM, photo: Buffer.concat([JPEG, Buffer.alloc(4_096 - JPEG.length)]) });

  expect(await photoOf(SAM.id)).toMatch(/^data:image\/jpeg;base64,.{5464}$/);
});

it('has none of guests without one, nor of people of other tenants', async () => {
  graph.know(GUS, { ...FREYA, photo: JPEG });

  expect(await photoOf(GUS.id)).toBeUndefined();
  expect(await photoOf(FREYA.id)).toBeUndefined();
});

it('is enough with the permission for pictures alone', async () => {
  graph.know({ ...SAM, photo: JPEG });

  expect(await photoOf(SAM.id, ['ProfilePhoto.Read.All'])).toBeDefined();
  await expect(photoOf(SAM.id, [])).rejects.toMatchObject({ code: 'graph/refused' });
});

test.each(FAULTS.filter(([name]) => name !== '404'))(
  'after %s nothing is known, and it is one request',
  async (_name, fault) => {
    graph.know({ ...SAM, photo: JPEG });
    graph.next(ROUTE, fault);

    const { name, code } = meaningOf(fault, false);
    await expect(photoOf(SAM.id)).rejects.toMatchObject({ name, code });
    expect(graph.to(ROUTE)).toHaveLength(1);
  },
);
