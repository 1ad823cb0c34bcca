/** What a credential may do, worded for the person who grants it. */
const partnerScopeTexts = {
  'partner:read': 'Read your partner profile, limits and feature flags',
  'credentials:read': 'List your API keys and OAuth clients, without their secrets',
  'credentials:write': 'Create, rotate and revoke your API keys and OAuth clients',
  'users:read': 'Read the people of your company who can sign in, and their sessions',
  'users:write': 'Invite, change and disable the people of your company, and end their sessions',
  'webhooks:read': 'Read endpoints, events, deliveries and dead letters',
  'webhooks:write': 'Create and change endpoints, send tests, retry, cancel and replay deliveries',
  'deals:read': 'Read deals',
  'deals:write': 'Submit and change deals',
  'touches:write': 'Record touches of your own, and create links that record them',
  'exports:read': 'Read exports for ETL tools: the rows of every stream that you may see, and what was deleted',
  'reports:read': 'Read reports and statistics',
  'commissions:dispute': 'Dispute your commissions',
  'commissions:read': 'Read commissions: balances, lines and why each is what it is; the level of the partner',
} as const;

/** Only for platform keys. */
const platformScopeTexts = {
  'events:write': 'Publish events',
  'event_types:write': 'Create and change event types',
  'deals:review': 'Review deals: approve, reject, request changes, merge, reassign, override, change the stage; read programmes',
  'partners:read': 'Read all partners',
  'partners:write': 'Create, change, suspend and delete partners, sandboxes, feature flags and programmes',
  'accounts:read': 'Read the known accounts that deals are matched against',
  'accounts:write': 'Create, change and delete known accounts',
  'attribution:write': 'Record conversions, revenue and costs; say which visitors, users and accounts are the same; import exchange rates',
  'commissions:manage':
    'Create plans of commissions, assign them, split the commissions of deals, correct them, decide disputes; set levels of partners; start payouts and report their results',
  'payouts:read': 'Read payouts: batches, their transfers, and the files for the bank, which name accounts of partners',
  'payouts:approve': 'Approve payouts',
  'connections:read': 'Read connections to your CRM and billing, their state and limits, never their credentials',
  'connections:write': 'Create, authorise, pause, change and disconnect connections to your CRM and billing',
  'connections:payloads': 'Read the bodies of webhooks that vendors sent, which can contain personal data',
  'syncs:read': 'Read syncs between your CRM and billing: their runs, failed records and conflicts, and what nightly reconciliation found',
  'syncs:write':
    'Create, change and run syncs; retry and dismiss failed records; resolve conflicts; repair or ignore what reconciliation found',
  'alerts:read': 'Read alerts, whom they are told, and by which rules',
  'alerts:write': 'Acknowledge and snooze alerts; create, change, try and delete the channels and routes by which they are told',
  'audit:read': 'Read the audit log',
  'embeds:manage': 'Create, list and revoke embed sessions, which show the health of one partner within a page of yours',
  'platform_endpoints:read': 'Read platform endpoints, which receive the events that tell the company of faults',
  'platform_endpoints:write': 'Create and change platform endpoints, and read their signing secrets',
} as const;

export type PartnerScope = keyof typeof partnerScopeTexts;
export type Scope = PartnerScope | keyof typeof platformScopeTexts;

export const scopeTexts: Readonly<Record<Scope, string>> = { ...partnerScopeTexts, ...platformScopeTexts };
export const partnerScopes = Object.keys(partnerScopeTexts) as PartnerScope[];
export const scopes = Object.keys(scopeTexts) as Scope[];

/** Every scope that a key of this kind can have. */
export function grantableScopes(kind: 'platform' | 'partner'): Scope[] {
  return kind === 'platform' ? scopes : partnerScopes;
}
