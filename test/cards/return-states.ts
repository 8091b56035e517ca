import type { Request } from '../../src/domain/request/request';
import type { RequestFacts, RequestOrder } from '../../src/domain/request/request-commands';
import { castOf, MONDAY, type Scene, type Told } from './cast';
import { repeated } from './draft-states';
import { speakers, submittedOf } from './submitted';

type Named = Readonly<Record<string, Told<Request>>>;

const DAY = 86_400_000;
const EVERY_FIELD = [
  ...['role', 'workload', 'licences', 'region', 'language', 'secondLanguage', 'tenantId'],
  ...['tenantName', 'segment', 'purpose', 'justification', 'otherInformation', 'contactMail'],
];

function withFacts(scene: Scene, facts: Partial<RequestFacts>): Scene {
  return { ...scene, facts: { ...scene.facts, ...facts } };
}

function returnOf(
  { texts }: Scene,
  fields: readonly string[],
  reason = 'RETURN_INCOMPLETE',
): RequestOrder {
  return { type: 'ReturnRequest', reason, fields, note: texts.note };
}

/** Sent back, in every shape the answer to it can have. */
function returned(scene: Scene): Named {
  const { texts } = scene;
  const say = speakers(scene);
  const submitted = submittedOf(scene);
  const back = say.fpm(submitted, returnOf(scene, ['licences', 'otherInformation']));
  const answers = { licences: '900', otherInformation: texts.exceptionReason };
  const again = say.requester(back, { type: 'SendAgain', answers });
  const soon = speakers(
    withFacts(scene, { returned: { warnAt: MONDAY + 2 * DAY, closeBy: MONDAY + 9 * DAY } }),
  );
  const warned = soon.system(soon.fpm(submitted, returnOf(scene, ['licences'])), {
    type: 'CheckReturn',
  });
  const later = [1, 2, 3, 4].reduce((told, day) => soon.system(told, poke(day)), warned);
  const twice = say.requester(say.fpm(again, returnOf(scene, ['region'], 'RETURN_INCORRECT')), {
    type: 'SendAgain',
    answers: { region: 'Amer' },
  });
  return {
    returned: back,
    'returned, every field': say.fpm(submitted, returnOf(scene, EVERY_FIELD)),
    'returned, answered wrongly': say.requester(back, {
      type: 'SendAgain',
      answers: { ...answers, licences: 'many', contactMail: 'no address' },
    }),
    'returned, warned': warned,
    'returned, expired': soon.system(later, { type: 'CheckReturn' }),
    'sent again': again,
    'sent again, no more rounds': say.requester(
      say.fpm(twice, returnOf(scene, ['language', 'role'])),
      { type: 'SendAgain', answers: { language: 'en', secondLanguage: 'none' } },
    ),
  };
}

/** Two days pass with something that changes nothing on a card. */
function poke(day: number): RequestOrder {
  return { type: 'NoteDelivery', person: `person:nobody-${String(day)}`, way: 'none' };
}

function revised(scene: Scene): Named {
  const { texts } = scene;
  const say = speakers(scene);
  const submitted = submittedOf(scene);
  const changed = say.requester(submitted, {
    type: 'ChangeRequest',
    answers: { region: 'APJ', otherInformation: texts.exceptionReason },
  });
  const approved = say.fpm(submitted, { type: 'Approve', expert: undefined });
  const withdraw: RequestOrder = { type: 'Withdraw', reason: texts.missing };
  return {
    changed,
    'changed wrongly': say.requester(submitted, {
      type: 'ChangeRequest',
      answers: { licences: '-3', tenantName: '' },
    }),
    withdrawn: say.requester(submitted, { type: 'Withdraw', reason: '' }),
    'withdrawn after approval': say.requester(approved, withdraw),
    reopened: say.fpm(denied(scene, 'DENY_OUT_OF_SCOPE'), {
      type: 'ReopenDenied',
      note: texts.note,
    }),
  };
}

function denied(scene: Scene, reason: string, more = {}): Told<Request> {
  const order: RequestOrder = { type: 'Deny', reason, note: scene.texts.note };
  return speakers(scene).fpm(submittedOf(scene, more), order);
}

/** Denials that point at something that fits instead. */
function deniedWithMore(scene: Scene): Named {
  const { exceptionReason, difference } = scene.texts;
  const alike = repeated(scene);
  const earlier = (alike.facts?.earlier ?? []).map((one) => ({
    ...one,
    result: 'running' as const,
  }));
  const guided = { workload: 'MCAS', language: 'en', secondLanguage: 'none', exceptionReason };
  return {
    'denied, running already': denied(withFacts(alike, { earlier }), 'DENY_DUPLICATE', {
      difference,
    }),
    'denied, supported before': denied(alike, 'DENY_REPEATED_TOPIC', { difference }),
    'denied, guide instead': denied(scene, 'DENY_NOT_ELIGIBLE', guided),
  };
}

function late(scene: Scene): Named {
  const hasty = withFacts(scene, {
    promises: {
      checkBy: MONDAY + DAY / 2,
      decideBy: MONDAY + 2 * DAY,
      fpmDecideBy: MONDAY + 1.9 * DAY,
    },
  });
  const say = speakers(withFacts(hasty, { standIn: castOf(scene.texts).otherFpm }));
  const check: RequestOrder = { type: 'CheckDecision' };
  const submitted = submittedOf(hasty);
  const approved = say.fpm(submitted, { type: 'Approve', expert: undefined });
  return {
    late: say.system(submitted, check),
    'late, nobody else to tell': speakers(hasty).system(submitted, check),
    'late although approved': say.system(approved, check),
    unacknowledged: speakers(scene).system(submittedOf(scene), { type: 'CheckAcknowledgement' }),
  };
}

/** A request that goes back, is changed, withdrawn, reopened, or late. */
export function returnStates(scene: Scene): Named {
  return { ...returned(scene), ...revised(scene), ...deniedWithMore(scene), ...late(scene) };
}
