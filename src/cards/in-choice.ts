/** A typed text on one line beside a tick, without what some clients read there as Markdown and others show as it is. Pure. */
export function inChoice(typed: string): string {
  return typed
    .replace(/\s+/g, ' ')
    .replace(/\{\{(?=DATE\(|TIME\()/g, '{\u200b{')
    .replace(/[<[]/g, '(')
    .replace(/[>\]]/g, ')')
    .replace(/[\\`*~#|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .trim();
}
