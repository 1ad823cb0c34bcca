import type { FastifyRequest } from 'fastify';
import { DomainError } from '#domain/errors.ts';

/** The console sends it with every change: a form of another site cannot, and a script of one would have to ask first. */
const CONSOLE_HEADER = 'x-causeway-console';

/**
 * Throws if a page of another site could have made the browser send the request, which adds the cookie by itself. Browsers say where a request
 * came from (Sec-Fetch-Site; older ones: Origin).
 */
export function assertSameSite({ method, headers, host }: Pick<FastifyRequest, 'method' | 'headers' | 'host'>): void {
  const site = headers['sec-fetch-site'];
  if (method === 'GET' || method === 'HEAD') {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw crossSite(`Sec-Fetch-Site: ${site}`);
  }
  const isOurs = site === undefined ? hostOf(headers.origin) === host : site === 'same-origin';
  if (!isOurs) throw crossSite(site === undefined ? 'no Sec-Fetch-Site, and not our Origin' : `Sec-Fetch-Site: ${site}`);
  if (headers[CONSOLE_HEADER] === undefined) throw crossSite(`no header ${CONSOLE_HEADER}`);
}

function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
}

function crossSite(what: string): DomainError {
  return new DomainError(
    'cross_site_request',
    `The request has a session's cookie, but did not come from the console (${what.slice(0, 100)}).`,
  );
}
