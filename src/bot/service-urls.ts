/**
 * Hosts that the Teams service answers from, per cloud.
 * Source: learn.microsoft.com "Send proactive messages", global service URLs. The first is one name of a shared
 * domain, so it is never widened to `*.trafficmanager.net`.
 */
const TEAMS_HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
]);
const TEAMS_HOST_SUFFIX = '.botframework.com';
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Scheme, ASCII host, optional port, optional path. No user name, no back slash, no query, no fragment. */
const PLAIN_URL = /^(https?):\/\/([a-z0-9.-]+|\[::1\])(:\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?$/i;
const URL_MAX_CHARS = 500;

/** Who may be talked to: Teams only, or in the local profile also plain http on this machine. */
export interface ServiceUrlOptions {
  readonly local: boolean;
}

/**
 * The rule for every service URL, incoming or stored: our bot token goes to these hosts and nowhere else.
 * The returned rule is pure and never throws.
 */
export function createServiceUrlRule(options: ServiceUrlOptions): (url: string) => boolean {
  return (url) => {
    const [, scheme, rawHost, port] =
      (url.length <= URL_MAX_CHARS ? PLAIN_URL.exec(url) : null) ?? [];
    if (scheme === undefined || rawHost === undefined || !URL.canParse(url)) {
      return false;
    }
    const host = rawHost.toLowerCase();
    if (scheme.toLowerCase() === 'http') {
      return options.local && LOOPBACK_HOSTS.has(host);
    }

    return port === undefined && isTeamsHost(host);
  };
}

function isTeamsHost(host: string): boolean {
  return (
    TEAMS_HOSTS.has(host) ||
    (host.endsWith(TEAMS_HOST_SUFFIX) && host.length > TEAMS_HOST_SUFFIX.length)
  );
}
