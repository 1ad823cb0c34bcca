import { expect, onTestFinished, test } from 'vitest';
import { openSqlSession } from '#apps/local/postgres/sql-session.ts';
import { createDatabase } from '#test/support/services.ts';

async function openSession() {
  const database = await createDatabase();
  const said: string[] = [];
  const session = openSqlSession(database.url, (line) => void said.push(line));
  onTestFinished(async () => {
    await session.close();
    await database.drop();
  });
  return { said, session };
}

test('rows are printed as psql prints them, with the values as PostgreSQL writes them', async () => {
  const { said, session } = await openSession();
  expect(
    await session.run(`select 12 as n, 'Ada' as name, null as nothing, '2026-01-31 10:00+00'::timestamptz as at, '[1, 2]'::jsonb as j`),
  ).toBe(true);
  expect(said).toEqual([
    ' n  | name | nothing | at                     | j',
    '----+------+---------+------------------------+--------',
    ' 12 | Ada  |         | 2026-01-31 10:00:00+00 | [1, 2]',
    '(1 row)',
    '',
  ]);
});

test('a transaction spans several statements, and a failed one is reported', async () => {
  const { said, session } = await openSession();
  for (const statement of ['begin', 'create table t (id int)', 'insert into t values (1), (2)', 'rollback']) await session.run(statement);
  expect(said).toEqual(['BEGIN', 'CREATE TABLE', 'INSERT 2', 'ROLLBACK']);
  expect(await session.run('select * from t')).toBe(false);
  expect(said.at(-1)).toBe('ERROR:  relation "t" does not exist');
});

test('\\d lists the tables, and \\d with a name the columns of one', async () => {
  const { said, session } = await openSession();
  await session.run('\\d');
  expect(said.join('\n')).toMatch(/^ public +\| partner$/m);
  await session.run('\\d crm_outage\n');
  expect(said.join('\n')).toMatch(/ reason +\| text +\| not null/);
});
