import jsonata from 'jsonata';

/** An error of JSONata or of this file; both have the same form. */
export interface ExpressionError {
  code: string;
  message: string;
  position?: number;
}

/** Functions that are not available. A retry must send the same body as the previous attempt, and `$eval` would bypass the check at saving. */
const refused: Record<string, string> = {
  random: 'a retry must send the same body',
  shuffle: 'a retry must send the same body',
  eval: 'the whole expression must be known when it is saved',
};

/** Longer sequences are a mistake: the largest payload, 1 MiB, has fewer values. */
const maxSequence = 100_000;
/** Ends expressions in a process whose engine was killed. It is longer than any limit at which the engine itself kills the process. */
const orphanedMs = 120_000;
/** Compiled expressions take about 10 KiB each. */
const maxCompiled = 1_000;

const compiled = new Map<string, jsonata.Expression>();

/** Parses an expression and rejects unavailable functions. Throws an ExpressionError. */
export function compile(text: string, maxDepth: number): jsonata.Expression {
  const key = `${maxDepth} ${text}`;
  const known = compiled.get(key);
  if (known) return known;
  const expression = jsonata(text, { stack: maxDepth, sequence: maxSequence, timeout: orphanedMs });
  refuseIn(expression.ast(), new Set());
  for (const name of Object.keys(refused)) expression.assign(name, undefined);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(key, expression);
  return expression;
}

// `$now('[Y]', '+0100')` is `$fromMillis(<the event's time>, '[Y]', '+0100')`.
const formatTime = jsonata('$fromMillis($time, $picture, $timezone)');

/** Evaluates an expression. Its clock stands still at the event's time, so that the same event always has the same result. */
export async function evaluate(
  expression: jsonata.Expression,
  input: unknown,
  event: { id: string; type: string; version: number; occurredAtMs: number },
): Promise<unknown> {
  const { id, type, version, occurredAtMs: time } = event;
  const result: unknown = expression.evaluate(input, {
    event: { id, type, version, occurred_at: new Date(time).toISOString() },
    millis: () => time,
    now: (picture?: string, timezone?: string) => formatTime.evaluate({}, { time, picture, timezone }),
  });
  return Promise.race([result, refuseWaiting()]);
}

/**
 * The library awaits values, and treats an object with a function in `then` as a promise. Its own promises settle before the next turn of the
 * event loop. A value that is not ready by then would never be, and the wait uses no CPU time that the limit could count.
 */
async function refuseWaiting(): Promise<never> {
  await new Promise((resolve) => setImmediate(resolve));
  throw fault('never_ends', 'it never ends, because an object in it has a function in its field "then"');
}

/** Throws unless the value is an object or array that JSON can represent unchanged. */
export function assertJson(value: unknown): void {
  if (value === undefined) throw fault('no_result', 'it returned nothing for this payload, which lacks the fields that it reads');
  if (typeof value !== 'object' || value === null || isFunction(value)) {
    throw fault('not_an_object', `it returned ${nameOf(value)}; the result must be an object or an array`);
  }
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isFunction(next)) throw fault('not_json', 'its result contains a function');
    if (typeof next === 'number' && !Number.isFinite(next)) throw fault('not_json', `its result contains ${next}, not a JSON number`);
    // An explicit stack, because recursion would overflow on a deeply nested result. JSONata's arrays have properties besides their items.
    for (const part of partsOf(next)) waiting.push(part);
  }
}

function partsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.values(value);
}

function refuseIn(node: unknown, seen: Set<unknown>): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if ('type' in node && node.type === 'variable' && 'value' in node && typeof node.value === 'string') {
    const why = Object.hasOwn(refused, node.value) ? refused[node.value] : undefined;
    const position = 'position' in node ? (node.position as number) : undefined;
    if (why) throw fault('not_available', `$${node.value} is not available here: ${why}`, position);
  }
  for (const part of Object.values(node)) refuseIn(part, seen);
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);
}

function nameOf(value: unknown): string {
  if (isFunction(value)) return 'a function';
  return value === null ? 'null' : `a ${typeof value}`;
}

function fault(code: string, message: string, position?: number): ExpressionError {
  return Object.assign(new Error(message), { code, ...(position !== undefined && { position }) });
}
