import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { serve } from '#test/support/stack/helper-process.ts';
import type { HostileRequest, HostileTarget, Sent } from './sender.ts';
import { senders } from './senders.ts';

const CONNECTIONS = 4;
/** A platform key has no limit of requests: it sends as a partner of the highest tier may, 50 at once and then five a second. */
const PACE = { burst: 50, perS: 5 };

const handlers = {
  /** Sends until the time is over, or each request of a sender that sends each once. */
  async send({ name, target, seconds }: { name: string; target: HostileTarget; seconds: number }): Promise<Sent> {
    const sender = senders.find((one) => one.name === name);
    if (!sender) throw new Error(`There is no sender ${name}`);
    const signal = AbortSignal.timeout(seconds * 1_000);
    if (sender.attack) return sender.attack(target, signal);
    const requests = sender.requests?.(target) ?? [];
    return sendAll(target, requests, { once: sender.once === true, signal });
  },
};
export type SenderHandlers = typeof handlers;

async function sendAll(
  { port, key }: HostileTarget,
  requests: HostileRequest[],
  { once, signal }: { once: boolean; signal: AbortSignal },
): Promise<Sent> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, bodyTimeout: 0, headersTimeout: 120_000 });
  const statuses: Record<number, number> = {};
  const startedAt = performance.now();
  let sent = 0;
  /** Keeps to its limit, and comes back when it was told to. */
  async function work(): Promise<void> {
    while (!signal.aborted && !(once && sent >= requests.length)) {
      const number = sent++;
      const early = once ? 0 : startedAt + ((number - PACE.burst) / PACE.perS) * 1_000 - performance.now();
      if (early > 0) await delay(early, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const { status, retryAfterS } = await sendOne(pool, key, requests[number % requests.length] as HostileRequest, signal);
      if (status !== undefined) statuses[status] = (statuses[status] ?? 0) + 1;
      if (retryAfterS > 0) await delay(retryAfterS * 1_000, undefined, { signal }).catch(() => undefined);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  await pool.destroy();
  return { statuses };
}

/** Status 0: the connection broke. None: the time was over. */
async function sendOne(pool: Pool, key: string, { method, path, headers, body }: HostileRequest, signal: AbortSignal) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const answer = await pool.request({
      method,
      path,
      headers: { authorization: `Bearer ${key}`, ...type, ...headers },
      body: body ?? null,
      signal,
    });
    await answer.body.dump({ limit: Number.MAX_SAFE_INTEGER, signal });
    return { status: answer.statusCode, retryAfterS: answer.statusCode === 429 ? Number(answer.headers['retry-after'] ?? 1) : 0 };
  } catch {
    return { status: signal.aborted ? undefined : 0, retryAfterS: 0 };
  }
}

serve(handlers);
