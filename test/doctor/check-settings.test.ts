import { checkSettings, secretsOf } from '../../src/doctor/check-settings';
import { PRODUCTION } from '../support/environments';

test('good settings are counted and handed on', () => {
  const { config, findings } = checkSettings(PRODUCTION);

  expect(config?.profile).toBe('production');
  expect(findings).toMatchObject([{ level: 'ok' }]);
});

test('every wrong setting is a finding of its own, and no secret is told', () => {
  const env = { ...PRODUCTION, PORT: 'high', GRAPH: 'maybe', MICROSOFT_APP_PASSWORD: 'hush-hush' };

  const { config, findings } = checkSettings(env);

  expect(config).toBeUndefined();
  expect(findings.map(({ level, says }) => [level, says.split(':')[0]])).toEqual([
    ['wrong', 'PORT'],
    ['wrong', 'GRAPH'],
    ['wrong', 'MICROSOFT_APP_PASSWORD'],
  ]);
  expect(JSON.stringify(findings)).not.toContain('hush-hush');
});

test('the secrets are those of the settings that hold one', () => {
  const env = { MICROSOFT_APP_PASSWORD: 'a', COSMOS_KEY: 'b', GRAPH_TOKEN: 'c', HOST: 'd' };

  expect(secretsOf(env)).toEqual(['b', 'a', 'c']);
});
