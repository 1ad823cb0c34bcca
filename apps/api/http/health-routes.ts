import { z } from 'zod';
import type { App } from '#apps/api/app.ts';

const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  required: z.boolean().meta({ description: 'Whether the API cannot work without this dependency' }),
  detail: z.string(),
});

const Readiness = z.object({ status: z.enum(['ready', 'degraded', 'unavailable']), checks: z.array(Check) }).meta({
  id: 'Readiness',
  example: {
    status: 'degraded',
    checks: [
      { name: 'postgres', ok: true, required: true, detail: 'responded in 1 ms' },
      {
        name: 'temporal',
        ok: false,
        required: false,
        detail: 'no response within 1000 ms',
      },
    ],
  },
});

export interface ReadinessCheck {
  name: 'postgres' | 'temporal' | 'migrations' | 'lease' | 'regions' | 'sweeper' | 'workers' | 'encryption_keys' | 'attribution';
  ok: boolean;
  /** The API cannot work without this dependency, so the response is 503 if it fails. */
  required: boolean;
  detail: string;
  /** Why it fails, for the event: it can contain addresses, so no response shows it. */
  cause?: string;
}

/** Public, because supervisors have no key. The details must therefore contain no secrets and no addresses. */
export function healthRoutes(app: App, readiness: () => Promise<ReadinessCheck[]>): void {
  app.get(
    '/health/live',
    {
      schema: {
        operationId: 'getLiveness',
        tags: ['Health'],
        summary: 'Check that the process is alive',
        description:
          'Responds with 200 while the process is alive. Restart the process if it does not respond. Does not check any dependency.',
        security: [],
        response: { 200: z.object({ status: z.literal('alive') }) },
      },
    },
    async () => ({ status: 'alive' as const }),
  );

  app.get(
    '/health/ready',
    {
      schema: {
        operationId: 'getReadiness',
        tags: ['Health'],
        summary: 'Check that the process can handle requests',
        description:
          'Responds within about a second, with 503 if a required dependency is unavailable. `degraded` (200) means that events are ' +
          'accepted but another dependency has a problem. The result is cached for one second.',
        security: [],
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const checks = await readiness();
      const status = statusOf(checks);
      return reply.code(status === 'unavailable' ? 503 : 200).send({ status, checks });
    },
  );
}

function statusOf(checks: ReadinessCheck[]): 'ready' | 'degraded' | 'unavailable' {
  if (checks.some((check) => !check.ok && check.required)) return 'unavailable';
  return checks.every((check) => check.ok) ? 'ready' : 'degraded';
}
