import { COSMOS_QUERIES, querySpec } from '../../src/store/cosmos-queries';
import { DECLARED_CONTAINER } from '../support/cosmos-account';

const QUERIES = Object.entries(COSMOS_QUERIES);
const { includedPaths, excludedPaths, compositeIndexes } = DECLARED_CONTAINER.indexingPolicy!;

/** Indexed in every container (learn.microsoft.com, "Indexing policies in Azure Cosmos DB"). */
const ALWAYS_INDEXED = '/id';

/** What the query looks at to filter and to sort, as paths of an index policy. */
function pathsOf(query: string): readonly string[] {
  const [, conditions = ''] = query.split(' WHERE ');
  const lists = [...conditions.matchAll(/ARRAY_CONTAINS\((c\.[\w.]+),/g)].map(([, path]) => path);
  const all = conditions.match(/\bc\.[\w.]+/g) ?? [];
  return [...new Set(all)].map((path) => {
    const own = path.slice(1).replaceAll('.', '/');
    return lists.includes(path) ? `${own}/[]` : own;
  });
}

/** How the query sorts, as an entry of an index policy. */
function orderOf(query: string): readonly { readonly path: string; readonly order: string }[] {
  const [, terms] = query.split(' ORDER BY ');
  return (terms?.split(', ') ?? []).map((term) => {
    const [name = '', direction] = term.split(' ');
    const order = direction === 'DESC' ? 'descending' : 'ascending';
    return { path: name.slice(1).replaceAll('.', '/'), order };
  });
}

describe('the index policy of the deployment', () => {
  it.each(QUERIES)('has an index for every path that "%s" looks at', (_name, query) => {
    const indexed = [ALWAYS_INDEXED, ...includedPaths!.map(({ path }) => path.replace('/?', ''))];

    const missing = pathsOf(query).filter((path) => !indexed.includes(path));

    expect(missing).toEqual([]);
    expect(pathsOf(query).length).toBeGreaterThan(0);
  });

  it('has no index that no query uses, since every one makes each write dearer', () => {
    const used = QUERIES.flatMap(([, query]) => pathsOf(query)).map((path) => `${path}/?`);

    const idle = includedPaths!.filter(({ path }) => !used.includes(path));

    expect(idle).toEqual([]);
    expect(excludedPaths).toEqual([{ path: '/*' }]);
  });

  it('has a composite index for every order of several paths, and no other', () => {
    const orders = QUERIES.map(([, query]) => orderOf(query)).filter(({ length }) => length > 1);
    const wanted = new Set(orders.map((order) => JSON.stringify(order)));

    expect(new Set(compositeIndexes!.map((index) => JSON.stringify(index)))).toEqual(wanted);
    expect(wanted.size).toBe(2);
  });

  it('partitions by the id, hashes all of it, and lets single items expire', () => {
    const { partitionKey, defaultTtl } = DECLARED_CONTAINER;

    expect(partitionKey).toEqual({ paths: ['/id'], kind: 'Hash', version: 2 });
    expect(defaultTtl).toBe(-1);
  });
});

describe('a declared query', () => {
  it.each(QUERIES)(
    '"%s" holds no value, bounds its answer and hides what has expired',
    (_, query) => {
      expect(query).not.toMatch(/['"]|[<>=] *[\d.]/);
      expect(query).toMatch(/^SELECT TOP @limit /);
      expect(query).toContain('c.expiresAt');
    },
  );

  it.each(QUERIES)('"%s" looks at the summary and the moments only', (_name, query) => {
    const beside = pathsOf(query).filter(
      (path) => !/^\/(id|dueAt|expiresAt|summary\/.+)$/.test(path),
    );

    expect(beside).toEqual([]);
  });

  it('carries what somebody typed as a parameter', () => {
    const { query, parameters } = querySpec('withTag', { tag: `' OR 1=1`, limit: 1 });

    expect(query).toBe(COSMOS_QUERIES.withTag);
    expect(parameters).toEqual([
      { name: '@tag', value: `' OR 1=1` },
      { name: '@limit', value: 1 },
    ]);
  });
});
