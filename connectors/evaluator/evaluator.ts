/**
 * The process that evaluates JSONata expressions and JSON Schemas of users, one job at a time. It has no environment, no network code and no access to files, and can be killed
 * at any time, so that an expression cannot harm the engine.
 */
import { assertJson, compile, evaluate, type ExpressionError } from './expression.ts';
import type { Answer, CheckJob, Job, TransformJob } from './job.ts';
import { compileSchema, inspectSchema } from './json-schema.ts';

// The next expression can be another partner's, so an expression must not leave anything on a shared prototype.
Reflect.deleteProperty(Object.prototype, '__proto__');
Object.preventExtensions(Object.prototype);
Object.preventExtensions(Array.prototype);

/** Messages quote values of the payload and are for people. */
const maxMessage = 500;

// Ctrl-C reaches the whole process group. The engine finishes its attempts first, then ends this process by disconnecting.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
// A call that an expression does not await can fail without effect: only the expression's result counts.
process.on('unhandledRejection', () => {});
process.on('message', (job: Job) => {
  void carryOut(job).then(answer);
});
answer({ kind: 'ready' });

async function carryOut(job: Job): Promise<Answer> {
  if (job.kind === 'inspect') return { kind: 'inspected', problem: inspectSchema(job.schema) };
  return job.kind === 'check' ? check(job) : transform(job);
}

/** Compiled schemas by their text: each takes 10 to 100 KiB. */
const schemas = new Map<string, ReturnType<typeof compileSchema>>();
const maxSchemas = 100;

function check({ schema, dataJson }: CheckJob): Answer {
  const text = JSON.stringify(schema);
  const validate = schemas.get(text) ?? compileSchema(schema, { knowsDialect: true });
  if (schemas.size >= maxSchemas) schemas.clear();
  schemas.set(text, validate);
  return { kind: 'checked', errors: validate(JSON.parse(dataJson)) };
}

async function transform(job: TransformJob): Promise<Answer> {
  let step = '';
  try {
    let json = job.dataJson;
    for (const { name, expression, version } of job.steps) {
      step = name;
      const program = compile(expression, job.maxDepth);
      if (json === null) continue;
      const result = await evaluate(program, JSON.parse(json), { ...job.event, version });
      assertJson(result);
      json = JSON.stringify(result);
    }
    return json !== null && isTooLarge(json, job.maxBytes) ? tooLarge(step, job.maxBytes) : { kind: 'transformed', json };
  } catch (error) {
    return { kind: 'fault', fault: { step, ...explain(error) } };
  }
}

// UTF-8 needs at most three bytes per UTF-16 code unit, so most results need no exact count.
const isTooLarge = (json: string, max: number) => json.length * 3 > max && Buffer.byteLength(json) > max;

function tooLarge(step: string, max: number): Answer {
  return { kind: 'fault', fault: { step, code: 'output_too_large', message: `its result is larger than ${max} bytes`, position: null } };
}

function explain(error: unknown): { code: string; message: string; position: number | null } {
  const { code = 'evaluation_error', message, position } = error as Partial<ExpressionError>;
  if (error instanceof RangeError) {
    return { code: 'too_deep', message: 'it is nested too deeply, or a string in it is too long', position: null };
  }
  // The message is stored, and PostgreSQL accepts neither U+0000 nor half of a surrogate pair.
  const text = (message ?? String(error)).replaceAll('\0', '\uFFFD').toWellFormed();
  return { code, message: text.length > maxMessage ? `${text.slice(0, maxMessage).toWellFormed()}…` : text, position: position ?? null };
}

function answer(message: Answer): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...message, cpuMs: (user + system) / 1_000 });
}
