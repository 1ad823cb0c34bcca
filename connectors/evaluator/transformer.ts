import { EvaluationLimitExceeded } from '#domain/evaluation.ts';
import {
  type TransformationError,
  TransformationFailed,
  type TransformationStep,
  type TransformedEvent,
} from '#domain/events/transformation.ts';
import type { Settings } from '#domain/settings.ts';
import type { EvaluatorPool } from './evaluator-pool.ts';
import type { TransformJob } from './job.ts';

/** Transforms payloads as endpoints want them. */
export interface Transformer {
  /**
   * The payload after all steps, as JSON text; always the same for the same input. Throws TransformationFailed, or
   * EvaluatorUnavailable when asking again may help. `asker` shares the evaluator processes fairly with others.
   */
  transform(asker: string, payload: { dataJson: string; event: TransformedEvent; steps: TransformationStep[] }): Promise<string>;
  /** What is wrong with an expression as it stands; null when nothing is. */
  check(asker: string, name: string, expression: string): Promise<TransformationError | null>;
}

const hints = { time_limit: ': look for an endless recursion, or a regular expression that backtracks', memory_limit: '' };

export function createTransformer(pool: EvaluatorPool, settings: () => Settings): Transformer {
  async function run(asker: string, job: Omit<TransformJob, 'kind' | 'maxDepth' | 'maxBytes'>): Promise<string | null> {
    const { transformation, delivery } = settings().webhooks;
    const maxBytes = transformation.max_output_bytes ?? delivery.max_payload_bytes;
    try {
      const answer = await pool.run(
        asker,
        { kind: 'transform', ...job, maxDepth: transformation.max_depth, maxBytes },
        transformation.timeout_ms,
      );
      if (answer.kind === 'fault') throw new TransformationFailed(answer.fault);
      return answer.kind === 'transformed' ? answer.json : null;
    } catch (error) {
      if (!(error instanceof EvaluationLimitExceeded)) throw error;
      const step = job.steps.map(({ name }) => name).join(', or ');
      throw new TransformationFailed({ step, code: error.code, message: `${error.message}${hints[error.code]}`, position: null });
    }
  }

  return {
    async transform(asker, { dataJson, event: { id, type, occurredAt }, steps }) {
      if (steps.length === 0) return dataJson;
      const json = await run(asker, { steps, dataJson, event: { id, type, occurredAtMs: occurredAt.getTime() } });
      if (json === null) throw new Error('A payload was asked for, and none came back');
      return json;
    },
    async check(asker, name, expression) {
      try {
        await run(asker, { steps: [{ name, expression, version: 1 }], dataJson: null, event: { id: '', type: '', occurredAtMs: 0 } });
        return null;
      } catch (error) {
        if (error instanceof TransformationFailed) return error.fault;
        throw error;
      }
    },
  };
}
