// The tables, one file per subject.
export * from './schema/idempotency.ts';
export * from './schema/unfinished-work.ts';
export * from './schema/audit.ts';
export * from './schema/programme.ts';
export * from './schema/partners.ts';
export * from './schema/access.ts';
export * from './schema/events.ts';
export * from './schema/delivery.ts';
export * from './schema/accounts.ts';
export * from './schema/connections.ts';
export * from './schema/inbound.ts';
export * from './schema/sync.ts';
export * from './schema/reconciliation.ts';
export * from './schema/deals.ts';
export * from './schema/sandboxes.ts';
export * from './schema/erasure.ts';
