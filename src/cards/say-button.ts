import type { Button } from './card-model';
import type { Drawing } from './drawing';
import { initialUpper } from './people';
import type { OfferedIntent } from './simple-cards';

/** A button that says a command, under the name it has in the reader's language. Pure. */
export function sayButton(
  draw: Drawing,
  intent: OfferedIntent,
  extras: Partial<Button> = {},
): Button {
  const title = initialUpper(draw, draw.t(`command.${intent}`));
  return { title, verb: 'home.say', payload: { intent }, ...extras };
}
