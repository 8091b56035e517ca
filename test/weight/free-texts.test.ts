import { drawCard } from '../../src/cards/draw-card';
import { drawingFor, refusalText } from '../../src/cards/drawing';
import { LANGUAGES } from '../../src/domain/kernel';
import type { Order } from '../../src/domain/effects';
import type { Outcome } from '../../src/workflow/handle-command';
import { seedDirectory } from '../../src/workflow/seed-directory';
import { partsOf, partsOfType, textOf } from '../cards/card-lint';
import { FixedClock } from '../support/fake-clock';
import { SEED } from '../support/fake-directory';
import { openHouse, type FakeHouse } from '../support/fake-house';
import { give, given, stored } from '../support/fake-requests';
import { TUESDAY_10 } from './form-ways';
import { FREE_TEXTS, READ_ON, type FreeText } from './free-texts';
import { faultsOfLives, type Life, type Shown } from './inert';
import { shownOf, together, viewerIn } from './shown-records';
import { WAY_NAMES, WAYS, type Way } from './typed-corpus';

jest.setTimeout(60_000);

async function houseBefore(place: FreeText): Promise<FakeHouse> {
  const house = openHouse({ clock: new FixedClock(TUESDAY_10), isDispatching: true });
  await seedDirectory(house.ports, SEED);
  await place.before(house);
  await house.dispatcher.idle();
  return house;
}

function say(house: FakeHouse, place: FreeText, text: string): Promise<Outcome> {
  const { ports } = house;
  return give(ports, place.record, given(ports, place.by, place.order(text), 'press:text'));
}

function verdictOf({ verdicts }: FreeText, way: Way): FreeText['verdicts']['others'] {
  return verdicts[way] ?? verdicts.others;
}

function waysWith(place: FreeText, isOk: boolean): readonly Way[] {
  return WAY_NAMES.filter((way) => (verdictOf(place, way) === 'ok') === isOk);
}

/** A refused text: nothing happened, and the face comes back with the sentence and with what was typed. */
async function refusedFaults(place: FreeText, way: Way): Promise<readonly string[]> {
  const house = await houseBefore(place);
  const before = await stored(house.ports, place.record);
  const outcome = await say(house, place, WAYS[way]);
  const after = await stored(house.ports, place.record);
  const expected = verdictOf(place, way);
  if (outcome.ok) {
    return ['was taken'];
  }
  const { refusal } = outcome;
  return [
    ...(expected === 'refused' || refusal.code === expected ? [] : [`met ${refusal.code}`]),
    ...(after.events.length === before.events.length ? [] : ['left an event']),
    ...faceFaults(outcome, place, WAYS[way]),
  ];
}

function faceFaults(
  outcome: Extract<Outcome, { ok: false }>,
  { input, by, order }: FreeText,
  text: string,
): readonly string[] {
  const { refusal, record } = outcome;
  const { state } = record;
  const { card, face, id } = input;
  return LANGUAGES.flatMap((language) => {
    const viewer = viewerIn(language, by.id);
    const { content } = drawCard(card, {
      ...{ state, face, viewer, at: TUESDAY_10, notice: refusal, isFpm: true },
      typed: { ...wordsOf(order(text)), [id]: text },
    });
    const found = partsOfType(content, 'Input.').find((part) => part['id'] === id);
    const sentence = refusalText(drawingFor(viewer), refusal);
    return [
      ...(textOf(found ?? {}, 'value') === text ? [] : [`is not shown again (${language})`]),
      ...(isMarked(content, id) || partsOf(content).some((part) => part['text'] === sentence)
        ? []
        : [`is refused without a word (${language})`]),
    ];
  });
}

/** What a press carries beside the one text: every other input of the form. */
function wordsOf(order: Order): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(order).filter((entry): entry is [string, string] => {
      return entry[0] !== 'type' && typeof entry[1] === 'string';
    }),
  );
}

/** Whether a warning stands in the very group of the input with this id. */
function isMarked(content: unknown, id: string): boolean {
  return partsOf(content).some((part) => {
    const items = part['items'];
    if (!Array.isArray(items)) {
      return false;
    }
    const own = items as readonly Readonly<Record<string, unknown>>[];
    return (
      own.some((item) => item['id'] === id) &&
      own.some((item) => textOf(item, 'text').startsWith('⚠ '))
    );
  });
}

async function shownIn(
  house: FakeHouse,
  label: string,
  only: ReadonlySet<string> | undefined,
): Promise<Shown> {
  const records = await Promise.all(READ_ON.map((id) => stored(house.ports, id)));
  const selection = { label, ...(only === undefined ? {} : { only }) };
  return together(
    ...records
      .filter(({ state }) => state !== undefined)
      .map((record) => shownOf(record, TUESDAY_10, selection)),
  );
}

/** An accepted text: kept to the last character, and shown, at once and after what comes next. */
async function acceptedLife(
  place: FreeText,
  text: string,
  only?: ReadonlySet<string>,
): Promise<Life> {
  const house = await houseBefore(place);
  const outcome = await say(house, place, text);
  const record = await stored(house.ports, place.record);
  const kept = outcome.ok ? (place.kept?.(record.state)?.typed ?? '') : '';
  const faults = [
    ...(outcome.ok ? [] : [`met ${outcome.refusal.code}`]),
    ...(kept === text.trim() ? [] : [`was kept as ${kept.slice(0, 60)}`]),
  ];
  const atOnce = await shownIn(house, 'at once', only);
  await place.after?.(house);
  return { faults, shown: together(atOnce, await shownIn(house, 'afterwards', only)) };
}

const PLACES = Object.entries(FREE_TEXTS);

test.each(PLACES)(
  '%s is refused when it is wrong, and comes back as it was typed',
  async (_name, place) => {
    const faults: string[] = [];
    for (const way of waysWith(place, false)) {
      faults.push(...(await refusedFaults(place, way)).map((fault) => `${way} ${fault}`));
    }

    expect(faults.slice(0, 20)).toEqual([]);
  },
);

test.each(PLACES.filter(([, { verdicts }]) => verdicts.others === 'ok'))(
  '%s is taken as it is when it is harmless, and means nothing wherever it is shown',
  async (_name, place) => {
    const ways = waysWith(place, true).filter((way) => WAYS[way].trim() !== '');

    const { faults, places } = await faultsOfLives(ways, (text, only) =>
      acceptedLife(place, text, only),
    );

    expect(faults.slice(0, 20)).toEqual([]);
    expect(places.length).toBeGreaterThanOrEqual(LANGUAGES.length);
  },
);
