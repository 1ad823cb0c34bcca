import fastify from 'fastify';
import postgres from 'postgres';
import { serve } from '#test/support/stack/helper-process.ts';

const handlers = {
  /**
   * The least that a server on this machine can do for the quiet partner: one route that answers, one that commits a row, one that reads 20
   * rows. What these take beside a sender is what the machine takes. Returns the port.
   */
  async start({ databaseUrl }: { databaseUrl: string }): Promise<number> {
    const sql = postgres(databaseUrl, { max: 8, onnotice: () => {} });
    await sql`create table if not exists hostile_floor (id bigint generated always as identity primary key, deal jsonb not null)`;
    const app = fastify();
    app.get('/answer', async () => ({ status: 'ok' }));
    app.post('/rows', async ({ body }) => {
      const [row] = await sql`insert into hostile_floor (deal) values (${sql.json(body as never)}) returning id`;
      return row;
    });
    app.get('/rows', async () => sql`select id, deal from hostile_floor order by id desc limit 20`);
    await app.listen({ host: '127.0.0.1', port: 0 });
    return (app.server.address() as { port: number }).port;
  },
};
export type FloorHandlers = typeof handlers;

serve(handlers);
