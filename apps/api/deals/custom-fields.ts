import { compilePayloadCheck, type PayloadCheck } from '#apps/api/http/payload-check.ts';
import type { CustomFieldsCheck } from '#db/deals/deal-submit.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError, fromPointer } from '#domain/field-error.ts';

/** There are few programmes, and an import submits thousands of deals, so each schema is compiled once. */
const MAX_COMPILED = 100;
const compiled = new Map<string, PayloadCheck>();

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

/** Validates a deal's custom fields against the JSON Schema of its programme. */
export const checkCustomFields: CustomFieldsCheck = (custom, schema) => {
  if (Object.keys(schema).length === 0) return [];
  const text = JSON.stringify(schema);
  const check = compiled.get(text) ?? compilePayloadCheck(schema);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(text, check);
  return check(custom).map(toDealFault);
};

/** `/data/regions/0` → `/custom/regions/0`. */
function toDealFault({ pointer, code, message, legacy_code: before = code }: FieldError): FieldError {
  const path = ['custom', ...fromPointer(pointer).slice(1)];
  return fieldError(path, code, message, { legacy_code: former[before] ?? 'INVALID_VALUE' });
}
