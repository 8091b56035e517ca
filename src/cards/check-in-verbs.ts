import { z } from 'zod';
import { WORKLOADS } from '../domain/routing/workloads';
import type { CardName } from '../domain/effects';
import { usageFieldOf } from './check-in-forms';
import type { Face } from './drawing';
import type { CommandPress } from './pressed';
import { checkInId, engagementId, ofEngagement, text, verb, type VerbReader } from './verb-pieces';

const ofCheckIn = z.object({ id: checkInId });
/** A command to the engagement, pressed on a check-in (`on`) or on the kickoff card. */
const onEither = z.object({ id: engagementId, on: checkInId.optional() });
const ordinal = z.coerce.number().int().min(1);
const workload = z.string().max(40);
const figures = Object.fromEntries(WORKLOADS.map(({ id }) => [usageFieldOf(id), text]));

function ofSchedule(
  { id, on }: z.output<typeof onEither>,
  order: CommandPress['order'],
  rest: { readonly face: Face; readonly typed?: CommandPress['typed'] },
): CommandPress {
  const card: CardName = on === undefined ? 'kickoff' : 'check-in';
  const { face, typed = {} } = rest;
  return { kind: 'command', id, order, card, face, typed, ...(on === undefined ? {} : { on }) };
}

/** Verbs of check-ins, of their rhythm and of linked channels. */
export const CHECK_IN_VERBS = {
  'checkin.turn': verb(
    ofCheckIn.extend({ face: z.enum(['front', 'more', 'update', 'move', 'pause']) }),
    ({ id, face }) => ({ kind: 'turn', id, card: 'check-in', face }),
  ),
  'checkin.answer': verb(
    ofCheckIn.extend({
      ...{ progress: text, nextStep: text, blocker: text, blockerOwner: text },
      ...figures,
    }),
    ({ id, ...sent }) => {
      const typed = sent as Readonly<Record<string, string>>;
      const { progress = '', nextStep = '', blocker = '', blockerOwner = '' } = typed;
      const usage = Object.fromEntries(
        WORKLOADS.map((one) => [one.id, typed[usageFieldOf(one.id)] ?? '']),
      );
      const said = { usage, progress, nextStep, blocker, blockerOwner };
      const order = { type: 'AnswerCheckIn', ...said };
      return { kind: 'command', id, order, card: 'check-in', face: 'update', typed };
    },
  ),
  'checkin.nothing-new': verb(ofCheckIn, ({ id }) => ({
    kind: 'command',
    id,
    order: { type: 'ReportNothingNew' },
    card: 'check-in',
    face: 'front',
    typed: {},
  })),
  'checkin.request': verb(ofCheckIn, ({ id }) => ({ kind: 'check-in', action: 'request', id })),
  'checkin.plan': verb(
    ofEngagement.extend({
      face: z.enum(['front', 'rhythm', 'pause', 'move', 'workloads']),
      day: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
    }),
    ({ id, face, day }) => ({
      kind: 'turn',
      id,
      card: 'kickoff',
      face,
      ...(day === undefined ? {} : { typed: { to: day, until: day } }),
    }),
  ),
  'checkin.rhythm': verb(
    ofEngagement.extend({ rhythm: text, weekday: text, hour: text }),
    ({ id, ...typed }) =>
      ofSchedule({ id }, { type: 'SetRhythm', ...typed }, { face: 'rhythm', typed }),
  ),
  'checkin.now': verb(ofEngagement.extend({ ordinal }), ({ id, ordinal: nth }) =>
    ofSchedule({ id }, { type: 'OpenCheckInNow', ordinal: nth }, { face: 'rhythm' }),
  ),
  'checkin.resume': verb(ofEngagement, ({ id }) =>
    ofSchedule({ id }, { type: 'ResumeCheckIns' }, { face: 'rhythm' }),
  ),
  'checkin.pause': verb(onEither.extend({ until: text }), ({ until, ...at }) =>
    ofSchedule(at, { type: 'PauseCheckIns', until }, { face: 'pause', typed: { until } }),
  ),
  'checkin.move': verb(onEither.extend({ ordinal, to: text }), ({ ordinal: nth, to, ...at }) =>
    ofSchedule(at, { type: 'MoveCheckIn', ordinal: nth, to }, { face: 'move', typed: { to } }),
  ),
  'checkin.csm': verb(onEither.extend({ workload }), ({ workload: id, ...at }) =>
    ofSchedule(at, { type: 'NameCsm', workload: id }, { face: 'workloads' }),
  ),
  'checkin.add-workload': verb(ofEngagement.extend({ workload: text }), ({ id, ...typed }) =>
    ofSchedule({ id }, { type: 'AddWorkload', ...typed }, { face: 'workloads', typed }),
  ),
  'checkin.solved': verb(
    ofEngagement.extend({ blocker: z.string().max(20) }),
    ({ id, blocker }) => ({
      kind: 'command',
      id,
      order: { type: 'SolveBlocker', blocker },
      card: 'blocker',
      face: 'front',
      typed: {},
    }),
  ),
  'checkin.link': verb(ofEngagement, ({ id }) => ({ kind: 'check-in', action: 'link', id })),
  'checkin.meet': verb(ofEngagement, ({ id }) => ({ kind: 'check-in', action: 'meet', id })),
  'checkin.unlink': verb(ofEngagement, ({ id }) => ({ kind: 'check-in', action: 'unlink', id })),
} as const satisfies Record<string, VerbReader>;
