import type { TextKey } from '../text/words';
import type { Button } from './card-model';
import type { Drawing } from './drawing';

/** A button that turns the card over in place. Pure. */
export function turnButton(
  draw: Drawing,
  request: { readonly id: string },
  face: 'front' | 'more' | 'history',
  title: TextKey,
): Button {
  return { title: draw.t(title), verb: 'request.turn', payload: { id: request.id, face } };
}
