import { PermanentError } from '../errors';
import { ok, reasonOf, warn, wrong, type Finding } from './finding';

/** What is looked at of a directory that could be read. */
export interface DirectoryLook {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly operator: boolean;
  }[];
  readonly partners: readonly {
    readonly name: string;
    readonly contacts: readonly string[];
    readonly fpms: readonly string[];
  }[];
  readonly experts: readonly {
    readonly person: string;
    readonly workloads: readonly string[];
    readonly limit: number;
  }[];
}

/** Where it comes from and how it is read. */
export interface DirectorySource {
  readonly file: string;
  /** @throws PermanentError `directory/invalid` that names every problem; whatever reading throws. */
  readonly read: () => Promise<DirectoryLook>;
  /** Entra object id, lower case. */
  readonly firstAdministrator: string | undefined;
  readonly isProduction: boolean;
}

const AREA = 'directory';

/** A store is filled from the file once; what is corrected later reaches it this way. */
const TAKE_OVER = 'A store that is filled takes it over by npm run directory:import.';

/** Every problem of the directory file, and what the bot takes but somebody would wonder about. */
export async function checkDirectory(source: DirectorySource): Promise<readonly Finding[]> {
  let directory: DirectoryLook;
  try {
    directory = await source.read();
  } catch (error) {
    return unreadable(source, error);
  }
  const { people, partners, experts } = directory;
  const oddities = [
    ...operatorFindings(directory, source),
    ...idlePeople(directory),
    ...partners.flatMap(aloneFindings),
    ...experts
      .filter(({ limit }) => limit === 0)
      .map(({ person }) =>
        warn(
          AREA,
          `${nameOf(directory, person)} takes no engagement.`,
          `Raise the limit. ${TAKE_OVER}`,
        ),
      ),
    ...exampleFindings(source),
  ];
  const count = [people, partners, experts].map(({ length }) => String(length));
  const says = `${source.file} names ${count[0] ?? ''} people, ${count[1] ?? ''} partners and ${count[2] ?? ''} experts.`;
  return [ok(AREA, says), ...oddities];
}

function unreadable({ file }: DirectorySource, error: unknown): readonly Finding[] {
  const todo = `Correct ${file}; directory.schema.json describes it.`;
  if (error instanceof PermanentError && error.code === 'directory/invalid') {
    const [, ...problems] = error.message.split('\n  - ');
    return problems.map((problem) => wrong(AREA, `${problem}.`, todo));
  }
  return [wrong(AREA, `${file} cannot be read: ${reasonOf(error)}`, 'Set DIRECTORY_FILE.')];
}

function nameOf({ people }: DirectoryLook, id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}

function operatorFindings(
  { people }: DirectoryLook,
  { firstAdministrator }: DirectorySource,
): readonly Finding[] {
  if (people.some(({ operator }) => operator)) {
    return [];
  }
  const isThere = people.some(({ id }) => id.toLowerCase() === firstAdministrator);
  const todo =
    'Mark somebody with "operator": true, or name one of the people as FIRST_ADMINISTRATOR.';
  return isThere
    ? [ok(AREA, 'Nobody is operator: FIRST_ADMINISTRATOR becomes one.')]
    : [wrong(AREA, 'Nobody is operator, and FIRST_ADMINISTRATOR is not among the people.', todo)];
}

/** People whom nothing in the file gives anything to do. */
function idlePeople({ people, partners, experts }: DirectoryLook): readonly Finding[] {
  const busy = new Set([
    ...partners.flatMap(({ contacts, fpms }) => [...contacts, ...fpms]),
    ...experts.map(({ person }) => person),
  ]);
  return people
    .filter(({ id, operator }) => !operator && !busy.has(id))
    .map(({ name }) =>
      warn(
        AREA,
        `${name} belongs to no partner, decides nothing and is no expert.`,
        `Name them at a partner or as an expert, or leave them out. ${TAKE_OVER}`,
      ),
    );
}

/** A decision waits for one person alone. */
function aloneFindings({ name, fpms }: DirectoryLook['partners'][number]): readonly Finding[] {
  const todo = `Name a second one: without, an operator stands in. ${TAKE_OVER}`;
  return fpms.length > 1 ? [] : [warn(AREA, `${name} has one FPM and no stand-in.`, todo)];
}

function exampleFindings({ file, isProduction }: DirectorySource): readonly Finding[] {
  return isProduction && file.endsWith('directory.example.json')
    ? [warn(AREA, `${file} is the example.`, 'Write your own and name it as DIRECTORY_FILE.')]
    : [];
}
