import { finished } from 'node:stream';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { idempotencyScope } from './principal.ts';
import { RateLimited } from './rate-limited.ts';

const MIB = 1024 * 1024;
/** Four bodies of the largest size, or hundreds of ordinary requests. */
const PER_PARTNER_BYTES = 64 * MIB;
/** A parsed body takes several times its length in memory. */
const PER_PROCESS_BYTES = 256 * MIB;

/**
 * Enforces the body budget: the memory for bodies that are being received or processed. A caller that announces many bodies and sends them
 * slowly must take neither all memory of the process nor the share of others. A body counts with its Content-Length, or with the route's
 * maximum if it has none.
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
        // Not onResponse, which is not called if the caller disconnects while sending a body.
        finished(reply.raw, () => take(account, -bytes));
        done();
      },
    ];
  });
}

const partnerFull = () =>
  new RateLimited(
    `Requests of this partner already use ${PER_PARTNER_BYTES / MIB} MiB of body data. Wait for their responses, then send this request again. Nothing was done.`,
    1,
  );
const processFull = () =>
  new DomainError('overloaded', 'The body budget is used up. Nothing was done. Send the same request again in a moment.');
