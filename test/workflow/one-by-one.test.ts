import { createOneByOne } from '../../src/workflow/one-by-one';

/** Work that ends when a test says so, and notes when it begins. */
class HeldWork {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, (failure?: Error) => void>();

  of(name: string): () => Promise<string> {
    return () => {
      this.begun.push(name);
      return new Promise<string>((resolve, reject) => {
        this.#ends.set(name, (failure) => {
          if (failure === undefined) {
            resolve(name);
          } else {
            reject(failure);
          }
        });
      });
    };
  }

  end(name: string, failure?: Error): void {
    this.#ends.get(name)?.(failure);
  }
}

describe('work of one name', () => {
  it('begins when the work before it has ended, in the order in which it came', async () => {
    const held = new HeldWork();
    const oneByOne = createOneByOne();
    const all = ['first', 'second', 'third'].map((name) => oneByOne('record', held.of(name)));
    const begun = [[...held.begun]];

    for (const [n, name] of ['first', 'second', 'third'].entries()) {
      held.end(name);
      await all[n];
      begun.push([...held.begun]);
    }

    expect(begun.map((names) => names.length)).toEqual([1, 2, 3, 3]);
    await expect(Promise.all(all)).resolves.toEqual(['first', 'second', 'third']);
  });

  it('begins at once when nothing is under way any more', async () => {
    const held = new HeldWork();
    const oneByOne = createOneByOne();
    const first = oneByOne('record', held.of('first'));
    held.end('first');
    await first;

    void oneByOne('record', held.of('second'));

    expect(held.begun).toEqual(['first', 'second']);
  });

  it('is not held up by a failure, which only its own caller hears of', async () => {
    const held = new HeldWork();
    const oneByOne = createOneByOne();
    const first = oneByOne('record', held.of('first'));
    const second = oneByOne('record', held.of('second'));

    held.end('first', new Error('The store is down.'));
    await expect(first).rejects.toThrow('The store is down.');
    held.end('second');

    await expect(second).resolves.toBe('second');
  });

  it('does not wait for work of another name', () => {
    const held = new HeldWork();
    const oneByOne = createOneByOne();

    void oneByOne('record', held.of('first'));
    void oneByOne('another record', held.of('second'));

    expect(held.begun).toEqual(['first', 'second']);
  });
});
