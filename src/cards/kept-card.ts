import type { Expert } from '../domain/directory/listing';
import { languageOf, type Person } from '../domain/directory/person';
import type { TextKey } from '../text/words';
import type { CardModel, Fact, Section } from './card-model';
import { weekdayName } from './check-in-lines';
import { contactFacts, type Contact } from './contacts';
import { drawingFor, shown, type Drawing, type Viewer } from './drawing';
import { workloadName } from './record-lines';
import { sayButton } from './say-button';

/** Records that name somebody, by kind. */
export const KEPT_KINDS = ['drafts', 'ended', 'requests', 'engagements', 'questions'] as const;
/** One of {@link KEPT_KINDS}. */
export type KeptKind = (typeof KEPT_KINDS)[number];

/** How many there are; with `isMore`, at least so many. */
export interface Counted {
  readonly count: number;
  readonly isMore: boolean;
}

/** Everything that is told about somebody. */
export interface Kept {
  readonly viewer: Viewer;
  readonly person: Person;
  /** Present for somebody who was ever listed as an expert. */
  readonly expert?: Expert;
  /** Companies and roles, as "who am I" tells them. */
  readonly roles: readonly { readonly title: TextKey; readonly value: string }[];
  readonly counted: Readonly<Record<KeptKind, Counted>>;
  readonly contacts: readonly Contact[];
  /** Whether people sign in here, which another service keeps. */
  readonly isSigningIn: boolean;
}

/** What SME Desk keeps about its reader, for how long and where, and whom to write to about it. Verb: home.say. */
export function keptCard(kept: Kept): CardModel {
  const draw = drawingFor(kept.viewer);
  return {
    language: draw.language,
    title: draw.t('kept.title'),
    facts: [
      ...entryFacts(draw, kept),
      ...expertFacts(draw, kept.expert),
      ...placeFacts(draw, kept.person),
      ...KEPT_KINDS.map((kind) => countFact(draw, kind, kept.counted[kind])),
    ],
    sections: sectionsOf(draw, kept),
    buttons: [sayButton(draw, 'who-am-i'), sayButton(draw, 'help')],
  };
}

function entryFacts(draw: Drawing, { person, roles }: Kept): readonly Fact[] {
  return [
    { title: draw.t('kept.name'), value: shown(person.name) },
    { title: draw.t('kept.mail'), value: shown(person.mail) },
    ...roles.map(({ title, value }) => ({ title: draw.t(title), value })),
  ];
}

function expertFacts(draw: Drawing, expert: Expert | undefined): readonly Fact[] {
  if (expert === undefined) {
    return [];
  }
  const { workloads, languages, regions, limit, absences } = expert;
  // Not the bare dates: "5. Jan." at the beginning of a value would be read as a list.
  const away = absences.map(({ from, until }) =>
    draw.t('kept.absences.value', { from: draw.fullDate(from), until: draw.fullDate(until) }),
  );
  return [
    { title: draw.t('kept.expertise'), value: draw.list(workloads.map(workloadName)) },
    {
      title: draw.t('kept.works-in'),
      value: draw.list([...languages.map((code) => draw.languageName(code)), ...regions]),
    },
    { title: draw.t('kept.limit'), value: draw.number(limit) },
    ...(away.length === 0 ? [] : [{ title: draw.t('kept.absences'), value: draw.list(away) }]),
  ];
}

function placeFacts(draw: Drawing, person: Person): readonly Fact[] {
  const { zone, country, subdivision, workingDays, from, until } = person.home;
  const weekdays = draw.list(workingDays.map((day) => weekdayName(draw, day)));
  const place = subdivision === undefined ? country : `${country}-${subdivision}`;
  const language = draw.languageName(languageOf(person));
  const chosen = person.chosenLanguage !== undefined;
  return [
    {
      title: draw.t('fact.your-language'),
      value: chosen ? draw.t('kept.language-chosen', { language }) : language,
    },
    { title: draw.t('fact.your-zone'), value: zone },
    {
      title: draw.t('kept.hours'),
      value: draw.t('kept.hours.value', { weekdays, from, until, place }),
    },
    { title: draw.t('kept.photo'), value: photoText(draw, person) },
  ];
}

function photoText(draw: Drawing, { photo }: Person): string {
  return photo?.image === undefined
    ? draw.t('kept.photo.none')
    : draw.t('kept.photo.since', { date: draw.fullDate(photo.at) });
}

function countFact(draw: Drawing, kind: KeptKind, { count, isMore }: Counted): Fact {
  const value = draw.number(count);
  return {
    title: draw.t(`kept.${kind}`),
    value: isMore ? draw.t('kept.at-least', { number: value }) : value,
  };
}

function sectionsOf(draw: Drawing, { contacts, isSigningIn }: Kept): readonly Section[] {
  const where = [draw.t('kept.where.text'), ...(isSigningIn ? [draw.t('kept.where.sign-in')] : [])];
  return [
    { heading: draw.t('kept.besides'), text: draw.t('kept.besides.text') },
    { heading: draw.t('kept.typed'), text: draw.t('kept.typed.text') },
    { heading: draw.t('kept.how-long'), text: draw.t('kept.how-long.text') },
    { heading: draw.t('kept.where'), text: where.join(' ') },
    {
      heading: draw.t('kept.change'),
      text: draw.t('kept.change.text'),
      facts: contactFacts(draw, contacts),
    },
  ];
}
