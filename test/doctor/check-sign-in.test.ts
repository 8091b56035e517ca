import { checkSignIn } from '../../src/doctor/check-sign-in';
import { StrictTokenService } from '../support/strict-token-service';

const APP = '11111111-2222-4333-8444-555555555555';
const service = new StrictTokenService({
  ...{ bearer: 'bot', appId: APP, connection: 'graph', issue: () => 'nobody signs in' },
});

beforeAll(() => service.start());
afterAll(() => service.stop());

function lookWith(parts: {
  readonly connection?: string;
  readonly bearer?: string;
}): ReturnType<typeof checkSignIn> {
  const { connection = 'graph', bearer = 'bot' } = parts;
  return checkSignIn({
    ...{ tokenServiceUrl: service.baseUrl, connection, appId: APP, timeoutMs: 300 },
    obtain: () => Promise.resolve(bearer),
  });
}

test('a connection that the token service knows is well', async () => {
  expect(await lookWith({})).toMatchObject([{ area: 'sign-in', level: 'ok' }]);
  expect(service.tokens.size).toBe(0);
});

test.each([
  ['unknown', { connection: 'typo' }, '400'],
  ['of a bot that is not known', { bearer: 'somebody else' }, '401'],
])('a connection that is %s is told with what to do', async (_what, parts, status) => {
  expect(await lookWith(parts)).toMatchObject([
    {
      level: 'wrong',
      says: expect.stringContaining(status),
      todo: expect.stringContaining('OAuth'),
    },
  ]);
});

test('a token service that hangs is told of in time', async () => {
  service.next('/api/botsignin/GetSignInResource', 'hang');

  expect(await lookWith({})).toMatchObject([
    { level: 'wrong', says: expect.stringContaining('could not be asked') },
  ]);
});

test('without a token of the bot nobody is asked', async () => {
  const before = service.requests.length;

  const found = await checkSignIn({
    ...{ tokenServiceUrl: service.baseUrl, connection: 'graph', appId: APP, timeoutMs: 300 },
    obtain: () => Promise.reject(new Error('No identity.')),
  });

  expect(found).toMatchObject([{ level: 'wrong', says: expect.stringContaining('No identity.') }]);
  expect(service.requests).toHaveLength(before);
});
