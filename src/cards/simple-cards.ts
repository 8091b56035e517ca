import { LANGUAGES, type Refusal } from '../domain/kernel';
import { POLICY } from '../domain/policy';
import type { TextKey } from '../text/words';
import type { Button, CardModel, Fact, Link } from './card-model';
import { contactFacts, type Contact } from './contacts';
import { drawingFor, refusalText, shown, type Drawing, type Viewer } from './drawing';
import { sayButton } from './say-button';

/** What somebody may do here, as the directory says. */
export interface Roles {
  readonly isRequester: boolean;
  readonly isFpm: boolean;
  readonly isExpert: boolean;
  readonly isOperator: boolean;
}

/** The lists a person can ask for. */
export const LISTS = ['my', 'drafts', 'where'] as const;
/** One of {@link LISTS}. */
export type ListName = (typeof LISTS)[number];

/** A row of a list: one record, what it waits for, and its Open button. */
export interface ListRow {
  readonly heading: string;
  readonly text: string;
  readonly id: string;
}

/** The commands that cards offer by name; what they are called in each language is in `text/`. */
export const OFFERED_INTENTS = [
  'new-request',
  'my-drafts',
  'my-requests',
  'waiting-for-me',
  'status',
  'history',
  'ask-fpm',
  'concern',
  'language',
  'who-am-i',
  'help',
  'first-contact',
  'complete',
  'stuck',
  'agreement',
  'what-is-kept',
  'away',
] as const;
/** One of {@link OFFERED_INTENTS}. */
export type OfferedIntent = (typeof OFFERED_INTENTS)[number];

/** S1: who somebody is here and what they can do next. Verbs: home.request, home.say. */
export function homeCard(input: {
  readonly viewer: Viewer;
  readonly name: string;
  readonly roles: Roles;
  readonly demoHint: boolean;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { roles } = input;
  const other = otherRole(roles);
  const role = roles.isRequester ? 'home.partner' : other;
  const buttons = roles.isRequester
    ? [requestButton(draw), sayButton(draw, 'ask-fpm'), sayButton(draw, 'my-requests')]
    : otherButtons(draw, other);
  return {
    language: draw.language,
    kicker: draw.t('home.kicker'),
    title: draw.t(`${role}.title`),
    intro: draw.t(`${role}.intro`),
    facts: [...(roles.isRequester ? partnerFacts(draw) : []), ...placeFacts(draw, input.viewer)],
    sections: [{ heading: draw.t('home.commands'), text: commandLines(draw, roles) }],
    buttons: [...buttons, sayButton(draw, 'language')],
    ...(input.demoHint ? { footer: draw.t('home.demo') } : {}),
  };
}

/** As what somebody is greeted who does not request; who has no role can still read what they took part in. */
function otherRole(roles: Roles): OtherRole {
  if (roles.isFpm) {
    return 'home.fpm';
  }
  if (roles.isExpert) {
    return 'home.expert';
  }
  return roles.isOperator ? 'home.operator' : 'home.nobody';
}

function requestButton(draw: Drawing): Button {
  return {
    title: draw.t('button.request-sme'),
    verb: 'home.request',
    payload: {},
    style: 'positive',
  };
}

type OtherRole = 'home.fpm' | 'home.expert' | 'home.operator' | 'home.nobody';

function otherButtons(draw: Drawing, role: OtherRole): readonly Button[] {
  const style = 'positive';
  switch (role) {
    case 'home.operator':
      return [sayButton(draw, 'stuck', { style }), sayButton(draw, 'waiting-for-me')];
    case 'home.expert':
      return [
        sayButton(draw, 'waiting-for-me', { style }),
        sayButton(draw, 'my-requests', { title: draw.t('button.my-engagements') }),
        sayButton(draw, 'away'),
      ];
    case 'home.fpm':
      return [
        sayButton(draw, 'waiting-for-me', { style }),
        sayButton(draw, 'my-requests'),
        sayButton(draw, 'away'),
      ];
    case 'home.nobody':
      return [sayButton(draw, 'waiting-for-me', { style }), sayButton(draw, 'my-requests')];
  }
}

function partnerFacts(draw: Drawing): readonly Fact[] {
  return [
    { title: draw.t('home.fact.you-get'), value: draw.t('home.fact.you-get.value') },
    { title: draw.t('home.fact.takes'), value: draw.t('home.fact.takes.value') },
    { title: draw.t('home.fact.have-ready'), value: draw.t('home.fact.have-ready.value') },
    {
      title: draw.t('home.fact.promise'),
      value: draw.t('home.fact.promise.value', { days: draw.number(POLICY.decisionDays) }),
    },
  ];
}

function placeFacts(draw: Drawing, viewer: Viewer): readonly Fact[] {
  return [
    { title: draw.t('fact.your-language'), value: draw.languageName(viewer.language) },
    { title: draw.t('fact.your-zone'), value: viewer.zone },
  ];
}

/** What is listed beside what is offered as a button. */
type ListedIntent = OfferedIntent | 'decide-next' | 'hand-over' | 'delivery' | 'hold-sending';

function commandLines(draw: Drawing, roles: Roles): string {
  const away = roles.isFpm || roles.isExpert ? (['away'] as const) : [];
  const intents: readonly ListedIntent[] = roles.isRequester
    ? [
        ...(['new-request', 'my-drafts', 'my-requests', 'waiting-for-me'] as const),
        ...(['status', 'history', 'agreement', 'concern'] as const),
        ...(['language', 'what-is-kept', 'help'] as const),
        ...away,
      ]
    : [
        ...(['waiting-for-me', 'my-requests', 'status', 'history'] as const),
        ...(['agreement', 'concern', 'language', 'who-am-i', 'what-is-kept', 'help'] as const),
        ...(roles.isFpm ? (['decide-next'] as const) : []),
        ...(roles.isFpm || roles.isOperator ? (['hand-over'] as const) : []),
        ...away,
        ...(roles.isOperator ? (['stuck', 'delivery', 'hold-sending'] as const) : []),
      ];
  return intents.map((intent) => draw.t(`command.${intent}`)).join(' · ');
}

/** A list of records, worst first or newest first as the caller ordered them. Verb: record.open. */
export function listCard(input: {
  readonly viewer: Viewer;
  readonly list: ListName;
  readonly rows: readonly ListRow[];
  /** How many more there are than rows. */
  readonly more: number;
  /** Whether an empty list of requests is to be filled by its reader. */
  readonly mayRequest?: boolean;
}): CardModel {
  const draw = drawingFor(input.viewer);
  const { list, rows, mayRequest = false } = input;
  const isToFill = list === 'drafts' || (list === 'my' && mayRequest);
  const intro = list === 'where' ? draw.t('list.where.intro') : '';
  return {
    language: draw.language,
    title: draw.t(`list.${list}.title`),
    intro: rows.length === 0 ? draw.t(`list.${list}.empty`) : intro,
    sections: rows.map(({ heading, text, id }) => ({
      heading,
      text,
      separated: true,
      buttons: [
        {
          title: draw.t('button.open'),
          tooltip: draw.t('button.open-record', { record: heading.split(' · ')[0] ?? '' }),
          verb: 'record.open',
          payload: { id, list },
        },
      ],
    })),
    ...(input.more > 0 ? { footer: draw.t('list.more', { count: input.more }) } : {}),
    buttons: [
      ...(rows.length === 0 && isToFill ? [requestButton(draw)] : []),
      sayButton(draw, 'help'),
    ],
  };
}

/** S20 without a record to show: why nothing happened, and one thing to do next. */
export function noticeCard(input: {
  readonly viewer: Viewer;
  readonly refusal: Refusal;
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: draw.t('notice.title'),
    status: refusalText(draw, input.refusal),
    tone: 'warning',
    buttons: [sayButton(draw, 'waiting-for-me'), sayButton(draw, 'help')],
  };
}

/** A sentence with commands to go on with. */
export function messageCard(input: {
  readonly viewer: Viewer;
  readonly title: TextKey;
  readonly text: string;
  readonly offered?: readonly OfferedIntent[];
  readonly links?: readonly Link[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: draw.t(input.title),
    intro: input.text,
    buttons: (input.offered ?? ['help']).map((intent) => sayButton(draw, intent)),
    ...(input.links === undefined ? {} : { links: input.links }),
  };
}

/** S22: somebody the directory does not know. */
export function unknownPersonCard(input: {
  readonly viewer: Viewer;
  readonly contacts: readonly Contact[];
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: draw.t('unknown.title'),
    status: `⚠ ${draw.t('unknown.status')}`,
    tone: 'warning',
    intro: draw.t('unknown.for-whom'),
    facts: contactFacts(draw, input.contacts),
    sections: [
      { heading: draw.t('unknown.copy'), text: draw.t('unknown.copy.text') },
      { text: draw.t('unknown.guest') },
    ],
  };
}

/** Who somebody is here. Verb: home.say. */
export function whoAmICard(input: {
  readonly viewer: Viewer;
  readonly facts: readonly { readonly title: TextKey; readonly value: string }[];
  readonly name: string;
  /** Whether they may say that they are away. */
  readonly mayBeAway?: boolean;
}): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: shown(input.name),
    facts: [
      ...input.facts.map(({ title, value }) => ({ title: draw.t(title), value })),
      ...placeFacts(draw, input.viewer),
    ],
    buttons: [
      ...(input.mayBeAway === true ? [sayButton(draw, 'away')] : []),
      sayButton(draw, 'language'),
      sayButton(draw, 'what-is-kept'),
      sayButton(draw, 'help'),
    ],
  };
}

/** The languages to choose from, each in its own name. Verb: home.language. */
export function languageCard(input: { readonly viewer: Viewer }): CardModel {
  const draw = drawingFor(input.viewer);
  return {
    language: draw.language,
    title: draw.t('language.title'),
    intro: draw.t('language.intro', { language: draw.languageName(input.viewer.language) }),
    buttons: LANGUAGES.map((language) => ({
      title: draw.t(`language.own-name.${language}`),
      verb: 'home.language',
      payload: { language },
    })),
  };
}
