import { readConfig } from '../src/config';
import { LOCAL, PRODUCTION, wrongIn } from './support/environments';

const ON = { ...PRODUCTION, GRAPH: 'on', SIGN_IN_CONNECTION: 'graph' };

test('nobody signs in unless a connection is named, then at the token service of the cloud', () => {
  expect(readConfig({ ...ON, SIGN_IN_CONNECTION: '' })).not.toHaveProperty('signIn');
  expect(readConfig(ON).signIn).toEqual({
    connection: 'graph',
    tokenServiceUrl: 'https://api.botframework.com',
  });
  expect(readConfig({ ...ON, CLOUD: 'usgov' }).signIn?.tokenServiceUrl).toBe(
    'https://api.botframework.azure.us',
  );
});

test.each([
  ['without Graph', { ...ON, GRAPH: 'off' }],
  ['without an app id', { ...LOCAL, SIGN_IN_CONNECTION: 'graph', GRAPH: 'on' }],
])('a connection %s is refused: nothing could be posted', (_what, env) => {
  expect(wrongIn(env)).toContain('SIGN_IN_CONNECTION');
});

test.each(['https://tokens.example.com', 'api.botframework.com', 'http://127.0.0.1'])(
  'tokens of people are not asked for at "%s"',
  (host) => {
    expect(wrongIn({ ...ON, SIGN_IN_HOST: host })).toEqual(['SIGN_IN_HOST']);
  },
);
