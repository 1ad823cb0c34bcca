import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { App } from '#apps/api/app.ts';
import type { Settings } from '#domain/settings.ts';
import { createClientNetwork } from './client-address.ts';

/** A caller that is refused is usually refused often: one line for each status says as much as thousands, and costs nothing. */
const EVERY_MS = 60_000;
/** A flood can come from any number of addresses. Those beyond this number are counted together. */
const MAX_CALLERS = 1_000;
const SHOWN = 5;

/** 401 and 429 are about a caller, 503 is about this installation. */
const levels = { 401: 'info', 429: 'info', 503: 'warn' } as const;
type Refused = keyof typeof levels;
const isRefused = (status: number): status is Refused => status in levels;

/** Writes one line a minute for each of these statuses: how many, with which codes, and who was refused most often. */
export function logRefusedRequests(app: App, { settings, log }: { settings: () => Settings; log: Logger }): void {
  const networkOf = createClientNetwork(settings);
  let counts = new Map<Refused, Counts>();
  const flush = () => {
    const finished = counts;
    counts = new Map();
    for (const [status, seen] of finished) log[levels[status]]({ status, ...seen.describe() }, `requests were refused with ${status}`);
  };
  const timer = setInterval(flush, EVERY_MS).unref();

  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status } = reply;
    if (isRefused(status) && !request.routeOptions.url?.startsWith('/health/')) {
      let seen = counts.get(status);
      if (!seen) counts.set(status, (seen = new Counts()));
      seen.add(reply.problemCode ?? 'unknown', partnerOf(request), networkOf(request));
    }
    done();
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    flush();
  });
}

class Counts {
  #total = 0;
  readonly #codes = new Tally();
  readonly #partners = new Tally();
  readonly #addresses = new Tally();

  add(code: string, partnerId: string | undefined, address: string): void {
    this.#total++;
    this.#codes.add(code);
    if (partnerId !== undefined) this.#partners.add(partnerId);
    this.#addresses.add(address);
  }

  describe() {
    return { count: this.#total, codes: this.#codes.most(), partners: this.#partners.most(), addresses: this.#addresses.most() };
  }
}

/** Counts by name, with a bound for their number. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    const key = this.#counts.has(name) || this.#counts.size < MAX_CALLERS ? name : 'others';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  most(): Record<string, number> {
    return Object.fromEntries([...this.#counts].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN));
  }
}

function partnerOf({ principal, caller }: FastifyRequest): string | undefined {
  // Absent if the request was refused before its caller was known.
  const known = principal as FastifyRequest['principal'] | undefined;
  return known?.kind === 'partner' ? known.partnerId : caller?.partnerId;
}
