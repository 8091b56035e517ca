import type { HomeCalendar } from './domain/directory/home-calendar';
import type { Expert, Listing, Partner } from './domain/directory/listing';
import type { Person, PersonEntry } from './domain/directory/person';
import type { DirectoryChange } from './workflow/directory-import';
import type { DirectorySeed } from './workflow/seed-directory';

type Entry = PersonEntry | Listing;
type Field = Exclude<keyof Person | keyof Partner | keyof Expert, 'id' | 'person'>;
type Names = ReadonlyMap<string, string>;

/** What a field is called, in the order in which changes are told. What is not here the import does not change. */
const LABELS: Readonly<Partial<Record<Field, string>>> = {
  ...{ name: 'name', mail: 'mail', account: 'account', language: 'language', home: 'home' },
  ...{ contactOf: 'contact of', fpmOf: 'FPM of', isExpert: 'expert', isOperator: 'operator' },
  ...{ contacts: 'contacts', fpms: 'FPM', workloads: 'workloads', languages: 'languages' },
  ...{ regions: 'regions', roles: 'roles', limit: 'limit', absences: 'absences' },
};

/** One line for each change, in their order: what it is about by its id, everybody else by name; no mail address. Pure. */
export function directoryLines(
  changes: readonly DirectoryChange[],
  seed: DirectorySeed,
): readonly string[] {
  const names = namesOf(changes, seed);
  return changes.map((change) => lineOf(change, names));
}

/** "3 changes: 1 new, 1 changed, 1 left." Pure. */
export function countOf(changes: readonly DirectoryChange[]): string {
  const signs = changes.map(signOf);
  const [added, changed, left] = ['+', '~', '-'].map((sign) =>
    String(signs.filter((one) => one === sign).length),
  );
  const noun = changes.length === 1 ? 'change' : 'changes';
  return `${String(changes.length)} ${noun}: ${added ?? ''} new, ${changed ?? ''} changed, ${left ?? ''} left`;
}

function lineOf(change: DirectoryChange, names: Names): string {
  const { id, before, after } = change;
  const [kind = '', short = ''] = id.split(/:(.*)/);
  const subject = `${signOf(change)} ${kind} ${short} (${names.get(id) ?? short})`;
  const fields = before === undefined || after === undefined ? [] : fieldsOf(before, after, names);
  const facts = [...fields, ...leftBehind(change)];
  return facts.length === 0 ? subject : `${subject}: ${facts.join('; ')}`;
}

/** Requests that are named on one line. */
const NAMED_MAX = 20;

/** What stays with whoever leaves, and what an operator can do about it in Teams. */
function leftBehind({ waiting = 0, handable = [] }: DirectoryChange): readonly string[] {
  const named = handable.slice(0, NAMED_MAX).map((number) => `SME-${String(number)}`);
  const more = handable.length - named.length;
  return [
    ...(waiting === 0 ? [] : [`${String(waiting)} open still wait for them`]),
    ...(named.length === 0
      ? []
      : [
          `an operator can hand over ${named.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`,
        ]),
  ];
}

function signOf({ before, after }: DirectoryChange): '+' | '~' | '-' {
  if (after === undefined) {
    return '-';
  }
  return before === undefined ? '+' : '~';
}

/** Names of everybody and of all companies, as they are now or were last. An expert has the name of the person. */
function namesOf(changes: readonly DirectoryChange[], { people, listings }: DirectorySeed): Names {
  const left = changes.flatMap(({ id, before }) =>
    before !== undefined && 'name' in before ? [[id, before.name] as const] : [],
  );
  const now = [
    ...people.map(({ id, entry }) => [id, entry.name] as const),
    ...listings.flatMap((entry) => ('name' in entry ? [[entry.id, entry.name] as const] : [])),
  ];
  const known = [...left, ...now];
  const experts = known.map(([id, name]) => [id.replace(/^person:/, 'expert:'), name] as const);
  return new Map<string, string>([...experts, ...known]);
}

function fieldsOf(before: Entry, after: Entry, names: Names): readonly string[] {
  return (Object.entries(LABELS) as [Field, string][]).flatMap(([field, label]) => {
    const [from, to] = [before, after].map(
      (entry) => (entry as Readonly<Partial<Record<Field, unknown>>>)[field],
    );
    if (JSON.stringify(from) === JSON.stringify(to)) {
      return [];
    }
    return field === 'mail'
      ? [label]
      : [`${label} ${shown(field, from, names)} → ${shown(field, to, names)}`];
  });
}

/** A value of a field as an operator reads it. Pure. */
function shown(field: Field, value: unknown, names: Names): string {
  switch (field) {
    case 'home':
      return homeText(value as HomeCalendar);
    case 'account':
      return (value as PersonEntry['account'])?.kind ?? 'member';
    case 'absences':
      return listText((value as Expert['absences']).map(spanText));
    case 'isExpert':
    case 'isOperator':
      return value === true ? 'yes' : 'no';
    default:
      return Array.isArray(value)
        ? listText((value as readonly string[]).map((one) => names.get(one) ?? one))
        : String(value);
  }
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function homeText({ zone, country, subdivision, workingDays, from, until }: HomeCalendar): string {
  const place = subdivision === undefined ? country : `${country}-${subdivision}`;
  return `${zone} ${place} ${from}–${until} on ${workingDays.join(',')}`;
}

/** First and last day away, as the file writes them; `until` is the moment after. */
function spanText({ from, until }: Expert['absences'][number]): string {
  return `${dayText(from)}–${dayText(until - 1)}`;
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
