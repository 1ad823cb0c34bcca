import type { App } from '#apps/api/app.ts';

export interface AnsweredRequest {
  status: number;
  seconds: number;
  /** A partner's id, `platform`, or `none` without a valid credential. */
  caller: string;
  /** Of a trace that is recorded, here or by the caller. */
  traceId: string | undefined;
}

/** Tells of each answer. Nobody listens by default, and then no hook is added. */
export function observeRequests(app: App, onAnswered: ((request: AnsweredRequest) => void) | undefined): void {
  if (!onAnswered) return;
  app.addHook('onResponse', (request, reply, done) => {
    const { principal } = request;
    const caller = principal?.kind === 'partner' ? principal.partnerId : (principal?.kind ?? 'none');
    onAnswered({
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
      caller,
      traceId: request.trace?.sampled === true ? request.trace.traceId : undefined,
    });
    done();
  });
}
