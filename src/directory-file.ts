import { z } from 'zod';
import { LANGUAGES } from './domain/kernel';
import { isKnownLanguage, isKnownWorkload } from './domain/routing/known';
import { PermanentError } from './errors';

const objectId = z.guid().describe('Entra object id of the person');
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('local time, HH:mm');

const home = z.strictObject({
  zone: z.string().describe('IANA time zone, for instance Europe/Madrid'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166-1 alpha-2'),
  subdivision: z.string().optional().describe('second part of the ISO 3166-2 code'),
  workingDays: z
    .array(z.number().int().min(1).max(7))
    .min(1)
    .default([1, 2, 3, 4, 5])
    .describe('ISO weekdays, Monday is 1'),
  from: clock.default('08:00'),
  until: clock.default('18:00'),
});

const person = z.strictObject({
  id: objectId,
  name: z.string().min(1).max(100),
  mail: z.email(),
  language: z.enum(LANGUAGES),
  home,
  operator: z.boolean().default(false),
  account: z
    .enum(['member', 'guest', 'federated'])
    .default('member')
    .describe("of the bot's own tenant, a guest in it, or of another tenant"),
  tenant: z.guid().optional().describe('of a federated person: their Entra tenant'),
  teamsId: z
    .string()
    .optional()
    .describe('local demo only: the id the Playground uses for this person'),
});

const partner = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/)
    .describe('short name, never changed'),
  name: z.string().min(1).max(100),
  contacts: z.array(objectId).min(1).describe('people who may request for this company'),
  fpms: z.array(objectId).min(1).describe('people who decide; the first is filled in'),
});

const expert = z.strictObject({
  person: objectId,
  workloads: z.array(z.string()).min(1).describe('workload ids, for instance AADP-P2'),
  languages: z.array(z.string()).min(1).describe('languages the expert works in'),
  regions: z.array(z.enum(['Amer', 'APJ', 'EMEA'])).min(1),
  roles: z
    .array(z.enum(['engineer', 'migration']))
    .min(1)
    .default(['engineer']),
  limit: z.number().int().min(0).max(100).default(3).describe('most engagements at a time'),
  absences: z
    .array(z.strictObject({ from: z.iso.date(), until: z.iso.date() }))
    .default([])
    .describe('first and last day away'),
});

const file = z.strictObject({
  $schema: z.string().optional(),
  people: z.array(person).min(1),
  partners: z.array(partner).min(1),
  experts: z.array(expert),
});

/** Who is who: people, partner companies and experts. */
export type DirectoryFile = z.output<typeof file>;

/** Checks of places that need data the schema cannot hold. */
export interface KnownPlaces {
  isKnownZone(zone: string): boolean;
  isKnownCountry(country: string, subdivision?: string): boolean;
}

/** The JSON schema of the file, for editors. Pure. */
export function directorySchema(): object {
  return z.toJSONSchema(file, { io: 'input' });
}

/**
 * Reads and checks the text of a directory file. Pure.
 * @param operator - Given where somebody must be operator, or be the first administrator, who may not be set.
 * @throws PermanentError `directory/invalid` that names every problem at once, each with its place in the file.
 */
export function readDirectory(
  text: string,
  places: KnownPlaces,
  operator?: { readonly firstAdministrator: string | undefined },
): DirectoryFile {
  const json = parsedJson(text);
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const problems = [
    ...personProblems(parsed.data, places),
    ...partnerProblems(parsed.data),
    ...expertProblems(parsed.data),
    ...(operator === undefined ? [] : operatorProblems(parsed.data, operator.firstAdministrator)),
  ];
  if (problems.length > 0) {
    throw invalid(problems);
  }
  return parsed.data;
}

/**
 * Refuses a directory in which nobody is operator and nobody could become one. Pure.
 * @throws PermanentError `directory/invalid`.
 */
export function refuseWithoutOperator(directory: DirectoryFile, firstAdministrator: string): void {
  const problems = operatorProblems(directory, firstAdministrator);
  if (problems.length > 0) {
    throw invalid(problems);
  }
}

function operatorProblems(
  { people }: DirectoryFile,
  firstAdministrator: string | undefined,
): readonly string[] {
  if (people.some(({ id, operator }) => operator || id.toLowerCase() === firstAdministrator)) {
    return [];
  }
  return firstAdministrator === undefined
    ? ['people: nobody is operator, and FIRST_ADMINISTRATOR is not set']
    : [
        `people: nobody is operator, and FIRST_ADMINISTRATOR (${firstAdministrator}) is not among them`,
      ];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid([`not JSON: ${error instanceof Error ? error.message : 'unreadable'}`]);
  }
}

function invalid(problems: readonly string[]): PermanentError {
  return new PermanentError(
    'directory/invalid',
    `The directory file has problems:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
  );
}

function personProblems(directory: DirectoryFile, places: KnownPlaces): readonly string[] {
  return [
    ...twice(
      directory.people.map(({ id }) => id.toLowerCase()),
      'people',
    ),
    ...directory.people.flatMap(({ account, tenant }, index) =>
      (account === 'federated') === (tenant !== undefined)
        ? []
        : [`people.${String(index)}.tenant: belongs to federated people, and to them only`],
    ),
    ...directory.people.flatMap(({ home: { zone, country, subdivision, from, until } }, index) => {
      const at = `people.${String(index)}.home`;
      return [
        ...(places.isKnownZone(zone) ? [] : [`${at}.zone: ${zone} is no time zone`]),
        ...(places.isKnownCountry(country, subdivision)
          ? []
          : [
              `${at}.country: ${country} ${subdivision ?? ''} is not known; leave the subdivision out if it is missing from the list`,
            ]),
        ...(from < until ? [] : [`${at}: ${from} is not before ${until}`]),
      ];
    }),
  ];
}

function partnerProblems(directory: DirectoryFile): readonly string[] {
  return [
    ...twice(
      directory.partners.map(({ id }) => id),
      'partners',
    ),
    ...directory.partners.flatMap(({ contacts, fpms }, index) => {
      const at = `partners.${String(index)}`;
      return [
        ...strangers(directory, contacts, `${at}.contacts`),
        ...strangers(directory, fpms, `${at}.fpms`),
        ...(fpms.some((fpm) => contacts.includes(fpm))
          ? [
              `${at}: somebody is contact and FPM of the same company; nobody decides their own request`,
            ]
          : []),
      ];
    }),
  ];
}

function expertProblems(directory: DirectoryFile): readonly string[] {
  return [
    ...twice(
      directory.experts.map((one) => one.person),
      'experts',
    ),
    ...directory.experts.flatMap(({ person: id, workloads, languages, absences }, index) => {
      const at = `experts.${String(index)}`;
      return [
        ...strangers(directory, [id], `${at}.person`),
        ...workloads
          .filter((workload) => !isKnownWorkload(workload))
          .map((workload) => `${at}.workloads: ${workload} is no workload id`),
        ...languages
          .filter((language) => !isKnownLanguage(language))
          .map((language) => `${at}.languages: ${language} cannot be asked for`),
        ...absences
          .filter(({ from, until }) => from > until)
          .map(({ from }) => `${at}.absences: the one from ${from} ends before it begins`),
      ];
    }),
  ];
}

function strangers(
  directory: DirectoryFile,
  ids: readonly string[],
  at: string,
): readonly string[] {
  return ids
    .filter((id) => !directory.people.some((one) => one.id === id))
    .map((id) => `${at}: ${id} is not among the people`);
}

function twice(ids: readonly string[], at: string): readonly string[] {
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `${at}: ${id} is there twice`);
}
