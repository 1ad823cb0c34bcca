import { AsyncLocalStorage } from 'node:async_hooks';
import { newSpanId, newTraceId, type TraceContext } from '#domain/trace-context.ts';
import type { Attributes, Span, SpanKind, SpanStart, Tracer } from '#domain/tracer.ts';

/** A span that has ended. */
export interface EndedSpan {
  context: TraceContext;
  parentId: string | undefined;
  name: string;
  kind: SpanKind;
  /** Unix time in milliseconds, with fractions. */
  startMs: number;
  endMs: number;
  attributes: Record<string, string | number | boolean>;
  /** The type of the error; undefined if it went well. */
  failed: string | undefined;
}

/** The spans of a trace that is not sampled, until the first of them in this process ends. */
interface LocalRoot {
  spanId: string;
  ended: EndedSpan[];
  failed: boolean;
}

export interface RecorderOptions {
  /** The part of new traces that is exported, from 0 to 1. A trace that came with a request is exported if its caller says so. */
  ratio: () => number;
  export: (span: EndedSpan) => void;
}

/** A request that writes a thousand records has a thousand spans: of one that fails, these are enough. */
const maxKeptPerRoot = 64;
/** About 10 MB. Beyond it, what is not sampled is kept only if it fails itself. */
const maxRoots = 5_000;

/** Unix time in milliseconds, steady while a span runs. */
const now = () => performance.timeOrigin + performance.now();

/**
 * Records spans in memory: plain objects, because thousands are made a second. A sampled one is exported when it ends. The others are kept until their local root
 * ends, and exported if one of them failed.
 */
export class Recorder implements Tracer {
  readonly #options: RecorderOptions;
  readonly #storage = new AsyncLocalStorage<TraceContext | null>();
  readonly #roots = new Map<string, LocalRoot>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  current(): TraceContext | undefined {
    return this.#storage.getStore() ?? undefined;
  }

  within<T>(context: TraceContext | null, work: () => T): T {
    return this.#storage.run(context, work);
  }

  begin({ name, kind, parent = this.#storage.getStore(), attributes }: SpanStart): Span {
    const context = parent ? { ...parent, spanId: newSpanId() } : this.#newTrace();
    if (!context.sampled && !this.#roots.has(context.traceId) && this.#roots.size < maxRoots) {
      this.#roots.set(context.traceId, { spanId: context.spanId, ended: [], failed: false });
    }
    const record = {
      context,
      parentId: parent?.spanId,
      name,
      kind,
      startMs: now(),
      endMs: 0,
      attributes: { ...attributes },
      failed: undefined,
    };
    return new RecordedSpan(record, (ended) => this.#end(ended));
  }

  #newTrace(): TraceContext {
    const traceId = newTraceId();
    // The last digits are random in every trace id, whoever made it.
    const sampled = Number.parseInt(traceId.slice(-8), 16) / 2 ** 32 < this.#options.ratio();
    return { traceId, spanId: newSpanId(), sampled, state: null };
  }

  #end(span: EndedSpan): void {
    const { traceId, spanId, sampled } = span.context;
    if (sampled) return this.#options.export(span);
    const root = this.#roots.get(traceId);
    if (!root) {
      if (span.failed !== undefined) this.#options.export(span);
      return;
    }
    root.failed ||= span.failed !== undefined;
    // The failed one itself is never the one that is left out.
    if (root.ended.length >= maxKeptPerRoot && (span.failed !== undefined || spanId === root.spanId)) root.ended.shift();
    if (root.ended.length < maxKeptPerRoot) root.ended.push(span);
    if (spanId !== root.spanId) return;
    this.#roots.delete(traceId);
    if (root.failed) for (const kept of root.ended) this.#options.export(kept);
  }
}

class RecordedSpan implements Span {
  readonly #record: EndedSpan;
  readonly #onEnd: (span: EndedSpan) => void;

  constructor(record: EndedSpan, onEnd: (span: EndedSpan) => void) {
    this.#record = record;
    this.#onEnd = onEnd;
  }

  get context(): TraceContext {
    return this.#record.context;
  }

  set(attributes: Attributes): void {
    Object.assign(this.#record.attributes, attributes);
  }

  rename(name: string): void {
    this.#record.name = name;
  }

  fail(type: string): void {
    this.#record.failed = type;
  }

  end(): void {
    if (this.#record.endMs !== 0) return;
    this.#record.endMs = now();
    this.#onEnd(this.#record);
  }
}
