import type { FieldId } from '../../src/domain/form/fields';
import type { ProblemCode } from '../../src/domain/form/validate';

/** Every way in which something can be typed, good or bad; each means the same wherever it is typed. */
export const WAYS = {
  empty: '',
  blanks: ' \t\n ',
  'longer than a line': 'A line '.repeat(29).trim(),
  'too long': 'x'.repeat(2_001),
  '10,000 characters': 'Words '.repeat(1_667).slice(0, 10_000),
  'not a GUID': '12345678-1234-1234-1234-12345678901G',
  negative: '-5',
  'text for a number': 'Many',
  'unknown choice': 'Elsewhere',
  emoji: 'Hands 🤝🏽 family 👩‍👩‍👧 flag 🇪🇸 Ñandú e\u0301',
  'right-to-left': '\u202EAcme\u202C \u200Fשלום לכולם\u200F مرحبا بكم جميعا',
  'a mention': '<at>Fran Manager</at> and <at id="0">Everybody</at>',
  'an expression': 'Say ${$root.fallbackText} ${1+1} {customer} {{name}} $t(button.accept)',
  HTML: '<b>Bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)> &lt;',
  'Markdown links': '[Free](https://evil.example) ![x](https://evil.example/a.png) **B** _i_ `c`',
  'date functions': 'On {{DATE(2026-01-05T09:00:00Z,SHORT)}} at {{TIME(2026-01-05T09:00:00Z)}}',
  NUL: 'Before\u0000after, and some words to be long enough',
  'half a pair': 'Half an emoji \uD83D and some words to be long enough',
} as const;

/** Name of one of {@link WAYS}. */
export type Way = keyof typeof WAYS;

/** Names of {@link WAYS}. */
export const WAY_NAMES = Object.keys(WAYS) as readonly Way[];

/** The ways that would mean something to a reader, a card or a template, if they were let. */
export const HOSTILE: readonly Way[] = [
  ...(['emoji', 'right-to-left', 'a mention', 'an expression', 'HTML'] as const),
  ...(['Markdown links', 'date functions', 'half a pair'] as const),
];

/** Means nothing to anybody, and is long enough everywhere: what the hostile ways are compared with. */
export const HARMLESS = 'Only plain words that mean nothing at all';

/** What comes of a way: accepted as typed, or refused with this code. */
type Verdict<Code extends string> = 'ok' | Code;

type Row<Code extends string> = Readonly<Partial<Record<Way, Verdict<Code>>>> & {
  /** Of every way that the row does not name. */
  readonly others: Verdict<Code>;
};

/** Whatever is typed: 2,000 characters are the most that is kept, and nobody types control characters. */
const ALWAYS = {
  'too long': 'too-long',
  '10,000 characters': 'too-long',
  NUL: 'unreadable',
} as const;

function required(others: Verdict<ProblemCode>): Row<ProblemCode> {
  return { ...ALWAYS, empty: 'missing', blanks: 'missing', others };
}

const TOO_SHORT = {
  negative: 'too-short',
  'text for a number': 'too-short',
  'unknown choice': 'too-short',
} as const;

/** The kinds of field of PROCESS.md section 3, and what comes of each way. */
const KINDS = {
  choice: required('unknown-choice'),
  count: { ...required('not-a-number'), negative: 'negative' },
  guid: required('not-a-guid'),
  mail: required('not-a-mail'),
  line: { ...required('ok'), 'longer than a line': 'too-long' },
  text: { ...required('ok'), ...TOO_SHORT },
  'optional text': { ...ALWAYS, others: 'ok' },
  'optional choice': { ...ALWAYS, empty: 'ok', blanks: 'ok', others: 'unknown-choice' },
  tick: { ...ALWAYS, others: 'not-ticked' },
} as const satisfies Readonly<Record<string, Row<ProblemCode>>>;

/** F1 to F13 by the names of our form, with what it asks besides. */
const KIND_OF: Readonly<Record<FieldId, keyof typeof KINDS>> = {
  tenantId: 'guid', // F1
  tenantName: 'line', // F2
  segment: 'choice', // F3
  licences: 'count', // F4
  deliveryTeam: 'choice', // F5
  company: 'choice', // F6
  region: 'choice', // F7
  contactMail: 'mail', // F8
  role: 'choice', // F9
  workload: 'choice', // F10
  language: 'choice', // F11
  secondLanguage: 'optional choice', // F12
  fpm: 'choice', // F13
  justification: 'text', // F13
  emailSource: 'line', // F13
  otherInformation: 'optional text', // F13
  exceptionReason: 'text', // F13
  difference: 'text', // F13
  purpose: 'choice',
  recentCustomer: 'optional choice',
  lead: 'tick',
};

/** Whether the expected outcome of a field was written down. */
export function isExpected(field: string): boolean {
  return field in KIND_OF;
}

/** What a field of the form does with a way of typing. */
export function verdictOf(field: FieldId, way: Way): Verdict<ProblemCode> {
  const row: Row<ProblemCode> = KINDS[KIND_OF[field]];
  return row[way] ?? row.others;
}
