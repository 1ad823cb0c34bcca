import type { Scope } from '#domain/access/scope.ts';

/** What waits for somebody of a partner, and the scope without which they may not know of it. In the order in which it is listed. */
const scopeOfTask = {
  deal_question: 'deals:read',
  deal_rejected: 'deals:read',
  protection_ends: 'deals:read',
  endpoint_failing: 'webhooks:read',
  endpoint_secret_ends: 'webhooks:read',
  api_key_ends: 'credentials:read',
  client_secret_ends: 'credentials:read',
  dispute_answered: 'commissions:read',
  statement_ready: 'commissions:read',
} as const satisfies Record<string, Scope>;

export type PartnerTaskKind = keyof typeof scopeOfTask;
export const partnerTaskKinds = Object.keys(scopeOfTask) as PartnerTaskKind[];

export const tasksWithin = (scopes: ReadonlySet<Scope>): PartnerTaskKind[] =>
  partnerTaskKinds.filter((kind) => scopes.has(scopeOfTask[kind]));

/** In days: what ends within so many is told, and what was decided or issued so many ago is told still. */
export const TASK_DAYS = 14;
/** Of one kind. More of them are in the list of their objects. */
export const MAX_TASKS_OF_KIND = 20;
