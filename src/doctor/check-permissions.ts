import { ok, warn, wrong, type Finding } from './finding';

/** A permission as the table of the Graph room has it. */
export interface NeededPermission {
  readonly use: string;
  readonly permission: string;
  readonly why: string;
  readonly seenIn: 'token' | 'trial' | 'sign-in';
  readonly unless?: string;
}

/** What is switched on. */
export interface PermissionNeeds {
  readonly table: readonly NeededPermission[];
  readonly uses: readonly string[];
  /** Settings that are given and make a permission unnecessary. */
  readonly given: readonly string[];
}

/** Lets the end of the client secret be read; needed by nothing but this. */
export const READS_SECRET_END = 'Application.Read.All';

const AREA = 'permissions';
const GRANT =
  'Grant it with deploy/grant-graph-roles.sh, or leave the use out of GRAPH_USES; a new token shows it after up to a day.';
const REVOKE = 'Take it back in Entra: what is not needed can only be misused.';
const BY_MAILBOX =
  'Take it back in Entra and allow the one mailbox in Exchange (deploy/README.md): in Entra it reaches every mailbox.';

/** The application permissions of the token against those that the uses need: each that is missing, and each that nothing needs. Pure. */
export function checkPermissions(
  roles: readonly string[],
  { table, uses, given }: PermissionNeeds,
): readonly Finding[] {
  const needed = table.filter(
    ({ use, unless }) => uses.includes(use) && (unless === undefined || !given.includes(unless)),
  );
  const byTrial = table.filter(({ seenIn }) => seenIn === 'trial');
  const shown = [...new Set(needed.filter(({ seenIn }) => seenIn === 'token').map(nameOf))];
  const known = [...needed.map(nameOf), ...byTrial.map(nameOf), READS_SECRET_END];
  return [
    ...shown.map((permission) => tokenFinding(permission, needed, roles)),
    ...trialFindings(byTrial, needed, roles),
    ...roles
      .filter((role) => !known.includes(role))
      .map((role) => warn(AREA, `${role} is granted, and nothing needs it.`, REVOKE)),
  ];
}

function nameOf({ permission }: NeededPermission): string {
  return permission;
}

function tokenFinding(
  permission: string,
  needed: readonly NeededPermission[],
  roles: readonly string[],
): Finding {
  const wanted = needed.filter((one) => one.permission === permission);
  const uses = wanted.map(({ use }) => use).join(' and ');
  return roles.includes(permission)
    ? ok(AREA, `${permission} is granted (${uses}).`)
    : wrong(
        AREA,
        `${permission} is missing: ${uses} needs it, since it ${wanted[0]?.why ?? ''}.`,
        GRANT,
      );
}

function trialFindings(
  byTrial: readonly NeededPermission[],
  needed: readonly NeededPermission[],
  roles: readonly string[],
): readonly Finding[] {
  return [...new Set(byTrial.map(nameOf))].flatMap((permission): readonly Finding[] => {
    if (roles.includes(permission)) {
      return [warn(AREA, `${permission} is granted in Entra, for all mailboxes.`, BY_MAILBOX)];
    }
    return needed.some((one) => one.permission === permission)
      ? [ok(AREA, `${permission} is granted by mailbox in Exchange, which only a call can show.`)]
      : [];
  });
}
