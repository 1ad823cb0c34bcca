// The tables of the attribution store.
export * from './schema/columns.ts';
export * from './schema/subjects.ts';
export * from './schema/facts.ts';
export * from './schema/credits.ts';
export * from './schema/converted.ts';
export * from './schema/rates-and-links.ts';
export * from './schema/exports.ts';
