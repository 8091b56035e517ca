import type { CardModel } from '../../src/cards/card-model';
import type { Viewer } from '../../src/cards/drawing';
import {
  severalCard,
  severalDoneCard,
  severalReturnCard,
  type SeveralLine,
} from '../../src/cards/several-card';
import { severalHandOverCard } from '../../src/cards/several-hand-over-card';
import type { RequestId } from '../../src/domain/kernel';
import { MONDAY, type Texts } from './cast';
import { choicesOf } from './fpm-choices';

/** Requests of one morning. */
function requestsOf(count: number): readonly { readonly id: RequestId; readonly number: number }[] {
  return Array.from({ length: count }, (_, nth) => ({
    id: `request:00000000-0000-4000-8000-00000000${String(1042 + nth)}` as const,
    number: 1042 + nth,
  }));
}

function linesOf(texts: Texts, count: number): readonly SeveralLine[] {
  return requestsOf(count).map(({ id, number }, nth): SeveralLine => ({
    ...{ record: id, number, since: MONDAY, workloadId: nth % 2 === 0 ? 'AADP-P2' : 'TEAMS' },
    what: (['decide', 'check', 'close'] as const)[nth % 3] ?? 'decide',
    partner: `Fabrikam Partners${texts.nameEnding}`,
  }));
}

/** Several requests at once: ticks, the words of a return, and what came of it. */
export function severalModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const lines = linesOf(texts, 5);
  const ticked = lines.slice(0, 2).map(({ record }) => record);
  const back = { viewer, requests: requestsOf(3), fields: ['justification', 'licences'] as const };
  const given = { viewer, requests: requestsOf(3), fpms: choicesOf(texts, 4) };
  return {
    'several, nothing ticked yet': severalCard({ viewer, lines, ticked: [] }),
    'several, ticked': severalCard({ viewer, lines, ticked }),
    'several, nothing ticked': severalCard({ viewer, lines, ticked: [], isNothingTicked: true }),
    'several, only to close': severalCard({
      ...{ viewer, ticked: [] },
      lines: lines.filter(({ what }) => what === 'close'),
    }),
    'several, as many as a day holds': severalCard({ viewer, lines: linesOf(texts, 40), ticked }),
    'several, return': severalReturnCard(back),
    'several, return, something missing': severalReturnCard({
      ...back,
      notice: { code: 'note-missing' },
      typed: { reason: 'RETURN_INCORRECT', fields: 'licences', note: '' },
    }),
    'several, return, all missing': severalReturnCard({
      ...back,
      notice: { code: 'reason-missing' },
    }),
    'several, return, too long': severalReturnCard({
      ...back,
      notice: { code: 'text-too-long' },
      typed: { reason: 'RETURN_INCORRECT', fields: 'licences', note: texts.note.repeat(80) },
    }),
    'several, hand over': severalHandOverCard(given),
    'several, hand over, nobody chosen': severalHandOverCard({
      ...{ ...given, notice: { code: 'fpm-missing' }, typed: { note: texts.note } },
    }),
    'several, hand over, nobody there': severalHandOverCard({ ...given, fpms: [] }),
    'several, done': severalDoneCard({
      viewer,
      results: requestsOf(40).map(({ number }, nth) => ({
        ...{ number, isDone: nth % 3 !== 0, text: texts.note.slice(0, 40) },
      })),
    }),
  };
}
