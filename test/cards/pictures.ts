import { drawCard, type Drawn } from '../../src/cards/draw-card';
import type { Face, Picture, Viewer } from '../../src/cards/drawing';
import type { CheckIn } from '../../src/domain/check-in/check-in';
import type { CardName } from '../../src/domain/effects';
import type { Engagement } from '../../src/domain/engagement/engagement';
import type { Language, Refusal, RefusalCode } from '../../src/domain/kernel';
import type { Question } from '../../src/domain/question/question';
import { isNumbered, type Request } from '../../src/domain/request/request';
import { agreementOf } from './agreement-states';
import { castOf, MONDAY, PLAIN, type Part, type Texts } from './cast';
import { shownCheckIns, TELLING_CHECK_INS } from './check-in-states';
import { shownHandOvers, TELLING_HAND_OVERS } from './hand-over-states';
import { shownInName, TELLING_IN_NAME } from './in-name-states';
import { proposedTimes, TELLING_MEETINGS } from './meeting-states';
import { noticeOf, plainPictures } from './plain-models';
import { portraits } from './portraits';
import { shownQuestions, TELLING_QUESTIONS } from './question-states';
import { engagementStates, requestStates, type NamedState } from './states';

const ZONES: Readonly<Record<Language, string>> = {
  en: 'Europe/London',
  es: 'America/Mexico_City',
  de: 'Europe/Berlin',
};

/** A card as one reader sees it. */
export interface Shot {
  readonly name: string;
  readonly drawn: Drawn;
  readonly reader: Part | 'everybody';
  readonly card?: CardName;
  readonly face?: Face;
  readonly state?: Request | Engagement | Question | CheckIn;
}

/** What a face is drawn with besides the state. */
type Extras = Pick<
  Picture<unknown>,
  'notice' | 'typed' | 'proposed' | 'maySpeak' | 'photos' | 'fpms'
>;

/** The front is drawn in every state, other faces and notices in the telling ones. */
interface View {
  readonly card: CardName;
  readonly readers: readonly Shot['reader'][];
  readonly sides: readonly (readonly [Face, Extras])[];
}

export function viewerOf(reader: Shot['reader'], language: Language, texts = PLAIN): Viewer {
  const place = { language, zone: ZONES[language] };
  return reader === 'everybody' ? place : { ...place, person: castOf(texts)[reader].id };
}

/** States that differ in what other faces than the front show; the rest would only repeat them. */
const TELLING = [
  ...['draft at need, filled', 'draft at review', 'submitted', 'submitted, all the same'],
  ...['submitted, look-alikes', 'submitted, migration', 'submitted, nobody in the directory'],
  ...['approved, offered', 'approved, offered to the third', 'approved, nobody left 0'],
  ...['denied, DENY_DUPLICATE', 'assigned', 'closed, with outcome', 'active', 'sent back'],
  ...['wrapping up, awaits requester', 'wrapping up, awaits FPM', 'completed by requester'],
  ...['returned', 'returned, every field', 'returned, answered wrongly', 'sent again'],
  ...['changed wrongly', 'withdrawn', 'denied, running already', 'late'],
  ...['agreement proposed', 'agreement changed', 'agreement made', 'completed with an agreement'],
  ...TELLING_MEETINGS,
  ...TELLING_IN_NAME,
  ...TELLING_HAND_OVERS,
  ...TELLING_QUESTIONS,
  ...TELLING_CHECK_INS,
];
const FRONT: View['sides'] = [['front', {}]];

function sidesOf(view: View, state: string): View['sides'] {
  return TELLING.includes(state) ? [...FRONT, ...view.sides] : FRONT;
}

function shotsOf(
  states: readonly NamedState<Request | Engagement | Question | CheckIn>[],
  view: View,
  language: Language,
  texts: Texts,
): readonly Shot[] {
  const { card } = view;
  return states.flatMap(({ name, state, history }) =>
    view.readers.flatMap((reader) =>
      sidesOf(view, name).map(([face, extras]): Shot => {
        const viewer = viewerOf(reader, language, texts);
        const drawn = drawCard(card, { state, face, viewer, at: MONDAY, history, ...extras });
        const told = `${card} ${face} for ${reader}, ${name} ${extras.notice?.code ?? ''}`;
        return { name: `${told} (${language})`, drawn, reader, card, face, state };
      }),
    ),
  );
}

function plain(...faces: readonly Face[]): View['sides'] {
  return faces.map((face) => [face, {}] as const);
}

function requestViews(texts: Texts): readonly View[] {
  const notice = (code: RefusalCode): Refusal => noticeOf(code, texts);
  const { away } = castOf(texts);
  const denial = { reason: 'DENY_DUPLICATE', note: texts.note };
  const ticked = { reason: 'RETURN_INCORRECT', fields: 'licences,region', note: ' ' };
  return [
    {
      card: 'request-fpm',
      readers: ['fpm'],
      sides: [
        ...plain('approve', 'offer-to', 'deny', 'more', 'history'),
        ['front', { notice: notice('already-decided') }],
        ['approve', { notice: notice('expert-missing') }],
        ['offer-to', { typed: { expert: away.id } }],
        ['deny', { notice: notice('reason-missing'), typed: { ...denial, reason: '' } }],
        ['deny', { notice: notice('note-missing'), typed: { ...denial, note: ' ' } }],
        ['deny', { notice: notice('already-denied'), typed: denial }],
        ['deny', { typed: { ...denial, reason: 'DENY_INSUFFICIENT_INFO', offered: 'return' } }],
        ...plain('return', 'reopen'),
        ['return', { notice: notice('fields-missing'), typed: { reason: '', note: texts.note } }],
        ['return', { notice: notice('note-missing'), typed: ticked }],
        ['reopen', { notice: notice('note-missing'), typed: { note: ' ' } }],
      ],
    },
    {
      card: 'offer',
      readers: ['first', 'second', 'third'],
      sides: [
        ...plain('decline'),
        ['decline', { notice: notice('reason-missing'), typed: { reason: '' } }],
        ['front', { notice: notice('already-answered') }],
      ],
    },
  ];
}

function engagementViews(texts: Texts): readonly View[] {
  const notice = (code: RefusalCode): Refusal => noticeOf(code, texts);
  const { summary, whyUnmet, learned, feedback, consentBy } = texts;
  const report = { summary, whyUnmet, learned, feedback, criteriaMet: 'no', inFtop: 'true' };
  const empty = { summary: '', whyUnmet: '', learned: '', feedback: '' };
  const consent = { consentBy, consentOn: '2026-01-07' };
  const lines = agreementOf(texts);
  const another = { time: 'another', day: '2026-01-22', hour: '10:00' };
  const gaps = { criteria: ' ', endOn: '', learners: '' };
  return [
    {
      card: 'expert',
      readers: ['third'],
      sides: [
        ...plain('complete'),
        ['complete', { typed: report }],
        ['complete', { notice: notice('summary-missing'), typed: { ...report, ...empty } }],
      ],
    },
    {
      card: 'kickoff',
      readers: ['everybody', 'requester'],
      sides: [
        ...plain('more', 'agreement', 'agreement-form'),
        ...portraits(texts).map((photos) => ['front', { photos }] as const),
        ['agreement', { notice: notice('agreement-changed') }],
        ['agreement-form', { notice: notice('agreement-missing'), typed: { ...lines, ...gaps } }],
        ['agreement-form', { notice: notice('date-wrong'), typed: { ...lines, endOn: 'soon' } }],
        ['agreement-form', { notice: notice('text-too-long'), typed: lines }],
        ...proposedTimes(texts).map((proposed) => ['meeting', { proposed }] as const),
        ['meeting', { notice: notice('date-wrong'), typed: { ...another, day: 'soon' } }],
        ['meeting', { notice: notice('hour-wrong'), typed: { ...another, hour: texts.note } }],
      ],
    },
    {
      card: 'teams-first',
      readers: ['everybody', 'fpm'],
      sides: [
        ...plain('consent'),
        ['consent', { notice: notice('consent-missing'), typed: { ...consent, consentOn: '' } }],
        ['consent', { typed: consent }],
      ],
    },
    {
      card: 'completion',
      readers: ['requester', 'fpm', 'otherFpm', 'third'],
      sides: [
        ...plain('missing'),
        ['missing', { notice: notice('note-missing'), typed: { note: '' } }],
        ['missing', { typed: { note: texts.missing } }],
        ...plain('trained'),
        ['trained', { notice: notice('text-missing'), typed: { names: '' } }],
        ['trained', { typed: { names: learned } }],
      ],
    },
  ];
}

/** Every card of every record, on every face, for everybody who gets it. */
export function recordShots(language: Language, texts: Texts = PLAIN): readonly Shot[] {
  const requests = requestStates(texts);
  const numbered = requests.filter(({ state }) => isNumbered(state));
  const unnumbered = requests.filter(({ state }) => !isNumbered(state));
  const partner = { card: 'request-partner', readers: ['requester'] } as const;
  const stale = { notice: noticeOf('already-done', texts) };
  const form: View = { ...partner, sides: [['front', stale]] };
  const request: View = {
    ...partner,
    sides: [
      ...plain('more', 'history', 'fix', 'fix-all', 'withdraw'),
      ['front', stale],
      ['withdraw', { notice: noticeOf('reason-missing', texts), typed: { reason: texts.missing } }],
    ],
  };
  const engagements = engagementStates(texts);
  return [
    ...shotsOf(unnumbered, form, language, texts),
    ...shotsOf(numbered, request, language, texts),
    ...requestViews(texts).flatMap((view) => shotsOf(numbered, view, language, texts)),
    ...shownHandOvers(texts, assignedOf(requests)).flatMap(({ states, view }) =>
      shotsOf(states, view, language, texts),
    ),
    ...engagementViews(texts).flatMap((view) => shotsOf(engagements, view, language, texts)),
    ...shownQuestions(texts).flatMap(({ states, view }) => shotsOf(states, view, language, texts)),
    ...shownInName(texts, activeOf(engagements)).flatMap(({ states, view }) =>
      shotsOf(states, view, language, texts),
    ),
    ...shownCheckIns(texts, activeOf(engagements)).flatMap(({ states, view }) =>
      shotsOf(states, view, language, texts),
    ),
  ];
}

function assignedOf(requests: readonly NamedState<Request>[]): NamedState<Request> {
  const assigned = requests.find(({ name }) => name === 'assigned');
  if (assigned === undefined) {
    throw new Error('There is no assigned request');
  }
  return assigned;
}

/** Where check-ins begin. */
function activeOf(engagements: readonly NamedState<Engagement>[]): NamedState<Engagement> {
  const active = engagements.find(({ name }) => name === 'active');
  if (active === undefined) {
    throw new Error('There is no running engagement');
  }
  return active;
}

/** The cards that stand in the chat of one person only, or belong to no record. */
export function plainShots(language: Language, texts: Texts = PLAIN): readonly Shot[] {
  const viewer = viewerOf('requester', language, texts);
  const drawn = plainPictures({ viewer, fpm: viewerOf('fpm', language, texts), texts });
  return Object.entries(drawn).map(([name, one]) => ({
    name: `${name} (${language})`,
    drawn: one,
    reader: 'requester',
  }));
}
