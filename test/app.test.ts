import { startApp } from '../src/app';
import { CLOUDS, type CloudName } from '../src/cloud';
import { readConfig } from '../src/config';
import { botEndpoint, DIRECTORY_FILE } from '../src/demo/bot-child';
import { FakeLog } from './support/fake-log';
import { APP_ID, claimsOf, signedToken, TENANT, tokenKey } from './support/teams-tokens';

const KEY = tokenKey('key-1', ['msteams']);

/** What the composed bot of this cloud says to a token of that issuer; with another one it does not even look for keys. */
async function statusFor(cloud: CloudName, issuer: string): Promise<number> {
  const config = readConfig({
    ...{ PROFILE: 'local', HOST: '127.0.0.1', PORT: '0', STORE: 'memory', DIRECTORY_FILE },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_TENANT_ID: TENANT, CLOUD: cloud },
  });
  const app = await startApp(config, new FakeLog());
  try {
    const claims = {
      ...claimsOf('https://smba.trafficmanager.net/teams/', Date.now()),
      iss: issuer,
    };
    const { status } = await fetch(botEndpoint(app.port), {
      method: 'POST',
      headers: { authorization: `Bearer ${signedToken(KEY, claims)}` },
    });
    return status;
  } finally {
    await app.stop();
  }
}

test.each<[CloudName, CloudName]>([
  ['usgov', 'public'],
  ['usgov-dod', 'public'],
  ['public', 'usgov'],
])('the bot of %s believes nothing that the issuer of %s says', async (ours, theirs) => {
  expect(await statusFor(ours, CLOUDS[theirs].issuer)).toBe(401);
});
