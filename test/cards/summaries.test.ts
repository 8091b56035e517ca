import { drawCard, drawMoved } from '../../src/cards/draw-card';
import { drawingFor } from '../../src/cards/drawing';
import type { CardName, PingCode } from '../../src/domain/effects';
import { LANGUAGES, type Language } from '../../src/domain/kernel';
import { isNumbered } from '../../src/domain/request/request';
import { workloadOf } from '../../src/domain/routing/workloads';
import { MONDAY, PLAIN } from './cast';
import { partsOfType, textOf } from './card-lint';
import { plainShots, recordShots, viewerOf, type Shot } from './pictures';
import { engagementStates, requestStates } from './states';

/** Each ping with its card and its reader. */
const PINGS: readonly (readonly [PingCode, CardName, Shot['reader']])[] = [
  ['P1', 'request-fpm', 'fpm'],
  ['P2', 'request-partner', 'requester'],
  ['P3', 'request-partner', 'requester'],
  ['P4', 'request-partner', 'requester'],
  ['P5', 'offer', 'third'],
  ['P6', 'kickoff', 'everybody'],
  ['P9', 'request-fpm', 'fpm'],
  ['P10', 'request-fpm', 'fpm'],
  ['P13', 'completion', 'requester'],
  ['P14', 'request-partner', 'requester'],
  ['P18', 'request-partner', 'requester'],
  ['P16', 'completion', 'fpm'],
  ['P17', 'expert', 'third'],
];
const OF_ENGAGEMENTS: readonly PingCode[] = ['P6', 'P13', 'P16', 'P17'];
const TYPED = Object.values<string>({ ...PLAIN }).filter((text) => text !== '');

function recordsOf(ping: PingCode): ReturnType<typeof requestStates | typeof engagementStates> {
  return OF_ENGAGEMENTS.includes(ping)
    ? engagementStates()
    : requestStates().filter(({ state }) => isNumbered(state));
}

/** A ping in every state in which its card can still be drawn with it: a later edit keeps the line. */
function linesOf(
  ping: PingCode,
  card: CardName,
  place: { reader: Shot['reader']; language: Language },
): string[] {
  const viewer = viewerOf(place.reader, place.language);
  return recordsOf(ping).map(
    ({ state }) => drawCard(card, { state, face: 'front', viewer, at: MONDAY }, ping).summary,
  );
}

describe.each(LANGUAGES)('the line of a notification in %s', (language) => {
  const numbered = PINGS.filter(([ping]) => ping !== 'P5');

  test.each(numbered)('%s carries the number', (ping, card, reader) => {
    const lines = linesOf(ping, card, { reader, language });

    const without = lines.filter((line) => !line.includes('SME-1042'));

    expect(without).toEqual([]);
  });

  test.each(PINGS)(
    '%s names no customer and repeats nothing that was typed',
    (ping, card, reader) => {
      const lines = linesOf(ping, card, { reader, language });

      const leaks = lines.filter((line) => TYPED.some((text) => line.includes(text)));

      expect(leaks).toEqual([]);
    },
  );

  test.each(PINGS)('%s has no hole, whatever happened meanwhile', (ping, card, reader) => {
    const lines = linesOf(ping, card, { reader, language });

    const holed = lines.filter((line) =>
      /\{|undefined|NaN|\[object|^ping\.|\s{2}|\s[.,:;]|\s$/.test(line),
    );

    expect([...new Set(holed)]).toEqual([]);
  });

  test('P1 names partner and workload', () => {
    const lines = linesOf('P1', 'request-fpm', { reader: 'fpm', language });

    const names = ['Fabrikam Partners', workloadOf('AADP-P2')?.name ?? ''];

    expect(names.filter((name) => !(lines[0] ?? '').includes(name))).toEqual([]);
  });

  test('P5 names the workload and by when to answer', () => {
    const name = 'approved, offered to the third';
    const state = requestStates().find((one) => one.name === name)?.state;
    const viewer = viewerOf('third', language);
    const offer = state?.status === 'Approved' ? state.offer : undefined;
    const picture = { state, face: 'front', viewer, at: MONDAY } as const;

    const line = drawCard('offer', picture, 'P5').summary;

    expect(line).toContain(workloadOf('AADP-P2')?.name);
    expect(line).toContain(drawingFor(viewer).dateTime(offer?.answerBy ?? 0));
  });

  test('P5 never names the day by which the FPM decides', () => {
    const viewer = viewerOf('third', language);
    const approved = requestStates().filter(({ state }) => 'approvedAt' in state);

    const wrong = approved.filter(({ state }) => {
      const line = drawCard('offer', { state, face: 'front', viewer, at: MONDAY }, 'P5').summary;
      const day = 'promises' in state ? state.promises.fpmDecideBy : 0;
      return line.includes(drawingFor(viewer).date(day));
    });

    expect(approved.length).toBeGreaterThan(5);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('without a ping says what kind of card it is and where it stands, and no more', () => {
    const shots = [...recordShots(language), ...plainShots(language)];

    const wrong = shots
      .filter(({ drawn: { summary } }) => TYPED.some((text) => summary.includes(text)))
      .map(({ name }) => name);

    expect(wrong).toEqual([]);
  });
});

describe('a card that moved down', () => {
  test.each([
    ...(['request-partner', 'request-fpm', 'offer'] as const),
    ...(['expert', 'completion'] as const),
  ])('%s leaves a line with its number, without buttons and inputs', (card) => {
    const states = ['expert', 'completion'].includes(card)
      ? engagementStates()
      : requestStates().filter(({ state }) => isNumbered(state));
    const viewer = viewerOf('requester', 'en');

    const lines = states.map(({ state }) =>
      drawMoved(card, { state, face: 'front', viewer, at: MONDAY }),
    );

    const isLine = lines.map(
      ({ content }) =>
        textOf(content, 'fallbackText').includes('SME-1042') &&
        partsOfType(content, 'Action.').length + partsOfType(content, 'Input.').length === 0,
    );
    expect(new Set(isLine)).toEqual(new Set([true]));
  });
});
