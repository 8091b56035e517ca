import {
  ClaimsIdentity,
  ConnectorClient,
  ConnectorFactory,
  MicrosoftAppCredentials,
} from 'botframework-connector';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { CachedAuthentication } from '../../src/bot/cached-authentication';
import { ConnectorClients } from '../../src/bot/connector-clients';
import { BugError } from '../../src/errors';
import { FakeAuthentication } from '../support/fake-authentication';

class SameClientFactory extends ConnectorFactory {
  private readonly client: ConnectorClient;

  constructor(client: ConnectorClient) {
    super();
    this.client = client;
  }

  override create(): Promise<ConnectorClient> {
    return Promise.resolve(this.client);
  }
}

class CountingFactory extends ConnectorFactory {
  readonly made: string[] = [];
  failure: Error | undefined;

  override create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    this.made.push(`${serviceUrl} ${audience ?? '-'}`);

    return this.failure === undefined
      ? Promise.resolve(new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: serviceUrl }))
      : Promise.reject(this.failure);
  }
}

describe('the connector clients', () => {
  it('are one for each service URL and audience, also when asked for at the same moment', async () => {
    const factory = new CountingFactory();
    const clients = new ConnectorClients(factory, 100);

    const [first, second] = await Promise.all([
      clients.create('http://a', 'x'),
      clients.create('http://a', 'x'),
    ]);
    await clients.create('http://a');
    await clients.create('http://b', 'x');

    expect(first).toBe(second);
    expect(factory.made).toEqual(['http://a x', 'http://a -', 'http://b x']);
  });

  it('are at most 64; the one unused for longest goes', async () => {
    const factory = new CountingFactory();
    const clients = new ConnectorClients(factory, 100);
    const urls = Array.from({ length: 64 }, (_, at) => `http://host-${String(at)}`);
    await Promise.all(urls.map((url) => clients.create(url)));

    await clients.create('http://host-0');
    await clients.create('http://host-64');
    await clients.create('http://host-0');
    await clients.create('http://host-1');

    expect(factory.made.slice(64)).toEqual(['http://host-64 -', 'http://host-1 -']);
  });

  it('are asked for anew after a failure', async () => {
    const factory = new CountingFactory();
    const clients = new ConnectorClients(factory, 100);
    factory.failure = new RangeError('for the moment');
    await expect(clients.create('http://a')).rejects.toThrow('for the moment');
    factory.failure = undefined;

    await expect(clients.create('http://a')).resolves.toBeInstanceOf(ConnectorClient);
  });

  it('are refused when the retries of the SDK cannot be taken out', async () => {
    const client = new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: 'http://a' });
    const once = new ConnectorClients(new SameClientFactory(client), 100);
    await once.create('http://a');

    await expect(once.create('http://b')).rejects.toBeInstanceOf(BugError);
  });

  it('are refused when the inside of the SDK has changed', async () => {
    const client = new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: 'http://a' });
    Reflect.set(client, 'client', { pipeline: {} });
    const clients = new ConnectorClients(new SameClientFactory(client), 100);

    await expect(clients.create('http://a')).rejects.toBeInstanceOf(BugError);
  });
});

describe('the authentication with shared clients', () => {
  function build(): { readonly inner: FakeAuthentication; readonly cached: CachedAuthentication } {
    const inner = new FakeAuthentication(new ConfigurationBotFrameworkAuthentication({}));
    const clients = new ConnectorClients(new CountingFactory(), 100);

    return {
      inner,
      cached: new CachedAuthentication({
        ...{ inner, self: new ClaimsIdentity([]), clients, timeoutMs: 100 },
      }),
    };
  }

  it('makes one user token client', async () => {
    const { inner, cached } = build();

    const made = [await cached.createUserTokenClient(), await cached.createUserTokenClient()];

    expect(made[0]).toBe(made[1]);
    expect(inner.tokenClientsMade).toBe(1);
  });

  it('checks nobody: that is done at the door', async () => {
    const { cached } = build();

    await expect(cached.authenticateRequest()).rejects.toBeInstanceOf(BugError);
    await expect(cached.authenticateStreamingRequest()).rejects.toBeInstanceOf(BugError);
  });

  it('makes another after a failure', async () => {
    const { inner, cached } = build();
    inner.failure = new RangeError('for the moment');
    await expect(cached.createUserTokenClient()).rejects.toThrow('for the moment');
    inner.failure = undefined;

    await expect(cached.createUserTokenClient()).resolves.toBeDefined();
  });
});
