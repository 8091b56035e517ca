import { createServiceUrlRule } from '../../src/bot/service-urls';
import { CLOUDS, type CloudName } from '../../src/cloud';

const teams = createServiceUrlRule({ local: false });
const local = createServiceUrlRule({ local: true });

describe('the rule for service URLs', () => {
  test.each([
    'https://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net/amer/11111111-2222-3333-4444-555555555555/',
    'https://SMBA.trafficmanager.net',
    'https://europe.botframework.com/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
  ])('accepts %s everywhere', (url) => {
    expect([teams(url), local(url)]).toEqual([true, true]);
  });

  test.each<[readonly CloudName[], string]>([
    [['public', 'gcc'], 'https://smba.trafficmanager.net/teams/'],
    [['public', 'gcc'], 'https://smba.infra.gcc.teams.microsoft.com/teams'],
    [['public', 'gcc'], 'https://europe.botframework.com/'],
    [['usgov'], 'https://smba.infra.gov.teams.microsoft.us/teams'],
    [['usgov-dod'], 'https://smba.infra.dod.teams.microsoft.us/teams'],
  ])('lets a token of %s go to %s, and one of no other cloud', (owners, url) => {
    const names = Object.keys(CLOUDS) as CloudName[];

    const open = names.filter((name) =>
      createServiceUrlRule({ local: false, cloud: CLOUDS[name] })(url),
    );

    expect(open).toEqual(owners);
  });

  test.each(Object.values(CLOUDS))('knows the address of its own cloud: $serviceUrl', (cloud) => {
    expect(createServiceUrlRule({ local: false, cloud })(cloud.serviceUrl)).toBe(true);
  });

  test.each([
    'http://localhost:56150/_connector',
    'http://127.0.0.1:3978/',
    'http://[::1]:3978/_connector',
  ])('accepts %s in the local profile only', (url) => {
    expect([teams(url), local(url)]).toEqual([false, true]);
  });

  test.each([
    '',
    'not a url',
    'file:///etc/passwd',
    'ftp://smba.trafficmanager.net/',
    'http://smba.trafficmanager.net/teams/',
    'https://evil.example/teams/',
    'https://evil.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net./',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user:word@smba.trafficmanager.net/',
    'https://evil.example\\@smba.trafficmanager.net/',
    'https://evil.example/?https://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/?to=https://evil.example',
    'https://smba.trafficmanager.net/#x',
    'https://smbа.trafficmanager.net/',
    'https://smba。trafficmanager。net/',
    'https://smba.trafficmanager.net/ ',
    'https://smba.traffic\nmanager.net/',
    'https://botframework.com/',
    'https://.botframework.com/',
    'https://evilbotframework.com/',
    'https://127.0.0.1:3978/',
    'http://127.0.0.1.evil.example/',
    'http://127.1/',
    'http://2130706433/',
    'http://localhost@evil.example/',
    'http://localhost:99999/',
    `https://smba.trafficmanager.net/${'a'.repeat(500)}`,
  ])('refuses %j everywhere', (url) => {
    expect([teams(url), local(url)]).toEqual([false, false]);
  });
});
