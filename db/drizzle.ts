import { createRequire } from 'node:module';
import type * as orm from 'drizzle-orm';
import type * as migrator from 'drizzle-orm/migrator';
import type * as pgCore from 'drizzle-orm/pg-core';
import type * as postgresJs from 'drizzle-orm/postgres-js';
import type * as postgresMigrator from 'drizzle-orm/postgres-js/migrator';

// Loading drizzle-orm as ES modules takes 1.4 s of CPU and 260 MB, because Node reads its package.json again for each of its many files. Its
// CommonJS build takes 0.2 s and 25 MB, so only this file loads it. drizzle-kit compiles this file to CommonJS, where `import.meta` is empty;
// it runs in the repository's root.
const load = createRequire(import.meta.filename ?? `${process.cwd()}/db/drizzle.ts`);

export const {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  notInArray,
  or,
  sql,
} = load('drizzle-orm') as typeof orm;
export const { drizzle } = load('drizzle-orm/postgres-js') as typeof postgresJs;
export const {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgSchema,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} = load('drizzle-orm/pg-core') as typeof pgCore;
export const { migrate } = load('drizzle-orm/postgres-js/migrator') as typeof postgresMigrator;
export const { readMigrationFiles } = load('drizzle-orm/migrator') as typeof migrator;
export type { SQL } from 'drizzle-orm';
export type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
