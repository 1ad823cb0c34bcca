import { createRequire } from 'node:module';

// drizzle-orm as ES modules takes 1.4 s of CPU and 260 MB to load (Node reads its package.json again for each of its many
// files); its CommonJS build takes 0.2 s and 25 MB. So it is loaded here, and only here.
// drizzle-kit compiles this file to CommonJS, where `import.meta` is empty; it runs in the repository's root.
const load = createRequire(import.meta.filename ?? `${process.cwd()}/db/drizzle.ts`);

export const { and, asc, count, desc, eq, gt, inArray, isNull, lt, lte, or, sql } = load('drizzle-orm') as typeof import('drizzle-orm');
export const { drizzle } = load('drizzle-orm/postgres-js') as typeof import('drizzle-orm/postgres-js');
export const { bigint, boolean, check, foreignKey, index, integer, json, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } = load(
  'drizzle-orm/pg-core',
) as typeof import('drizzle-orm/pg-core');
export const { migrate } = load('drizzle-orm/postgres-js/migrator') as typeof import('drizzle-orm/postgres-js/migrator');
export const { readMigrationFiles } = load('drizzle-orm/migrator') as typeof import('drizzle-orm/migrator');
export type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
