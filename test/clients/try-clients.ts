import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Generator, generators } from './generators.ts';
import { missingOf, run } from './toolchain.ts';

/** A running API. */
interface ClientApi {
  url: string;
  platformKey: string;
}

/** What became of the clients, as the benchmark counts them. */
export interface TriedClients {
  tried: number;
  compiled: number;
  called: number;
  /** Those whose toolchain is not on this machine. */
  skipped: string[];
  failed: { name: string; at: 'generate' | 'compile' | 'call'; reason: string }[];
}

interface Options {
  /** The generators to try; all if it is not given. */
  names?: readonly string[];
  /** `yaml` gives the generators the same document as YAML. */
  format?: 'json' | 'yaml';
  /** An existing folder. Generated code stays in it. */
  folder: string;
  say?: (line: string) => void;
}

/** What a caller prints at its end. */
const Called = z.object({ event: z.string().startsWith('evt_'), deliveries: z.number(), pages: z.number(), deal: z.string() });

/** More than a page of the callers, which read two at a time. */
const EVENTS_BEFORE = 3;
const EVENT_TYPE = 'client.checked';

/**
 * Generates a client with each generator from the description that the API serves, compiles it, and lets it publish an event, page through
 * the deliveries of two statuses, and submit a deal.
 */
export async function tryClients(api: ClientApi, { names, format = 'json', folder, say = () => {} }: Options): Promise<TriedClients> {
  const result: TriedClients = { tried: 0, compiled: 0, called: 0, skipped: [], failed: [] };
  const contract = path.join(folder, `openapi.${format}`);
  writeFileSync(contract, await (await fetch(`${api.url}/openapi.${format}`)).text());
  const env = await prepare(api);
  for (const generator of generators.filter(({ name }) => names?.includes(name) ?? true)) {
    const missing = missingOf(generator.programs);
    if (missing.length > 0) {
      result.skipped.push(generator.name);
      say(`SKIPPED: ${generator.name}, because there is no ${missing.join(' and no ')} here`);
      continue;
    }
    await tryClient(generator, { contract, folder: path.join(folder, generator.name), env, result, say });
  }
  return result;
}

interface Trial {
  contract: string;
  folder: string;
  env: Record<string, string>;
  result: TriedClients;
  say: (line: string) => void;
}

async function tryClient(generator: Generator, { contract, folder, env, result, say }: Trial): Promise<void> {
  const { name } = generator;
  let at: TriedClients['failed'][number]['at'] = 'generate';
  result.tried += 1;
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const { generate, compile, call } = await generator.plan({ folder, contract });
    for (const step of generate) await run(step);
    at = 'compile';
    for (const step of compile) await run(step);
    result.compiled += 1;
    at = 'call';
    assertCalled(await run({ ...call, env }));
    result.called += 1;
    say(`ok      ${name} (${generator.language})`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    result.failed.push({ name, at, reason });
    say(`FAILED: ${name} (${generator.language}): ${at}: ${reason}`);
  }
}

function assertCalled(output: string): void {
  const last = output.trim().split('\n').at(-1) ?? '';
  const { deliveries, pages, deal } = Called.parse(JSON.parse(last));
  // Those that were there, and that of the caller's own event.
  if (deliveries <= EVENTS_BEFORE || pages < 2) throw new Error(`${deliveries} deliveries on ${pages} pages, which misses some: ${last}`);
  if (!['submitted', 'in_review', 'approved'].includes(deal)) throw new Error(`the deal is ${deal}, so it was not submitted`);
}

/** A partner with an endpoint that is paused, so that its deliveries stay. Returns the environment of the callers. */
async function prepare({ url, platformKey }: ClientApi): Promise<Record<string, string>> {
  const post = async (to: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(`${url}/api/v1${to}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platformKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The type of an earlier call is there.
    const isThere = response.status === 409 && to === '/event-types';
    if (!response.ok && !isThere) throw new Error(`POST ${to} was answered with ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  await post('/event-types', { name: EVENT_TYPE, description: 'Published by generated clients', schema: { type: 'object' } });
  const { id: partnerId = '' } = await post('/partners', { name: 'Generated Clients', tier: 'standard' });
  const { key = '' } = await post('/api-keys', { name: 'clients', partner_id: partnerId });
  const { id = '' } = await post('/endpoints', {
    partner_id: partnerId,
    url: 'https://partner.example/webhooks',
    event_types: [EVENT_TYPE],
  });
  await post(`/endpoints/${id}/pause`, { reason: 'its deliveries are to stay' });
  const publish = () => post('/events', { type: EVENT_TYPE, data: { n: 1 }, partner_ids: [partnerId] });
  for (let n = 0; n < EVENTS_BEFORE; n += 1) await publish();
  return { CAUSEWAY_URL: url, CAUSEWAY_PLATFORM_KEY: platformKey, CAUSEWAY_PARTNER_KEY: key, CAUSEWAY_PARTNER_ID: partnerId };
}
