import type { TextKey } from '../text/words';
import type { Section } from './card-model';
import { shown, type Drawing, type HistoryLine, type Picture } from './drawing';

/** Events that change nothing a person would look for in a history. */
const SILENT = [
  'DraftSaved',
  'DraftStartedOver',
  'ExpertsRanked',
  'DeliveryNoted',
  'KickoffChatOpened',
  'OutcomeNoted',
];

/** Events that only the FPM sees: a declining expert is never shown to the requester. */
const FPM_ONLY = ['ExpertOffered', 'OfferDeclined', 'OfferExpired', 'NobodyLeft'];

/** The history of a record as lines, oldest first; what the reader may not see is left out. Pure. */
export function historySections(draw: Drawing, picture: Picture<unknown>): readonly Section[] {
  const lines = (picture.history ?? [])
    .filter(({ type }) => !SILENT.includes(type))
    .filter(({ type }) => picture.isFpm === true || !FPM_ONLY.includes(type))
    .map((event) => lineOf(draw, event));
  return [{ heading: draw.t('button.history'), text: lines.join('\n\n') }];
}

/** Who did it is told, except where the process followed up on what somebody else did. */
function lineOf(draw: Drawing, event: HistoryLine): string {
  const key = `history.${event.type}` as TextKey;
  const expert = event.candidate?.expert ?? event.expert;
  const what = draw.t(key, { expert: shown(expert?.name ?? '') });
  const isTold = event.by !== 'system' && !FPM_ONLY.includes(event.type);
  const who = isTold ? [shown(event.by.name)] : [];
  return [draw.dateTime(event.at), what, ...who].join(' · ');
}
