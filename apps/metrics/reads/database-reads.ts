import type { Family, Sample } from '#apps/metrics/family.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';

/** All statements here are answered from indexes in milliseconds. */
const statementMs = 2_000;
/** A scrape that begins to read waits so long for new rows; the next one shows what comes later. It waits longer only if it had none to show. */
const waitMs = 20;
const waitWithoutRowsMs = 250;
/** In intervals: rows that are older are not shown, so that nobody takes them for the present. */
const staleAfter = 3;

export interface DatabaseReadsOptions {
  sql: Sql;
  everyMs: () => number;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

interface Entry {
  name: string;
  read: (sql: Queryable) => Promise<unknown>;
  rows: unknown;
  /** When the rows were read. */
  readAt: number;
  lastedMs: number;
  errors: number;
  hasFailed: boolean;
}

/**
 * What the metrics read from PostgreSQL: on one connection, one statement after the other, at most once in an interval however often somebody
 * scrapes, and not at all while nobody does. A slow or missing database costs the series that come from it, never the scrape.
 */
export class DatabaseReads {
  readonly #options: Required<DatabaseReadsOptions>;
  readonly #entries: Entry[] = [];
  #startedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(options: DatabaseReadsOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  /** Adds a statement. The function that is returned has its rows, or null if there are none of late. */
  add<Rows>(name: string, read: (sql: Queryable) => Promise<Rows>): () => Rows | null {
    const entry: Entry = { name, read, rows: null, readAt: Number.NEGATIVE_INFINITY, lastedMs: 0, errors: 0, hasFailed: false };
    this.#entries.push(entry);
    return () => (this.#isFresh(entry) ? (entry.rows as Rows) : null);
  }

  /** Begins to read if it is time, and then waits a moment. Never throws. */
  async refresh(): Promise<void> {
    const { now, everyMs } = this.#options;
    if (this.#running !== undefined || now() - this.#startedAt < everyMs()) return;
    this.#startedAt = now();
    const patienceMs = this.#entries.every((entry) => this.#isFresh(entry)) ? waitMs : waitWithoutRowsMs;
    this.#running = this.#readAll().finally(() => (this.#running = undefined));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patienceMs);
    await Promise.race([this.#running, late]);
    clearTimeout(timer);
  }

  /** Resolves when nothing is being read. */
  async close(): Promise<void> {
    await this.#running;
  }

  async #readAll(): Promise<void> {
    for (const entry of this.#entries) await this.#read(entry);
  }

  async #read(entry: Entry): Promise<void> {
    const { sql, now } = this.#options;
    const startedAt = now();
    try {
      const rows = await readSqlSnapshot(sql, async (tx) => {
        await tx`select set_config('statement_timeout', ${String(statementMs)}, true), set_config('enable_seqscan', 'off', true)`;
        return await entry.read(tx);
      });
      Object.assign(entry, { rows, readAt: now(), hasFailed: false });
    } catch {
      // The readiness of the process tells why; a line for each statement would be noise.
      entry.errors++;
      entry.hasFailed = true;
    }
    entry.lastedMs = now() - startedAt;
  }

  #isFresh({ readAt }: Entry): boolean {
    return this.#options.now() - readAt < staleAfter * this.#options.everyMs();
  }

  get families(): Family[] {
    const labels = ['read'];
    const each = (value: (entry: Entry) => number) => (): Sample[] =>
      this.#entries.map((entry) => ({ labels: [entry.name], value: value(entry) }));
    return [
      {
        name: 'causeway_database_read_up',
        kind: 'gauge',
        help: 'Whether the series that are read from PostgreSQL are of the present (0: they are absent, or are about to be)',
        labels,
        read: each((entry) => (this.#isFresh(entry) && !entry.hasFailed ? 1 : 0)),
      },
      {
        name: 'causeway_database_read_errors_total',
        kind: 'counter',
        help: 'Statements of the metrics that failed or took too long',
        labels,
        read: each(({ errors }) => errors),
      },
      {
        name: 'causeway_database_read_duration_seconds',
        kind: 'gauge',
        help: 'How long the statement took the last time',
        labels,
        read: each(({ lastedMs }) => lastedMs / 1_000),
      },
    ];
  }
}
