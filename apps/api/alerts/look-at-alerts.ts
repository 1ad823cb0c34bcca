import type { FastifyRequest } from 'fastify';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { listUnsettledAlerts } from '#db/alerts/alert.ts';

/** More find the change within an hour by themselves. */
const MOST_ALERTS = 200;

/** Whom alerts are told has changed: those that are open are looked at again. */
export async function lookAtAlerts(request: FastifyRequest, { db, workflows }: Pick<ApiDeps, 'db' | 'workflows'>): Promise<void> {
  await bestEffort(request, 'open alerts', async () => {
    for (const alert of await listUnsettledAlerts(db.sql, { after: '', limit: MOST_ALERTS })) await workflows.alerts.advance(alert);
  });
}
