import { grantableScopes, type PartnerScope, type Scope, scopes } from './scope.ts';

/** What a user of the company may do. Nobody has both sides of a payout: who prepares it does not approve it. */
const platformRoles = {
  administrator: { text: 'Everything: users, credentials, settings', scopes },
  operator: {
    text: 'Runs the installation: deliveries, connections, syncs, event types, partners and their credentials',
    scopes: [
      ...['partner:read', 'credentials:read', 'credentials:write', 'webhooks:read', 'webhooks:write', 'deals:read', 'reports:read'],
      ...['events:write', 'event_types:write', 'partners:read', 'partners:write', 'accounts:read', 'accounts:write'],
      ...['connections:read', 'connections:write', 'connections:payloads', 'syncs:read', 'syncs:write', 'audit:read'],
      ...['platform_endpoints:read', 'platform_endpoints:write', 'alerts:read', 'alerts:write', 'users:read', 'embeds:manage'],
    ],
  },
  partner_manager: {
    text: 'Works with partners: reviews deals, reads reports, plans commissions',
    scopes: [
      ...['partner:read', 'webhooks:read', 'deals:read', 'deals:write', 'deals:review', 'partners:read', 'accounts:read', 'accounts:write'],
      ...['reports:read', 'touches:write', 'attribution:write', 'syncs:read'],
      ...['commissions:read', 'commissions:dispute', 'commissions:manage', 'payouts:read'],
    ],
  },
  finance: {
    text: 'Reads what is owed to partners, and approves payouts',
    scopes: [
      ...['partner:read', 'deals:read', 'partners:read', 'reports:read', 'commissions:read', 'audit:read'],
      ...['payouts:read', 'payouts:approve'],
    ],
  },
  read_only: { text: 'Reads everything, except bodies of vendors’ webhooks', scopes: readable(scopes) },
} as const satisfies Record<string, Role<Scope>>;

/** What a user of a partner may do with the data of that partner. */
const partnerRoles = {
  partner_admin: { text: 'Everything of the partner: its users and credentials too', scopes: grantableScopes('partner') as PartnerScope[] },
  partner_developer: {
    text: 'Integrates: endpoints, deliveries, keys',
    scopes: ['partner:read', 'credentials:read', 'credentials:write', 'webhooks:read', 'webhooks:write', 'deals:read'],
  },
  partner_sales: {
    text: 'Registers deals and follows what they bring',
    scopes: ['partner:read', 'deals:read', 'deals:write', 'touches:write', 'reports:read'],
  },
  partner_finance: {
    text: 'Reads statements, and disputes commissions',
    scopes: ['partner:read', 'deals:read', 'reports:read', 'commissions:read', 'commissions:dispute'],
  },
} as const satisfies Record<string, Role<PartnerScope>>;

interface Role<Granted extends Scope> {
  text: string;
  scopes: readonly Granted[];
}

export type RoleName = keyof typeof platformRoles | keyof typeof partnerRoles;

const roles: Readonly<Record<RoleName, Role<Scope>>> = { ...platformRoles, ...partnerRoles };
export const roleNames = Object.keys(roles) as RoleName[];
export const roleTexts = Object.fromEntries(roleNames.map((name) => [name, roles[name].text])) as Record<RoleName, string>;

/** The roles that a user of this kind can have. */
export const rolesOf = (kind: 'platform' | 'partner'): RoleName[] =>
  Object.keys(kind === 'platform' ? platformRoles : partnerRoles) as RoleName[];

/** Everything that one of the roles allows, once. A role that this release does not know allows nothing. */
export function scopesOf(names: readonly string[]): Scope[] {
  const granted = new Set(names.flatMap((name) => (Object.hasOwn(roles, name) ? roles[name as RoleName].scopes : [])));
  return scopes.filter((scope) => granted.has(scope));
}

/** What somebody of the company may do who looks as a partner: read what the partner may read, and they too. */
export function viewScopes(own: readonly Scope[]): Scope[] {
  return readable(grantableScopes('partner')).filter((scope) => own.includes(scope));
}

function readable(all: readonly Scope[]): Scope[] {
  return all.filter((scope) => scope.endsWith(':read'));
}
