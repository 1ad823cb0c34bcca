import type { App } from '#apps/api/app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Cache-Control of successful responses, for routes whose responses contain no secret and no personal data. */
    cacheControl?: string;
  }
}

/** On every response, unless its route says otherwise: browsers must not guess its type, and nobody may keep a copy of it. */
export const safeHeaders = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' } as const;

/** Register it before every other hook, because hooks respond too. */
export function sendSafeHeaders(app: App): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(safeHeaders);
    done();
  });
  // Only on these routes: a hook for each response would cost all of them.
  app.addHook('onRoute', (route) => {
    const { cacheControl } = route.config ?? {};
    if (cacheControl === undefined) return;
    route.onSend = [
      async (_request, reply, payload) => {
        if (reply.statusCode < 400) reply.header('cache-control', cacheControl);
        return payload;
      },
      ...[route.onSend ?? []].flat(),
    ];
  });
}
