import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

const requireOnDemand = createRequire(__filename);

/**
 * The holiday rules of the world, loaded with the first question: the package takes about 90 ms and 20 MB,
 * which would otherwise be paid by every start. Later calls get the loaded package.
 */
export function holidayRules(): typeof Holidays {
  return requireOnDemand('date-holidays') as typeof Holidays;
}
