import { findPeople } from '../../src/graph/find-people';
import { ALL_ROLES, clientOf, FREYA, SAM } from '../support/graph-house';
import { StrictGraph } from '../support/strict-graph';

let graph: StrictGraph;
beforeEach(async () => {
  graph = new StrictGraph();
  await graph.start();
});
afterEach(() => graph.stop());

async function foundBy(typed: string): Promise<readonly (string | null)[]> {
  const people = await findPeople(clientOf(graph, ALL_ROLES), typed);
  return people.map(({ displayName }) => displayName);
}

it('finds by the words of a name or by the beginning of a mail address, in one call', async () => {
  graph.know({ ...SAM, displayName: 'Sam Summer' }, { ...FREYA, displayName: 'Sam Elsewhere' });

  expect(await foundBy('summer sam')).toEqual(['Sam Summer']);
  expect(await foundBy('sam@con')).toEqual(['Sam Summer']);
  expect(await foundBy('winter')).toEqual([]);
  expect(graph.to('GET /users')).toHaveLength(3);
});

it.each([
  ['a quotation mark', 'Sam "the" O\'Hara'],
  ['a way out of the clause', '" OR "displayName:'],
  ['backslashes', String.raw`a\b\\" OR \"`],
  ['the signs of a query', 'a&b=c?d#e/f%20+g'],
  ['another option of the query', 'x&$top=999&$select=passwordProfile'],
  ['a colon', 'mail:sam'],
  ['letters beyond ASCII', 'Jürgen Ñandú 李四 👩‍🔬'],
  ['line breaks', 'a\r\nConsistencyLevel: none\tb'],
  ['a word of the language', 'AND OR NOT'],
])('takes %s for what somebody is called', async (_what, typed) => {
  graph.know({ ...SAM, displayName: typed });

  expect(await foundBy(typed)).toEqual([typed]);
});

it('shows ten at most', async () => {
  const many = Array.from({ length: 12 }, () => ({ ...SAM, displayName: 'Sam' }));
  graph.know(...many);

  expect(await foundBy('sam')).toHaveLength(10);
});
