import { drawCard } from '../../src/cards/draw-card';
import { drawMail } from '../../src/cards/draw-mail';
import type { DeliveryAlarm } from '../../src/domain/alarm/delivery-alarm';
import type { Language } from '../../src/domain/kernel';
import { partsOfType } from './card-lint';
import { MONDAY } from './cast';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function alarmOf(count: number, oldest: number): DeliveryAlarm {
  const raised = { count, oldest, remindAt: MONDAY + 24 * HOUR };
  return { raised, lookedAt: MONDAY, alarmed: [] };
}

function picture(state: DeliveryAlarm, language: Language = 'en'): Parameters<typeof drawCard>[1] {
  const viewer = { person: 'person:ada', language, zone: 'Europe/Madrid' } as const;
  return { state, viewer, face: 'front', at: MONDAY };
}

function pingOf(state: DeliveryAlarm, language: Language = 'en'): string {
  return drawCard('alarm', picture(state, language), 'P15').summary;
}

describe('the ping of the alarm', () => {
  test.each([
    ['en', 1, '1 message has been stuck for 15 minutes.'],
    ['en', 12, '12 messages have been stuck for 15 minutes.'],
    ['es', 1, '1 mensaje lleva 15 minutos sin entregarse.'],
    ['es', 12, '12 mensajes llevan 15 minutos sin entregarse.'],
    ['de', 1, '1 Nachricht ist seit 15 Minuten nicht zugestellt.'],
    ['de', 12, '12 Nachrichten sind seit 15 Minuten nicht zugestellt.'],
  ] as const)('counts in %s: %d', (language, count, text) => {
    expect(pingOf(alarmOf(count, MONDAY - 15 * MINUTE), language)).toBe(text);
  });

  test('tells since when once it is read much later', () => {
    expect(pingOf(alarmOf(12, MONDAY - 20 * HOUR))).toMatch(
      /^12 messages are stuck, the oldest since Sun 4 Jan, \d\d:\d\d\.$/,
    );
  });

  test('is none any more when all has arrived', () => {
    expect(pingOf({ lookedAt: MONDAY, alarmed: [] })).not.toMatch(/stuck|\d/);
  });
});

test('its card opens the health card', () => {
  const { content } = drawCard('alarm', picture(alarmOf(1, MONDAY - HOUR)));

  expect(partsOfType(content, 'Action.Execute')).toMatchObject([
    { verb: 'home.say', data: { intent: 'stuck' } },
  ]);
});

test('its mail is about the alarm, and for those who look after the bot', () => {
  const { subject, text } = drawMail('P15', picture(alarmOf(12, MONDAY - 15 * MINUTE)));

  expect(subject).toBe('Messages do not arrive');
  expect(text).toContain('12 messages have been stuck for 15 minutes.');
  expect(text).toContain('you look after SME Desk');
});

test('the card of a secret that was renewed says in which year it ends', () => {
  const state = { id: 'credential:client-secret', endsAt: MONDAY + 365 * 24 * HOUR } as const;
  const { viewer } = picture(alarmOf(1, MONDAY));

  const { content } = drawCard('credential', { state, viewer, face: 'front', at: MONDAY });

  expect(JSON.stringify(content)).toContain('5 Jan 2027');
});
