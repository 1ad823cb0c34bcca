import { randomUUID } from 'node:crypto';

/** A place in a trace, as W3C Trace Context passes it on: https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether the trace is recorded. */
  readonly sampled: boolean;
  /** The header `tracestate`, unchanged; null if there is none. */
  readonly state: string | null;
}

/** What a later version may append is not read. The version ff and ids of zeros are invalid. */
const PARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
/** A version 00 is this long. */
const PARENT_LENGTH = 55;
const MAX_PARENT_LENGTH = 256;
/** Vendors must pass on at least this much, and nobody has to pass on more. */
const MAX_STATE_LENGTH = 512;
const MAX_MEMBERS = 32;
const MEMBER =
  /^[a-z\d][a-z\d_\-*/]{0,240}(?:@[a-z][a-z\d_\-*/]{0,13})?=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/** Reads the headers of a caller; undefined if `traceparent` is missing or malformed. A malformed `tracestate` is dropped. */
export function readTraceContext(traceparent: unknown, tracestate?: unknown): TraceContext | undefined {
  if (typeof traceparent !== 'string' || traceparent.length > MAX_PARENT_LENGTH) return undefined;
  const [, version, traceId, spanId, flags, more] = PARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1, state: readState(tracestate) };
}

function readState(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_STATE_LENGTH) return null;
  const members = text.split(',').map((member) => member.trim());
  const given = members.filter((member) => member !== '');
  const keys = new Set(given.map((member) => member.slice(0, member.indexOf('='))));
  const isValid = given.length > 0 && given.length <= MAX_MEMBERS && keys.size === given.length && given.every((one) => MEMBER.test(one));
  return isValid ? given.join(',') : null;
}

/** As the header `traceparent`. */
export const traceparentOf = ({ traceId, spanId, sampled }: TraceContext): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;

/** As the headers of a request. */
export function traceHeaders(context: TraceContext): { traceparent: string; tracestate?: string } {
  return { traceparent: traceparentOf(context), ...(context.state !== null && { tracestate: context.state }) };
}

/** As one text, which `loadTraceContext` reads: what happens later belongs to the trace too. */
export const storeTraceContext = (context: TraceContext): string => traceparentOf(context) + (context.state ?? '');

export const loadTraceContext = (text: string | null | undefined): TraceContext | undefined =>
  text === null || text === undefined ? undefined : readTraceContext(text.slice(0, PARENT_LENGTH), text.slice(PARENT_LENGTH));

/** A new span of the same trace. */
export const childOf = (parent: TraceContext): TraceContext => ({ ...parent, spanId: newSpanId() });

// randomUUID takes its bytes from a buffer, which is ten times faster than to ask for eight. These digits are random, not the version.
export const newSpanId = (): string => {
  const uuid = randomUUID();
  return uuid.slice(24) + uuid.slice(0, 4);
};

export const newTraceId = (): string => randomUUID().replaceAll('-', '');
