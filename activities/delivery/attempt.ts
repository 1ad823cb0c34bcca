import { randomInt } from 'node:crypto';
import type { WebhookSender } from '#connectors/webhook/post.ts';
import type { FinishedAttempt } from '#db/delivery/outcome.ts';
import { type ClaimedDelivery, keptScheduleOf } from '#domain/delivery/claimed-delivery.ts';
import { judgeAttempt, type PostResult } from '#domain/delivery/outcome.ts';
import { signHeaders } from '#domain/delivery/signature.ts';
import { type TransformationError, TransformationFailed } from '#domain/events/transformation.ts';
import type { Settings } from '#domain/settings.ts';
import { childOf, loadTraceContext, type TraceContext, traceHeaders } from '#domain/trace-context.ts';
import type { Span, Tracer } from '#domain/tracer.ts';
import type { EndpointCache, Target } from './endpoint-cache.ts';
import { type PayloadTransformer, needsTransformation } from './payload-transformer.ts';

/** A finished attempt that has not been recorded yet. */
export type PostedAttempt = Omit<FinishedAttempt, 'workflowId'> & {
  /** What the receiver got as `traceparent`; undefined if the event belongs to no trace. */
  trace?: TraceContext | undefined;
};

/** Nothing was sent, because the payload cannot be transformed as this version of the endpoint requires. */
export interface UnsentAttempt {
  fault: TransformationError;
  endpointVersion: number;
}

export interface AttemptDeps {
  endpoints: EndpointCache;
  payloadTransformer: PayloadTransformer;
  sender: WebhookSender;
  settings: () => Settings;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}

/**
 * Transforms, signs and posts a claimed delivery once, and evaluates the response. This is the only place that sends anything to a partner.
 * It never throws because of the receiver or the network; the owner of the claim records the result. While PostgreSQL or the transformer is
 * unavailable, or the endpoint's secrets cannot be decrypted, it throws, so that an attempt that was not made is not counted.
 */
export async function attemptDelivery(
  { endpoints, payloadTransformer, sender, settings, tracer }: AttemptDeps,
  delivery: ClaimedDelivery,
): Promise<PostedAttempt | UnsentAttempt> {
  const target = await endpoints.get(delivery.endpointId, delivery.endpointVersion);
  const dataJson = await transformFor(target, delivery, payloadTransformer);
  if (typeof dataJson !== 'string') return { fault: dataJson, endpointVersion: target.version };
  const startedAt = new Date();
  const parent = loadTraceContext(delivery.trace);
  const span = tracer && beginSpan(tracer, delivery, target, parent ?? null);
  // A caller's trace goes on with the partner, also while this process records none.
  const trace = span?.context ?? (parent && childOf(parent));
  const result = await post(sender, target, delivery, { dataJson, at: startedAt, trace });
  if (span) endSpan(span, result);
  const policy = target.retryPolicy ?? settings().webhooks.retry[target.tier];
  const verdict = judgeAttempt({
    result,
    attempt: delivery.attempts + 1,
    policy,
    budgetFrom: delivery.budgetFrom,
    keptSchedule: keptScheduleOf(delivery),
    now: new Date(),
    random: () => randomInt(2 ** 32) / 2 ** 32,
  });
  return { delivery, startedAt, result, verdict, trace };
}

function beginSpan(tracer: Tracer, delivery: ClaimedDelivery, { url }: Target, parent: TraceContext | null): Span {
  return tracer.begin({
    ...{ name: 'deliver webhook', kind: 'client', parent },
    attributes: {
      'http.request.method': 'POST',
      'server.address': URL.parse(url)?.hostname ?? '',
      'causeway.delivery.id': delivery.id,
      'causeway.event.id': delivery.eventId,
      'causeway.event.type': delivery.eventType,
      'causeway.endpoint.id': delivery.endpointId,
      'causeway.partner.id': delivery.partnerId,
      'causeway.attempt': delivery.attemptsBefore + delivery.attempts + 1,
    },
  });
}

function endSpan(span: Span, { statusCode, errorClass }: PostResult): void {
  if (statusCode !== undefined) span.set({ 'http.response.status_code': statusCode });
  if (errorClass) span.fail(errorClass);
  span.end();
}

/** The transformed payload. Most endpoints take the payload unchanged, which costs nothing. */
async function transformFor(
  target: Target,
  delivery: ClaimedDelivery,
  payloadTransformer: PayloadTransformer,
): Promise<string | TransformationError> {
  if (!needsTransformation(target, delivery)) return delivery.dataJson;
  return payloadTransformer.transform(delivery, target).catch((error: unknown) => {
    if (error instanceof TransformationFailed) return error.fault;
    throw error;
  });
}

function post(
  sender: WebhookSender,
  target: Target,
  delivery: ClaimedDelivery,
  { dataJson, at, trace }: { dataJson: string; at: Date; trace: TraceContext | undefined },
): Promise<PostResult> {
  const body = `{"type":${JSON.stringify(delivery.eventType)},"timestamp":"${delivery.occurredAt.toISOString()}","data":${dataJson}}`;
  const signed = signHeaders({
    id: delivery.eventId,
    timestamp: Math.floor(at.getTime() / 1_000),
    body,
    secrets: target.secrets.filter((secret) => secret.expiresAt > at.getTime()).map((secret) => secret.key),
    type: delivery.eventType,
  });
  const headers = { ...target.headers, ...signed, ...(trace && traceHeaders(trace)) };
  return sender.post({ url: target.url, headers, body, timeoutMs: target.timeoutMs });
}
