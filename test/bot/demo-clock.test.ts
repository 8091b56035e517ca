import type { Activity } from 'botbuilder';
import { showDemoClock, withClockLine, withDemoClock } from '../../src/bot/demo-clock';
import { cardAnswer, errorAnswer } from '../../src/bot/bot-ports';
import { answerInvoke } from '../../src/bot/answer-invoke';
import { drawModel } from '../../src/cards/draw-card';
import { LANGUAGES } from '../../src/domain/kernel';
import { longTime } from '../../src/text/long-time';
import { wordsFor } from '../../src/text/words';
import type { Json } from '../../src/workflow/store-port';
import { FixedClock } from '../support/fake-clock';
import { FakeMessenger } from '../support/fake-messenger';
import {
  activityOf,
  bodyOf,
  contextOf,
  FakeTeams,
  GROUP,
  PAT,
  readOn,
  STRANGER,
} from '../support/fake-teams';
import { MONDAY_9 } from '../support/store-records';

const ZONE = 'Europe/Madrid';
const READING = { zone: ZONE, isNamed: false, at: MONDAY_9 };
const CARD = { type: 'AdaptiveCard', lang: 'de', body: [{ type: 'TextBlock', text: 'Hallo' }] };
const ADDRESS = {
  teamsId: 'chat',
  kind: 'personal',
  serviceUrl: 'https://smba.example.com/teams/',
  tenantId: 'tenant',
  botId: '28:bot',
} as const;

/** The last thing on a card. */
function lastOf(content: unknown): unknown {
  return (content as { readonly body?: readonly unknown[] }).body?.at(-1);
}

function lineIn(language: 'en' | 'es' | 'de', zone = ZONE, at = MONDAY_9): string {
  return wordsFor(language).t('clock.line', { when: longTime(language, zone, at) });
}

describe('the line of the demo clock', () => {
  it.each(LANGUAGES)("stands below everything, small, in the card's own language (%s)", (lang) => {
    const stamped = withClockLine({ ...CARD, lang }, READING);

    expect(stamped).toEqual({
      ...CARD,
      lang,
      body: [
        ...CARD.body,
        expect.objectContaining({ text: lineIn(lang), isSubtle: true, size: 'Small', wrap: true }),
      ],
    });
  });

  it('names the zone where several people read', () => {
    const stamped = withClockLine(CARD, { ...READING, isNamed: true, zone: 'America/Mexico_City' });

    expect(readOn(lastOf(stamped))).toContain('Mexico City');
  });

  it('is in English on a card that does not say its language', () => {
    const stamped = withClockLine({ body: [] }, READING);

    expect(readOn(stamped)).toContain(lineIn('en'));
  });

  it.each<Json>([null, 'text', 7, [], {}, { body: 'text' }, { moved: 'kickoff' }])(
    'is not put on %j, which is no card',
    (content) => {
      expect(withClockLine(content, READING)).toBe(content);
    },
  );

  it('leaves the card it is given as it was', () => {
    withClockLine(CARD, READING);

    expect(CARD.body).toHaveLength(1);
  });
});

describe('what the messenger sends', () => {
  it("carries the clock at that moment, in the reader's zone, posted or edited", async () => {
    const inner = new FakeMessenger();
    const clock = new FixedClock();
    const messenger = withDemoClock(
      { post: inner.post.bind(inner), edit: inner.edit.bind(inner) },
      clock,
    );
    const card = { content: CARD, summary: 'P1', zone: ZONE };

    const { activityId = '' } = await messenger.post(ADDRESS, card);
    clock.forward(3_600_000);
    await messenger.edit(ADDRESS, activityId, card);

    expect(inner.sent.map(({ content }) => lastOf(content))).toEqual([
      expect.objectContaining({ text: lineIn('de') }),
      expect.objectContaining({ text: lineIn('de', ZONE, MONDAY_9 + 3_600_000) }),
    ]);
    expect(inner.sent.map(({ summary }) => summary)).toEqual(['P1', 'P1']);
  });

  it.each([
    ['a shared chat', { ...ADDRESS, kind: 'group' as const }, { zone: ZONE }, 'Madrid'],
    ['a reader whose zone is not known', ADDRESS, {}, 'UTC'],
  ])('names the zone for %s', async (_whom, address, zone, named) => {
    const inner = new FakeMessenger();
    const messenger = withDemoClock(
      { post: inner.post.bind(inner), edit: inner.edit.bind(inner) },
      new FixedClock(),
    );

    await messenger.post(address, { content: CARD, summary: 'P1', ...zone });

    expect(readOn(lastOf(inner.sent[0]?.content))).toContain(named);
  });
});

describe('what a turn sends', () => {
  async function open(isLocal: boolean): Promise<FakeTeams> {
    const teams = new FakeTeams({}, isLocal);
    await teams.open();
    return teams;
  }

  function cardOf(message: Partial<Activity> | undefined): unknown {
    return message?.attachments?.[0]?.content;
  }

  it.each([
    ['an answer', 'help'],
    ['a list', 'my requests'],
    ['the answer to what is not understood', 'xqzvw'],
  ])('carries the clock locally and not in production: %s', async (_what, text) => {
    const [local, production] = [await open(true), await open(false)];

    const [here] = await local.say(PAT, text);
    const [there] = await production.say(PAT, text);

    const line = wordsFor('en').t('clock.title');
    expect(readOn(lastOf(cardOf(here)))).toContain(line);
    expect(readOn(there)).not.toContain(line);
  });

  it('carries it on the answer to a button', async () => {
    const teams = await open(true);

    const body = (await teams.press(PAT, 'home.say', { intent: 'who-am-i' })) as {
      readonly value: unknown;
    };

    expect(readOn(lastOf(body.value))).toContain(wordsFor('en').t('clock.title'));
  });

  it('carries it on a card that takes the place of another', async () => {
    const teams = await open(true);
    const shown = {
      id: 'old',
      type: 'message',
      conversation: activityOf('message', PAT).conversation!,
    };
    teams.place(shown);

    await teams.take(
      activityOf('message', PAT, {
        value: { verb: 'home.say', intent: 'who-am-i' },
        replyToId: 'old',
      }),
    );

    const replaced = teams.shown.find(({ id }) => id === 'old');
    expect(readOn(lastOf(cardOf(replaced)))).toContain(wordsFor('en').t('clock.title'));
  });

  it('names the zone for somebody whom nobody knows, and in a shared chat', async () => {
    const teams = await open(true);

    const [toStranger] = await teams.say(STRANGER, 'help');
    const [toGroup] = await teams.say(PAT, 'help', GROUP);

    expect(readOn(lastOf(cardOf(toStranger)))).toMatch(/\(UTC\b.*\)/);
    expect(readOn(lastOf(cardOf(toGroup)))).toMatch(/\(.*\)/);
  });

  it('is first told how far another process has moved the clock', async () => {
    const order: string[] = [];
    const teams = new FakeTeams({}, true, {
      refreshClock: async () => {
        order.push('refreshed');
      },
    });
    await teams.open();

    await teams.say(PAT, 'help');

    expect(order).toEqual(['refreshed']);
  });
});

describe('an answer that is no card', () => {
  it('stays as it is', async () => {
    const teams = new FakeTeams({}, true);
    const context = contextOf(activityOf('invoke', PAT));
    const sent: Partial<Activity>[] = [];
    showDemoClock(teams.ports, context);
    context.onSendActivities(async (_context, activities) => {
      sent.push(...activities);
      return [];
    });

    await answerInvoke(context, errorAnswer('It did not work.'));
    await context.sendActivity({ type: 'typing' });

    expect(bodyOf(sent)).toEqual(errorAnswer('It did not work.'));
    expect(sent[1]).not.toHaveProperty('attachments');
  });

  it('does not fail when the store does', async () => {
    const teams = new FakeTeams({}, true);
    await teams.ports.store.close();
    const context = contextOf(activityOf('invoke', PAT));
    const sent: Partial<Activity>[] = [];
    showDemoClock(teams.ports, context);
    context.onSendActivities(async (_context, activities) => {
      sent.push(...activities);
      return [];
    });

    await answerInvoke(context, cardAnswer(drawModel({ language: 'es', title: 'Hola' })));

    expect(readOn(sent)).toContain(wordsFor('es').t('clock.title'));
  });
});
