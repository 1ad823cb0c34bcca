import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { useMay } from '#apps/console/session/session.ts';

const REFRESH_MS = 30_000;

/** The health of each of these, by its id: for the lists that name them. */
export function useHealthOf(ids: readonly string[]): ReadonlyMap<string, Schema<'IntegrationHealth'>> {
  const may = useMay();
  const query = { subject_id: [...ids], limit: ids.length };
  const { data } = useAnswer(['health', query], (signal) => api.GET('/api/v1/health/integrations', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
    isWanted: ids.length > 0 && may('webhooks:read'),
  });
  return new Map(data?.data.map((health) => [health.id, health]));
}
