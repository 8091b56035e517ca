import { ok, warn, wrong, type Finding } from './finding';

/** What is compared of a directory that could be read. */
export interface PeopleDirectory {
  readonly people: readonly Listed[];
  readonly partners: readonly Partner[];
  readonly experts: readonly { readonly person: string }[];
}

interface Listed {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly account: 'member' | 'guest' | 'federated';
}

interface Partner {
  readonly id: string;
  readonly name: string;
  readonly contacts: readonly string[];
  readonly fpms: readonly string[];
}

/** Somebody as the tenant knows them. */
interface TenantUser {
  readonly id: string;
  readonly displayName: string | null;
  readonly mail?: string | null | undefined;
  readonly accountEnabled?: boolean | null | undefined;
  readonly userType?: string | null | undefined;
}

type Looked = { readonly found: TenantUser } | { readonly missed: 'gone' | 'refused' | 'failed' };

/** Asks the tenant; what it answers is told by the id that was asked for. Throws nothing. */
export type LookUpPeople = (asked: {
  readonly people: readonly string[];
  readonly managersOf: readonly string[];
}) => Promise<{
  readonly users: ReadonlyMap<string, Looked>;
  readonly managers: ReadonlyMap<string, Looked>;
}>;

const AREA = 'people';
/** So many findings of one kind are told one by one; of the others there is a count. */
const TOLD_MAX = 10;
const TAKE_OVER = 'A store that is filled takes it over by npm run directory:import.';
const BY_SEARCH = 'npm run directory:find shows how the tenant has them';
const GRANT =
  'Grant User.Read.All with deploy/grant-graph-roles.sh, or leave `people` out of GRAPH_USES.';

/**
 * Whether the people of the directory are those of the tenant, and who could stand in where one person decides alone. People of other
 * tenants are not asked about, and managers only of those who decide alone.
 */
export async function checkPeople(
  directory: PeopleDirectory,
  lookUp: LookUpPeople,
): Promise<readonly Finding[]> {
  const ours = directory.people.filter(({ account }) => account !== 'federated');
  const alone = directory.partners.filter(({ fpms }) => fpms.length === 1);
  const oursById = new Map(ours.map((person) => [person.id, person]));
  const managersOf = [...new Set(alone.flatMap(({ fpms }) => fpms))].filter((id) =>
    oursById.has(id),
  );
  const { users, managers } = await lookUp({ people: ours.map(({ id }) => id), managersOf });
  const look: Look = { directory, ours, users, managers };
  return [
    ...countFindings(look),
    ...missedFindings(look),
    ...bounded(goneFindings(look)),
    ...bounded(disabledFindings(look)),
    ...bounded(mailFindings(look)),
    ...bounded(accountFindings(look)),
    ...bounded(alone.flatMap((partner) => proposals(look, partner))),
  ];
}

interface Look {
  readonly directory: PeopleDirectory;
  /** Those the tenant could know. */
  readonly ours: readonly Listed[];
  readonly users: ReadonlyMap<string, Looked>;
  readonly managers: ReadonlyMap<string, Looked>;
}

function countFindings({ directory, ours, users }: Look): readonly Finding[] {
  const found = [...users.values()].filter((one) => 'found' in one).length;
  const others = directory.people.length - ours.length;
  const rest =
    others === 0 ? '' : ` ${counted(others)} of other tenants cannot be looked up from here.`;
  return [ok(AREA, `Found in the tenant: ${String(found)} of ${counted(ours.length)}.${rest}`)];
}

function missedFindings({ ours, users, managers }: Look): readonly Finding[] {
  const missed = (why: string): number =>
    ours.filter(({ id }) => [users.get(id), managers.get(id)].some((one) => isMissed(one, why)))
      .length;
  const [refused, failed] = [missed('refused'), missed('failed')];
  return [
    ...(refused === 0
      ? []
      : [wrong(AREA, `Microsoft Graph refuses to look ${counted(refused)} up.`, GRANT)]),
    ...(failed === 0
      ? []
      : [warn(AREA, `${counted(failed)} could not be looked up.`, 'Run the doctor again later.')]),
  ];
}

function goneFindings({ directory, ours, users }: Look): readonly Finding[] {
  return ours
    .filter(({ id }) => isMissed(users.get(id), 'gone'))
    .map(({ id, name }) =>
      wrong(
        AREA,
        `${name} is not in the tenant${rolesOf(directory, id)}.`,
        `Correct the id (${BY_SEARCH}), mark them as federated, or leave them out. ${TAKE_OVER}`,
      ),
    );
}

function disabledFindings({ directory, ours, users }: Look): readonly Finding[] {
  return ours
    .filter(({ id }) => foundIn(users, id)?.accountEnabled === false)
    .map(({ id, name }) =>
      warn(
        AREA,
        `The account of ${name} is disabled${rolesOf(directory, id)}.`,
        'Put somebody else in their place; npm run directory:import -- --dry-run counts what still waits for them.',
      ),
    );
}

function mailFindings({ ours, users }: Look): readonly Finding[] {
  return ours
    .filter(({ id, mail }) => {
      const found = foundIn(users, id);
      return found !== undefined && found.mail?.toLowerCase() !== mail.toLowerCase();
    })
    .map(({ id, name }) =>
      warn(
        AREA,
        (foundIn(users, id)?.mail ?? null) === null
          ? `${name} has no mail address in the tenant.`
          : `${name} has another mail address in the tenant.`,
        `See where mails to them arrive (${BY_SEARCH}). ${TAKE_OVER}`,
      ),
    );
}

/** Microsoft Graph takes a guest into a chat as a guest and a member as an owner, and in no other way. */
function accountFindings({ directory, ours, users }: Look): readonly Finding[] {
  return ours
    .filter(({ id, account }) => {
      const type = foundIn(users, id)?.userType?.toLowerCase();
      return (
        rolesOf(directory, id) !== '' &&
        ['member', 'guest'].includes(type ?? '') &&
        type !== account
      );
    })
    .map(({ name, account }) => {
      const [here, there] = account === 'guest' ? ['guest', 'member'] : ['member', 'guest'];
      return warn(
        AREA,
        `${name} is a ${there} of the tenant and stands in the file as a ${here}: Microsoft Graph can refuse a kickoff chat with them.`,
        `Set "account": "${there}". ${TAKE_OVER}`,
      );
    });
}

/** The manager of whoever decides alone, as somebody who could stand in. */
function proposals(look: Look, partner: Partner): readonly Finding[] {
  const { directory } = look;
  const [fpm = ''] = partner.fpms;
  const boss = foundIn(look.managers, fpm);
  if (boss === undefined || isOut(look, partner, boss)) {
    return [];
  }
  const listed = listedIn(directory, boss);
  const where = listed === undefined ? 'who is not in the directory' : 'who is in the directory';
  const name = listed?.name ?? boss.displayName ?? boss.id;
  const add = listed === undefined ? 'add them to the people, and their' : 'add their';
  return [
    warn(
      AREA,
      `${nameOf(directory, fpm)} alone decides for ${partner.name}; their manager is ${name}, ${where}.`,
      `If they should stand in, ${add} id ${boss.id} to the fpms of ${partner.id}. ${TAKE_OVER}`,
    ),
  ];
}

/** Nobody decides on what they ask for themselves, and nobody decides who cannot sign in. */
function isOut({ directory, users }: Look, { contacts }: Partner, boss: TenantUser): boolean {
  const listed = listedIn(directory, boss);
  return (
    contacts.some((id) => isSame(id, boss.id)) ||
    (listed !== undefined && foundIn(users, listed.id)?.accountEnabled === false)
  );
}

function listedIn({ people }: PeopleDirectory, boss: TenantUser): Listed | undefined {
  return people.find(({ id }) => isSame(id, boss.id));
}

/** ": FPM of A, contact of B, expert"; empty for somebody without any of these. */
function rolesOf({ partners, experts }: PeopleDirectory, id: string): string {
  const roles = [
    ...partners.filter(({ fpms }) => fpms.includes(id)).map(({ name }) => `FPM of ${name}`),
    ...partners
      .filter(({ contacts }) => contacts.includes(id))
      .map(({ name }) => `contact of ${name}`),
    ...(experts.some(({ person }) => person === id) ? ['expert'] : []),
  ];
  return roles.length === 0 ? '' : `: ${roles.slice(0, TOLD_MAX).join(', ')}`;
}

function nameOf({ people }: PeopleDirectory, id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}

function foundIn(looked: ReadonlyMap<string, Looked>, id: string): TenantUser | undefined {
  const one = looked.get(id);
  return one !== undefined && 'found' in one ? one.found : undefined;
}

function isMissed(looked: Looked | undefined, why: string): boolean {
  return looked !== undefined && 'missed' in looked && looked.missed === why;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function counted(count: number): string {
  return count === 1 ? '1 person' : `${String(count)} people`;
}

/** The first few, and a count of the rest. */
function bounded(findings: readonly Finding[]): readonly Finding[] {
  const more = findings.length - TOLD_MAX;
  return more <= 0
    ? findings
    : [
        ...findings.slice(0, TOLD_MAX),
        warn(AREA, `There are ${String(more)} more like that.`, 'Mend these; then look again.'),
      ];
}
