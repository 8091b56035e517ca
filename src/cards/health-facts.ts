import type { Backlog, Delivered, DeliveredByDay } from '../domain/delivery-figures';
import type { Instant } from '../domain/kernel';
import { WORKLOADS } from '../domain/routing/workloads';
import type { Hold } from '../domain/setting/sending';
import type { Fact } from './card-model';
import { isSecretNear } from './credential-card';
import { shortened, shown, type Drawing } from './drawing';

/** How delivery stands, and whether what it depends on is in order. */
export interface HealthFigures {
  readonly delivered: DeliveredByDay;
  readonly waiting: Backlog;
  readonly late: Backlog;
  /** There is more than was counted. */
  readonly hasMore: boolean;
  /** Sending is held, by this person since then. */
  readonly hold?: Hold;
  /** End of the client secret, where there is one. */
  readonly secretEndsAt?: Instant;
  /** Partner companies without anybody who decides, by name. */
  readonly withoutFpm: readonly string[];
  /** Products without anybody who can be proposed, by code. */
  readonly withoutExpert: readonly string[];
}

/** Names in one line: more is counted. */
const NAMES_MAX = 3;
/** Longest name in such a line, in characters. */
const NAME_MAX_CHARS = 60;

/** The lines about delivery; what is in order and needs no figure has none. Pure. */
export function healthFacts(draw: Drawing, figures: HealthFigures, at: Instant): readonly Fact[] {
  const { delivered, waiting, late, hasMore, secretEndsAt: end } = figures;
  const withoutExpert = figures.withoutExpert.map(productName);
  return [
    { title: draw.t('fact.delivered-today'), value: deliveredText(draw, delivered.today) },
    { title: draw.t('fact.delivered-yesterday'), value: deliveredText(draw, delivered.yesterday) },
    { title: draw.t('fact.waiting-sends'), value: backlogText(draw, waiting, hasMore) },
    { title: draw.t('fact.late-timers'), value: backlogText(draw, late, hasMore) },
    ...(end === undefined
      ? []
      : [{ title: draw.t('fact.secret'), value: secretText(draw, end, at) }]),
    ...gapFact(draw, draw.t('fact.without-fpm'), figures.withoutFpm),
    ...gapFact(draw, draw.t('fact.without-expert'), withoutExpert),
    ...(figures.withoutFpm.length + withoutExpert.length === 0
      ? []
      : [{ title: draw.t('fact.close-gaps'), value: draw.t('health.close-gaps') }]),
  ];
}

function deliveredText(draw: Drawing, { count, byMail }: Delivered): string {
  if (count === 0) {
    return draw.t('health.none');
  }
  const number = draw.number(count);
  return byMail === 0 ? number : draw.t('health.by-mail', { number, mailed: draw.number(byMail) });
}

function backlogText(draw: Drawing, { count, oldest }: Backlog, hasMore: boolean): string {
  if (oldest === undefined) {
    return draw.t('health.none');
  }
  const number = `${draw.number(count)}${hasMore ? '+' : ''}`;
  return draw.t('health.since', { number, when: draw.dateTime(oldest) });
}

function secretText(draw: Drawing, endsAt: Instant, at: Instant): string {
  const key = at < endsAt ? 'health.secret-until' : 'health.secret-ended';
  const text = draw.t(key, { date: draw.fullDate(endsAt) });
  return isSecretNear(endsAt, at) ? `⚠ ${text}` : text;
}

function gapFact(draw: Drawing, title: string, names: readonly string[]): readonly Fact[] {
  if (names.length === 0) {
    return [];
  }
  const some = names.slice(0, NAMES_MAX).map((name) => shown(shortened(name, NAME_MAX_CHARS)));
  const rest = names.length - some.length;
  const value =
    rest === 0
      ? draw.list(some)
      : draw.t('health.and-more', { names: some.join(', '), more: draw.number(rest) });
  return [{ title, value: `⚠ ${value}` }];
}

/** "Entra ID", whatever its plan. */
function productName(code: string): string {
  const found = WORKLOADS.find((workload) => workload.code === code);
  return found?.plan === undefined
    ? (found?.name ?? code)
    : found.name.replace(` ${found.plan}`, '');
}
