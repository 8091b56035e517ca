import type { DeliveryAlarm } from '../domain/alarm/delivery-alarm';
import { POLICY } from '../domain/policy';
import type { CardModel } from './card-model';
import { drawingFor, type Picture } from './drawing';
import { sayButton } from './say-button';

/** From this age on the ping says since when, in milliseconds: read later, the minutes of the policy would not be true any more. */
const OLD_MS = 3_600_000;

/** That messages do not arrive, for operators: how many and since when, and where they are taken up. Verbs: home.say. */
export function alarmCard({ state, viewer }: Picture<DeliveryAlarm>): CardModel {
  const draw = drawingFor(viewer);
  const { raised } = state;
  const title = draw.t('button.health');
  if (raised === undefined) {
    const status = `✓ ${draw.t('alarm.over')}`;
    return {
      ...{ language: draw.language, kicker: draw.t('home.kicker') },
      ...{ title: draw.t('health.kicker'), status, tone: 'good' },
      buttons: [sayButton(draw, 'stuck', { title })],
    };
  }
  const { count, oldest } = raised;
  return {
    language: draw.language,
    kicker: draw.t('home.kicker'),
    title: draw.t('alarm.title'),
    status: `⚠ ${draw.t('alarm.status', { count, when: draw.dateTime(oldest) })}`,
    tone: 'attention',
    intro: draw.t('alarm.intro'),
    buttons: [sayButton(draw, 'stuck', { title, style: 'positive' })],
  };
}

/** The notification (P15); `undefined` when all has arrived by now. Pure. */
export function alarmPing({
  state: { raised },
  viewer,
  at,
}: Pick<Picture<DeliveryAlarm>, 'state' | 'viewer' | 'at'>): string | undefined {
  if (raised === undefined) {
    return undefined;
  }
  const draw = drawingFor(viewer);
  const { count, oldest } = raised;
  return at - oldest < OLD_MS
    ? draw.t('ping.P15', { count, minutes: POLICY.alarmMinutes })
    : draw.t('ping.P15-since', { count, when: draw.dateTime(oldest) });
}
