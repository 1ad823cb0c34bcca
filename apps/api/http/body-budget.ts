import { finished } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { callerOf } from './principal.ts';
import { RateLimited } from './rate-limited.ts';

const MIB = 1024 * 1024;
/** Two bodies of the largest size, or hundreds of ordinary requests. */
const PER_CALLER_BYTES = 32 * MIB;
/** A parsed body takes several times its length in memory. */
const PER_PROCESS_BYTES = 256 * MIB;

interface Budget {
  /** With whose bodies this one is counted, and how much they may have together. */
  accountsOf: (request: FastifyRequest) => readonly { name: string; maxBytes: number }[];
  inAllBytes: number;
}

const ofCallers: Budget = {
  accountsOf: ({ principal }) => [{ name: callerOf(principal), maxBytes: PER_CALLER_BYTES }],
  inAllBytes: PER_PROCESS_BYTES,
};

/**
 * Enforces the body budget: the memory for bodies that are being received or processed. A caller that announces many bodies and sends them
 * slowly must take neither all memory of the process nor the share of others. A body counts with its Content-Length, or with the route's
 * maximum if it has none.
 */
export function limitBodyMemory(api: App, defaultLimit: number, { accountsOf, inAllBytes } = ofCallers): void {
  const taken = new Map<string, number>();
  let total = 0;

  function take(accounts: readonly { name: string }[], bytes: number): void {
    for (const { name } of accounts) {
      const now = (taken.get(name) ?? 0) + bytes;
      if (now > 0) taken.set(name, now);
      else taken.delete(name);
    }
    total += bytes;
  }

  api.addHook('onRoute', (route) => {
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    const { bodyLimit = defaultLimit } = route;
    route.preParsing = [
      ...[route.preParsing ?? []].flat(),
      (request, reply, _payload, done) => {
        const accounts = accountsOf(request);
        const bytes = Math.min(Number(request.headers['content-length'] ?? bodyLimit), bodyLimit);
        const full = accounts.find(({ name, maxBytes }) => (taken.get(name) ?? 0) + bytes > maxBytes);
        if (full) return done(callerFull(full.maxBytes));
        if (total + bytes > inAllBytes) return done(processFull());
        take(accounts, bytes);
        // Not onResponse, which is not called if the caller disconnects while sending a body.
        finished(reply.raw, () => take(accounts, -bytes));
        done();
      },
    ];
  });
}

const callerFull = (maxBytes: number) =>
  new RateLimited(
    `Your requests already use ${maxBytes / MIB} MiB of body data. Wait for their responses, then send this request again. Nothing was done.`,
    1,
  );
const processFull = () =>
  new DomainError('overloaded', 'The body budget is used up. Nothing was done. Send the same request again in a moment.');
