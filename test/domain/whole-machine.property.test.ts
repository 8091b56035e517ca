import fc from 'fast-check';
import type { Effect } from '../../src/domain/effects';
import { evolveEngagement } from '../../src/domain/engagement/evolve-engagement';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { EngagementHistory } from '../../src/domain/engagement/engagement-messages';
import { evolveRequest } from '../../src/domain/request/evolve-request';
import type { Request } from '../../src/domain/request/request';
import type { RequestHistory } from '../../src/domain/request/request-events';
import { PAT } from './cast';
import { ENGAGEMENT } from './engagement-stories';
import { run, type Run } from './machine';
import { scripts } from './machine-steps';
import { engagementEvents, idOf, requestEvents, requestMoves, statusOf, whatever } from './moves';

/** What a record may become next; staying what it is is always possible. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  nothing: ['Draft', 'Preparing'],
  Draft: ['Discarded', 'Deflected', 'Submitted'],
  Discarded: [],
  Deflected: [],
  Submitted: ['InReview', 'Returned', 'Approved', 'Denied', 'Withdrawn'],
  InReview: ['Returned', 'Approved', 'Denied', 'Withdrawn'],
  Returned: ['Submitted', 'Withdrawn'],
  Withdrawn: [],
  Denied: ['InReview'],
  Approved: ['Assigned', 'Withdrawn', 'Denied'],
  Assigned: ['Closed'],
  Closed: [],
  Preparing: ['Active', 'WrappingUp'],
  Active: ['WrappingUp'],
  WrappingUp: ['Preparing', 'Active', 'Completed'],
  Completed: [],
};
const ENDS = ['Discarded', 'Deflected', 'Denied', 'Withdrawn', 'Closed', 'Completed'];

/** What a denial may be followed by; and an engagement may still run when its request is closed. */
const OPENING = ['ReopenDenied', 'HandOver'];

const BY_FPM = [
  'CompletenessConfirmed',
  'RequestApproved',
  'RequestDenied',
  'RequestReturned',
  'DenialReopened',
  'RequestClosed',
];

function wants(effect: Effect, what: 'ping' | 'offer'): boolean {
  return (
    effect.type === 'Show' &&
    (what === 'ping' ? effect.ping !== undefined : effect.card === 'offer')
  );
}

/** Who is to decide; `undefined` for what was never submitted. */
function fpmOf(request: Request | undefined): string | undefined {
  return request !== undefined && 'form' in request ? request.form.fpm.id : undefined;
}

/** Denials for want of an expert, after the request had been approved. */
function deniedAfterApproval(happened: Run): ReturnType<typeof requestMoves> {
  return requestMoves(happened).filter(
    ({ before, events }) =>
      before?.status === 'Approved' && events.some(({ type }) => type === 'RequestDenied'),
  );
}

describe('whatever people press, and whenever it arrives', () => {
  test('every status is reached by some run, so that the rest says something', () => {
    const runs = fc.sample(scripts, { numRuns: 400, seed: 1043 }).map(run);

    const reached = runs.flatMap(({ moves }) => moves.map(({ after }) => statusOf(after)));

    expect([...new Set(reached)].toSorted()).toEqual(Object.keys(NEXT).toSorted());
  });

  test('a record becomes only what can come next, and what ended stays ended', () => {
    whatever(({ moves }) => {
      const wrong = moves
        .map(({ before, after }) => [statusOf(before), statusOf(after)] as const)
        .filter(([from, to]) => from !== to && NEXT[from]?.includes(to) !== true);

      expect(wrong).toEqual([]);
    });
  });

  test('nobody decides on their own request: only its FPM, who is somebody else', () => {
    whatever((happened) => {
      const decided = requestMoves(happened)
        // A timer closes for the house, whoever a test lets it come from.
        .filter(({ command }) => command.type !== 'CheckClosing')
        .flatMap(({ before, events }) =>
          events
            .filter(({ type }) => BY_FPM.includes(type))
            .map(({ by }) => ({ by: idOf(by), fpm: fpmOf(before) })),
        );

      expect(decided.map(({ by }) => by)).not.toContain(PAT.id);
      expect(decided.filter(({ by, fpm }) => by !== fpm)).toEqual([]);
    });
  });

  test('it changes hands only when it is handed over, and never to its requester or expert', () => {
    whatever((happened) => {
      const changed = requestMoves(happened).filter(
        ({ before, after }) => fpmOf(before) !== undefined && fpmOf(before) !== fpmOf(after),
      );
      const wrong = changed.flatMap(({ before, after }) =>
        [PAT.id, before !== undefined && 'expert' in before ? before.expert.id : undefined].filter(
          (id) => id === fpmOf(after),
        ),
      );

      expect(changed.filter(({ command }) => command.type !== 'HandOver')).toEqual([]);
      expect(wrong).toEqual([]);
    });
  });

  test('an approval becomes a denial only while nobody is asked', () => {
    whatever((happened) => {
      const asked = deniedAfterApproval(happened).filter(
        ({ before }) => before?.status === 'Approved' && before.offer !== undefined,
      );

      expect(asked).toEqual([]);
    });
  });

  test('a request is decided once, and once more for every decision that was taken back', () => {
    whatever((happened) => {
      const types = requestEvents(happened).map(({ type }) => type);

      const decisions = types.filter((type) => ['RequestApproved', 'RequestDenied'].includes(type));
      const reopenings = types.filter((type) => type === 'DenialReopened');
      const givenUp = deniedAfterApproval(happened);
      const approvals = types.filter((type) => type === 'RequestApproved');

      expect(decisions.length).toBeLessThanOrEqual(1 + reopenings.length + givenUp.length);
      expect(approvals.length).toBeLessThanOrEqual(1 + givenUp.length);
      expect(types.filter((type) => type === 'RequestSubmitted').length).toBeLessThanOrEqual(1);
    });
  });

  test('one expert at most is assigned, who was asked, and is not the requester', () => {
    whatever((happened) => {
      const events = requestEvents(happened);
      const offered = events.flatMap((event) =>
        event.type === 'ExpertOffered' ? [event.candidate.expert.id] : [],
      );
      const assigned = events.flatMap((event) =>
        event.type === 'ExpertAssigned' ? [event.expert.id] : [],
      );

      expect(assigned.length).toBeLessThanOrEqual(1);
      expect(assigned.filter((id) => !offered.includes(id))).toEqual([]);
      expect(offered).not.toContain(PAT.id);
    });
  });

  test('one engagement comes of a request, under the id that follows from its own', () => {
    whatever((happened) => {
      const told = requestMoves(happened)
        .flatMap(({ effects }) => effects.flat())
        .flatMap((effect) => (effect.type === 'Tell' ? [effect.record] : []));
      const opened = engagementEvents(happened).filter(({ type }) => type === 'EngagementOpened');

      expect(told.filter((record) => record !== ENGAGEMENT)).toEqual([]);
      expect(opened.length).toBeLessThanOrEqual(1);
      expect(happened.engagement?.id ?? ENGAGEMENT).toBe(ENGAGEMENT);
    });
  });

  test('who was asked in vain is asked again only by name', () => {
    whatever((happened) => {
      const again = requestMoves(happened).flatMap(({ command, before, events }) => {
        const isNamed = 'expert' in command && command.expert !== undefined;
        const asked = before?.status === 'Approved' ? before.turnedDown : [];
        const out = [
          ...asked.map(({ expert }) => expert.id),
          ...events.flatMap((event) =>
            event.type === 'OfferDeclined' || event.type === 'OfferExpired'
              ? [event.expert.id]
              : [],
          ),
        ];
        return events.filter(
          (event) =>
            event.type === 'ExpertOffered' && !isNamed && out.includes(event.candidate.expert.id),
        );
      });

      expect(again).toEqual([]);
    });
  });

  test('the requester hears nothing of an expert who is out of the running', () => {
    whatever((happened) => {
      const heard = requestMoves(happened)
        .filter(({ events }) =>
          events.some(({ type }) => type === 'OfferDeclined' || type === 'OfferExpired'),
        )
        .flatMap(({ effects }) => effects.flat())
        .filter(
          (effect) =>
            effect.type === 'SendMail' ||
            (effect.type === 'Show' && 'person' in effect.to && effect.to.person === PAT.id),
        );

      expect(heard).toEqual([]);
    });
  });

  test('what has ended pings nobody and offers nothing', () => {
    whatever(({ moves }) => {
      const late = moves
        .filter(({ before }) => ENDS.includes(statusOf(before)))
        .filter(({ command }) => !OPENING.includes(command.type))
        .flatMap(({ effects }) => effects.flat())
        .filter((effect) => wants(effect, 'ping') || wants(effect, 'offer'));

      expect(late).toEqual([]);
    });
  });
});

describe('the history', () => {
  test('tells the whole state: read again, and from the store, it leads to the same', () => {
    whatever((happened) => {
      const asKept = (events: readonly unknown[]): string => JSON.stringify(events);
      const request = JSON.parse(asKept(requestEvents(happened))) as readonly RequestHistory[];
      const engagement = JSON.parse(
        asKept(engagementEvents(happened)),
      ) as readonly EngagementHistory[];

      expect(request.reduce<Request | undefined>(evolveRequest, undefined)).toEqual(
        happened.request,
      );
      expect(engagement.reduce<Engagement | undefined>(evolveEngagement, undefined)).toEqual(
        happened.engagement,
      );
    });
  });

  test('can be read in any order without a failure: an event that does not fit changes no status but to a next one', () => {
    whatever((happened) => {
      const states = requestMoves(happened).map(({ after }) => after);
      const events = requestEvents(happened);

      const wrong = states.flatMap((state) =>
        events
          .map((event) => [statusOf(state), statusOf(evolveRequest(state, event))] as const)
          .filter(([from, to]) => from !== to && NEXT[from]?.includes(to) !== true),
      );

      expect(wrong).toEqual([]);
    });
  });

  test('the same things happening lead to the same moves', () => {
    fc.assert(
      fc.property(scripts, (steps) => {
        expect(run(steps)).toEqual(run(steps));
      }),
      { numRuns: 30 },
    );
  });
});
