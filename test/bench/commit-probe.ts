import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';

const everyMs = 100;

/** A commit of one row, ten times a second, for as long as something else is measured: what a commit takes then. In a database of its own, whose commits nobody counts. */
export class CommitProbe {
  readonly #sql: postgres.Sql;
  readonly times: number[] = [];
  readonly #over = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.#sql = postgres(url, { max: 1, onnotice: () => {} });
  }

  async start(): Promise<void> {
    await this.#sql`create table if not exists bench_commit (id bigint generated always as identity, at timestamptz not null default now())`;
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#ended;
    await this.#sql.end();
  }

  async #run(): Promise<void> {
    while (!this.#over.signal.aborted) {
      const startedAt = performance.now();
      await this.#sql`insert into bench_commit default values`;
      this.times.push(performance.now() - startedAt);
      await delay(everyMs);
    }
  }
}
