import type { TextKey } from '../text/words';
import type { Section } from './card-model';
import { shown, type Drawing, type Picture } from './drawing';

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
    .map((event) => {
      const key = `history.${event.type}` as TextKey;
      const who = event.by === 'system' ? draw.t('person.system') : shown(event.by.name);
      return `${draw.dateTime(event.at)} · ${draw.t(key)} · ${who}`;
    });
  return [{ heading: draw.t('button.history'), text: lines.join('\n\n') }];
}
