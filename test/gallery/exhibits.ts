/** What hangs in the gallery: every card of the path in every state, each different picture once. */
import { refusedFace } from '../../src/bot/face-refusal';
import type { Drawn } from '../../src/cards/draw-card';
import type { CardContent } from '../../src/cards/render-model';
import type { Language } from '../../src/domain/kernel';
import { castOf, MONDAY, PLAIN, type Texts } from '../cards/cast';
import { plainShots, recordShots, type Shot } from '../cards/pictures';

/** A card to be looked at. `name` says which card it is, for whom and in which state; `same` counts states that look alike. */
export interface Exhibit {
  readonly card: string;
  readonly name: string;
  readonly same: number;
  readonly language: Language;
  readonly content: CardContent;
}

/** Cards without a record hang together. */
const NO_RECORD = 'plain';

/** Every card in one language. States that draw the same picture share one exhibit, named after the first of them. */
export function exhibitsOf(language: Language, texts: Texts = PLAIN): readonly Exhibit[] {
  const found = new Map<string, Exhibit>();
  const shots = [...recordShots(language, texts), ...plainShots(language, texts)];
  for (const { name, drawn, card = plainCardOf(name) } of shots.filter(isEverShown)) {
    const picture = card + pictureOf(drawn);
    const same = (found.get(picture)?.same ?? 0) + 1;
    const first = found.get(picture) ?? { card, name, language, content: drawn.content };
    found.set(picture, { ...first, same });
  }
  return [...found.values()];
}

/** Today, a secret's end and the hold are not drawn from a record's story, but are cards of the path. */
function plainCardOf(name: string): string {
  const cards = ['today', 'several', 'away', 'stuck', 'credential', 'sending', 'alarm'];
  return cards.find((card) => name.startsWith(`${card},`)) ?? NO_RECORD;
}

/** Forms that the bot refuses to open in a state are never looked at. */
function isEverShown({ state, reader, face, card }: Shot): boolean {
  if (card === 'hand-over') {
    return true; // Operators open it, whatever part they have.
  }
  const cast = castOf(PLAIN);
  const by = cast[reader === 'everybody' ? 'requester' : reader];
  return face === undefined || refusedFace(state, by, face, MONDAY) === undefined;
}

/** Everything of a card that can be seen: not what its buttons send back. */
function pictureOf({ content }: Drawn): string {
  return JSON.stringify(content, (key, value: unknown) => (key === 'data' ? undefined : value));
}
