export interface HeaderProblem {
  header: string;
  message: string;
}

// The limits keep a request's head within the 8 KiB that common servers accept.
const MAX_HEADERS = 20;
const MAX_NAME_LENGTH = 64;
const MAX_VALUE_LENGTH = 1024;
/** RFC 9110 token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, space and tab: no CR or LF, with which a value could add headers or a second request. */
const VALUE = /^[\t\x20-\x7e]*$/;

const RESERVED = new Set([
  // Verified by receivers.
  'x-signature',
  'x-partner-event',
  'x-idempotency-key',
  // Name the attempt in the trace of its event.
  'traceparent',
  'tracestate',
  // Describe the body, and how this sender reads the response.
  'content-type',
  'content-encoding',
  'user-agent',
  'accept-encoding',
  // Frame the message and route the connection (request smuggling).
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'http2-settings',
]);

/** Validates the custom headers of an endpoint when they are saved. */
export function checkCustomHeaders(headers: Readonly<Record<string, string>>): HeaderProblem[] {
  const names = Object.keys(headers);
  const problems: HeaderProblem[] = [];
  if (names.length > MAX_HEADERS) {
    problems.push({ header: '*', message: `${names.length} headers are given; the maximum is ${MAX_HEADERS}` });
  }
  const seen = new Set<string>();
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase();
    const why = nameProblem(name) ?? (seen.has(name) ? 'is given twice' : undefined) ?? valueProblem(value);
    seen.add(name);
    if (why) problems.push({ header, message: `header ${JSON.stringify(header.slice(0, MAX_NAME_LENGTH))} ${why}` });
  }
  return problems;
}

function nameProblem(name: string): string | undefined {
  if (!NAME.test(name)) return 'is not a valid header name';
  if (name.length > MAX_NAME_LENGTH) return `is longer than ${MAX_NAME_LENGTH} characters`;
  if (name.startsWith('webhook-') || RESERVED.has(name)) return 'is set by Causeway and cannot be replaced';
  return undefined;
}

// The value can be a credential, so the message never repeats it.
function valueProblem(value: string): string | undefined {
  if (value.length > MAX_VALUE_LENGTH) return `has a value longer than ${MAX_VALUE_LENGTH} bytes`;
  return VALUE.test(value) ? undefined : 'has a value with line breaks, control characters or non-ASCII characters';
}
