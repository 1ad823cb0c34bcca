// The tables, by what they are about.
export * from './schema/audit.ts';
export * from './schema/credential.ts';
export * from './schema/deal.ts';
export * from './schema/delivery.ts';
export * from './schema/endpoint.ts';
export * from './schema/event.ts';
export * from './schema/programme.ts';
export * from './schema/tenant.ts';
