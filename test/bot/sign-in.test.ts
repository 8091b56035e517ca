import { SignInDesk, PERSONAS } from '../support/sign-in-desk';

jest.setTimeout(60_000);

const FPM = PERSONAS.fpm;
const GET_TOKEN = '/api/usertoken/GetToken';
const EXCHANGE = '/api/usertoken/exchange';
const RESOURCE = '/api/botsignin/GetSignInResource';
const POSTING = 'POST /chats/{id}/messages';

/** What the FPM sends in from the kickoff card. */
function said(desk: SignInDesk, edition: number, line: string, more: object = {}): object {
  const none = { withKickoff: 'false', withSteps: 'false' };
  return { id: desk.kickoff().engagement, edition, line, ...none, ...more };
}

function offer(token: string): object {
  return { id: 'exchange-1', connectionName: 'graph', token };
}

/** Cards of the token service in the chat of the FPM, each with the way to sign in without a word. */
function oauthCards({ teams }: SignInDesk): number {
  const cards = teams.messages().filter(({ chat }) => chat === 'a:fpm');
  return cards.filter(({ card }) =>
    /"connectionName":"graph".*"uri":"api:\/\/botid-/.test(JSON.stringify(card ?? {})),
  ).length;
}

describe('an FPM who writes in their own name, with two processes over one store', () => {
  const desk = new SignInDesk();
  const { tokens, graph } = desk;
  beforeAll(async () => {
    await desk.open(2);
    await desk.untilKickoff();
  });
  afterAll(() => desk.close());

  async function untilWaiting(text: string): Promise<void> {
    await desk.until(() => desk.fpmReads().includes(text), `a card that says ${text}`);
  }

  async function untilWritten(count: number): Promise<void> {
    await desk.until(() => desk.written().length === count, `${String(count)} messages`);
  }

  it('is asked to sign in when they are not: ten presses at once are one message', async () => {
    const data = said(desk, 0, 'Hello both, this is Fran.', { withKickoff: 'true' });

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.press('fpm', 'engagement.say-in-name', data)),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    await untilWaiting('engagement.sign-in');
    expect(desk.written()).toEqual([]);
  });

  it('gets the card of the token service, whether or not its 404 says why', async () => {
    for (const tellsWhy of [false, true]) {
      tokens.tellsWhy = tellsWhy;
      const before = oauthCards(desk);
      const { text } = await desk.act('fpm', { press: 'engagement.sign-in' });

      expect(text).toContain('engagement.sign-in');
      expect(oauthCards(desk)).toBe(before + 1);
    }
  });

  it('is told where signing in is not possible at the moment', async () => {
    tokens.next(RESOURCE, { status: 500 });

    const { status, text } = await desk.act('fpm', { press: 'engagement.sign-in' });

    expect([status, text]).toEqual([200, expect.stringContaining('not possible at the moment')]);
    expect(tokens.to(RESOURCE).at(-1)?.status).toBe(500);
  });

  it.each([
    ['a wrong code', 'signin/verifyState', { state: '999999' }, 404],
    ['the word of who gave up', 'signin/verifyState', { state: 'CancelledByUser' }, 404],
    ['a token that cannot be exchanged', 'signin/tokenExchange', offer('forged'), 412],
    ['another connection', 'signin/tokenExchange', { ...offer('x'), connectionName: 'b' }, 400],
    ['no token', 'signin/tokenExchange', { id: 'exchange-1', connectionName: 'graph' }, 412],
    ['nothing', 'signin/tokenExchange', undefined, 412],
    ['no state', 'signin/verifyState', { state: { a: 1 } }, 200],
    ['a failure of the client', 'signin/failure', { code: 'resourcematchfailed' }, 200],
    ['a word nobody knows', 'signin/__proto__', { state: '1' }, 200],
  ])(
    'is answered %s with the status that Teams reads, and nothing goes on',
    async (_what, name, value, status) => {
      expect((await desk.invoke('fpm', name, value)).status).toBe(status);
      expect(desk.written()).toEqual([]);
    },
  );

  it('cannot be signed in by somebody else, nor by what an event says', async () => {
    const code = tokens.codeFor(FPM.id);

    expect((await desk.invoke('sme', 'signin/verifyState', { state: code })).status).toBe(404);
    await desk.event('fpm', 'tokens/response', { token: 'forged', connectionName: 'graph' });
    await desk.press('sme', 'engagement.discard-in-name', {
      ...{ id: desk.kickoff().engagement, edition: 1 },
    });

    expect(desk.written()).toEqual([]);
    expect(desk.fpmReads()).toContain('engagement.sign-in');
  });

  it('goes on after a restart of every process with the right code, once, beside the card of the bot', async () => {
    await desk.restart();

    const { status } = await desk.invoke('fpm', 'signin/verifyState', {
      state: tokens.codeFor(FPM.id),
    });

    expect(status).toBe(200);
    await untilWritten(1);
    expect(desk.written()).toEqual([
      {
        from: FPM.aadObjectId,
        content: expect.stringMatching(/^Hello both, this is Fran\.\n\nSME-/),
      },
    ]);
    expect(desk.kickoff().engagement).not.toBe('');
  });

  it('answers every client that offers a token, also those that come too late', async () => {
    const token = offer(tokens.clientTokenOf(FPM.id));

    const answers = await Promise.all(
      [1, 2, 3].map(() => desk.invoke('fpm', 'signin/tokenExchange', token)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ id: 'exchange-1' });
    expect(tokens.to(EXCHANGE).length).toBeGreaterThanOrEqual(3);
    expect(desk.written()).toHaveLength(1);
  });

  it('writes at once while the token service knows them', async () => {
    await desk.press('fpm', 'engagement.say-in-name', said(desk, 1, 'One more line.'));

    await untilWritten(2);
    expect(desk.written().at(-1)?.content).toBe('One more line.');
  });

  it('reads that it may have been posted where the answer was lost, and nothing is posted twice', async () => {
    graph.next(POSTING, 'drop');

    await desk.press('fpm', 'engagement.say-in-name', said(desk, 2, 'Lost on the way.'));

    await untilWaiting('May have been posted');
    await desk.restart();
    expect(desk.written().filter(({ content }) => content === 'Lost on the way.')).toHaveLength(1);
  });

  it('signs out, and is asked to sign in again', async () => {
    const { status } = await desk.act('fpm', { say: 'sign out' });
    expect([status, tokens.tokens.size]).toEqual([200, 0]);
    await untilWaiting('You are signed out');

    await desk.act('fpm', { say: 'abmelden' });
    await untilWaiting('You are not signed in');

    await desk.press('fpm', 'engagement.say-in-name', said(desk, 3, 'After signing out.'));
    await untilWaiting('Waits for your sign-in');
    expect(desk.written()).toHaveLength(3);
  });

  it('may type the code, and is told when it does not fit', async () => {
    await desk.act('fpm', { say: '999999' });
    await untilWaiting('This code does not fit');

    await desk.act('fpm', { say: tokens.codeFor(FPM.id) });
    await untilWritten(4);
    await untilWaiting('You are signed in');
    expect(tokens.to(GET_TOKEN).at(-1)?.query['userId']).toBe(FPM.id);
  });

  it('does not wait for ever for a token service that hangs', async () => {
    tokens.next(EXCHANGE, 'hang');
    const since = Date.now();

    const { status } = await desk.invoke('fpm', 'signin/tokenExchange', offer('any'));

    expect([status, Date.now() - since < 4_000]).toEqual([412, true]);
  });

  it('is nothing that somebody would have to look at in the log', () => {
    expect(desk.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

describe('where no connection is set', () => {
  const desk = new SignInDesk();
  beforeAll(async () => {
    await desk.open(1, { SIGN_IN_CONNECTION: '' });
    await desk.untilKickoff();
  });
  afterAll(() => desk.close());

  it('nobody is offered to write in their own name, and nothing is written', async () => {
    const id = desk.kickoff().engagement;

    const more = await desk.press('fpm', 'engagement.turn', { id, card: 'kickoff', face: 'more' });
    const face = await desk.press('fpm', 'engagement.turn', {
      ...{ id, card: 'kickoff', face: 'in-name' },
    });
    await desk.press('fpm', 'engagement.say-in-name', said(desk, 0, 'Hello.'));

    expect(more.text).not.toContain('in-name');
    expect(face.text).not.toContain('engagement.say-in-name');
    expect([desk.written(), desk.tokens.requests]).toEqual([[], []]);
  });

  it.each(['signin/verifyState', 'signin/tokenExchange', 'signin/failure'])(
    '%s is answered, and asks nobody for a token',
    async (name) => {
      const { status } = await desk.invoke('fpm', name, { ...offer('x'), state: '123456' });

      expect([200, 412]).toContain(status);
      expect(desk.tokens.requests).toEqual([]);
    },
  );

  it('"sign out" says that nobody signs in here', async () => {
    await desk.act('fpm', { say: 'cerrar sesión' });

    expect(desk.fpmReads()).toContain('Nobody signs in here');
  });
});
