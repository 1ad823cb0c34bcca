import { readFileSync } from 'node:fs';
import path from 'node:path';
import { grantableScopes } from '#domain/access/scope.ts';
import type { ConsoleRows } from './console-rows.ts';

export type Audience = 'company' | 'partner';

const listing = ['screens-operate.ts', 'screens-partners.ts']
  .map((name) => readFileSync(path.resolve(import.meta.dirname, '../../apps/console', name), 'utf8'))
  .join('');

/** What apps/console lists. */
const screens = [
  ...listing.matchAll(
    /\{\s*path: '([^']+)',\s*title: titles\.\w+(?:,\s*audience: '(\w+)')?(?:,\s*group: '(\w+)')?,\s*needs: (?:'([\w:]+)'|null)/g,
  ),
].map(([, pattern = '', audience, group, needs]) => ({ pattern, audience, isListed: group !== undefined, needs }));

/**
 * What the screens that have an id show, and what is open on them: a new one needs an entry, and a row in console-rows.ts if it shows another kind of
 * thing. Of a screen without an id, what is shown besides.
 */
const shown: Record<string, (of: ConsoleRows) => string[]> = {
  '/health/:id': ({ endpoint }) => [endpoint],
  '/deliveries/:id': ({ delivery, held }) => [delivery, held],
  '/endpoints/:id': ({ endpoint }) => [endpoint],
  '/endpoints/:id/edit': ({ endpoint }) => [endpoint],
  '/platform-endpoints/:id': ({ platformEndpoint }) => [platformEndpoint],
  '/platform-endpoints/:id/edit': ({ platformEndpoint }) => [platformEndpoint],
  '/connections/:id': ({ connection }) => [connection],
  '/syncs/:id': ({ sync }) => [sync],
  '/failed-records/:id': ({ sync }) => [sync, `${sync}?reason=invalid`],
  '/conflicts/:id': ({ sync }) => [sync],
  '/reconciliations': ({ sync }) => [`?sync_id=${sync}`],
  '/reconciliations/:id': ({ night }) => [night, `${night}?class=conflicting`],
  '/alerts/:id': ({ alert }) => [alert],
  '/inbound-events/:id': ({ inbound }) => [inbound],
  '/events/:id': ({ event }) => [event],
  '/event-types/:id': ({ eventType }) => [eventType],
  '/keys/:id': ({ key }) => [key],
  '/clients/:id': ({ client }) => [client],
  '/deals/:id': ({ draft, submitted, approved }) => [draft, submitted, approved],
  '/deals/:id/edit': ({ draft }) => [draft],
  '/imports/:id': ({ imported }) => [imported],
  '/programmes/:id': ({ programme }) => [programme],
  '/programmes/:id/edit': ({ programme }) => [programme],
  '/accounts/:id': ({ account }) => [account],
  '/partners/:id': ({ partner, sandbox }) => [partner, sandbox],
  '/partners/:id/edit': ({ partner }) => [partner],
  '/credentials': ({ partner }) => [`?partner_id=${partner}`],
  '/sso/:id': ({ sso }) => [sso],
  '/roi/:id': ({ partner }) => [partner, `${partner}?measure=revenue_net`],
  '/facts/:id': ({ fact }) => [fact],
  '/commissions/:id': ({ partner, line }) => [partner, `${partner}?line=${line}`],
  '/statements/:id': ({ partner }) => [`${partner}?month=2026-03&currency=EUR`],
  '/disputes/:id': ({ partner, dispute }) => [partner, `${partner}?dispute=${dispute}`],
  '/payouts/:id': ({ batch }) => [batch],
  '/users/:id': ({ colleague }) => [colleague],
};

/** Screens that have no entry above, and entries that no screen has. */
export const unmatched = (): string[] => {
  const patterns = screens.map(({ pattern }) => pattern);
  const missing = patterns.filter((pattern) => pattern.includes(':id') && !(pattern in shown));
  const overlooked = (listing.match(/\bpath: '/g) ?? []).slice(screens.length);
  return [...overlooked, ...missing, ...Object.keys(shown).filter((pattern) => !patterns.includes(pattern))];
};

/** The addresses of all screens that an audience may see, below /console. */
export function addressesOf(audience: Audience, rows: ConsoleRows): string[] {
  return screensOf(audience).flatMap(({ pattern }) => {
    const ids = shown[pattern]?.(rows) ?? [];
    return pattern.includes(':id') ? ids.map((id) => pattern.replace(':id', id)) : [pattern, ...ids.map((query) => pattern + query)];
  });
}

/** The addresses that the navigation lists. */
export const listedFor = (audience: Audience): string[] =>
  screensOf(audience).flatMap(({ pattern, isListed }) => (isListed ? [pattern] : []));

function screensOf(audience: Audience) {
  const scopes: readonly string[] = grantableScopes(audience === 'company' ? 'platform' : 'partner');
  const isFor = ({ audience: theirs = audience, needs }: (typeof screens)[number]) =>
    theirs === audience && (needs === undefined || scopes.includes(needs));
  return screens.filter(isFor);
}
