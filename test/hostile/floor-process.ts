import fastify from 'fastify';
import postgres from 'postgres';
import { serve } from '#test/support/stack/helper-process.ts';

const handlers = {
  /**
   * The least that a server on this machine can do for the quiet partner: nothing is checked, but each route runs as many statements, of the
   * same kind, as the API's. Returns the port.
   */
  async start({ databaseUrl }: { databaseUrl: string }): Promise<number> {
    const sql = postgres(databaseUrl, { max: 8, onnotice: () => {} });
    await sql`create table if not exists hostile_floor (id bigint generated always as identity primary key, deal jsonb not null)`;
    const look = () => sql`select 1`;
    const app = fastify();
    app.post('/deals/validate', async () => [await look(), await look()]);
    app.get('/partners/me', look);
    app.get('/partners/me/feature-flags', async () => ({ status: 'ok' }));
    app.get('/deals', () => sql`select id, deal from hostile_floor order by id desc limit 20`);
    app.post('/deals', async ({ body }) => {
      await look();
      const [row] = await sql`
        with made as (insert into hostile_floor (deal) values (${sql.json(body as never)}) returning id),
          told as (insert into hostile_floor (deal) select '{}' from made)
        select id from made`;
      return row;
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return (app.server.address() as { port: number }).port;
  },
};
export type FloorHandlers = typeof handlers;

serve(handlers);
