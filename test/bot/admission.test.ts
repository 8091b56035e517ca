import assert from 'node:assert/strict';
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { admitRequest } from '../../src/bot/admission';
import { readActivity } from '../../src/bot/activity-envelope';
import { FakeAuthentication } from '../support/fake-authentication';
import { FakeLog } from '../support/fake-log';

function activity(): Activity {
  const read = readActivity({
    type: 'message',
    channelId: 'msteams',
    conversation: { id: 'chat-1' },
    from: { id: '29:person' },
  });
  assert(read !== undefined);

  return read;
}

function named(name: string): Error {
  return Object.assign(new RangeError('words with a key in them'), { name });
}

async function admit(
  failure?: Error,
): Promise<{ readonly outcome: object; readonly log: FakeLog }> {
  const log = new FakeLog();
  const authentication = new FakeAuthentication(new ConfigurationBotFrameworkAuthentication({}));
  authentication.failure = failure;
  const outcome = await admitRequest(authentication, activity(), {
    authorization: 'Bearer abc',
    log,
  });

  return { outcome, log };
}

describe('admission', () => {
  it('lets a proven request in with its proof', async () => {
    const { outcome, log } = await admit();

    expect(outcome).toMatchObject({ ok: true, proof: { claimsIdentity: {} } });
    expect(log.lines).toEqual([]);
  });

  test.each<[string, Error]>([
    ['an authentication error', new AuthenticationError('words', 401)],
    ['a bad signature', named('JsonWebTokenError')],
    ['a token of tomorrow', named('NotBeforeError')],
    ['an expired token', named('TokenExpiredError')],
    ['any other error', named('TypeError')],
  ])('refuses %s with 401', async (_what, failure) => {
    const { outcome, log } = await admit(failure);

    expect(outcome).toEqual({ ok: false, status: 401 });
    expect(JSON.stringify(log.lines)).not.toContain('words');
  });

  test.each<[string, Error]>([
    ['answer with an error', new AuthenticationError('Failed to load Keys: 503', 500)],
    ['cannot be reached', named('FetchError')],
  ])('says 503 when the signing keys %s', async (_what, failure) => {
    const { outcome } = await admit(failure);

    expect(outcome).toEqual({ ok: false, status: 503 });
  });
});
