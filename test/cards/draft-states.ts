import type { CompanyOption } from '../../src/domain/form/fields';
import { typed } from '../../src/domain/kernel';
import type { Request } from '../../src/domain/request/request';
import type { RequestOrder, TypedAnswers } from '../../src/domain/request/request-commands';
import {
  castOf,
  factsAt,
  MONDAY,
  REQUEST,
  tellRequest,
  type Cast,
  type Scene,
  type Texts,
  type Told,
} from './cast';

export const NEED: TypedAnswers = {
  role: 'engineer',
  workload: 'AADP-P2',
  licences: '800',
  region: 'EMEA',
  language: 'es',
  secondLanguage: 'en',
};
const TENANT = '11111111-2222-4333-8444-555555555555';

export function customerOf({ tenantName }: Texts): TypedAnswers {
  return { tenantId: TENANT, tenantName, segment: 'SMC' };
}

export function whyOf({ justification, otherInformation }: Texts): TypedAnswers {
  return { purpose: 'deploy', justification, otherInformation };
}

type Save = readonly [answers: TypedAnswers, go: 'next' | 'back' | 'stay' | 'away'];

/** A draft opened with answers and led on by presses of its buttons. */
export function draftOf(
  scene: Scene,
  answers: TypedAnswers,
  ...saves: readonly Save[]
): Told<Request> {
  const { requester } = castOf(scene.texts);
  const start: RequestOrder = { type: 'StartDraft', id: REQUEST, answers };
  return saves.reduce(
    (told, [more, go]) =>
      tellRequest(told, requester, { type: 'SaveDraft', answers: more, go }, scene),
    tellRequest(undefined, requester, start, scene),
  );
}

function needDrafts(scene: Scene): Readonly<Record<string, Told<Request>>> {
  const need = (answers: TypedAnswers): Told<Request> => draftOf(scene, { ...NEED, ...answers });
  const { exceptionReason } = scene.texts;
  return {
    'draft at need, empty': draftOf(scene, {}),
    'draft at need, empty with problems': draftOf(scene, {}, [{}, 'next']),
    'draft at need, filled': need({}),
    'draft at need, licences in words': draftOf(scene, { ...NEED, licences: 'many' }, [{}, 'next']),
    'draft at need, negative licences': draftOf(scene, { ...NEED, licences: '-3' }, [{}, 'next']),
    'draft at need, same language': draftOf(scene, { ...NEED, secondLanguage: 'es' }, [{}, 'next']),
    'draft at need, role unsure': draftOf(scene, { ...NEED, role: 'not-sure' }, [{}, 'next']),
    'draft at need, guide': need({ workload: 'MCAS', language: 'en', exceptionReason }),
    'draft at need, guide without reason': draftOf(
      scene,
      { ...NEED, workload: 'AIP-P1', language: 'en' },
      [{}, 'next'],
    ),
    'draft at need, role not fitting': draftOf(
      scene,
      { ...NEED, role: 'migration', workload: 'TEAMS' },
      [{}, 'next'],
    ),
    'draft at need, just not eligible': draftOf(scene, NEED, [{ licences: '100' }, 'next']),
    'draft at need, not eligible, pressed on': draftOf(
      scene,
      NEED,
      [{ licences: '100' }, 'next'],
      [{}, 'next'],
    ),
    'draft at need, not eligible': need({ licences: '100' }),
    'draft at need, exception': need({ workload: 'MIG-P1', licences: '6000', language: 'en' }),
    'draft at need, manual by figure': need({ workload: 'MCAS', licences: '10000' }),
    'draft at need, manual by language': need({ workload: 'OATP-P1' }),
    'draft at need, not listed': need({ workload: 'EXO' }),
  };
}

function twoCompanies(cast: Cast): readonly CompanyOption[] {
  return [
    { id: 'partner:fabrikam', name: 'Fabrikam Partners', fpms: [cast.fpm, cast.otherFpm] },
    { id: 'partner:adatum', name: 'Adatum Partners', fpms: [cast.otherFpm] },
  ];
}

/** The same scene where the directory and earlier requests leave more to choose. */
function richer(scene: Scene): Scene {
  const cast = castOf(scene.texts);
  const requester = factsAt(MONDAY, scene.texts).requester;
  const name = typed(scene.texts.tenantName);
  const options = {
    companies: twoCompanies(cast),
    recentCustomers: [{ tenantId: TENANT, name, segment: 'Enterprise' }],
  };
  return {
    ...scene,
    facts: requester === undefined ? {} : { requester: { ...requester, options } },
  };
}

/** The same scene after two requests of the same partner for the same product. */
export function repeated(scene: Scene): Scene {
  const before = {
    id: 'request:earlier-0001',
    number: 1007,
    partnerId: 'partner:fabrikam',
    workloadId: 'AADP-P1',
    role: 'engineer',
    customerTenantId: TENANT,
    at: MONDAY - 30 * 86_400_000,
    result: 'supported',
  } as const;
  const denied = { ...before, id: 'request:earlier-0002', number: 1003, result: 'denied' } as const;
  return { ...scene, facts: { earlier: [before, denied] } };
}

function laterDrafts(scene: Scene): Readonly<Record<string, Told<Request>>> {
  const { texts } = scene;
  const filled = { ...NEED, ...customerOf(texts) };
  const whole = { ...filled, ...whyOf(texts) };
  const { emailSource, difference } = texts;
  const two: Save[] = [
    [{}, 'next'],
    [{}, 'next'],
  ];
  const three: Save[] = [...two, [{}, 'next']];
  const wrong = { tenantId: 'nonsense', tenantName: 'x'.repeat(201) };
  const migration = { ...whole, role: 'migration', workload: 'EXCHANGE-MIGRATION', emailSource };
  const chosen = { recentCustomer: TENANT };
  const short = { justification: 'Help', contactMail: 'no address' };
  const { requester } = castOf(texts);
  const submit: RequestOrder = { type: 'Submit', answers: {} };
  return {
    'draft at customer, empty': draftOf(scene, NEED, [{}, 'next']),
    'draft at customer, filled': draftOf(scene, filled, [{}, 'next']),
    'draft at customer, with problems': draftOf(scene, NEED, [{}, 'next'], [wrong, 'next']),
    'draft at customer, recent': draftOf(richer(scene), NEED, [{}, 'next'], [chosen, 'stay']),
    'draft at why, empty': draftOf(scene, filled, ...two),
    'draft at why, filled': draftOf(scene, whole, ...two),
    'draft at why, with problems': draftOf(scene, filled, ...two, [short, 'next']),
    'draft at why, two companies': draftOf(richer(scene), whole, ...two),
    'draft at why, migration': draftOf(scene, migration, ...two),
    'draft at why, look-alikes': draftOf(repeated(scene), { ...whole, difference }, ...two),
    'draft at review': draftOf(scene, whole, ...three),
    'draft at review, migration': draftOf(scene, migration, ...three),
    'draft at review, not ticked': tellRequest(
      draftOf(scene, whole, ...three),
      requester,
      submit,
      scene,
    ),
    'draft put away': draftOf(scene, whole, [{}, 'away']),
    'draft put away, empty': draftOf(scene, {}, [{}, 'away']),
    'draft discarded': tellRequest(
      draftOf(scene, NEED),
      requester,
      { type: 'DiscardDraft' },
      scene,
    ),
    'draft deflected': tellRequest(
      draftOf(scene, { ...NEED, workload: 'MCAS', language: 'en' }),
      requester,
      { type: 'UseGuide', answers: {} },
      scene,
    ),
  };
}

/** The form at every step: empty, filled, with problems, put away, given up. */
export function draftStates(scene: Scene): Readonly<Record<string, Told<Request>>> {
  return { ...needDrafts(scene), ...laterDrafts(scene) };
}
