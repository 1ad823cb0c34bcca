import postgres from 'postgres';
import { Agent, request } from 'undici';
import { serve } from '#test/support/stack/helper-process.ts';

export interface FloorOptions {
  databaseUrl: string;
  url: string;
  body: string;
  /** Loops that run beside each other. */
  concurrency: number;
  seconds: number;
}

/** As many as the engine may have. */
const databaseConnections = 16;

const handlers = {
  /** The least that a delivery can cost: one committed row, one POST, nothing checked, signed or remembered. Answers the rate. */
  async run({ databaseUrl, url, body, concurrency, seconds }: FloorOptions): Promise<number> {
    const sql = postgres(databaseUrl, { max: databaseConnections, onnotice: () => {} });
    const dispatcher = new Agent({ connections: concurrency });
    await sql`create table if not exists bench_floor (id bigint generated always as identity primary key, data text not null)`;
    let posted = 0;
    const startedAt = performance.now();
    const isOver = () => performance.now() - startedAt > seconds * 1_000;
    const loop = async (): Promise<void> => {
      while (!isOver()) {
        await sql`insert into bench_floor (data) values (${body})`;
        const answer = await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, dispatcher });
        await answer.body.dump();
        posted++;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    const elapsedS = (performance.now() - startedAt) / 1_000;
    await dispatcher.close();
    await sql.end();
    return posted / elapsedS;
  },
};
export type FloorHandlers = typeof handlers;

serve(handlers);
