import { type Activity, ActivityTypes } from 'botbuilder';
import type { Pace, SendPlace } from '../workflow/pace-port';
import type { Turn } from './teams-adapter';

/**
 * The turn, with every message it sends or edits counted against the limits of Teams. It waits for nothing: what stands in line for
 * the same conversation goes a little later. The answer to an invoke travels on the request and is no message.
 */
export function countedTurn(pace: Pick<Pace, 'take'>, turn: Turn): Turn {
  return async (context) => {
    const place = placeOf(context.activity);
    context.onSendActivities((_context, activities, next) => {
      activities
        .filter(({ type }) => type !== ActivityTypes.InvokeResponse)
        .forEach(() => {
          pace.take(place);
        });
      return next();
    });
    context.onUpdateActivity((_context, _activity, next) => {
      pace.take(place);
      return next();
    });
    await turn(context);
  };
}

function placeOf({ conversation }: Activity): SendPlace {
  return { teamsId: conversation.id, tenantId: conversation.tenantId ?? '' };
}
