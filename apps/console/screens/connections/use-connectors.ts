import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';

/** It changes only with a release. */
const FRESH_MS = 3_600_000;

/** What each vendor needs, permits and has, by its name. */
export function useConnectors(): ReadonlyMap<string, Schema<'Connector'>> {
  const { data } = useAnswer(['connectors'], (signal) => api.GET('/api/v1/connectors', { signal }), { freshMs: FRESH_MS });
  return new Map(data?.data.map((connector) => [connector.vendor, connector]));
}
