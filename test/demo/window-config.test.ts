import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

import { PERSONA_KEYS } from '../../src/demo/personas';
import { conversationIdsOf, windowConfig, writeWindowConfig } from '../../src/demo/window-config';
import { demoPersonas } from '../support/demo-personas';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const personas = demoPersonas();
const configs = PERSONA_KEYS.map((key) => windowConfig(personas[key], personas));

describe('the config of a window', () => {
  test.each(configs)('$currentUser.name meets exactly five others', ({ currentUser, users }) => {
    const ids = [currentUser, ...users].map(({ id }) => id);

    expect(users).toHaveLength(5);
    expect(new Set(ids).size).toBe(6);
  });

  test.each(configs)('$currentUser.name and the others have every field filled', (config) => {
    const people = [config.currentUser, ...config.users];

    for (const person of people) {
      expect(Object.values(person)).not.toContain('');
      expect(person.aadObjectId).toMatch(GUID);
    }
    expect(config.team.aadGroupId).toMatch(GUID);
    expect(config.bot.name.length).toBeLessThanOrEqual(42);
  });

  test('shares no chat, team or channel with another window', () => {
    const ids = configs.flatMap((config) => [
      ...conversationIdsOf(config),
      config.team.id,
      config.team.aadGroupId,
    ]);

    expect(new Set(ids).size).toBe(configs.length * 5);
  });

  test('shares tenant and bot with every other window', () => {
    const shared = configs.map(({ tenantId, bot }) => `${tenantId} ${bot.id}`);

    expect([...new Set(shared)]).toEqual([
      '7f2c3b1e-0000-4000-8000-000000000001 28:7f2c3b1e-0000-4000-8000-0000000000b0',
    ]);
  });

  test('names the kickoff chat after the persona', () => {
    const config = windowConfig(personas.fpm2, personas);

    expect(config.personalChat.id).toBe('a:personal-fpm2');
    expect(config.groupChat).toEqual({
      id: '19:kickoff-fpm2@thread.v2',
      name: 'Kickoff (fpm2)',
    });
  });

  test('is read back from its file as it was', () => {
    const dir = mkdtempSync(join(tmpdir(), 'window-config-'));
    const config = windowConfig(personas.partner, personas);

    const path = writeWindowConfig(join(dir, 'windows'), 'partner', config);

    expect(parse(readFileSync(path, 'utf8'))).toEqual(config);
    rmSync(dir, { recursive: true });
  });
});
