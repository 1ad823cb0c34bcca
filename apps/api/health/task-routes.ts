import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { requirePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listPartnerTasks } from '#db/health/partner-tasks.ts';
import { MAX_TASKS_OF_KIND, partnerTaskKinds, TASK_DAYS, tasksWithin } from '#domain/health/partner-task.ts';
import { Timestamp } from '#domain/instant.ts';

const PartnerTask = z.object({
  kind: z.enum(partnerTaskKinds),
  id: z
    .string()
    .describe('ID of the deal, endpoint, key, client or dispute that it is about; of a statement, its month and currency: `2026-03/EUR`'),
  name: z.string().describe('What people call it'),
  detail: z.string().nullable().describe('The question, the reason, the error or the answer'),
  since: Timestamp.nullable().describe('When it came; of a key, when it was last used'),
  due_at: Timestamp.nullable().describe('When it ends, or when it is too late'),
});

const PartnerTasks = z.object({ data: z.array(PartnerTask).max(MAX_TASKS_OF_KIND * partnerTaskKinds.length) }).meta({
  id: 'PartnerTasks',
  examples: [
    {
      data: [
        {
          ...{ kind: 'deal_question', id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', name: 'Data platform', detail: 'Which office is it?' },
          ...{ since: '2026-03-01T09:30:00.000Z', due_at: '2026-03-15T09:30:00.000Z' },
        },
      ],
    },
  ],
});

/** What a partner's people find when they sign in. */
export function taskRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listPartnerTasks',
    summary: 'List what waits for you',
    description:
      'Returns what somebody of your partner should look at: questions on deals, rejected deals, protection that ends, endpoints that fail, keys and secrets that end, ' +
      `answered disputes, new statements. What ends within ${TASK_DAYS} days is among it, and what was decided or issued in the last ${TASK_DAYS}; of each kind at most ` +
      `${MAX_TASKS_OF_KIND}, the most urgent first. Kinds whose objects your scopes do not let you read are left out.`,
    tags: ['Partners'],
    ...needs('partner:read'),
    response: { 200: PartnerTasks, ...problems() },
  };
  app.get('/partners/me/tasks', { schema }, async (request) => {
    const tasks = await listPartnerTasks(db.sql, requirePartner(request), tasksWithin(request.principal.scopes));
    return {
      data: tasks.map(({ since, dueAt, ...task }) => ({
        ...task,
        since: since?.toISOString() ?? null,
        due_at: dueAt?.toISOString() ?? null,
      })),
    };
  });
}
