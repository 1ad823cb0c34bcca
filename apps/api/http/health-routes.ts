import { z } from 'zod';
import type { App } from '#apps/api/app.ts';

const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  required: z.boolean().meta({ description: 'Without it the API cannot keep its promise' }),
  detail: z.string(),
});

const Readiness = z.object({ status: z.enum(['ready', 'degraded', 'unavailable']), checks: z.array(Check) }).meta({
  id: 'Readiness',
  example: {
    status: 'degraded',
    checks: [
      { name: 'postgres', ok: true, required: true, detail: 'answered in 1 ms' },
      {
        name: 'temporal',
        ok: false,
        required: false,
        detail: 'not reachable; events are accepted and delivered later',
      },
    ],
  },
});

export interface ReadinessCheck {
  name: 'postgres' | 'temporal' | 'migrations' | 'sweeper';
  ok: boolean;
  /** Without this one the API cannot keep its promise, so the answer is 503. */
  required: boolean;
  detail: string;
}

/** Open to everyone: supervisors have no key. So the details must name no secret. */
export function healthRoutes(app: App, readiness: () => Promise<ReadinessCheck[]>): void {
  app.get(
    '/health/live',
    {
      schema: {
        operationId: 'getLiveness',
        tags: ['Health'],
        summary: 'Is the process alive?',
        description: 'Restart it when this does not answer. It says nothing about databases.',
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
        summary: 'Can it take requests?',
        description: '503 when a required dependency is away. `degraded` (200): events are accepted, and something else is wrong.',
        security: [],
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const checks = await readiness();
      const status = statusOf(checks);
      return reply
        .code(status === 'unavailable' ? 503 : 200)
        .header('cache-control', 'no-store')
        .send({ status, checks });
    },
  );
}

function statusOf(checks: ReadinessCheck[]): 'ready' | 'degraded' | 'unavailable' {
  if (checks.some((check) => !check.ok && check.required)) return 'unavailable';
  return checks.every((check) => check.ok) ? 'ready' : 'degraded';
}
