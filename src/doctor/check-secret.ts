import type { Config } from '../config';
import { ok, warn, wrong, type Finding } from './finding';

/** A client secret as the registration lists it. */
export interface RegisteredSecret {
  /** Its first three characters. */
  readonly hint: string | null;
  /** When it ends, in milliseconds since 1970. */
  readonly endsAt: number;
}

const AREA = 'secret';
const DAY_MS = 86_400_000;
/** From so many days before the end on it is to be renewed. */
const NEAR_DAYS = 30;
const RENEW =
  'Make a new client secret in Entra, set it and MICROSOFT_APP_PASSWORD_ENDS, and restart.';

/**
 * When the client secret ends: as the registration says where it could be read, else as the settings say, else nobody knows. The secret
 * is told apart by its first three characters, of which none is told. Pure.
 */
export function checkSecret(
  { type, password, passwordEnds }: Config['app'],
  registered: readonly RegisteredSecret[] | undefined,
  now: number,
): readonly Finding[] {
  if (password === '') {
    return [
      ok(AREA, type === 'UserAssignedMSI' ? 'A managed identity has no secret.' : 'There is none.'),
    ];
  }
  const ours = registered?.filter(({ hint }) => hint !== null && password.startsWith(hint));
  if (ours?.length === 0) {
    const says = 'The registration has no client secret that begins like MICROSOFT_APP_PASSWORD.';
    return [wrong(AREA, says, 'Set the value of a secret that is there, not its id.')];
  }
  const known = ours === undefined ? passwordEnds : Math.max(...ours.map(({ endsAt }) => endsAt));
  if (known === undefined) {
    const says = 'Nobody knows when the client secret ends.';
    return [warn(AREA, says, 'Set MICROSOFT_APP_PASSWORD_ENDS, so that operators are reminded.')];
  }
  if (known === Infinity) {
    return [ok(AREA, 'The client secret has no end.')];
  }
  return [
    endFinding(known, now),
    ...(ours === undefined ? [] : [settingFinding(known, passwordEnds)]),
  ];
}

function endFinding(endsAt: number, now: number): Finding {
  const day = dayOf(endsAt);
  if (endsAt <= now) {
    return wrong(AREA, `The client secret ended on ${day}.`, RENEW);
  }
  const says = `The client secret ends on ${day}.`;
  return endsAt - now <= NEAR_DAYS * DAY_MS ? warn(AREA, says, RENEW) : ok(AREA, says);
}

function settingFinding(endsAt: number, passwordEnds: number | undefined): Finding {
  const day = dayOf(endsAt);
  return passwordEnds !== undefined && dayOf(passwordEnds) === day
    ? ok(AREA, 'MICROSOFT_APP_PASSWORD_ENDS is what the registration says.')
    : warn(
        AREA,
        'MICROSOFT_APP_PASSWORD_ENDS is not what the registration says.',
        `Set it to ${day}, so that operators are reminded in time.`,
      );
}

/** `YYYY-MM-DD` in UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
