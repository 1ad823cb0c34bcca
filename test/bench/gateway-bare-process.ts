import fastify from 'fastify';
import { serve } from '#test/support/stack/helper-process.ts';

const handlers = {
  /** The least that Fastify can do for the same answer: one route, one object, no hooks. Answers the port. */
  async start({ path, body }: { path: string; body: unknown }): Promise<number> {
    const app = fastify();
    app.get(path, async () => body);
    await app.listen({ host: '127.0.0.1', port: 0 });
    return (app.server.address() as { port: number }).port;
  },
};
export type GatewayBareHandlers = typeof handlers;

serve(handlers);
