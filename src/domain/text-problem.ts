import { isReadable } from './form/validate';

/** What can be wrong with any text that somebody typed. */
export type TextProblem = 'text-too-long' | 'text-unreadable';

/** What is wrong with a typed text; `undefined` when nothing is. Pure. */
export function textProblem(text: string, maxChars: number): TextProblem | undefined {
  if (text.trim().length > maxChars) {
    return 'text-too-long';
  }
  return isReadable(text) ? undefined : 'text-unreadable';
}
