import type { TransformationError, TransformationStep } from '#domain/events/transformation.ts';

/** What the engine asks of an evaluating process. */
export interface Job {
  steps: TransformationStep[];
  /** The payload as JSON text; null only parses the expressions. */
  dataJson: string | null;
  event: { id: string; type: string; occurredAtMs: number };
  maxDepth: number;
  maxBytes: number;
}

export type Answer = { kind: 'ready' } | { kind: 'transformed'; json: string | null } | { kind: 'fault'; fault: TransformationError };

/** As it arrives: with the CPU time that the process has used in its life. */
export type Answered = Answer & { cpuMs: number };
