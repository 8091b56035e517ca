import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawCard } from '../../src/cards/draw-card';
import { FIELDS, type FieldId } from '../../src/domain/form/fields';
import { LANGUAGES, type Language, type Typed } from '../../src/domain/kernel';
import { POLICY } from '../../src/domain/policy';
import type { Draft } from '../../src/domain/request/request';
import { openStore } from '../../src/store/open-store';
import { formatsFor } from '../../src/text/formats';
import { wordsFor, type TextKey } from '../../src/text/words';
import type { Outcome } from '../../src/workflow/handle-command';
import type { LiveRecord } from '../../src/workflow/record';
import { partsOf, textOf, type CardPart } from '../cards/card-lint';
import { PARTNER } from '../support/fake-directory';
import { REQUEST, stored } from '../support/fake-requests';
import {
  AT_ONCE,
  houseFor,
  sendRest,
  stepOf,
  typeAtOnce,
  typeStepwise,
  TUESDAY_10,
} from './form-ways';
import { faultsOfLives, type Life } from './inert';
import { shownOf, together, viewerIn } from './shown-records';
import { HOSTILE, isExpected, verdictOf, WAY_NAMES, WAYS, type Way } from './typed-corpus';

jest.setTimeout(60_000);

/** Where a field's text stands in a submitted form; choices are kept as their meaning. */
type Kept = Readonly<Record<string, Typed | string | undefined>>;

function draftOf({ state }: LiveRecord): Draft | undefined {
  const draft = state as Draft | undefined;
  return draft?.status === 'Draft' ? draft : undefined;
}

/** The part of a card in which the input of a field stands, with what is written beside it. */
function besides(content: unknown, field: FieldId): readonly CardPart[] {
  const group = partsOf(content).find(({ items }) =>
    partsOf(items).some(({ type, id }) => id === field && String(type).startsWith('Input.')),
  );
  const deepest = partsOf(group)
    .filter(({ items }) => Array.isArray(items))
    .findLast(({ items }) => (items as readonly CardPart[]).some(({ id }) => id === field));
  return (deepest?.['items'] ?? []) as readonly CardPart[];
}

/** Fields of one line, which take less than the others. */
const LINES: readonly FieldId[] = ['tenantName', 'emailSource'];
const LINE_MAX = 200;

function problemText(language: Language, field: FieldId, code: string): string {
  const format = formatsFor(language, 'UTC');
  const key: TextKey = `problem.${code as 'missing'}`;
  const max = format.number(LINES.includes(field) ? LINE_MAX : POLICY.textMaxChars);
  return `⚠ ${wordsFor(language).t(key, { max, min: format.number(POLICY.justificationMinChars) })}`;
}

function countLine(language: Language, field: FieldId): string {
  const { t } = wordsFor(language);
  return t('form.problems', { count: 1, names: t(`field.${field}`) });
}

/** Teams refuses larger messages; in bytes. */
const BYTES_MAX = 28 * 1024;

function bytesOf(content: unknown): number {
  return Buffer.byteLength(JSON.stringify(content));
}

/** What is wrong with the picture of a form whose only wrong field is this one. */
function pictureFaults(record: LiveRecord, field: FieldId, code: string): readonly string[] {
  const typed = draftOf(record)?.answers[field]?.typed ?? '';
  return LANGUAGES.flatMap((language) => {
    const { state, events: history } = record;
    const viewer = viewerIn(language, PARTNER.id);
    const picture = { state, face: 'front', viewer, at: TUESDAY_10, history } as const;
    const { content } = drawCard('request-partner', picture);
    const texts = partsOf(content).map((part) => textOf(part, 'text'));
    const beside = besides(content, field);
    const input = beside.find(({ id }) => id === field) ?? {};
    const value = field === 'lead' && typed === '' ? 'false' : typed;
    return [
      ...(texts.includes(countLine(language, field)) ? [] : ['is not in the count line']),
      ...(beside.some((part) => part['text'] === problemText(language, field, code))
        ? []
        : [`has not its problem beside it: ${code}`]),
      ...(textOf(input, 'value') === value ? [] : ['does not show what was typed']),
      ...(bytesOf(content) < BYTES_MAX ? [] : ['is too large for Teams']),
    ].map((fault) => `${fault} (${language})`);
  });
}

/** A refused text: the form stays on the step of the field, shows the problem and keeps the text. */
function refusedFaults(outcome: Outcome, field: FieldId, way: Way): readonly string[] {
  const draft = draftOf(outcome.record);
  if (!outcome.ok || draft === undefined) {
    return ['was taken'];
  }
  const kept = draft.answers[field]?.typed ?? '';
  return [
    ...(draft.step === stepOf(field) ? [] : [`led on to ${draft.step}`]),
    ...(kept.trim() === WAYS[way].trim() ? [] : [`was kept as ${kept.slice(0, 60)}`]),
    ...pictureFaults(outcome.record, field, verdictOf(field, way)),
  ];
}

/** Pictures and mails on which each accepted text can be read: review, card and mail in three languages. */
const MANY = 9;

/** What is wrong with how an accepted text was kept: in the draft and in the submitted form, to the last character. */
function keptFaults(review: LiveRecord, sent: LiveRecord, field: FieldId, text: string): string[] {
  const inDraft = draftOf(review)?.answers[field]?.typed;
  const form = (sent.state as { readonly form?: Kept }).form;
  const kept = form?.[field];
  const inForm = typeof kept === 'object' ? kept.typed : undefined;
  return [
    ...(draftOf(review)?.step === stepOf(field) ? ['did not lead on'] : []),
    ...(inDraft === text ? [] : [`was kept in the draft as ${String(inDraft).slice(0, 60)}`]),
    ...(inForm === text.trim() ? [] : [`was submitted as ${String(inForm).slice(0, 60)}`]),
  ];
}

async function acceptedLife(
  field: FieldId,
  text: string,
  only?: ReadonlySet<string>,
): Promise<Life> {
  const house = await houseFor(field);
  await typeStepwise(house, field, text);
  const review = await stored(house.ports, REQUEST);
  await sendRest(house, field);
  const sent = await stored(house.ports, REQUEST);
  const named = only === undefined ? {} : { only };
  const putAway = { ...review, state: { ...draftOf(review), putAway: true } };
  return {
    faults: keptFaults(review, sent, field, text),
    shown: together(
      shownOf(review, TUESDAY_10, { label: 'draft', ...named }),
      shownOf(putAway, TUESDAY_10, { label: 'put away', ...named }),
      shownOf(sent, TUESDAY_10, { label: 'sent', ...named }),
    ),
  };
}

function waysWith(field: FieldId, isOk: boolean): readonly Way[] {
  return WAY_NAMES.filter((way) => (verdictOf(field, way) === 'ok') === isOk);
}

function wordsFreeIn(field: FieldId): readonly Way[] {
  return waysWith(field, true).filter((way) => WAYS[way].trim() !== '');
}

it('has an expected outcome for every field of the form', () => {
  expect(FIELDS.filter((field) => !isExpected(field))).toEqual([]);
});

test.each(FIELDS)(
  'the field %s refuses what is wrong, keeps it, and says so beside it and in the count line',
  async (field) => {
    const faults: string[] = [];
    for (const way of waysWith(field, false)) {
      const house = await houseFor(field);
      const stepped = await typeStepwise(house, field, WAYS[way]);
      const atOnce = await typeAtOnce(house, field, WAYS[way]);
      const all = [
        ...refusedFaults(stepped, field, way),
        ...refusedFaults(atOnce, field, way).map((fault) => `sent at once, ${fault}`),
      ];
      faults.push(...all.map((fault) => `${way} ${fault}`));
    }

    expect(faults.slice(0, 20)).toEqual([]);
  },
);

const FREE = FIELDS.filter((field) => wordsFreeIn(field).length > 0);

test.each(FREE)(
  'the field %s takes what is harmless, inert wherever it is shown',
  async (field) => {
    const { faults, places } = await faultsOfLives(wordsFreeIn(field), (text, only) =>
      acceptedLife(field, text, only),
    );

    expect(faults.slice(0, 20)).toEqual([]);
    expect(places.length).toBeGreaterThanOrEqual(MANY);
  },
);

test.each(FIELDS.filter((field) => waysWith(field, true).includes('empty')))(
  'the field %s is left out at will',
  async (field) => {
    const house = await houseFor(field);

    const outcome = await typeStepwise(house, field, WAYS.blanks);
    await sendRest(house, field);

    const { state } = await stored(house.ports, REQUEST);
    expect(outcome.ok).toBe(true);
    expect(state).toMatchObject({ status: 'Submitted' });
    expect((state as { readonly form: Kept }).form[field]).toBeUndefined();
  },
);

it('keeps two texts apart that differ only in which half of a pair they lack', async () => {
  const [tenantName, otherInformation] = ['Half a pair: \uD83D', 'Half a pair: \uDE00'];
  const house = await houseFor('otherInformation');

  await typeAtOnce(house, 'tenantName', tenantName, { otherInformation });

  const { state } = await stored(house.ports, AT_ONCE);
  const form = (state as { readonly form?: Kept }).form;
  expect([form?.['tenantName'], form?.['otherInformation']]).toEqual([
    { typed: tenantName },
    { typed: otherInformation },
  ]);
});

test.each(HOSTILE)('%s comes back from a file to the last character', async (way) => {
  const folder = await mkdtemp(join(tmpdir(), 'weight-'));
  const location = { kind: 'sqlite', file: join(folder, 'records.db') } as const;
  const before = await openStore(location);
  const house = await houseFor('tenantName', before);
  await typeAtOnce(house, 'tenantName', WAYS[way]);
  await before.close();

  const after = await openStore(location);
  const { state } = await stored({ ...house.ports, store: after }, AT_ONCE);
  await after.close();
  await rm(folder, { recursive: true });

  expect((state as { readonly form?: Kept }).form?.['tenantName']).toEqual({ typed: WAYS[way] });
});

test.each([
  ['what Markdown escapes', '*'.repeat(2_000)],
  ['a wide script', '漢'.repeat(2_000)],
])(
  'a request with as much of %s as may be typed is not too large for Teams',
  async (_what, text) => {
    const house = await houseFor('difference');
    const line = text.slice(0, 200);
    const long = { otherInformation: text, difference: text };

    await typeAtOnce(house, 'justification', text, {
      ...long,
      tenantName: line,
      emailSource: line,
      purpose: 'migration',
    });

    const record = await stored(house.ports, AT_ONCE);
    const { cards } = shownOf(record, TUESDAY_10, { label: 'sent' });
    const form = (record.state as { readonly form?: Kept }).form;
    expect(form).toMatchObject({ difference: { typed: text }, emailSource: { typed: line } });
    expect(Math.max(...cards.map(({ drawn }) => bytesOf(drawn.content)))).toBeLessThan(BYTES_MAX);
  },
);
