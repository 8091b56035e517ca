import type { Instant, PersonId } from '../kernel';
import type { Summary } from '../summary';
import { isAgreed } from './agreement';
import type { Engagement } from './engagement';
import { signsIn } from './named-post';

/** Whom the engagement waits for, and which lists it is found in. Pure. */
export function summaryOfEngagement(engagement: Engagement, at: Instant): Summary {
  const { requester, fpm, expert, number, form } = engagement;
  const isOpen = engagement.status !== 'Completed';
  return {
    kind: 'engagement',
    tags: [
      `engagement-number:${String(number)}`,
      ...[requester.id, fpm.id, expert.id].map((id) => `person:${id}`),
      `expert:${expert.id}`,
      ...signsIn(engagement).map((id) => `signs-in:${id}`),
      ...(isOpen ? [`open-expert:${expert.id}`] : []),
      ...[...new Set(awaited(engagement))].map((id) => `waits:${id}`),
    ],
    search: `sme-${String(number)} ${form.company.name} ${form.tenantName.typed}`
      .toLowerCase()
      .slice(0, 1000),
    at,
  };
}

function awaited(engagement: Engagement): readonly PersonId[] {
  return [...waitsFor(engagement), ...blockersOf(engagement), ...signsIn(engagement)];
}

/** A blocker waits for its owner until the engagement is over. */
function blockersOf({ status, blockers }: Engagement): readonly PersonId[] {
  return status === 'Completed' ? [] : blockers.map(({ owner }) => owner.id);
}

function waitsFor(engagement: Engagement): readonly PersonId[] {
  switch (engagement.status) {
    case 'Preparing':
    case 'Active':
      return [engagement.expert.id, ...unconfirmed(engagement)];
    case 'WrappingUp':
      return [engagement.awaits === 'fpm' ? engagement.fpm.id : engagement.requester.id];
    case 'Completed':
      return engagement.trained === undefined ? [engagement.requester.id] : [];
  }
}

/** Who has not confirmed the agreement; before there is one, the lead, who makes it. */
function unconfirmed({ agreement, requester, fpm, expert }: Engagement): readonly PersonId[] {
  if (agreement === undefined) {
    return [requester.id];
  }
  if (isAgreed(agreement)) {
    return [];
  }
  const done = agreement.confirmed.map(({ person }) => person.id);
  return [requester.id, fpm.id, expert.id].filter((id) => !done.includes(id));
}
