import { accessCard } from '../../src/cards/access-card';
import type { CardModel } from '../../src/cards/card-model';
import { linkCard, whichEngagementCard } from '../../src/cards/check-in-choice-cards';
import { drawCard, drawModel, type Drawn } from '../../src/cards/draw-card';
import type { Viewer } from '../../src/cards/drawing';
import {
  KEPT_KINDS,
  keptCard,
  type Counted,
  type Kept,
  type KeptKind,
} from '../../src/cards/kept-card';
import {
  homeCard,
  languageCard,
  listCard,
  LISTS,
  messageCard,
  noticeCard,
  OFFERED_INTENTS,
  unknownPersonCard,
  whoAmICard,
  type Roles,
} from '../../src/cards/simple-cards';
import type { Refusal, RefusalCode } from '../../src/domain/kernel';
import { WORKLOADS } from '../../src/domain/routing/workloads';
import { awayModels } from './away-states';
import { castOf, ENGAGEMENT, MONDAY, REQUEST, type Texts } from './cast';
import { engagementStates, requestStates } from './states';
import { severalModels } from './several-states';
import {
  alarmPictures,
  credentialPictures,
  sendingPictures,
  stuckModels,
  todayPictures,
} from './today-states';

/** A refusal as a card is told of it. */
export function noticeOf(code: RefusalCode, texts: Texts): Refusal {
  return { code, by: castOf(texts).fpm, at: MONDAY };
}

const NOBODY: Roles = { isRequester: false, isFpm: false, isExpert: false, isOperator: false };

const REFUSALS = [
  ...['not-found', 'not-yours', 'own-request', 'needs-fpm', 'needs-expert', 'needs-requester'],
  ...['already-decided', 'already-denied', 'already-submitted', 'already-answered'],
  ...['already-done', 'not-now', 'draft-gone', 'reason-missing', 'note-missing'],
  ...['expert-missing', 'summary-missing', 'consent-missing', 'unknown-person'],
  ...['unknown-button', 'record-full', 'busy', 'fields-missing', 'no-more-rounds', 'withdrawn'],
  ...['returned', 'too-late', 'receiver-missing', 'nobody-to-ask', 'question-full'],
  ...['needs-asker', 'in-own-chat', 'text-missing', 'text-too-long', 'solved'],
  ...['date-wrong', 'hour-wrong', 'usage-wrong', 'owner-missing', 'blockers-full'],
  ...['absence-wrong', 'away-for-whom', 'not-away'],
] as readonly RefusalCode[];

function homeModels(viewer: Viewer): Readonly<Record<string, CardModel>> {
  const home = (roles: Partial<Roles>): CardModel =>
    homeCard({ viewer, name: 'Robin', roles: { ...NOBODY, ...roles }, demoHint: true });
  return {
    'home of a requester': home({ isRequester: true }),
    'home of an FPM': home({ isFpm: true }),
    'home of an expert': home({ isExpert: true }),
    'home of an operator': home({ isOperator: true }),
    languages: languageCard({ viewer }),
    'who am I': whoAmICard({
      viewer,
      name: 'Robin Requester',
      facts: [{ title: 'fact.your-company', value: 'Fabrikam Partners' }],
      mayBeAway: true,
    }),
  };
}

const COMPANY = { title: 'fact.your-company', value: 'Fabrikam Partners' } as const;

/** What is kept about somebody, at its least and at its most. */
function keptModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const { fpm: reader } = castOf(texts);
  const counted = (count: number, isMore: boolean): Readonly<Record<KeptKind, Counted>> =>
    Object.fromEntries(KEPT_KINDS.map((kind) => [kind, { count, isMore }])) as Record<
      KeptKind,
      Counted
    >;
  const person: Kept['person'] = {
    ...{ id: reader.id, name: reader.name, mail: 'expert@desk.example', language: 'es' },
    home: {
      zone: 'Europe/Madrid',
      country: 'ES',
      workingDays: [1, 2],
      from: '09:00',
      until: '18:00',
    },
    ...{ contactOf: [], fpmOf: [], isExpert: true, isOperator: false },
  };
  const contacts = [{ mail: 'desk@desk.example' }, { name: reader.name, mail: person.mail }];
  const least: Kept = {
    ...{ viewer, person, contacts: [], roles: [], isSigningIn: false },
    counted: counted(0, false),
  };
  return {
    'kept, least': keptCard(least),
    'kept, most': keptCard({
      ...least,
      person: {
        ...person,
        ...{ chosenLanguage: 'de', photo: { at: MONDAY, image: 'data:image/png;base64,AA==' } },
        home: { ...person.home, subdivision: 'MD' },
      },
      expert: {
        ...{ id: 'expert:1', person: person.id, workloads: WORKLOADS.map(({ id }) => id) },
        ...{
          languages: ['de', 'en', 'es'],
          regions: ['EMEA', 'APJ'],
          roles: ['engineer'],
          limit: 3,
        },
        absences: [{ from: MONDAY, until: MONDAY + 7 * 86_400_000 }],
      },
      ...{ contacts, roles: [COMPANY], isSigningIn: true, counted: counted(200, true) },
    }),
    access: accessCard({ viewer, hasRole: true, facts: [COMPANY], contacts }),
    'access, no role': accessCard({ viewer, hasRole: false, facts: [], contacts }),
  };
}

/** Which engagement a typed command about check-ins means. */
function choiceModels(viewer: Viewer, texts: Texts): readonly (readonly [string, CardModel])[] {
  const all = engagementStates(texts).map(({ state }) => state);
  return [all, []].flatMap((engagements) => {
    const many = engagements.length === 0 ? 'none' : 'many';
    const which = { viewer, engagements, face: 'pause' } as const;
    return [
      [`link, ${many}`, linkCard({ viewer, action: 'link', engagements })],
      [`unlink, ${many}`, linkCard({ viewer, action: 'unlink', engagements })],
      [`meet, ${many}`, linkCard({ viewer, action: 'meet', engagements })],
      [`which engagement, ${many}`, whichEngagementCard({ ...which, day: '2026-01-22' })],
      [`which engagement, ${many}, no day`, whichEngagementCard({ ...which, day: undefined })],
      ...(['agreement', 'meeting'] as const).map((face): readonly [string, CardModel] => [
        `which engagement, ${many}, ${face}`,
        whichEngagementCard({ ...which, face, day: undefined }),
      ]),
    ];
  });
}

function answerModels(viewer: Viewer, texts: Texts): Readonly<Record<string, CardModel>> {
  const { fpm } = castOf(texts);
  const contact = { name: fpm.name, mail: 'desk@desk.example' };
  const rows = [REQUEST, ENGAGEMENT, REQUEST, ENGAGEMENT, REQUEST, ENGAGEMENT, REQUEST, ENGAGEMENT];
  const lists = LISTS.flatMap((list) => [
    [`empty list ${list}`, listCard({ viewer, list, rows: [], more: 0 })] as const,
    [
      `list ${list}`,
      listCard({
        viewer,
        list,
        rows: rows.map((id) => ({ id, heading: 'SME-1042', text: 'Offered' })),
        more: 3,
      }),
    ] as const,
  ]);
  return {
    ...Object.fromEntries(lists),
    ...keptModels(viewer, texts),
    'unknown person': unknownPersonCard({ viewer, contacts: [contact] }),
    ...Object.fromEntries(choiceModels(viewer, texts)),
    message: messageCard({
      viewer,
      title: 'not-understood.title',
      text: 'Fabrikam Partners',
      offered: OFFERED_INTENTS.slice(0, 3),
    }),
  };
}

/** A request that is decided in the place of Today: its buttons carry the queue on, and one leads back. */
function queuePictures(viewer: Viewer, texts: Texts): Readonly<Record<string, Drawn>> {
  const waiting = requestStates(texts).filter(({ name }) =>
    ['submitted', 'in review', 'approved, nobody left 0'].includes(name),
  );
  const queue = { seen: '1040,1041', said: 'SME-1040' };
  return Object.fromEntries(
    waiting.flatMap(({ name, state, history }) =>
      (['front', 'approve', 'offer-to', 'deny', 'more'] as const).map((face) => [
        `in the queue, ${face}, ${name}`,
        drawCard('request-fpm', { state, face, viewer, at: MONDAY, history, queue }),
      ]),
    ),
  );
}

/** Pictures of cards that no record draws, by name; those of the queue are drawn for the FPM. */
export function plainPictures({
  viewer,
  fpm,
  texts,
}: {
  readonly viewer: Viewer;
  readonly fpm: Viewer;
  readonly texts: Texts;
}): Readonly<Record<string, Drawn>> {
  const notices = REFUSALS.map((code): readonly [string, CardModel] => [
    `notice ${code}`,
    noticeCard({ viewer, refusal: noticeOf(code, texts) }),
  ]);
  const models: Readonly<Record<string, CardModel>> = {
    ...homeModels(viewer),
    ...answerModels(viewer, texts),
    ...stuckModels(viewer, texts),
    ...severalModels(viewer, texts),
    ...awayModels(viewer, texts),
    ...Object.fromEntries(notices),
  };
  return {
    ...Object.fromEntries(Object.entries(models).map(([name, model]) => [name, drawModel(model)])),
    ...todayPictures(viewer, texts),
    ...credentialPictures(viewer),
    ...sendingPictures(viewer, texts),
    ...alarmPictures(viewer),
    ...queuePictures(fpm, texts),
  };
}
