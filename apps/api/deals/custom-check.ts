import { compilePayloadCheck, type PayloadCheck } from '#apps/api/http/payload-check.ts';
import type { CustomCheck } from '#db/deals/deal-submit.ts';
import type { FieldError } from '#domain/errors.ts';

/** Programmes are few, and an import submits by the thousand: a schema is compiled once. */
const MAX_COMPILED = 100;
const compiled = new Map<string, PayloadCheck>();

/** The codes of deal registration by the JSON Schema keyword that was broken; any other is INVALID_VALUE. */
const codes: Readonly<Record<string, string>> = {
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

/** Holds a deal's own fields to the JSON Schema of its programme. */
export const checkCustom: CustomCheck = (custom, schema) => {
  if (Object.keys(schema).length === 0) return [];
  const text = JSON.stringify(schema);
  const check = compiled.get(text) ?? compilePayloadCheck(schema);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(text, check);
  return check(custom).map(toDealFault);
};

/** `/data/regions/0` → `custom.regions.0`. */
function toDealFault({ field, code, message }: FieldError): FieldError {
  const [, , ...names] = field.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { field: ['custom', ...names].join('.'), code: codes[code] ?? 'INVALID_VALUE', message };
}
