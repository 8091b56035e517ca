import { createVerifiedTokens, type VerifiedTokens } from '../../src/bot/verified-tokens';
import { FixedClock } from '../support/fake-clock';

const MINUTE_MS = 60_000;
let clock = new FixedClock();
let tokens: VerifiedTokens<string>;

beforeEach(() => {
  clock = new FixedClock();
  tokens = createVerifiedTokens(() => clock.now());
});

describe('a verified token', () => {
  test.each([
    ['for five minutes', 60, 5],
    ['until it expires, when that is sooner', 2, 2],
  ])('is known %s', (_howLong, expiresInMinutes, knownMinutes) => {
    tokens.keep('Bearer a', 'claims', clock.now() + expiresInMinutes * MINUTE_MS);

    clock.forward(knownMinutes * MINUTE_MS - 1);
    const before = tokens.get('Bearer a');
    clock.forward(1);

    expect([before, tokens.get('Bearer a')]).toEqual(['claims', undefined]);
  });

  it('is not known any longer for being asked for', () => {
    tokens.keep('Bearer a', 'claims', clock.now() + 60 * MINUTE_MS);
    for (let minute = 0; minute < 5; minute += 1) {
      tokens.get('Bearer a');
      clock.forward(MINUTE_MS);
    }

    expect(tokens.get('Bearer a')).toBeUndefined();
  });

  it('is not known before it was kept, nor by a part of it', () => {
    tokens.keep('Bearer ab', 'claims', clock.now() + MINUTE_MS);

    expect(['Bearer a', 'Bearer abc', ''].map((header) => tokens.get(header))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('makes room for others after a thousand of them', () => {
    for (let at = 0; at <= 1_000; at += 1) {
      tokens.keep(`Bearer ${String(at)}`, 'claims', clock.now() + MINUTE_MS);
    }

    expect(['0', '1', '1000'].map((at) => tokens.get(`Bearer ${at}`))).toEqual([
      undefined,
      'claims',
      'claims',
    ]);
  });
});
