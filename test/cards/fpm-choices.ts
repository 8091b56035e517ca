import type { FpmChoice } from '../../src/domain/request/hand-over';
import { castOf, type Texts } from './cast';

/** People to choose from: as many as are looked at without opening a list, or more. */
export function choicesOf(texts: Texts, count: number): readonly FpmChoice[] {
  const { otherFpm, first, second, away } = castOf(texts);
  return [otherFpm, first, second, away]
    .slice(0, count)
    .map((person, nth) => ({ person, isOfCompany: nth === 0 }));
}
