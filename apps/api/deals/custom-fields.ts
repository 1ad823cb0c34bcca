import type { ApiDeps } from '#apps/api/deps.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { CustomFieldsEvaluator } from '#db/deals/custom-fields.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError, fromPointer } from '#domain/field-error.ts';
import { type SchemaError, toFieldError } from '#domain/json-schema.ts';

/** Maps former payload error codes to the former deal error codes. Any other code becomes INVALID_VALUE. */
const former: Readonly<Record<string, string>> = {
  required: 'REQUIRED_FIELD_MISSING',
  invalid_value: 'INVALID_ENUM_VALUE',
  pattern: 'INVALID_STRING_FORMAT',
  format: 'INVALID_STRING_FORMAT',
  min_length: 'INVALID_STRING_FORMAT',
  max_length: 'INVALID_STRING_FORMAT',
  minimum: 'VALUE_OUT_OF_RANGE',
  maximum: 'VALUE_OUT_OF_RANGE',
  exclusive_minimum: 'VALUE_OUT_OF_RANGE',
  exclusive_maximum: 'VALUE_OUT_OF_RANGE',
  min_items: 'NOT_ENOUGH_VALUES',
  min_properties: 'NOT_ENOUGH_VALUES',
  max_items: 'TOO_MANY_VALUES',
  max_properties: 'TOO_MANY_VALUES',
};

/** The dependencies of routes that check custom fields. */
export type DealDeps = ApiDeps & { customFields: CustomFieldsEvaluator };

/** Validates a deal's custom fields against the JSON Schema of its programme. */
export function createCustomFieldsEvaluator(schemas: SchemaChecker): CustomFieldsEvaluator {
  return (asker, custom, schema) => {
    if (Object.keys(schema).length === 0) return [];
    const errors = schemas.check(asker, schema, { data: custom, dataJson: JSON.stringify(custom) });
    return Array.isArray(errors) ? errors.map(toDealError) : errors.then((found) => found.map(toDealError));
  };
}

/** `/data/regions/0` → `/custom/regions/0`. */
function toDealError(error: SchemaError): FieldError {
  const { pointer, code, message, legacy_code: before = code } = toFieldError(error, '/data');
  const path = ['custom', ...fromPointer(pointer).slice(1)];
  return fieldError(path, code, message, { legacy_code: former[before] ?? 'INVALID_VALUE' });
}
