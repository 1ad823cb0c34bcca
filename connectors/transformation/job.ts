import type { TransformationError, TransformationStep } from '#domain/events/transformation.ts';

/** A job that the engine sends to an evaluator process. */
export interface Job {
  steps: TransformationStep[];
  /** The payload, as a JSON string; null only parses the expressions. */
  dataJson: string | null;
  event: { id: string; type: string; occurredAtMs: number };
  maxDepth: number;
  maxBytes: number;
}

export type Answer = { kind: 'ready' } | { kind: 'transformed'; json: string | null } | { kind: 'fault'; fault: TransformationError };

/** An answer as received, with the CPU time that the process has used since it started. */
export type Answered = Answer & { cpuMs: number };
