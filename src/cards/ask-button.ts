import type { EngagementId, RequestId } from '../domain/kernel';
import type { Button } from './card-model';
import type { Drawing } from './drawing';

/** A button that begins a question about a request: of the FPM to the partner, or of an asked expert to the FPM. Pure. */
export function askButton(
  draw: Drawing,
  { id }: { readonly id: RequestId },
  card: 'request-fpm' | 'offer',
): Button {
  return {
    title: draw.t(card === 'offer' ? 'button.ask-the-fpm' : 'button.ask-partner'),
    verb: 'request.ask',
    payload: { id, card },
  };
}

/** The expert's question to the FPM, or a concern of any party, which stands on the post they all read. Pure. */
export function askEngagementButton(
  draw: Drawing,
  { id }: { readonly id: EngagementId },
  topic: 'question' | 'concern',
): Button {
  const isConcern = topic === 'concern';
  return {
    title: draw.t(isConcern ? 'button.raise-concern' : 'button.ask-the-fpm'),
    verb: 'engagement.ask',
    payload: { id, card: isConcern ? 'kickoff' : 'expert', topic },
  };
}
