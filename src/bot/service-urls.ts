import { CLOUDS, type Cloud } from '../cloud';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Scheme, ASCII host, optional port, optional path. No user name, no back slash, no query, no fragment. */
const PLAIN_URL = /^(https?):\/\/([a-z0-9.-]+|\[::1\])(:\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?$/i;
const URL_MAX_CHARS = 500;

/** Who may be talked to: Teams only, or in the local profile also plain http on this machine. */
export interface ServiceUrlOptions {
  readonly local: boolean;
  /** The public one unless given. */
  readonly cloud?: Cloud;
}

/**
 * The rule for every service URL, incoming or stored: our bot token goes to the hosts of our cloud and nowhere else. Hosts are compared
 * whole: `smba.trafficmanager.net` is one name of a shared domain. The returned rule is pure and never throws.
 */
export function createServiceUrlRule({
  local,
  cloud = CLOUDS.public,
}: ServiceUrlOptions): (url: string) => boolean {
  return (url) => {
    const [, scheme, rawHost, port] =
      (url.length <= URL_MAX_CHARS ? PLAIN_URL.exec(url) : null) ?? [];
    if (scheme === undefined || rawHost === undefined || !URL.canParse(url)) {
      return false;
    }
    const host = rawHost.toLowerCase();
    if (scheme.toLowerCase() === 'http') {
      return local && LOOPBACK_HOSTS.has(host);
    }

    return port === undefined && isTeamsHost(host, cloud);
  };
}

function isTeamsHost(host: string, { serviceHosts, serviceDomain }: Cloud): boolean {
  const suffix = `.${serviceDomain ?? ''}`;
  const isBelow = serviceDomain !== undefined && host.length > suffix.length;
  return serviceHosts.includes(host) || (isBelow && host.endsWith(suffix));
}
