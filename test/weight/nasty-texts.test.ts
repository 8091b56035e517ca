import { createServiceUrlRule } from '../../src/bot/service-urls';
import { understand } from '../../src/bot/understand';
import { readPress, VERBS } from '../../src/cards/card-actions';
import { shown } from '../../src/cards/drawing';
import { readQueue } from '../../src/cards/queue';
import { isCalendarDay, rhythmProblem } from '../../src/domain/engagement/schedule';
import { FIELDS, STEPS } from '../../src/domain/form/fields';
import { plainCount, plainGuid } from '../../src/domain/form/plain-values';
import { problemsOfStep } from '../../src/domain/form/validate';
import { typed } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import { WORKLOADS } from '../../src/domain/routing/workloads';
import { textProblem } from '../../src/domain/text-problem';

/** The longest text a button may send (`cards/verb-pieces.ts`); a message may be longer, of which less is read. */
const LENGTH = 20_000;
/** Most of the processor one text may take, in milliseconds; what is quadratic in it takes seconds. */
const BOUND_MS = 200;
/** The cheapest of so many runs counts. */
const RUNS = 3;

/** What a pattern may repeat, begin or end with. */
const PIECES = [
  ...['a', 'E', '1', ' ', '\t', '\n', '\r\n', ' \n', '\u00A0', '\u200B', '\u202E', '\u0000'],
  ...['-', '- ', '1. ', '1.', '123,', '1 200 ', '\\', '*', '_', '_a', '[a](', '](', '|', '#', '`'],
  ...['<at>', '<at ', '</at>', '<', '{{', '{{DATE(', '{', '}', '${', '}}', '$&', '$t('],
  ...['@', 'a@', 'a.', '.', ',', ';', ':', '/', '//a', '?', '%2e', '"', "'", '-a', 'ae', 'ß', 'é'],
  ...[
    'e\u0301',
    '\uFDFA',
    '😀',
    '\uD800',
    'no ',
    'the ',
    'request SME for ',
    'for ',
    'in ',
    'EMEA ',
  ],
  ...['Entra ID P2 ', '400 licences ', 'Defender for Office 365 ', 'please ', 'SME-1 ', '2026-12-'],
];
const ENDS = ['', '!', 'x', '\n', '1', '@', '\u0000'];

const TEXTS = PIECES.flatMap((piece) =>
  ENDS.map((end) => `${piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH - 1)}${end}`),
);

const isAllowed = createServiceUrlRule({ local: true });
const options = { companies: [], recentCustomers: [] };

/** Everything that looks into a text somebody typed or sent. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a typed command': (text) => understand(text, { aliases: WORKLOADS, isLocal: true }),
  'a request in one sentence': (text) =>
    understand(`request SME for ${text}`.slice(0, 2_000), { aliases: WORKLOADS }),
  'what a button sends': (text) =>
    Object.keys(VERBS).map((verb) => readPress(verb, { id: text, text, note: text, reason: text })),
  'the place in the queue': (text) => readQueue({ queue: text }),
  'the fields of the form': (text) => {
    const answers = Object.fromEntries(FIELDS.map((field) => [field, typed(text)]));
    const form = { answers, options, policy: POLICY, hasLookAlikes: true };
    return STEPS.map((step) => problemsOfStep(step, form));
  },
  'a tenant id and a count': (text) => [plainGuid(text), plainCount(text)],
  'a day and an hour': (text) => [
    isCalendarDay(text),
    rhythmProblem({ rhythm: 'weekly', weekday: '4', hour: text }),
  ],
  'the length of a text': (text) => textProblem(text, POLICY.textMaxChars),
  'what a card shows': (text) => shown(text),
  'a service URL': (text) => isAllowed(`https://smba.trafficmanager.net/${text}`),
};

function cheapest(read: (text: string) => unknown, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && best > BOUND_MS; run += 1) {
    const began = process.cpuUsage();
    read(text);
    best = Math.min(best, process.cpuUsage(began).user / 1_000);
  }
  return best;
}

describe('a text made to be slow', () => {
  it.each(Object.keys(READERS))('is read at once: %s', (name) => {
    const slow = TEXTS.filter((text) => cheapest(READERS[name]!, text) > BOUND_MS).map((text) =>
      JSON.stringify([text.slice(0, 20), text.slice(-3)]),
    );

    expect(slow).toEqual([]);
  });
});
