import type { Button } from './card-model';
import type { Drawing } from './drawing';
import type { OfferedIntent } from './simple-cards';

/** A button that says a command, under the name it has in the reader's language. Pure. */
export function sayButton(
  draw: Drawing,
  intent: OfferedIntent,
  extras: Partial<Button> = {},
): Button {
  const command = draw.t(`command.${intent}`);
  const title = `${command.charAt(0).toLocaleUpperCase(draw.language)}${command.slice(1)}`;
  return { title, verb: 'home.say', payload: { intent }, ...extras };
}
