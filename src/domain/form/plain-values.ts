/** A tenant id as people paste it (braces, spaces, upper case) in its plain form. Pure. */
export function plainGuid(text: string): string {
  return text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .trim()
    .toLowerCase();
}

/** A count as people type it (`1 200`, `1.200`, `1,200`) as digits only; other text is returned trimmed. Pure. */
export function plainCount(text: string): string {
  const trimmed = text.trim();
  return /^[1-9]\d{0,2}([ .,\u00a0\u202f']\d{3})+$/.test(trimmed)
    ? trimmed.replace(/\D/g, '')
    : trimmed;
}
