import { finished } from 'node:stream';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { idempotencyScope } from './principal.ts';
import { RateLimited } from './rate-limited.ts';

const MIB = 1024 * 1024;
/** Four files of the largest kind, or hundreds of other requests. */
const PER_PARTNER_BYTES = 64 * MIB;
/** Parsed, a body takes several times its length. */
const PER_PROCESS_BYTES = 256 * MIB;

/**
 * Gives bodies room that are to come or are at work. Whoever announces many, and sends them slowly, must take neither the
 * process's memory nor the others' share of it. Goes by Content-Length; where there is none, by the most that the route takes.
 */
export function limitBodyMemory(api: App, defaultLimit: number): void {
  const taken = new Map<string, number>();
  let total = 0;

  function take(account: string, bytes: number): void {
    const now = (taken.get(account) ?? 0) + bytes;
    if (now > 0) taken.set(account, now);
    else taken.delete(account);
    total += bytes;
  }

  api.addHook('onRoute', (route) => {
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    const { bodyLimit = defaultLimit } = route;
    route.preParsing = [
      ...[route.preParsing ?? []].flat(),
      (request, reply, _payload, done) => {
        const account = idempotencyScope(request.principal);
        const bytes = Math.min(Number(request.headers['content-length'] ?? bodyLimit), bodyLimit);
        if (request.principal.kind === 'partner' && (taken.get(account) ?? 0) + bytes > PER_PARTNER_BYTES) return done(partnerFull());
        if (total + bytes > PER_PROCESS_BYTES) return done(processFull());
        take(account, bytes);
        // Not onResponse, which is not called for whoever goes away in the middle of a body.
        finished(reply.raw, () => take(account, -bytes));
        done();
      },
    ];
  });
}

const partnerFull = () =>
  new RateLimited(
    `Bodies of this partner take ${PER_PARTNER_BYTES / MIB} MiB already. Send this one when those before have been answered. Nothing was done.`,
    1,
  );
const processFull = () =>
  new DomainError(
    'overloaded',
    'There is no room for another body of this size now. Nothing was done; send the same request again in a moment.',
  );
