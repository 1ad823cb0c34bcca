import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { CallApi } from '#apps/local/api-client.ts';
import { counted } from '#domain/counted.ts';

const NAME = 'HubSpot sandbox and Stripe sandbox';
/** Some records, of two systems on this machine. */
const TIMEOUT_MS = 10_000;

const Listed = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });
const Preset = z.object({ mapping: z.unknown() });
const Made = z.object({ id: z.string() });
const Runs = z.object({
  data: z.array(z.object({ kind: z.string(), state: z.string(), written: z.number(), reason: z.string().nullable() })),
});

/**
 * Keeps the sandbox HubSpot and the sandbox Stripe the same, as the preset says. Made anew at each start, because the sandboxes have forgotten
 * their records. Returns its id, and how its first run ended.
 */
export async function startSandboxSync(call: CallApi, sides: { crm: string; billing: string }): Promise<{ id: string; outcome: string }> {
  const { data } = Listed.parse((await call('GET', '/syncs?limit=100')).body);
  for (const { id, name } of data) if (name === NAME) await call('DELETE', `/syncs/${id}`);
  const connections = { a_connection_id: sides.crm, b_connection_id: sides.billing };
  const { mapping } = Preset.parse((await call('POST', '/syncs/preset', { preset: 'crm_billing', ...connections })).body);
  const { id } = Made.parse((await call('POST', '/syncs', { name: NAME, interval_seconds: 60, ...connections, mapping })).body);
  return { id, outcome: await outcomeOf(call, id) };
}

async function outcomeOf(call: CallApi, id: string): Promise<string> {
  for (const end = Date.now() + TIMEOUT_MS; Date.now() < end; await wait(100)) {
    const { data } = Runs.parse((await call('GET', `/syncs/${id}/runs`)).body);
    const run = data.find(({ kind }) => kind === 'backfill');
    if (!run || run.state === 'running') continue;
    return `${run.state}, ${counted(run.written, 'record')} written${run.reason === null ? '' : `: ${run.reason}`}`;
  }
  return `still running after ${TIMEOUT_MS / 1_000} s`;
}
