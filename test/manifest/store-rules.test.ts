import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import german from '../../manifest/de.json';
import spanish from '../../manifest/es.json';
import manifest from '../../manifest/manifest.json';

/**
 * What a reviewer of the Teams Store or an administrator would refuse, as far as it can be seen in the manifest.
 * Source: learn.microsoft.com/microsoftteams/platform/concepts/deploy-and-publish/appsource/prepare/teams-store-validation-guidelines
 */
const LISTINGS = [
  {
    language: 'en',
    short: manifest.name.short,
    full: manifest.name.full,
    brief: manifest.description.short,
    text: manifest.description.full,
  },
  ...[
    { language: 'es', file: spanish },
    { language: 'de', file: german },
  ].map(({ language, file }) => ({
    language,
    short: file['name.short'],
    full: file['name.full'],
    brief: file['description.short'],
    text: file['description.full'],
  })),
];

const RESERVED =
  /\b(microsoft|teams|excel|powerpoint|word|onedrive|sharepoint|onenote|azure|outlook|office|copilot|chat|contacts|calendar|calls|files|activity|apps?|help|beta|test)\b/i;
const EMOJI = /\p{Extended_Pictographic}/u;
const ADVERTISING = /https?:|www\.|\b(free|gratis|kostenlos|best|#1|beta)\b/i;

const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
const addresses = [websiteUrl, privacyUrl, termsOfUseUrl].map((text) => new URL(text));

describe.each(LISTINGS)('the listing in $language', ({ short, full, brief, text }) => {
  test('has a name of its own, the same in every language', () => {
    expect(short).toBe(manifest.name.short);
    expect(short.length).toBeLessThanOrEqual(30);
    expect(short).not.toMatch(RESERVED);
    expect(full.startsWith(short)).toBe(true);
    expect(full.length).toBeLessThanOrEqual(100);
    expect([short, full, brief, text].filter((line) => EMOJI.test(line))).toEqual([]);
  });

  test('says what the app does, briefly and in full', () => {
    expect(brief.length).toBeLessThanOrEqual(80);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text.length).toBeGreaterThan(2 * brief.length);
    expect(text).not.toContain(brief);
    expect([brief, text].filter((line) => ADVERTISING.test(line))).toEqual([]);
    expect([brief, text].filter((line) => line !== line.trim() || !line.endsWith('.'))).toEqual([]);
  });
});

test('website, privacy and terms are three secure pages of one host', () => {
  expect(addresses.map(({ protocol }) => protocol)).toEqual(Array(3).fill('https:'));
  expect(new Set(addresses.map(({ host }) => host)).size).toBe(1);
  expect(new Set(addresses.map(({ href }) => href)).size).toBe(3);
});

test('the developer is named within bounds', () => {
  expect(manifest.developer.name.length).toBeLessThanOrEqual(32);
  expect(manifest.developer.name).not.toMatch(/microsoft/i);
});

test('the app asks for nothing but to be a bot, to be found by Graph, and to tell of broken promises', () => {
  expect(Object.keys(manifest).sort()).toEqual([
    '$schema',
    'accentColor',
    'activities',
    'bots',
    'defaultGroupCapability',
    'defaultInstallScope',
    'description',
    'developer',
    'icons',
    'id',
    'localizationInfo',
    'manifestVersion',
    'name',
    'validDomains',
    'version',
    'webApplicationInfo',
  ]);
  expect(manifest.validDomains).toEqual([]);
});

test.each([
  ...manifest.bots.flatMap(({ scopes }) => scopes),
  ...['webApplicationInfo', 'permissions', 'devicePermissions', 'authorization', 'activities'],
  ...['validDomains', 'supportsChannelFeatures'],
])('deploy/README.md explains %s', (entry) => {
  const rows = readFileSync(join(__dirname, '../../deploy/README.md'), 'utf8').split('\n');

  const row = rows
    .map((line) => line.split('|'))
    .find(([, cell]) => cell?.includes(`\`${entry}\``) === true);
  expect(row?.[2]?.trim()).toMatch(/\w+ \w+ \w+/);
});

test('the bot talks, in the three places where it has something to do, and takes no files', () => {
  expect(manifest.bots.map(({ commandLists: _lists, botId: _id, ...rest }) => rest)).toEqual([
    { scopes: ['personal', 'team', 'groupChat'], isNotificationOnly: false, supportsFiles: false },
  ]);
});

test('it is added for oneself first, and as a bot to teams and chats', () => {
  expect(manifest.defaultInstallScope).toBe('personal');
  expect(manifest.defaultGroupCapability).toEqual({ team: 'bot', groupchat: 'bot' });
});
