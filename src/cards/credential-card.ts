import type { Credential } from '../domain/credential/credential';
import type { Instant } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { CardModel } from './card-model';
import { drawingFor, type Drawing, type Picture } from './drawing';

const DAY_MS = 86_400_000;

/** Reminds an operator that the client secret of the bot ends, and says what to do about it. No verbs: a secret is renewed elsewhere. */
export function credentialCard({ state, viewer, at }: Picture<Credential>): CardModel {
  const draw = drawingFor(viewer);
  return {
    language: draw.language,
    kicker: draw.t('home.kicker'),
    title: draw.t('credential.title'),
    ...statusOf(draw, state, at),
  };
}

/** The notification of a reminder (P19); `undefined` once the secret was renewed. Pure. */
export function credentialPing(
  draw: Drawing,
  { endsAt }: Credential,
  at: Instant,
): string | undefined {
  return isSecretNear(endsAt, at) ? draw.t('ping.P19', { date: draw.date(endsAt) }) : undefined;
}

/** Whether the first reminder of the end is due, or the end is over. Pure. */
export function isSecretNear(endsAt: Instant | undefined, at: Instant): endsAt is Instant {
  return endsAt !== undefined && at >= endsAt - Math.max(...POLICY.secretEndMarks) * DAY_MS;
}

function statusOf(
  draw: Drawing,
  { endsAt }: Credential,
  at: Instant,
): Pick<CardModel, 'status' | 'tone' | 'next' | 'intro'> {
  if (endsAt === undefined) {
    return { status: `✓ ${draw.t('credential.none')}`, tone: 'good' };
  }
  const date = draw.date(endsAt);
  if (!isSecretNear(endsAt, at)) {
    const whole = draw.fullDate(endsAt);
    return { status: `✓ ${draw.t('credential.renewed', { date: whole })}`, tone: 'good' };
  }
  return {
    status: `⚠ ${draw.t(at < endsAt ? 'credential.ends' : 'credential.ended', { date })}`,
    tone: at < endsAt ? 'warning' : 'attention',
    next: draw.t('credential.next'),
    intro: draw.t('credential.intro'),
  };
}
