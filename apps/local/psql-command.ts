import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { readFlags, runCommand } from '#apps/flags.ts';
import { openSqlSession, type SqlSession } from './postgres/sql-session.ts';
import { findProgram } from './processes/find-program.ts';
import { runHere } from './processes/run-here.ts';

const usage = `Runs psql on the database of DATABASE_URL. Without it, that is the one of npm start. If there is no psql on PATH, a small
client takes its place, which has the options below, \\d, \\d NAME and \\q.

  npm run psql                       type statements
  npm run psql -- -c 'select 1'      run these statements
  npm run psql < statements.sql      run the statements of a file`;

const Flags = z.strictObject({ command: z.string().min(1).optional() });

await runCommand(async () => {
  const args = process.argv.slice(2);
  const url = process.env['DATABASE_URL'];
  const program = findProgram('psql', process.env);
  if (program && url && !args.includes('--help')) return runPsql(program, url, args);
  const { command } = readFlags(
    args.map((word) => (word === '-c' ? '--command' : word)),
    Flags,
    usage,
  );
  if (!url) throw new Error('DATABASE_URL is not set, and npm start has not run in this folder.');
  const session = openSqlSession(url, (line) => console.log(line));
  try {
    if (command === undefined && process.stdin.isTTY) return await converse(session);
    return (await session.run(command ?? (await text(process.stdin)))) ? 0 : 1;
  } finally {
    await session.close();
  }
});

/** The password is not in the arguments, which every user of the machine can read. */
function runPsql(program: string, url: string, args: string[]): Promise<number> {
  const { password } = new URL(url);
  const publicUrl = new URL(url);
  publicUrl.password = '';
  return runHere(program, [publicUrl.href, ...args], { ...process.env, ...(password && { PGPASSWORD: decodeURIComponent(password) }) });
}

/** A statement can have several lines; it ends with a semicolon. */
async function converse(session: SqlSession): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ask = (isNew: boolean) => {
    terminal.setPrompt(isNew ? `${session.database}=# ` : `${session.database}-# `);
    terminal.prompt();
  };
  let statement = '';
  ask(true);
  for await (const line of terminal) {
    if (statement === '' && line.trim() === '\\q') break;
    statement += `${line}\n`;
    const isWhole = /;\s*$/.test(statement) || /^\s*(\\.*)?\n$/.test(statement);
    if (isWhole && statement.trim() !== '') await session.run(statement);
    if (isWhole) statement = '';
    ask(isWhole);
  }
  terminal.close();
  return 0;
}
