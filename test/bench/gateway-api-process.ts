import '#apps/v8-flags.ts';
import { createHistogram } from 'node:perf_hooks';
import { pino } from 'pino';
import { openDirectory } from '#apps/api/access/directory.ts';
import { openRateLimiter } from '#apps/api/access/rate-limit.ts';
import type { RateLimiter } from '#apps/api/access/rate-limiter.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { buildServer } from '#apps/api/server.ts';
import { readConfig } from '#apps/config.ts';
import { createVendors } from '#apps/vendors/vendors.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';
import { serve } from '#test/support/stack/helper-process.ts';

/** Of one process: the time from asking the limiter to its verdict, in nanoseconds. */
const checks = createHistogram();

interface ApiOptions {
  databaseUrl: string;
  encryptionKeys: string;
  timed: boolean;
  /** What differs from the defaults. */
  settings?: object;
}

const handlers = {
  /** The API as its process wires it, without what delivers: the routes that are measured do not publish. Answers the port. */
  async start({ databaseUrl, encryptionKeys, timed, settings: changed = {} }: ApiOptions): Promise<number> {
    const config = readConfig({ DATABASE_URL: databaseUrl, CAUSEWAY_ENCRYPTION_KEYS: encryptionKeys });
    const settings = Settings.parse(changed);
    const log = pino({ level: 'warn' });
    const db = openDatabase(databaseUrl, { max: 12 });
    const attribution = openAttribution(databaseUrl);
    const directory = openDirectory({ sql: db.sql, url: databaseUrl, settings: () => settings });
    const rateLimiter = openRateLimiter({ sql: db.hot, log });
    if (timed) timeChecks(rateLimiter);
    const secretBox = createSecretBox(parseEncryptionKeys(encryptionKeys));
    const guard = createEgressGuard({ allow: () => [] });
    const vendors = createVendors({
      db,
      secretBox,
      guard,
      log,
      version: 'bench',
      holder: 'eng_bench',
      urls: {},
      publicUrl: config.PUBLIC_URL,
    });
    const app = await buildServer({
      ...{ config, db, attribution, log, directory, rateLimiter },
      settings: () => settings,
      ...{ secretBox, guard, vendors },
      readiness: async () => [],
      ...({} as Pick<
        ApiDeps,
        | 'publisher'
        | 'notify'
        | 'tryAlert'
        | 'inbound'
        | 'inboundVendors'
        | 'workflows'
        | 'transformer'
        | 'schemas'
        | 'fetchJwks'
        | 'oidc'
        | 'resolveTxt'
      >),
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return (app.server.address() as { port: number }).port;
  },

  /** Milliseconds, of all checks since it was last asked. */
  takeChecks(): { p50: number; p99: number; count: number } {
    const [p50, p99, count] = [checks.percentile(50) / 1e6, checks.percentile(99) / 1e6, checks.count];
    checks.reset();
    return { p50, p99, count };
  },
};
export type GatewayApiHandlers = typeof handlers;

function timeChecks(limiter: RateLimiter): void {
  const check = limiter.check.bind(limiter);
  limiter.check = (...request) => {
    const startedAt = process.hrtime.bigint();
    const record = () => checks.record(Number(process.hrtime.bigint() - startedAt));
    const verdict = check(...request);
    if (verdict instanceof Promise) void verdict.then(record);
    else record();
    return verdict;
  };
}

serve(handlers);
