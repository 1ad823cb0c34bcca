import type { TransformationError, TransformationStep } from '#domain/events/transformation.ts';
import type { JsonSchema, SchemaError, SchemaProblem } from '#domain/json-schema.ts';

/** Run JSONata expressions on a payload, one after the other. */
export interface TransformJob {
  kind: 'transform';
  steps: TransformationStep[];
  /** The payload as JSON text; null only parses the expressions. */
  dataJson: string | null;
  event: { id: string; type: string; occurredAtMs: number };
  maxDepth: number;
  maxBytes: number;
}

/** Check a value, as JSON text, against a JSON Schema. */
export interface CheckJob {
  kind: 'check';
  schema: JsonSchema;
  dataJson: string;
}

/** Find out whether a JSON Schema can be used. */
interface InspectJob {
  kind: 'inspect';
  schema: JsonSchema;
}

/** What the engine asks of an evaluator process. */
export type Job = TransformJob | CheckJob | InspectJob;

export type Answer =
  | { kind: 'ready' }
  | { kind: 'transformed'; json: string | null }
  | { kind: 'fault'; fault: TransformationError }
  | { kind: 'checked'; errors: SchemaError[] }
  | { kind: 'inspected'; problem: SchemaProblem | null };

/** As it arrives: with the CPU time that the process has used since it started. */
export type Answered = Answer & { cpuMs: number };
