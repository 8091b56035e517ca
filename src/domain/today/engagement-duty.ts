import type { Engagement } from '../engagement/engagement';
import type { PersonId } from '../kernel';
import type { Duty } from './duty';

type Asked = Pick<Duty, 'what' | 'due' | 'since'>;

/** What an engagement expects of this person. Pure. */
export function dutiesOfEngagement(engagement: Engagement, person: PersonId): readonly Duty[] {
  const about = {
    record: engagement.id,
    number: engagement.number,
    partner: engagement.form.company.name,
    workloadId: engagement.form.workloadId,
  };
  return [...askedAtTheEnd(engagement, person), ...askedOfOwner(engagement, person)].map(
    (asked) => ({ ...about, ...asked }),
  );
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

function askedOfOwner({ blockers, status }: Engagement, person: PersonId): readonly Asked[] {
  return status === 'Completed'
    ? []
    : blockers
        .filter(({ owner }) => owner.id === person)
        .map(({ since }) => ({ what: 'blocker', since }));
}
