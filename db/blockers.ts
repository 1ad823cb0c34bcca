import postgres from 'postgres';
import type { Sql } from './database.ts';

interface Blocker {
  pid: number;
  application: string;
  state: string;
  openForS: number | null;
  query: string;
}

const LOOK_EVERY_MS = 200;

export interface BlockerWatch {
  /** Who blocked the watched connection last. */
  describe(): string;
  close(): Promise<void>;
}

/** Notes who blocks this connection, on a second one: when a wait has ended, PostgreSQL no longer knows. */
export async function watchBlockers(url: string, watched: Sql): Promise<BlockerWatch> {
  const [self] = await watched<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const sql = postgres(url, { max: 1, connection: { application_name: 'causeway-blockers' }, onnotice: () => {} });
  let blockers: Blocker[] = [];
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const found = await sql<Blocker[]>`
      select pid, application_name as application, state, query,
        extract(epoch from now() - xact_start)::int as "openForS"
      from pg_stat_activity where pid = any(pg_blocking_pids(${self?.pid ?? 0})) order by xact_start`;
    if (found.length > 0) blockers = [...found];
  }

  const timer = setInterval(() => {
    looking ??= look()
      // It only explains a failure. If it fails itself, the failure is reported without it.
      .catch(() => undefined)
      .finally(() => (looking = undefined));
  }, LOOK_EVERY_MS).unref();

  return {
    describe() {
      if (blockers.length === 0) return 'The session has ended in the meantime: run it again.';
      return `End its transaction, or the session with select pg_terminate_backend(pid): ${blockers.map(describeBlocker).join('; ')}`;
    },
    async close() {
      clearInterval(timer);
      await looking;
      await sql.end();
    },
  };
}

const MAX_QUERY = 80;

function describeBlocker({ pid, application, state, openForS, query }: Blocker): string {
  const transaction = openForS === null ? '' : `, transaction open for ${openForS} s`;
  return `pid ${pid} (${application || 'no application name'}, ${state}${transaction}): ${query.slice(0, MAX_QUERY).replaceAll(/\s+/g, ' ')}`;
}
