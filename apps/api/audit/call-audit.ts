import type { Logger } from 'pino';
import type { App } from '#apps/api/app.ts';
import { type AuditedCall, insertAuditedCalls } from '#db/audit/audit.ts';
import type { Sql } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';

/** How long calls are collected before they are written together: the hash chain takes one writer at a time. */
const WRITE_MS = 250;
const BATCH = 500;
/** Limit while the database is unavailable. Further calls are dropped and counted; an event says how many. */
const MAX_WAITING = 50_000;
const RETRY_MS = 2_000;

/**
 * Writes every API call of enterprise partners to the audit log, after the response: every call with a valid credential under /api/v1 and
 * under /oauth, successful or not. Changes have their own entries. Register it before the routes.
 */
export function auditCalls(app: App, { sql, log, notify }: { sql: Sql; log: Logger; notify: Notify }): void {
  let waiting: AuditedCall[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeSoon = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      writing = write();
    }, ms).unref();
  };

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      try {
        await insertAuditedCalls(sql, batch);
        waiting = waiting.slice(batch.length);
      } catch (error) {
        log.warn({ err: error, waiting: waiting.length }, 'audited calls could not be written; retrying');
        return writeSoon(RETRY_MS);
      }
    }
    if (dropped > 0) await reportDropped();
  }

  async function reportDropped(): Promise<void> {
    const count = dropped;
    dropped = 0;
    await notify('causeway.audit.calls_dropped', { count, reason: `more than ${MAX_WAITING} calls waited for the database` }).catch(
      (error: unknown) => log.warn({ err: error }, 'an event about the audit log could not be published'),
    );
  }

  app.decorateRequest('caller', undefined);
  app.addHook('onResponse', (request, reply, done) => {
    const { principal } = request;
    const caller = principal?.kind === 'partner' ? principal : request.caller;
    if (caller?.tenant.tier === 'enterprise') {
      const { credentialId: actorId, partnerId } = caller;
      const [path = ''] = request.url.split('?', 1);
      const route = request.routeOptions.url ?? '';
      if (waiting.length < MAX_WAITING) {
        waiting.push({ actorId, partnerId, method: request.method, route, path, status: reply.statusCode, requestId: request.id });
      } else {
        dropped++;
      }
      writeSoon(WRITE_MS);
    }
    done();
  });
  app.addHook('onClose', async () => {
    clearTimeout(timer);
    await writing;
    await write();
    clearTimeout(timer);
  });
}
