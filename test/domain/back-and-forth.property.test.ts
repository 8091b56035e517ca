import fc from 'fast-check';
import { isNumbered } from '../../src/domain/request/request';
import { changeableFields, revisedAnswers } from '../../src/domain/request/revision';
import { POLICY } from '../../src/domain/policy';
import { PAT } from './cast';
import { run } from './machine';
import { scripts } from './machine-steps';
import { idOf, requestEvents, requestMoves, statusOf, whatever } from './moves';

/** What can happen to a request while it is returned. */
const WHILE_RETURNED = [
  'RevisionKept',
  'RequestSentAgain',
  'RequestWithdrawn',
  'ClosingWarned',
  'RequestExpired',
  'DeliveryNoted',
  'AcknowledgementMissed',
  'RequestHandedOver',
];

/** Everything that is new on this way. */
const ON_THE_WAY = [
  ...WHILE_RETURNED,
  'RequestReturned',
  'RequestChanged',
  'DenialReopened',
  'DecisionDueSoon',
  'DecisionLate',
];

/** How a return ends: command, event, and by whom. */
const LEAVING = [
  `SendAgain RequestSentAgain ${PAT.id}`,
  `Withdraw RequestWithdrawn ${PAT.id}`,
  'CheckReturn RequestExpired announced',
];

describe('a request on its way back and forth', () => {
  test('meets everything that can happen on it in some run, so that the rest says something', () => {
    const runs = fc.sample(scripts, { numRuns: 600, seed: 1042 }).map(run);

    const met = new Set(
      runs.flatMap((happened) => requestEvents(happened).map(({ type }) => type)),
    );

    expect([...met]).toEqual(expect.arrayContaining(ON_THE_WAY));
  });

  test('rests while it is returned: no clock runs, nobody decides', () => {
    whatever((happened) => {
      const types = requestMoves(happened)
        .filter(({ before }) => statusOf(before) === 'Returned')
        .flatMap(({ events }) => events.map(({ type }) => type));

      expect(types.filter((type) => !WHILE_RETURNED.includes(type))).toEqual([]);
    });
  });

  test('leaves its return only by an answer, a withdrawal or its announced end', () => {
    whatever((happened) => {
      const left = requestMoves(happened).filter(
        ({ before, after }) => statusOf(before) === 'Returned' && statusOf(after) !== 'Returned',
      );

      const ways = left.flatMap(({ command, before, events }) => {
        const isAnnounced = before?.status === 'Returned' && before.warned === true;
        const byWhom = events.map(({ type, by }) =>
          type === 'RequestExpired' ? (isAnnounced ? 'announced' : 'unannounced') : idOf(by),
        );
        return events.map(({ type }, index) => [command.type, type, byWhom[index]].join(' '));
      });

      expect(ways.filter((way) => !LEAVING.includes(way))).toEqual([]);
    });
  });

  test('is returned at most as often as the policy says', () => {
    whatever((happened) => {
      const rounds = requestMoves(happened).flatMap(({ after }) =>
        after !== undefined && isNumbered(after) ? [after.rounds] : [],
      );
      const returns = requestEvents(happened).filter(({ type }) => type === 'RequestReturned');

      expect(Math.max(0, ...rounds)).toBeLessThanOrEqual(POLICY.returnRoundsMax);
      expect(returns.length).toBe(rounds.at(-1) ?? 0);
    });
  });

  test('is decided by nobody once it was taken back', () => {
    whatever((happened) => {
      const after = requestMoves(happened)
        .filter(({ before }) => statusOf(before) === 'Withdrawn')
        .flatMap(({ events }) => events.map(({ type }) => type));

      expect(after.filter((type) => type !== 'DeliveryNoted')).toEqual([]);
    });
  });

  test('keeps every word its requester typed: in the form, or beside it until it is right', () => {
    whatever((happened) => {
      const lost = requestMoves(happened).flatMap(({ command, after, events }) => {
        const isTaken = events.length > 0 && 'answers' in command && command.type !== 'StartDraft';
        if (!isTaken || after === undefined || !isNumbered(after)) {
          return [];
        }
        const kept = revisedAnswers(after);
        const asked = changeableFields({ answers: kept, hasLookAlikes: true });
        return asked.filter((field) => {
          const text = command.answers[field];
          const isDifference = field === 'difference' && kept.difference === undefined;
          return (
            text !== undefined && !isDifference && text.trim() !== (kept[field]?.typed.trim() ?? '')
          );
        });
      });

      expect(lost).toEqual([]);
    });
  });

  test('stays with its company, and tells no change that is none', () => {
    whatever((happened) => {
      const forms = requestMoves(happened).flatMap(({ after }) =>
        after !== undefined && isNumbered(after) ? [after] : [],
      );

      const owners = new Set(forms.map(({ form }) => form.company.id));
      const unchanged = forms
        .flatMap(({ changes }) => changes)
        .filter(({ from, to }) => from.typed === to.typed);

      expect(owners.size).toBeLessThanOrEqual(1);
      expect(unchanged).toEqual([]);
    });
  });

  test('presses and is late once for each promise', () => {
    whatever((happened) => {
      const seen: Record<string, number> = {};
      const twice = requestEvents(happened).filter(({ type }) => {
        if (type === 'RequestSentAgain' || type === 'DenialReopened') {
          seen['DecisionDueSoon'] = 0;
        }
        if (type === 'DenialReopened') {
          seen['DecisionLate'] = 0;
        }
        seen[type] = (seen[type] ?? 0) + 1;
        return ['DecisionDueSoon', 'DecisionLate'].includes(type) && seen[type] > 1;
      });

      expect(twice).toEqual([]);
    });
  });
});
