import { createHmac, constants, sign } from 'node:crypto';
import { GuardedBot } from '../support/guarded-bot';
import { sendRaw } from '../support/raw-http';
import {
  APP_ID,
  claimsOf,
  signedToken,
  type TokenKey,
  tokenKey,
  unsigned,
} from '../support/teams-tokens';

/** A moment in the seconds of a token, so far from now. */
type Seconds = (offset: number) => number;

const OTHER_TENANT = '99999999-7777-4888-8999-000000000000';
const SKEW_S = 300;
const strangerKey = tokenKey('key-1');
const webchatKey = tokenKey('webchat-key', ['webchat']);
const plainKey = tokenKey('plain-key');
let bot: GuardedBot;

beforeAll(async () => {
  bot = await GuardedBot.start();
  bot.openId.published = [bot.key, webchatKey, plainKey];
});
afterAll(() => bot.stop());
beforeEach(() => {
  bot.lines.length = 0;
  bot.turns = 0;
});

function genuineClaims(): Record<string, unknown> {
  return claimsOf(bot.teams.serviceUrl, bot.clock.now());
}

const inSeconds: Seconds = (offset) => Math.floor(bot.clock.now() / 1_000) + offset;

function hmac(secret: string | Buffer): string {
  const signed = unsigned({ alg: 'HS256', typ: 'JWT', kid: bot.key.kid }, genuineClaims());
  return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function signedAs(alg: string, digest: string, options: object = {}): string {
  const signed = unsigned({ alg, typ: 'JWT', kid: bot.key.kid }, genuineClaims());
  const signature = sign(digest, Buffer.from(signed), { key: bot.key.privateKey, ...options });
  return `Bearer ${signed}.${signature.toString('base64url')}`;
}

function tampered(claims: object): string {
  const [header = '', , signature = ''] = bot.genuine().replace('Bearer ', '').split('.');
  const part = Buffer.from(JSON.stringify({ ...genuineClaims(), ...claims })).toString('base64url');
  return `Bearer ${header}.${part}.${signature}`;
}

function signedBy(key: TokenKey, header: Record<string, unknown> = {}): string {
  return `Bearer ${signedToken(key, genuineClaims(), header)}`;
}

function expectOneCleanLine(status: number, reason: string): void {
  expect(bot.lines).toHaveLength(1);
  const [line = ''] = bot.lines;
  expect(line.trimEnd()).not.toMatch(/[\r\n]/);
  expect(JSON.parse(line)).toEqual({
    level: 'warn',
    time: expect.any(String),
    status,
    reason,
    msg: 'A request was not let in.',
  });
  expect(line).not.toMatch(/eyJ|bearer|BEGIN|private words|Ada|chat-1/i);
}

describe('a genuine request', () => {
  test.each<[string, (header: string) => string]>([
    ['as it is', (header) => header],
    ['with the scheme in small letters', (header) => header.replace('Bearer', 'bearer')],
    ['with the scheme in capitals', (header) => header.replace('Bearer', 'BEARER')],
  ])('is let in %s, so that the tables below can fail', async (_what, changed) => {
    const answer = await bot.send(changed(bot.genuine()));

    expect([answer, bot.turns, bot.lines]).toEqual([{ status: 200, text: '' }, 1, []]);
  });

  test.each<[string, () => object]>([
    ['expired within the skew', () => ({ exp: inSeconds(1 - SKEW_S) })],
    ['not valid before the skew is over', () => ({ nbf: inSeconds(SKEW_S) })],
    ['without a beginning', () => ({ nbf: undefined })],
    ['with claims that say who it is for', () => ({ ver: '1.0', appid: APP_ID })],
  ])('is let in with a token %s', async (_what, claims) => {
    expect(await bot.send(bot.genuine(claims()))).toEqual({ status: 200, text: '' });
  });

  test.each<[string, object]>([
    ['in the conversation', { channelData: undefined }],
    ['in the channel data', { conversation: { id: 'chat-1' } }],
  ])('is let in when its tenant stands only %s', async (_where, fields) => {
    expect(await bot.send(bot.genuine(), fields)).toEqual({ status: 200, text: '' });
  });
});

describe('a forged token', () => {
  test.each<[string, string, () => string | undefined]>([
    ['is missing', 'no-token', () => undefined],
    ['is empty', 'no-token', () => 'Bearer '],
    ['is another scheme', 'no-token', () => 'Basic YTpi'],
    [
      'is another scheme in front of a token',
      'no-token',
      () => bot.genuine().replace('Bearer', 'Digest'),
    ],
    ['is one word', 'no-token', () => 'Bearer abc'],
    ['is three words', 'malformed', () => 'Bearer a.b.c'],
    [
      'has a header that is no JSON',
      'malformed',
      () => `Bearer ${Buffer.from('{x').toString('base64url')}.e30.x`,
    ],
    ['has claims that are no object', 'payload', () => `Bearer ${signedToken(bot.key, ['x'])}`],
    ['is two tokens', 'no-token', () => `${bot.genuine()} ${bot.genuine().slice(7)}`],
    ['is two tokens with a comma', 'no-token', () => `${bot.genuine()}, ${bot.genuine()}`],
    [
      'is very long',
      'malformed',
      () => `Bearer ${'a'.repeat(4_000)}.${'b'.repeat(4_000)}.${'c'.repeat(4_000)}`,
    ],
    ['is genuine, but too long', 'malformed', () => bot.genuine({ more: 'x'.repeat(6_000) })],
    [
      'is not signed',
      'header.alg',
      () => `Bearer ${unsigned({ alg: 'none', kid: 'key-1' }, genuineClaims())}.`,
    ],
    ['says that it is not signed', 'header.alg', () => bot.genuine({}, { alg: 'none' })],
    ['is signed by HS256 with the public key', 'header.alg', () => hmac(pemOf(bot.key))],
    ['is signed by HS256 with nothing', 'header.alg', () => hmac('')],
    [
      'is signed by PS256',
      'header.alg',
      () =>
        signedAs('PS256', 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    ],
    ['is signed by RS512', 'header.alg', () => signedAs('RS512', 'sha512')],
    ['is signed by RS512 but says RS256', 'JsonWebTokenError', () => signedAs('RS256', 'sha512')],
    ['is signed by a stranger', 'JsonWebTokenError', () => signedBy(strangerKey)],
    [
      'brings its own key along',
      'JsonWebTokenError',
      () => signedBy(strangerKey, { jwk: strangerKey.publicKey.export({ format: 'jwk' }) }),
    ],
    [
      'says where its key is',
      'unknown-key',
      () => signedBy(strangerKey, { kid: 'mine', jku: 'http://evil.example/keys' }),
    ],
    [
      'was changed after it was signed',
      'JsonWebTokenError',
      () => tampered({ sub: 'somebody else' }),
    ],
    [
      'got another service URL after it was signed',
      'JsonWebTokenError',
      () => tampered({ serviceurl: 'https://evil.example/' }),
    ],
    ['has no key id', 'header.kid', () => bot.genuine({}, { kid: undefined })],
    ['has an unknown key id', 'unknown-key', () => bot.genuine({}, { kid: 'key-9' })],
    ['has a number as key id', 'header.kid', () => bot.genuine({}, { kid: 1 })],
    ['has a key id of every object', 'unknown-key', () => bot.genuine({}, { kid: '__proto__' })],
    ['needs an extension', 'header.crit', () => bot.genuine({}, { crit: ['exp'] })],
    ['is of an unknown issuer', 'payload.iss', () => bot.genuine({ iss: 'https://evil.example' })],
    [
      'is of Entra ID',
      'payload.iss',
      () => bot.genuine({ iss: `https://sts.windows.net/${OTHER_TENANT}/` }),
    ],
    ['is of nobody', 'payload.iss', () => bot.genuine({ iss: undefined })],
    ['is for another bot', 'payload.aud', () => bot.genuine({ aud: OTHER_TENANT })],
    ['is for nobody', 'payload.aud', () => bot.genuine({ aud: undefined })],
    ['is for several bots', 'payload.aud', () => bot.genuine({ aud: [OTHER_TENANT, APP_ID] })],
    ['has expired', 'TokenExpiredError', () => bot.genuine({ exp: inSeconds(-SKEW_S) })],
    ['never expires', 'payload.exp', () => bot.genuine({ exp: undefined })],
    ['expires at no time', 'payload.exp', () => bot.genuine({ exp: 'tomorrow' })],
    ['is not valid yet', 'NotBeforeError', () => bot.genuine({ nbf: inSeconds(SKEW_S + 1) })],
    ['is valid from no time', 'JsonWebTokenError', () => bot.genuine({ nbf: 'now' })],
    ['names no service URL', 'payload.serviceurl', () => bot.genuine({ serviceurl: undefined })],
    ['names an empty service URL', 'payload.serviceurl', () => bot.genuine({ serviceurl: '' })],
    ['is signed for another channel', 'not-endorsed', () => signedBy(webchatKey)],
    ['is signed for no channel', 'not-endorsed', () => signedBy(plainKey)],
    [
      'is of a bot that wants a skill',
      'payload.azp',
      () => bot.genuine({ ver: '2.0', azp: OTHER_TENANT }),
    ],
    [
      'is of an older bot that wants a skill',
      'payload.azp',
      () => bot.genuine({ ver: '1.0', appid: OTHER_TENANT }),
    ],
  ])('that %s is refused with 401', async (_what, reason, header) => {
    const answer = await bot.send(header());

    expect([answer, bot.turns]).toEqual([{ status: 401, text: '{"error":"unauthorized"}' }, 0]);
    expectOneCleanLine(401, reason);
  });

  it('that comes in a second header beside a genuine one is refused with 401', async () => {
    const body = JSON.stringify(bot.message());
    const answer = await sendRaw(
      bot.port,
      [
        'POST /api/messages HTTP/1.1',
        'Host: x',
        'Connection: close',
        'Content-Type: application/json',
        `Content-Length: ${String(Buffer.byteLength(body))}`,
        `Authorization: ${bot.genuine()}`,
        `Authorization: ${hmac('')}`,
        '',
        body,
      ].join('\r\n'),
    );

    expect([answer.split('\r\n')[0], bot.turns]).toEqual(['HTTP/1.1 401 Unauthorized', 0]);
    expectOneCleanLine(401, 'no-token');
  });

  it('is told which scheme is asked for, as the standard demands', async () => {
    const answer = await fetch(`http://127.0.0.1:${String(bot.port)}/api/messages`, {
      method: 'POST',
    });

    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});

describe('an activity that is not the business of its sender', () => {
  test.each<[string, string, () => object]>([
    [
      'another service URL of Teams',
      'service-url',
      () => ({ serviceUrl: 'https://smba.trafficmanager.net/de/' }),
    ],
    ['an evil service URL', 'service-url', () => ({ serviceUrl: 'https://evil.example/' })],
    [
      'a service URL with one stroke more',
      'service-url',
      () => ({ serviceUrl: `${bot.teams.serviceUrl}/` }),
    ],
    ['a list of service URLs', 'service-url', () => ({ serviceUrl: [bot.teams.serviceUrl] })],
    ['an empty service URL', 'service-url', () => ({ serviceUrl: '' })],
    ['no service URL', 'service-url', () => ({ serviceUrl: undefined })],
    ['no channel', 'channel', () => ({ channelId: undefined })],
    ['the channel of the emulator', 'channel', () => ({ channelId: 'emulator' })],
    [
      'a channel that its key does sign for, but not we',
      'channel',
      () => ({ channelId: 'webchat' }),
    ],
    ['another tenant', 'tenant', () => inTenant(OTHER_TENANT, OTHER_TENANT)],
    ['another tenant in the conversation only', 'tenant', () => inTenant(OTHER_TENANT, undefined)],
    [
      'another tenant in the channel data only',
      'tenant',
      () => ({ channelData: { tenant: { id: OTHER_TENANT } } }),
    ],
    ['a list of tenants', 'tenant', () => ({ channelData: { tenant: { id: [OTHER_TENANT] } } })],
    ['no tenant', 'tenant', () => inTenant(undefined, undefined)],
  ])('with %s is refused with 403', async (_what, reason, fields) => {
    const answer = await bot.send(bot.genuine(), fields());

    expect([answer, bot.turns]).toEqual([{ status: 403, text: '{"error":"forbidden"}' }, 0]);
    expectOneCleanLine(403, reason);
  });
});

function inTenant(ofConversation: string | undefined, ofChannel: string | undefined): object {
  return {
    conversation: { id: 'chat-1', tenantId: ofConversation },
    channelData: { tenant: { id: ofChannel } },
  };
}

function pemOf({ publicKey }: TokenKey): string {
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

describe('a service URL that is signed and not allowed', () => {
  test.each([
    'file:///etc/passwd',
    'https://evil.example/teams/',
    'https://user:word@smba.trafficmanager.net/',
    'https://smbа.trafficmanager.net/',
    'http://smba.trafficmanager.net/teams/',
  ])('is refused with 400 before the turn: %s', async (serviceUrl) => {
    const answer = await bot.send(bot.genuine({ serviceurl: serviceUrl }), { serviceUrl });

    expect([answer, bot.turns]).toEqual([{ status: 400, text: '{"error":"bad-request"}' }, 0]);
    expect(bot.lines).toHaveLength(1);
    expect(bot.lines.join('')).not.toContain(serviceUrl);
    expect(bot.teams.requests).toEqual([]);
  });
});
