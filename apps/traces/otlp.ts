import { type HrTime, SpanKind as OtelKind, SpanStatusCode, type SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { SpanKind } from '#domain/tracer.ts';
import type { EndedSpan } from './recorder.ts';
import type { SendSpans } from './span-queue.ts';

type ReadableSpan = Parameters<OTLPTraceExporter['export']>[0][number];

export interface OtlpOptions {
  /** Of the receiver for traces. Its headers, timeout, compression and certificates come from the standard variables, which the library reads. */
  url: string;
  serviceName: string;
  version: string;
  /** The kind of process, and which one. */
  role: string;
  instance: string;
}

const kinds: Record<SpanKind, OtelKind> = {
  internal: OtelKind.INTERNAL,
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
};
const scope = { name: 'causeway' };
/** ExportResultCode.SUCCESS of @opentelemetry/core. */
const taken = 0;
/** One batch at a time. A receiver that does not answer must not keep more. */
const sendWithinMs = 5_000;

/** Sends spans to an OpenTelemetry receiver by OTLP over HTTP. The only file that loads OpenTelemetry; it is imported only when traces are on. */
export function createOtlpSender({ url, serviceName, version, role, instance }: OtlpOptions): {
  send: SendSpans;
  close: () => Promise<void>;
} {
  const exporter = new OTLPTraceExporter({ url, concurrencyLimit: 1, timeoutMillis: sendWithinMs });
  const resource = resourceFromAttributes({
    'service.name': serviceName,
    'service.version': version,
    'service.instance.id': instance,
    'causeway.role': role,
  });
  return {
    send: (spans) =>
      new Promise((resolve, reject) => {
        const readable = spans.map((span) => toReadable(span, resource));
        exporter.export(readable, ({ error, code }) => {
          const outcome: number = code;
          if (outcome === taken) resolve();
          else reject(error ?? new Error('the receiver took no spans'));
        });
      }),
    close: () => exporter.shutdown(),
  };
}

function toReadable(span: EndedSpan, resource: ReadableSpan['resource']): ReadableSpan {
  const { context, parentId, startMs, endMs, attributes, failed } = span;
  const own = contextOf(context.traceId, context.spanId, context.sampled);
  return {
    name: span.name,
    kind: kinds[span.kind],
    spanContext: () => own,
    ...(parentId !== undefined && { parentSpanContext: contextOf(context.traceId, parentId, context.sampled) }),
    startTime: toHrTime(startMs),
    endTime: toHrTime(endMs),
    duration: toHrTime(endMs - startMs),
    status: { code: failed === undefined ? SpanStatusCode.UNSET : SpanStatusCode.ERROR },
    attributes: failed === undefined ? attributes : { ...attributes, 'error.type': failed },
    ended: true,
    links: [],
    events: [],
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const contextOf = (traceId: string, spanId: string, sampled: boolean): SpanContext => ({ traceId, spanId, traceFlags: sampled ? 1 : 0 });

const toHrTime = (ms: number): HrTime => [Math.trunc(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
