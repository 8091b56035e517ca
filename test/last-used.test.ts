import { createLastUsed } from '../src/last-used';

describe('the entries used last', () => {
  it('are kept up to the bound; the one unused for longest goes', () => {
    const entries = createLastUsed<number>(2);
    entries.set('a', 1);
    entries.set('b', 2);
    entries.get('a');

    entries.set('c', 3);

    expect(['a', 'b', 'c'].map((key) => entries.get(key))).toEqual([1, undefined, 3]);
  });

  it('make no room for what is there already', () => {
    const entries = createLastUsed<number>(2);
    entries.set('a', 1);
    entries.set('b', 2);

    entries.set('b', 3);

    expect(['a', 'b'].map((key) => entries.get(key))).toEqual([1, 3]);
  });

  it('lose what is deleted', () => {
    const entries = createLastUsed<number>(2);
    entries.set('a', 1);

    entries.delete('a');

    expect(entries.get('a')).toBeUndefined();
  });
});
