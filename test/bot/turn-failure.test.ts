import { fallbackAnswer } from '../../src/bot/turn-failure';
import type { Language } from '../../src/domain/kernel';
import { MemoryStore } from '../../src/store/memory-store';
import { wordsFor } from '../../src/text/words';
import { inTrace, traceOf } from '../../src/trace';
import { FlakyStore } from '../support/fake-flaky-store';
import { FakeLog, type LoggedLine } from '../support/fake-log';
import {
  activityOf,
  bodyOf,
  contextOf,
  FakeTeams,
  LOCALES,
  PAT,
  readOn,
} from '../support/fake-teams';

const FAILURE = new RangeError('Secret of the inside: 10.0.0.7 said no to Ada');
const ERROR_TYPE = 'application/vnd.microsoft.error';
const REFERENCE = /\b[0-9a-f]{8}\b/;
const LANGUAGES_SPOKEN = Object.keys(LOCALES) as Language[];

let store = new FlakyStore(new MemoryStore());
let teams = new FakeTeams();

beforeEach(async () => {
  store = new FlakyStore(new MemoryStore());
  teams = new FakeTeams({ store });
  await teams.open();
});

/** An invoke that opens the form; it writes, and so it can fail. */
function pressed(locale: string = LOCALES.en): Parameters<FakeTeams['take']>[0] {
  const value = { action: { verb: 'home.request', data: {} } };
  return activityOf('invoke', PAT, { name: 'adaptiveCard/action', value, locale });
}

function referenceOf({ fields }: LoggedLine): string {
  return (fields as { readonly reference: string }).reference;
}

/** The one line that says that a turn failed. */
function failureLine(): LoggedLine {
  const lines = teams.house.log.lines.filter(({ level }) => level === 'error');
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('a button whose turn fails', () => {
  it('is answered with HTTP 200 and a sentence with a reference', async () => {
    store.failWrite(() => true, FAILURE);

    const body = bodyOf(await teams.take(pressed()));

    expect(body).toEqual({
      statusCode: 500,
      type: ERROR_TYPE,
      value: { code: 'failed', message: expect.stringMatching(REFERENCE) },
    });
  });

  it('can be found in the log by the reference of its answer', async () => {
    store.failWrite(() => true, FAILURE);

    const replies = await teams.take(pressed());

    const line = failureLine();
    expect(line.fields).toMatchObject({ type: 'invoke', err: FAILURE });
    expect(readOn(replies)).toContain(referenceOf(line));
  });

  it('tells nothing of what went wrong inside', async () => {
    store.failWrite(() => true, FAILURE);

    const replies = await teams.take(pressed());

    expect(readOn(replies)).not.toMatch(/Secret|10\.0\.0\.7|RangeError|\.ts|\bat /);
  });

  it.each(LANGUAGES_SPOKEN)('is answered in the language of their Teams: %s', async (language) => {
    store.failWrite(() => true, FAILURE);

    const body = bodyOf(await teams.take(pressed(LOCALES[language])));

    const reference = referenceOf(failureLine());
    const message = wordsFor(language).t('error.text', { reference });
    expect(body).toMatchObject({ value: { message } });
  });

  it('can be pressed again', async () => {
    store.failWrite(() => true, FAILURE);
    await teams.take(pressed());

    const body = bodyOf(await teams.take(pressed()));

    expect(body).toMatchObject({ statusCode: 200 });
  });
});

describe('a message whose turn fails', () => {
  it('is answered by one card with a reference that the log knows', async () => {
    store.failWrite(() => true, FAILURE);

    const replies = await teams.say(PAT, 'request SME');

    const line = failureLine();
    const { t } = wordsFor('en');
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ type: 'message', summary: t('error.title') });
    expect(readOn(replies)).toContain(t('error.text', { reference: referenceOf(line) }));
    expect(line.fields).toMatchObject({ type: 'message', err: FAILURE });
  });

  it('tells nothing of what went wrong inside, and logs nothing of what was said', async () => {
    store.failWrite(() => true, FAILURE);

    const replies = await teams.say(PAT, 'request SME for Contoso');

    expect(readOn(replies)).not.toMatch(/Secret|10\.0\.0\.7|RangeError/);
    expect(readOn(teams.house.log.lines)).not.toContain('Contoso');
  });
});

describe('two failures', () => {
  it('have a reference each', async () => {
    store.failWrite(() => true, FAILURE);
    await teams.take(pressed());
    store.failWrite(() => true, FAILURE);
    await teams.take(pressed());

    const references = teams.house.log.lines.map(referenceOf);

    expect(references).toHaveLength(2);
    expect(new Set(references).size).toBe(2);
  });
});

describe('the answer of the edge itself', () => {
  it.each(['failed', 'late'] as const)('has a reference that the log knows: %s', (reason) => {
    const log = new FakeLog();
    const { activity } = contextOf(pressed(LOCALES.de));

    const answer = fallbackAnswer(log, reason, activity);

    const [line] = log.lines;
    const message = wordsFor('de').t('error.text', { reference: referenceOf(line!) });
    expect(answer).toEqual({ statusCode: 500, type: ERROR_TYPE, value: { code: reason, message } });
    expect(line).toMatchObject({ level: 'warn', fields: { code: reason } });
    expect(message).toMatch(REFERENCE);
  });

  it('has the beginning of its trace for a reference', () => {
    const log = new FakeLog();
    const { activity } = contextOf(pressed());
    const trace = traceOf('click');

    inTrace(trace, () => fallbackAnswer(log, 'failed', activity));

    expect(log.lines.map(referenceOf)).toEqual([trace.slice(0, 8)]);
  });
});
