import postgres from 'postgres';

export interface SqlSession {
  database: string;
  /** Runs statements and prints their results as psql does. Returns whether they succeeded. */
  run(statements: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The types that the client would convert. PostgreSQL's own text is what a person expects. */
const textOf = { to: 25, from: [16, 17, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 3802], serialize: String, parse: String };

const describeTables = `select schemaname as "Schema", tablename as "Name" from pg_tables
  where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`;
const describeTable = (name: string) => `select a.attname as "Column", format_type(a.atttypid, a.atttypmod) as "Type",
    case when a.attnotnull then 'not null' else '' end as "Nullable"
  from pg_attribute a where a.attrelid = '${name.replaceAll("'", "''")}'::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

/** What npm run psql uses where no psql is installed: one connection, so that a transaction can span several statements. */
export function openSqlSession(url: string, say: (line: string) => void): SqlSession {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    types: { text: textOf },
    connection: { application_name: 'psql' },
    onnotice: ({ severity, message }) => say(`${severity}:  ${message}`),
  });
  return {
    database: new URL(url).pathname.slice(1),
    async run(statements) {
      try {
        const results = await sql.unsafe(translate(statements)).simple();
        // One statement returns its rows, several an array of results.
        const all = (Array.isArray(results[0]) ? results : [results]) as unknown as postgres.RowList<postgres.Row[]>[];
        for (const result of all) for (const line of describe(result)) say(line);
        return true;
      } catch (error) {
        say(`ERROR:  ${error instanceof Error ? error.message : String(error)}`);
        return false;
      }
    },
    close: () => sql.end(),
  };
}

function translate(statements: string): string {
  const [, name] = /^\s*\\d[tn]?\s*(\S*)\s*$/.exec(statements) ?? [];
  if (name === undefined) return statements;
  return name === '' ? describeTables : describeTable(name);
}

function describe(result: postgres.RowList<postgres.Row[]>): string[] {
  const names = result.columns?.map(({ name }) => name) ?? [];
  const changed = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(result.command) ? ` ${result.count}` : '';
  if (names.length === 0) return [`${result.command}${changed}`];
  const rows = result.map((row) => names.map((name) => (row[name] as string | null) ?? ''));
  const widths = names.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => ` ${cell.padEnd(widths[column] ?? 0)}`)
      .join(' |')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+');
  return [line(names), rule, ...rows.map(line), `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`, ''];
}
