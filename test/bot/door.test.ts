import { type Admission, createDoor, type Door } from '../../src/bot/door';
import { FixedClock } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { LocalOpenId } from '../support/local-openid';
import {
  APP_ID,
  claimsOf,
  signedToken,
  TENANT,
  TOKEN_ISSUER,
  type TokenKey,
  tokenKey,
} from '../support/teams-tokens';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const URL_OF_TEAMS = 'https://smba.trafficmanager.net/teams/';
const first = tokenKey('key-1', ['msteams']);
const second = tokenKey('key-2', ['msteams']);
let clock: FixedClock;
let log: FakeLog;
let openId: LocalOpenId;
let door: Door;

beforeEach(async () => {
  clock = new FixedClock();
  log = new FakeLog();
  openId = new LocalOpenId();
  openId.published = [first];
  await openId.start();
  door = open();
});
afterEach(() => openId.stop());

function open(): Door {
  return createDoor({
    appId: APP_ID,
    issuer: { name: TOKEN_ISSUER, metadataUrl: openId.metadataUrl },
    allowedTenants: [TENANT.toUpperCase()],
    now: () => clock.now(),
    log,
  });
}

/** A header that no other call has made: what was verified before is of no help. */
let serial = 0;
function header(key: TokenKey = first, kid = key.kid): string {
  serial += 1;
  const claims = { ...claimsOf(URL_OF_TEAMS, clock.now()), serial };
  return `Bearer ${signedToken(key, claims, { kid })}`;
}

function herd(size: number, key = first): Promise<Admission[]> {
  return Promise.all(Array.from({ length: size }, () => door.admit(header(key))));
}

function statusOf(admission: Admission): number {
  return admission.ok ? 200 : admission.status;
}

async function statuses(count: number, key = first): Promise<number[]> {
  return [...new Set((await herd(count, key)).map(statusOf))];
}

describe('the signing keys', () => {
  it('are fetched once for a cold herd: metadata and key set', async () => {
    const seen = await statuses(64);

    expect([seen, openId.fetched]).toEqual([[200], ['/.well-known/openidconfiguration', '/keys']]);
  });

  it('are fetched anew after a day, in the background: nobody waits or is refused', async () => {
    await statuses(1);
    openId.fetched.length = 0;

    clock.forward(24 * HOUR_MS);
    await statuses(8);
    const fetchedOnTheDay = openId.fetched.length;
    clock.forward(1);
    const seen = await statuses(64);
    await until(() => openId.fetched.length === 2);

    expect([fetchedOnTheDay, seen, openId.fetched.length]).toEqual([0, [200], 2]);
  });

  it.each([503, 404, 200])('go on for three days when the server answers %d', async (failure) => {
    await statuses(1);
    openId.failure = failure;

    const seen: number[][] = [];
    for (const hours of [25, 23, 24]) {
      clock.forward(hours * HOUR_MS);
      seen.push(await statuses(16));
    }

    expect(seen).toEqual([[200], [200], [200]]);
  });

  it('go on for three days when the server is gone', async () => {
    await statuses(1);
    await openId.stop();

    clock.forward(72 * HOUR_MS);
    const within = await statuses(16);
    clock.forward(1);
    const after = await statuses(16);

    expect([within, after]).toEqual([[200], [503]]);
  });

  it('are asked for every half a minute at most while they cannot be renewed, with a line each', async () => {
    await statuses(1);
    openId.failure = 503;
    openId.fetched.length = 0;
    clock.forward(25 * HOUR_MS);

    for (const attempt of [1, 2, 3]) {
      await statuses(4);
      await until(() => log.lines.length === attempt);
      clock.forward(30 * SECOND_MS - 1);
      await statuses(4);
      clock.forward(1);
    }

    expect(openId.fetched).toHaveLength(3);
    expect(new Set(log.lines.map(({ message }) => message))).toEqual(
      new Set(['The signing keys could not be fetched.']),
    );
  });

  it('are a 503 when there never were any, and are soon there after the outage', async () => {
    openId.failure = 503;
    const during = await statuses(64);
    const fetched = openId.fetched.length;
    openId.failure = undefined;
    clock.forward(2 * SECOND_MS);

    expect([during, fetched, await statuses(64)]).toEqual([[503], 1, [200]]);
  });

  it('take a new one in within a minute, and drop the old one', async () => {
    await statuses(1);
    openId.published = [second];
    clock.forward(SECOND_MS);
    await door.admit(header(first, 'invented'));

    clock.forward(30 * SECOND_MS);
    const seen = [await statuses(64, second), await statuses(1, first)];

    expect(seen).toEqual([[200], [401]]);
  });

  it('take a new one in at once after the clock was set back', async () => {
    await statuses(1);
    openId.published = [second];
    clock.forward(-24 * HOUR_MS);

    expect(await statuses(8, second)).toEqual([200]);
  });

  it('are not fetched for every invented key id', async () => {
    await statuses(1);
    openId.fetched.length = 0;

    for (let second = 0; second < 60; second += 1) {
      const forged = Array.from({ length: 8 }, (_, at) => header(first, `invented-${String(at)}`));
      const admissions = await Promise.all(forged.map((one) => door.admit(one)));
      expect(new Set(admissions.map(statusOf))).toEqual(new Set([401]));
      clock.forward(SECOND_MS);
    }

    expect(openId.fetched.length).toBeLessThanOrEqual(4);
  });

  it('leave a forged token a 401 in an outage as long as there are keys', async () => {
    await statuses(1);
    openId.failure = 503;
    clock.forward(30 * SECOND_MS);

    expect(statusOf(await door.admit(header(first, 'invented')))).toBe(401);
  });

  it('may stand among others that we have no use for', async () => {
    openId.oddKeys = [
      { kty: 'EC', kid: 'key-1', crv: 'P-256', x: 'x', y: 'y' },
      { kty: 'RSA', kid: 7 },
      'a word',
      null,
    ];

    expect(await statuses(1)).toEqual([200]);
  });

  it('do not give way to an empty set', async () => {
    await statuses(1);
    openId.published = [];
    clock.forward(25 * HOUR_MS);
    await door.admit(header(first, 'invented'));

    expect(await statuses(1)).toEqual([200]);
  });
});

describe('a token that comes again', () => {
  it('is let in for five minutes without another look, though its key was withdrawn', async () => {
    const again = header();
    await door.admit(again);
    openId.published = [second];
    clock.forward(30 * SECOND_MS);
    await door.admit(header(second));

    const seen: number[] = [];
    for (let halfMinute = 1; halfMinute <= 10; halfMinute += 1) {
      seen.push(statusOf(await door.admit(again)));
      clock.forward(30 * SECOND_MS);
    }

    expect(seen).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 401]);
  });

  it('is refused again when it was refused', async () => {
    const forged = header(second, 'key-1');

    const answers = [await door.admit(forged), await door.admit(forged)];

    expect(answers.map(statusOf)).toEqual([401, 401]);
    expect(log.lines).toHaveLength(2);
  });
});

describe('the door without an app id', () => {
  it('stands open, asks nobody and writes nothing', async () => {
    const openDoor = createDoor({
      appId: '',
      issuer: { name: TOKEN_ISSUER, metadataUrl: openId.metadataUrl },
      allowedTenants: [],
      now: () => clock.now(),
      log,
    });

    const admission = await openDoor.admit('');
    const brought =
      admission.ok && openDoor.mayBring(admission.pass, { type: 'message', channelId: 'x' });

    expect([brought, openId.fetched, log.lines]).toEqual([true, [], []]);
  });
});

/** Waits for a fetch in the background; every round lets the network go on. */
async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
