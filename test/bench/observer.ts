import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import type { Services } from '#test/support/stack/services.ts';
import { cpuMsOf } from './process-usage.ts';

const parts = ['engine', 'temporal', 'postgres', 'load', 'receiver'] as const;
export type CpuMs = Record<(typeof parts)[number], number>;

export interface Usage {
  cpuMs: CpuMs;
  commits: number;
  at: Date;
}

/** Reads what the processes used, from outside them. */
export class Observer {
  readonly #pids: Record<(typeof parts)[number], () => number>;
  readonly #admin: postgres.Sql;
  readonly #sql: postgres.Sql;
  readonly #databaseName: string;
  readonly #temporalAddress: string;

  constructor(services: Services, pids: { engine: number; load: number; receiver: number }) {
    this.#pids = {
      engine: () => pids.engine,
      load: () => pids.load,
      receiver: () => pids.receiver,
      temporal: services.temporalPid,
      postgres: services.postgresPid,
    };
    const options = { max: 1, onnotice: () => {} };
    this.#admin = postgres(services.adminUrl, options);
    this.#sql = postgres(services.databaseUrl, options);
    this.#databaseName = new URL(services.databaseUrl).pathname.slice(1);
    this.#temporalAddress = `127.0.0.1:${services.temporalPort}`;
  }

  async usage(): Promise<Usage> {
    const cpuMs = Object.fromEntries(parts.map((part) => [part, cpuMsOf(this.#pids[part]())])) as CpuMs;
    const [row] = await this.#admin<{ commits: number }[]>`
      select xact_commit::float8 as commits from pg_stat_database where datname = ${this.#databaseName}`;
    return { cpuMs, commits: row?.commits ?? 0, at: new Date() };
  }

  async checkpoint(): Promise<void> {
    await this.#admin`checkpoint`;
  }

  /** Deliveries that no workflow carries yet. */
  async countUncarried(): Promise<number> {
    const [row] = await this.#sql<{ count: number }[]>`
      select count(*)::int from delivery where workflow_id is null and status <> 'held'`;
    return row?.count ?? 0;
  }

  /** Workflows of deliveries that started in this time. */
  async countStarted(from: Date, to: Date): Promise<number> {
    const connection = await Connection.connect({ address: this.#temporalAddress });
    try {
      const { count } = await new Client({ connection }).workflow.count(startedWithin(from, to));
      return count;
    } finally {
      await connection.close();
    }
  }

  /** Events in the histories of the delivery workflows that started in this time, and how many workflows they were. */
  async history(from: Date, to: Date): Promise<{ events: number; workflows: number }> {
    const connection = await Connection.connect({ address: this.#temporalAddress });
    try {
      const query = `${startedWithin(from, to)} AND ExecutionStatus = "Completed"`;
      let [events, workflows] = [0, 0];
      for await (const { historyLength } of new Client({ connection }).workflow.list({ query, pageSize: 1_000 })) {
        events += historyLength;
        workflows++;
      }
      return { events, workflows };
    } finally {
      await connection.close();
    }
  }

  async close(): Promise<void> {
    await this.#admin.end();
    await this.#sql.end();
  }
}

const startedWithin = (from: Date, to: Date): string =>
  `WorkflowType IN ("deliverWebhook", "deliverRound") AND StartTime >= "${from.toISOString()}" AND StartTime < "${to.toISOString()}"`;

export function cpuPerDelivery(before: Usage, after: Usage, deliveries: number): CpuMs {
  const per = (part: keyof CpuMs) => Number(((after.cpuMs[part] - before.cpuMs[part]) / deliveries).toFixed(2));
  return Object.fromEntries(parts.map((part) => [part, per(part)])) as CpuMs;
}
