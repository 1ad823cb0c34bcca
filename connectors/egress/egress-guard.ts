import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type AddressRange, isInRange, parseAddress, parseRange, specialKindOf } from './address.ts';

interface EgressProblem {
  code: 'malformed_url' | 'scheme' | 'credentials' | 'fragment' | 'port' | 'too_long' | 'blocked_address';
  message: string;
}

/** Prevents partners' configuration from reaching our own network. URLs are checked when saved, addresses whenever one is dialled. */
export interface EgressGuard {
  /** Checks an endpoint's URL when it is saved. Names are not resolved here, because their addresses can change at any time. */
  checkUrl(url: string): EgressProblem | undefined;
  /** Checks one address. `hostname` is the host name in the URL, for allow-list entries that are host names. */
  checkAddress(address: string, hostname?: string): EgressProblem | undefined;
  /** For `net.connect` and `tls.connect`: resolves a name and returns only permitted addresses. */
  lookup: LookupFunction;
  /** Changes when the allow list changes. Connections that were made before must then no longer be used. */
  revision(): string;
}

const EGRESS_BLOCKED = 'EGRESS_BLOCKED';

/** The address is not permitted. */
export class EgressBlockedError extends Error {
  readonly code = EGRESS_BLOCKED;
}

/**
 * A name without a permitted address. Partners read the message, and must not learn which names exist in the company's network: it is the
 * same for a name that does not resolve and for one that only has internal addresses. `code` says which, inside the program.
 */
export class NoPublicAddressError extends Error {
  readonly code: string;
  constructor(hostname: string, code: string) {
    super(
      `${hostname} resolves to no public address; webhooks are sent only to public addresses, unless the operator allows others (EGRESS_ALLOW)`,
    );
    this.code = code;
  }
}

/** Proxies truncate longer URLs. */
const MAX_URL_LENGTH = 2048;

interface AllowList {
  hosts: ReadonlySet<string>;
  ranges: readonly AddressRange[];
}

/**
 * `allow` lists CIDRs, addresses or exact host names that are permitted although private (development, tests, receivers inside the company).
 * A function is called for every check, so that the list can change at run time. `resolve` replaces the system's resolver in tests.
 */
export function createEgressGuard(options: {
  allow?: readonly string[] | (() => readonly string[]);
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
}): EgressGuard {
  const { allow = [], resolve = resolveBySystem } = options;
  const entriesNow = typeof allow === 'function' ? allow : () => allow;
  let parsedFrom = '';
  let parsed: AllowList = { hosts: new Set(), ranges: [] };
  const revision = () => entriesNow().join(',');

  function allowList(): AllowList {
    const current = revision();
    if (current !== parsedFrom) {
      parsed = parseAllowList(entriesNow());
      parsedFrom = current;
    }
    return parsed;
  }

  function checkAddress(text: string, hostname?: string): EgressProblem | undefined {
    const { hosts, ranges } = allowList();
    if (hostname !== undefined && hosts.has(bareHost(hostname))) return undefined;
    const address = parseAddress(text);
    if (!address) return blocked(`"${text}" is not an IP address`);
    const kind = specialKindOf(address, (candidate) => ranges.some((range) => isInRange(candidate, range)));
    return kind === undefined ? undefined : blocked(`${text} is not a public address (${kind})`);
  }

  function checkHost(hostname: string): EgressProblem | undefined {
    const host = bareHost(hostname);
    if (isIP(host)) return checkAddress(host, host);
    if (host !== 'localhost' && !host.endsWith('.localhost')) return undefined;
    const isAllowed = allowList().hosts.has(host) || !checkAddress('127.0.0.1') || !checkAddress('::1');
    return isAllowed ? undefined : blocked(`${host} is this machine, not a public host`);
  }

  const resolveOnce = shareInFlight(resolve);
  const lookup: LookupFunction = (hostname, { all, family }, callback) => {
    const wanted = family === 4 || family === 'IPv4' ? 4 : family === 6 || family === 'IPv6' ? 6 : 0;
    resolveOnce(hostname).then(
      (found) => {
        const usable = wanted === 0 ? found : found.filter((one) => one.family === wanted);
        const permitted = usable.filter(({ address }) => !checkAddress(address, hostname));
        const [first] = permitted;
        if (!first && usable.length > 0) callback(nameBlocked(hostname), []);
        else if (!first) callback(new NoPublicAddressError(hostname, 'ENODATA'), []);
        else if (all) callback(null, permitted);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(new NoPublicAddressError(hostname, error.code ?? 'unknown error'), []),
    );
  };

  return { checkUrl: (url) => checkForm(url) ?? checkHost(new URL(url).hostname), checkAddress, lookup, revision };
}

/** The reason why an entry of the allow list is invalid, for the validation of the configuration; undefined if it is valid. */
export function checkAllowEntry(entry: string): string | undefined {
  if (parseRange(entry)) return undefined;
  if (entry.includes('/')) return `"${entry}" is not a CIDR such as 10.0.0.0/8; a host name has no scheme and no path`;
  const isHostName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(entry);
  return isHostName ? undefined : `"${entry}" is neither an address, a CIDR nor a host name (without port)`;
}

/** The messages follow the name of a field: `url must …`. */
function checkForm(text: string): EgressProblem | undefined {
  if (text.length > MAX_URL_LENGTH) {
    return { code: 'too_long', message: `must have at most ${MAX_URL_LENGTH} characters` };
  }
  const url = URL.parse(text);
  if (!url) return { code: 'malformed_url', message: 'must have the form https://host/path' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { code: 'scheme', message: `must begin with https:// or http://, and not with ${url.protocol}` };
  }
  if (url.username || url.password) {
    return { code: 'credentials', message: 'must not contain a user name or password: use a custom header instead' };
  }
  if (text.includes('#')) return { code: 'fragment', message: 'must not have a fragment (#…), which is never sent' };
  if (url.port === '0') return { code: 'port', message: 'must not have the port 0' };
  return undefined;
}

/** Allows only one lookup at a time per name: the system's resolver has four threads, and a burst must not occupy them all. */
function shareInFlight<T>(resolve: (hostname: string) => Promise<T>): (hostname: string) => Promise<T> {
  const inFlight = new Map<string, Promise<T>>();
  return (hostname) => {
    const running = inFlight.get(hostname);
    if (running) return running;
    const started = resolve(hostname).finally(() => inFlight.delete(hostname));
    inFlight.set(hostname, started);
    return started;
  };
}

function resolveBySystem(hostname: string): Promise<LookupAddress[]> {
  const { promise, resolve, reject } = Promise.withResolvers<LookupAddress[]>();
  systemLookup(hostname, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
  return promise;
}

function parseAllowList(entries: readonly string[]): AllowList {
  const ranges = entries.map(parseRange).filter((range) => range !== undefined);
  return { ranges, hosts: new Set(entries.filter((entry) => !parseRange(entry)).map(bareHost)) };
}

/** Removes the brackets of an IPv6 literal and the final dot of an absolute name. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function blocked(why: string): EgressProblem {
  const message = `${why}; webhooks are sent only to public addresses, unless the operator allows others (EGRESS_ALLOW)`;
  return { code: 'blocked_address', message };
}

/** This machine is no secret: the URL is refused by its name when it is saved. */
export function nameBlocked(hostname: string): EgressBlockedError | NoPublicAddressError {
  const host = bareHost(hostname);
  if (host === 'localhost' || host.endsWith('.localhost')) return new EgressBlockedError(blocked(`${host} is this machine`).message);
  return new NoPublicAddressError(hostname, EGRESS_BLOCKED);
}
