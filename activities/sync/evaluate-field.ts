import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { TransformationFailed } from '#domain/events/transformation.ts';
import type { RawValue } from '#domain/sync/sync-value.ts';
import type { EvaluateField } from './translate-page.ts';

/** The evaluator wants an object as the result. The clock of expressions stands still, so that a value does not change by itself. */
export const createEvaluateField =
  (transformer: Transformer): EvaluateField =>
  async (expression, fields) => {
    const steps = [{ name: 'the expression of the mapping', expression: `{"value": (${expression})}`, version: 1 }];
    const event = { id: 'sync', type: 'sync', occurredAt: new Date(0) };
    try {
      const { value = null } = JSON.parse(await transformer.transform('sync', { dataJson: JSON.stringify(fields), event, steps })) as {
        value?: unknown;
      };
      return isRawValue(value)
        ? { value }
        : { fault: 'the expression of the mapping returned an object; it must return one value or a list of texts' };
    } catch (error) {
      if (error instanceof TransformationFailed) return { fault: error.message };
      throw error;
    }
  };

function isRawValue(value: unknown): value is RawValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
