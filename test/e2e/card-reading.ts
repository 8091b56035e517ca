/** Reads a shown Adaptive Card as a person does: what is written on it, what can be typed, what can be pressed. Pure. */

/** A button of a card; `payload` is what it sends besides the inputs. */
export interface ShownButton {
  readonly title: string;
  readonly verb: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Part = Readonly<Record<string, unknown>>;

/** Every sentence of the card in reading order: texts, `title: value` of facts, labels, buttons. Escapes of Markdown are taken back. */
export function textsOf(card: unknown): readonly string[] {
  return partsOf(card).flatMap(textsOfPart);
}

/** Every input of the card by id, with the value a client would send untouched. */
export function inputsOf(card: unknown): Readonly<Record<string, string>> {
  const inputs = partsOf(card).filter((part) => textAt(part, 'type').startsWith('Input.'));
  return Object.fromEntries(inputs.map((part) => [textAt(part, 'id'), textAt(part, 'value')]));
}

/** Every button that sends something, wherever it is on the card. */
export function buttonsOf(card: unknown): readonly ShownButton[] {
  return partsOf(card)
    .filter((part) => part['type'] === 'Action.Execute')
    .map((part) => ({
      title: textAt(part, 'title'),
      verb: textAt(part, 'verb'),
      payload: isPart(part['data']) ? part['data'] : {},
    }));
}

/** Language the card says it is in; empty when it does not say. */
export function languageOf(card: unknown): string {
  return isPart(card) ? textAt(card, 'lang') : '';
}

function textsOfPart(part: Part): readonly string[] {
  const type = textAt(part, 'type');
  if (type === 'TextBlock') {
    return [plain(textAt(part, 'text'))];
  }
  if (type === 'FactSet') {
    return partsOf(part['facts']).map(
      (fact) => `${textAt(fact, 'title')}: ${plain(textAt(fact, 'value'))}`,
    );
  }
  if (type.startsWith('Input.')) {
    return [textAt(part, 'label')];
  }
  return type.startsWith('Action.') ? [textAt(part, 'title')] : [];
}

/** A node and everything in it, outermost first. What an old client would show instead, and what a button sends, is left out. */
function partsOf(node: unknown): readonly Part[] {
  if (Array.isArray(node)) {
    return node.flatMap(partsOf);
  }
  if (!isPart(node)) {
    return [];
  }
  const inner = Object.entries(node).filter(([key]) => key !== 'fallback' && key !== 'data');
  return [node, ...inner.flatMap(([, value]) => partsOf(value))];
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textAt(part: Part, key: string): string {
  const value = part[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]~<>#|.)+-])/g, '$1');
}
