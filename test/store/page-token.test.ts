import { createHash } from 'node:crypto';
import { pagePositionOf, pageTokenOf } from '../../src/store/page-token';

const LIST = { kind: 'request', tag: 'a:1', limit: 5 };

/** A token as somebody would make it who knows how ours are made. */
function forgedToken(position: string): string {
  const encoded = Buffer.from(position).toString('base64url');
  const sealed = JSON.stringify([LIST.kind, LIST.tag, encoded]);
  return `${encoded}.${createHash('sha256').update(sealed).digest('base64url').slice(0, 16)}`;
}

describe('page token', () => {
  it.each([
    { at: 1, id: 'request:1' },
    { at: -0.5, id: `' OR 1=1 -- 👩🏽‍💻` },
  ])('leads back to %j, whatever the size of the page', (position) => {
    const token = pageTokenOf(LIST, position);

    expect(pagePositionOf({ ...LIST, limit: 9 }, token)).toStrictEqual(position);
  });

  it('is safe to put into a link or a card', () => {
    expect(pageTokenOf(LIST, { at: 1, id: 'request:ÿþ"<>' })).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  it('is forged correctly by this test', () => {
    expect(forgedToken('[1,"request:1"]')).toBe(pageTokenOf(LIST, { at: 1, id: 'request:1' }));
  });

  it.each([
    'not json',
    'null',
    '{"at":1,"id":"x"}',
    '["1","x"]',
    '[1]',
    '[1,2]',
    '[1e999,"x"]',
    '[1,"a\\u0000"]',
  ])('leads nowhere when its position is %s', (position) => {
    expect(pagePositionOf(LIST, forgedToken(position))).toBeUndefined();
  });
});
