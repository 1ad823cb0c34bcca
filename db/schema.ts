// The tables, by what they are about.
export * from './schema/audit.ts';
export * from './schema/access.ts';
export * from './schema/deals.ts';
export * from './schema/delivery.ts';
export * from './schema/endpoint.ts';
export * from './schema/events.ts';
export * from './schema/programme.ts';
export * from './schema/partners.ts';
