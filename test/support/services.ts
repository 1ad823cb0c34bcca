import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Ends every connection to it that is still open. */
  drop(): Promise<void>;
}

/** A database of its own, already migrated and empty: a clone of the template, about 60 ms. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer((sql) => sql`create database ${sql(name)} template ${sql(inject('templateDatabase'))}`);
  const url = new URL(inject('databaseAdminUrl'));
  url.pathname = name;
  return {
    url: url.href,
    drop: () => administer((sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function administer(statement: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(inject('databaseAdminUrl'), { max: 1, onnotice: () => {} });
  try {
    await statement(sql);
  } finally {
    await sql.end();
  }
}
