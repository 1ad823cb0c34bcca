import type { Settings } from '#domain/settings.ts';
import { createEvaluatorPool } from './evaluator-pool.ts';
import { createSchemaChecker, type SchemaChecker } from './schema-checker.ts';
import { createTransformer, type Transformer } from './transformer.ts';

/** What evaluates what users supply, in processes that all of it shares. */
export interface Evaluator {
  transformer: Transformer;
  schemas: SchemaChecker;
  close(): void;
}

export function createEvaluator(settings: () => Settings): Evaluator {
  const pool = createEvaluatorPool(() => settings().webhooks.transformation.processes);
  return { transformer: createTransformer(pool, settings), schemas: createSchemaChecker(pool), close: () => pool.close() };
}
