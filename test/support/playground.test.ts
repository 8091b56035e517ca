import { windowConfig } from '../../src/demo/window-config';
import { demoPersonas } from './demo-personas';
import { freePort } from './free-port';
import { Playground } from './playground';
import { StubBot } from './stub-bot';

const personas = demoPersonas();
const config = windowConfig(personas.partner, personas);
const PERSONAL = config.personalChat.id;
const GROUP = config.groupChat.id;

/** A message with one card of one line, as a bot sends it. */
function cardActivity(text: string) {
  const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] };
  return {
    type: 'message',
    from: config.bot,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

describe('the client of the Playground', () => {
  let bot: StubBot;
  let playground: Playground;

  /** Speaks to the connector as a bot does and returns the id of the activity. */
  async function send(conversationId: string, activity: object, edited?: string): Promise<string> {
    const url = `${playground.baseUrl}/_connector/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
    const response = await fetch(edited === undefined ? url : `${url}/${edited}`, {
      method: edited === undefined ? 'POST' : 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const { id } = (await response.json()) as { readonly id: string };
    return id;
  }

  beforeAll(async () => {
    bot = await StubBot.start();
    playground = await Playground.start({
      config,
      port: await freePort(),
      botEndpoint: bot.endpoint,
    });
  });

  afterAll(async () => {
    await playground.close();
    await bot.close();
  });

  test('types as the person at the window, with a mention where there are others', async () => {
    await playground.say(GROUP, 'hello all', { mention: true });

    const [said] = await bot.hear(1, ({ text }) => text?.includes('hello all') === true);

    expect(said).toMatchObject({
      text: '<at>SME Desk</at> hello all',
      from: { id: '29:partner' },
      conversation: { id: GROUP },
    });
  });

  test('shows a message in its latest state', async () => {
    const id = await send(PERSONAL, cardActivity('first'));
    await send(PERSONAL, cardActivity('second'), id);

    const shown = await playground.waitFor(() =>
      playground
        .messages(PERSONAL)
        .find((message) => JSON.stringify(message.attachments).includes('second')),
    );

    expect(shown.id).toBe(id);
    expect(playground.messages(PERSONAL).filter((message) => message.id === id)).toHaveLength(1);
  });

  test('gives back the answer to a pressed button and shows its card in place', async () => {
    const messageId = await send(GROUP, cardActivity('press me'));
    await playground.waitFor(() => playground.messages(GROUP).some(({ id }) => id === messageId));
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
    bot.answer = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };

    const answer = await playground.execute(
      GROUP,
      { messageId, fromId: personas.fpm.id },
      { verb: 'request.approve', data: { id: 'r1' } },
    );

    expect(answer).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive', value: card });
    expect(playground.messages(GROUP).find(({ id }) => id === messageId)).toMatchObject({
      attachments: [{ content: card }],
    });
    expect(bot.heard.at(-1)).toMatchObject({
      type: 'invoke',
      from: { id: personas.fpm.id, aadObjectId: personas.fpm.aadObjectId },
      value: { action: { verb: 'request.approve', data: { id: 'r1' } } },
    });
  });

  test('submits the values of a card without a text', async () => {
    const messageId = await send(PERSONAL, cardActivity('a form'));

    await playground.submit(
      PERSONAL,
      { messageId, fromId: personas.partner.id },
      { step: 'need', region: 'EMEA' },
    );

    const [submitted] = await bot.hear(1, ({ value }) =>
      JSON.stringify(value ?? {}).includes('EMEA'),
    );
    expect(submitted).toMatchObject({
      type: 'message',
      value: { step: 'need', region: 'EMEA' },
    });
    expect(submitted).not.toHaveProperty('text');
  });

  test('forwards an activity of somebody who is not in the chat', async () => {
    const template = await playground.template(PERSONAL);

    await playground.raw({
      ...template,
      type: 'message',
      text: 'let me in',
      from: { id: personas.guest.id, aadObjectId: personas.guest.aadObjectId },
    });

    const [heard] = await bot.hear(1, ({ text }) => text === 'let me in');
    expect(heard?.from.id).toBe(personas.guest.id);
    await playground.waitFor(() => playground.logs.some((log) => log.displayText === 'let me in'));
  });

  test('says what is there when something does not come', async () => {
    const waited = playground.waitFor(() => false, { timeoutMs: 50 });

    await expect(waited).rejects.toThrow('Not seen within 50 ms. Shown: ');
  });
});
