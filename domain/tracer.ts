import type { TraceContext } from './trace-context.ts';

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** By their names in OpenTelemetry's semantic conventions, or `causeway.…`. Ids, codes and numbers: no payloads, secrets, personal data or query strings. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work that a trace shows. */
export interface Span {
  readonly context: TraceContext;
  set(attributes: Attributes): void;
  rename(name: string): void;
  /** It went wrong: then it is kept although its trace is not sampled. `type`: a class or code of low cardinality. */
  fail(type: string): void;
  /** The second end counts for nothing. */
  end(): void;
}

export interface SpanStart {
  name: string;
  kind: SpanKind;
  /** Null: a new trace. Omitted: what runs now, or a new trace. */
  parent?: TraceContext | null | undefined;
  attributes?: Attributes;
}

/** Records spans. Without traces it is undefined, and nothing of it is loaded. */
export interface Tracer {
  begin(start: SpanStart): Span;
  /** What the work that runs now belongs to. */
  current(): TraceContext | undefined;
  /** Runs work, and all that it awaits, as part of this; null: as part of nothing. */
  within<T>(context: TraceContext | null, work: () => T): T;
}

/** Runs work in a span of its own, which fails when the work does. Without a tracer it only runs it. */
export async function traced<T>(tracer: Tracer | undefined, start: SpanStart, work: (span?: Span) => Promise<T>): Promise<T> {
  if (!tracer) return work();
  const span = tracer.begin(start);
  try {
    return await tracer.within(span.context, () => work(span));
  } catch (error) {
    span.fail(errorTypeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** The kind of a connector's error, the code of a domain's or a system's, or the name of its class: never its message. */
export function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { kind, code, type } = error as { kind?: unknown; code?: unknown; type?: unknown };
  const said = [kind, code, type].find((one): one is string => typeof one === 'string' && /^[\w.-]{1,60}$/.test(one));
  return said ?? error.name;
}
