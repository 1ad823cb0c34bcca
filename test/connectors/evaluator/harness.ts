import { createEvaluator, type Evaluator } from '#connectors/evaluator/create-evaluator.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { TransformationFailed } from '#domain/events/transformation.ts';
import { Settings } from '#domain/settings.ts';

/** As patient as a test wants: what it waits for is CPU time. Its processes end with that of the tests. */
export function makeEvaluator(timeoutMs: number): Evaluator {
  const settings = Settings.parse({ webhooks: { transformation: { timeout_ms: timeoutMs, max_output_bytes: 10_000 } } });
  return createEvaluator(() => settings);
}

export const makeTransformer = (timeoutMs: number): Transformer => makeEvaluator(timeoutMs).transformer;

export const transformer = makeTransformer(200);

export const event = { id: 'evt_1', type: 'deal.approved', occurredAt: new Date('2026-03-01T09:30:00.000Z') };

/** The payload after these expressions, parsed. */
export async function shape(data: unknown, expressions: string | string[], by = transformer): Promise<unknown> {
  const steps = [expressions].flat().map((expression, i) => ({ name: `step ${i + 1}`, expression, version: 3 }));
  return JSON.parse(await by.transform('ptn_1', { dataJson: JSON.stringify(data), event, steps }));
}

/** How it fails; the test fails if it does not. */
export async function faultOf(data: unknown, expressions: string | string[], by = transformer) {
  const result = await shape(data, expressions, by).catch((error: unknown) => error);
  if (result instanceof TransformationFailed) return result.fault;
  throw new Error(`expected a fault, got ${JSON.stringify(result)} ${String(result)}`);
}
