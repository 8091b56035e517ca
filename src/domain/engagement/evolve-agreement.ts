import type { Stamped } from '../kernel';
import { AGREEMENT_LINES, type Agreement, type LineChange } from './agreement';
import type { AgreementEvent } from './agreement-messages';
import type { Engagement } from './engagement';

/** The engagement after one more event of its agreement. Pure. */
export function evolveAgreement(state: Engagement, event: Stamped<AgreementEvent>): Engagement {
  const { agreement } = state;
  switch (event.type) {
    case 'AgreementProposed':
      return { ...state, ...proposed(agreement, event) };
    case 'AgreementConfirmed': {
      if (agreement === undefined || event.by === 'system') {
        return state;
      }
      const confirmed = [...agreement.confirmed, { person: event.by, at: event.at }];
      return { ...state, agreement: { ...agreement, confirmed } };
    }
    case 'TrainedTold':
      return state.status === 'Completed' ? { ...state, trained: event.names } : state;
  }
}

function proposed(
  before: Agreement | undefined,
  event: Extract<Stamped<AgreementEvent>, { type: 'AgreementProposed' }>,
): { readonly agreement?: Agreement } {
  const { edition, lines, by, at } = event;
  if (by === 'system') {
    return {};
  }
  const changes = AGREEMENT_LINES.flatMap((line): readonly LineChange[] => {
    const from = before?.lines[line];
    return from === undefined || from.typed === lines[line].typed
      ? []
      : [{ line, from, to: lines[line] }];
  });
  const confirmed = [{ person: by, at }];
  return { agreement: { edition, lines, proposedBy: by, proposedAt: at, confirmed, changes } };
}
