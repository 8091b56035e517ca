import { checkToken } from '../../src/doctor/check-token';
import { APP_ID, OTHER_ID } from '../support/environments';

const EXPECTED = {
  ...{ area: 'graph', service: 'Microsoft Graph', appId: APP_ID, todo: 'Look at it.' },
  audiences: ['https://graph.microsoft.com'],
};

/** A token with these claims. */
function tokenOf(claims: object): () => Promise<string> {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return () => Promise.resolve(`head.${payload}.signature-of-it`);
}

const GOOD = { aud: 'https://graph.microsoft.com/', appid: APP_ID, roles: ['Chat.Create'] };

test('a token for the right service tells what it allows, and nothing of itself', async () => {
  const look = await checkToken(EXPECTED, tokenOf(GOOD));

  expect(look).toMatchObject({ roles: ['Chat.Create'], findings: [{ level: 'ok' }] });
  expect(JSON.stringify(look)).not.toContain('signature');
});

test('a token without permissions allows nothing', async () => {
  const { aud, appid } = GOOD;

  expect((await checkToken(EXPECTED, tokenOf({ aud, azp: appid }))).roles).toEqual([]);
});

test.each([
  ['is for another service', tokenOf({ ...GOOD, aud: 'https://vault.azure.net' }), /is for https/],
  ['is that of another application', tokenOf({ ...GOOD, appid: OTHER_ID }), new RegExp(OTHER_ID)],
  ['cannot be read', () => Promise.resolve('opaque-token-1'), /cannot be read/],
  ['is not issued', () => Promise.reject(new Error('AADSTS7000222')), /AADSTS7000222/],
])('a token that %s is wrong, and allows nothing', async (_what, obtain, says) => {
  const look = await checkToken(EXPECTED, obtain);

  expect(look.roles).toBeUndefined();
  expect(look.findings).toMatchObject([{ level: 'wrong', todo: 'Look at it.' }]);
  expect(look.findings[0]?.says).toMatch(says);
  expect(look.findings[0]?.says).not.toContain('opaque-token-1');
});
