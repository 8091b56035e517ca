import { checkSecret, type RegisteredSecret } from '../../src/doctor/check-secret';
import { APP_ID, TENANT_ID } from '../support/environments';

const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;
const SECRET = 'a1~very-secret';
const APP = { id: APP_ID, type: 'SingleTenant', tenantId: TENANT_ID, password: SECRET };

function endsIn(days: number, hint: string | null = 'a1~'): RegisteredSecret {
  return { hint, endsAt: NOW + days * DAY };
}

function lookAt(
  registered: readonly RegisteredSecret[] | undefined,
  passwordEnds?: number,
): readonly (readonly [string, string])[] {
  const app = passwordEnds === undefined ? APP : { ...APP, passwordEnds };
  const findings = checkSecret(app, registered, NOW);
  expect(JSON.stringify(findings)).not.toContain('a1~');
  return findings.map(({ level, says }) => [level, says] as const);
}

test('a managed identity has nothing that could end', () => {
  expect(checkSecret({ ...APP, type: 'UserAssignedMSI', password: '' }, undefined, NOW)).toEqual([
    { area: 'secret', level: 'ok', says: 'A managed identity has no secret.' },
  ]);
});

test('an end that nobody can tell is said to be unknown', () => {
  expect(lookAt(undefined)).toEqual([['warn', 'Nobody knows when the client secret ends.']]);
});

test.each([
  [31, 'ok'],
  [30, 'warn'],
  [1, 'warn'],
  [0, 'wrong'],
  [-5, 'wrong'],
])('an end in %d days, as the settings say, is %s', (days, level) => {
  expect(lookAt(undefined, NOW + days * DAY)).toEqual([
    [level, expect.stringContaining(new Date(NOW + days * DAY).toISOString().slice(0, 10))],
  ]);
});

test('what the registration says counts more than the settings, and a difference is named', () => {
  expect(lookAt([endsIn(90)], NOW + 90 * DAY + 3_600_000)).toEqual([
    ['ok', 'The client secret ends on 2027-02-25.'],
    ['ok', 'MICROSOFT_APP_PASSWORD_ENDS is what the registration says.'],
  ]);
  expect(lookAt([endsIn(2)], NOW + 90 * DAY)).toEqual([
    ['warn', 'The client secret ends on 2026-11-29.'],
    ['warn', 'MICROSOFT_APP_PASSWORD_ENDS is not what the registration says.'],
  ]);
  expect(lookAt([endsIn(90)]).at(-1)?.[0]).toBe('warn');
});

test('of several secrets the one that begins like ours counts', () => {
  const others = [endsIn(400, 'zzz'), endsIn(400, null), endsIn(3)];

  expect(lookAt(others)[0]).toEqual(['warn', 'The client secret ends on 2026-11-30.']);
});

test('a registration without a secret like ours is wrong', () => {
  expect(lookAt([endsIn(400, 'zzz')])).toEqual([
    ['wrong', 'The registration has no client secret that begins like MICROSOFT_APP_PASSWORD.'],
  ]);
});

test('a secret that ends never, as the registration says, has no day to set', () => {
  expect(lookAt([{ hint: 'a1~', endsAt: Infinity }])).toEqual([
    ['ok', 'The client secret has no end.'],
  ]);
});
