/**
 * The only paths of Microsoft Graph that SME Desk may call, with what each of them asks for.
 * Bodies are checked by rules written from the documentation: an unknown property, a wrong type or a missing `@odata.type` is a 400.
 */
import { DIRECTORY_ROUTES } from './strict-graph-directory';
import { BATCH } from './strict-graph-batch';
import { OUTLOOK_ROUTES } from './strict-graph-outlook';
import { PEOPLE_ROUTES } from './strict-graph-people';
import { TEAMS_ROUTES } from './strict-graph-teams';
import type { Route } from './strict-graph-route';

/** Everything else is a 404. */
export const ROUTES: readonly Route[] = [
  ...[...TEAMS_ROUTES, ...OUTLOOK_ROUTES, ...DIRECTORY_ROUTES, ...PEOPLE_ROUTES],
  BATCH,
];
