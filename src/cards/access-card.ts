import type { TextKey } from '../text/words';
import type { CardModel } from './card-model';
import { contactFacts, type Contact } from './contacts';
import { drawingFor, type Viewer } from './drawing';
import { sayButton } from './say-button';

/** S22 for somebody whom the directory knows: what they may do here already, and whom to ask for more. Verb: home.say. */
export function accessCard(input: {
  readonly viewer: Viewer;
  /** False for somebody to whom the directory gives no role. */
  readonly hasRole: boolean;
  readonly facts: readonly { readonly title: TextKey; readonly value: string }[];
  readonly contacts: readonly Contact[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: draw.t('access.title'),
    intro: draw.t(input.hasRole ? 'access.known' : 'home.nobody.intro'),
    facts: [
      ...input.facts.map(({ title, value }) => ({ title: draw.t(title), value })),
      ...contactFacts(draw, input.contacts),
    ],
    sections: [{ heading: draw.t('unknown.copy'), text: draw.t('access.copy.text') }],
    buttons: [sayButton(draw, 'who-am-i'), sayButton(draw, 'help')],
  };
}
