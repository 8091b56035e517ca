import { partsOfType, textOf, type CardPart } from './card-lint';
import type { Shot } from './pictures';

export type Sent = Readonly<Record<string, unknown>>;

/** A button as Teams sends it: what it carries and what stands in the inputs beside it. */
export interface Press {
  readonly shot: Shot;
  readonly verb: string;
  readonly carried: Sent;
  readonly sent: Sent;
  readonly twin: Sent;
}

/** What stands in the inputs of a card, by id. */
export function inputsOf(content: unknown): Sent {
  const values = partsOfType(content, 'Input.').map((input) => [
    textOf(input, 'id'),
    input['value'] ?? '',
  ]);
  return Object.fromEntries(values) as Sent;
}

/** Every button of a card, pressed. */
export function pressesOf(shot: Shot): readonly Press[] {
  const inputs = inputsOf(shot.drawn.content);
  return partsOfType(shot.drawn.content, 'Action.Execute').map((button) => {
    const carried = button['data'] as Sent;
    const twin = (button['fallback'] as CardPart)['data'] as Sent;
    return {
      shot,
      verb: textOf(button, 'verb'),
      carried,
      sent: { ...carried, ...inputs },
      twin: { ...twin, ...inputs },
    };
  });
}
