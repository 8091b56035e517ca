import { isAgreed } from '../engagement/agreement';
import type { Engagement } from '../engagement/engagement';
import { signsIn } from '../engagement/named-post';
import { isRunning } from '../engagement/schedule-rules';
import type { Instant, PersonId } from '../kernel';
import { POLICY } from '../policy';
import type { Duty } from './duty';

const DAY_MS = 24 * 3_600_000;

type Asked = Pick<Duty, 'what' | 'due' | 'since'>;

/** What an engagement expects of this person. Pure. */
export function dutiesOfEngagement(
  engagement: Engagement,
  person: PersonId,
  at: Instant,
): readonly Duty[] {
  const about = {
    record: engagement.id,
    number: engagement.number,
    partner: engagement.form.company.name,
    workloadId: engagement.form.workloadId,
  };
  return [
    ...askedAtTheEnd(engagement, person),
    ...askedToAgree(engagement, person),
    ...askedAfterwards(engagement, person, at),
    ...askedOfOwner(engagement, person),
    ...askedToSignIn(engagement, person),
  ].map((asked) => ({ ...about, ...asked }));
}

function askedAtTheEnd(engagement: Engagement, person: PersonId): readonly Asked[] {
  if (engagement.status === 'Completed') {
    return [];
  }
  if (engagement.status !== 'WrappingUp') {
    const { missing, expert } = engagement;
    return missing !== undefined && person === expert.id
      ? [{ what: 'complete-report', since: missing.at }]
      : [];
  }
  const { report, confirmBy, awaits, fpm, requester } = engagement;
  if (awaits === 'fpm') {
    return person === fpm.id ? [{ what: 'agree-to-end', since: report.at }] : [];
  }
  return person === requester.id
    ? [{ what: 'confirm-completion', since: report.at, due: confirmBy }]
    : [];
}

/** The lead makes the agreement once both are in touch; then everybody confirms it. */
function askedToAgree(engagement: Engagement, person: PersonId): readonly Asked[] {
  const { agreement, contact, requester } = engagement;
  if (!isRunning(engagement)) {
    return [];
  }
  if (agreement === undefined) {
    return contact !== undefined && person === requester.id
      ? [{ what: 'agreement', since: contact.at }]
      : [];
  }
  const hasConfirmed = agreement.confirmed.some((one) => one.person.id === person);
  return hasConfirmed || isAgreed(agreement)
    ? []
    : [{ what: 'agreement', since: agreement.proposedAt }];
}

/** Some weeks on the partner is asked who was trained further (R6). */
function askedAfterwards(engagement: Engagement, person: PersonId, at: Instant): readonly Asked[] {
  if (engagement.status !== 'Completed' || engagement.trained !== undefined) {
    return [];
  }
  const since = engagement.completedAt + POLICY.trainedAfterDays * DAY_MS;
  return person === engagement.requester.id && at >= since ? [{ what: 'trained', since }] : [];
}

/** What the FPM wrote waits until they have signed in. */
function askedToSignIn(engagement: Engagement, person: PersonId): readonly Asked[] {
  const { inName } = engagement;
  return inName !== undefined && signsIn(engagement).includes(person)
    ? [{ what: 'sign-in', since: inName.since }]
    : [];
}

function askedOfOwner({ blockers, status }: Engagement, person: PersonId): readonly Asked[] {
  return status === 'Completed'
    ? []
    : blockers
        .filter(({ owner }) => owner.id === person)
        .map(({ since }) => ({ what: 'blocker', since }));
}
