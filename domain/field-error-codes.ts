/**
 * Every code that an entry of `errors` may have: what it means of the value at its pointer, and the codes that the same fault had
 * before there was one vocabulary. Those are still sent, as `legacy_code`. The first entry that lists a former code is the one
 * that a stored entry with that code is read as.
 */
export const fieldErrorCodes = {
  required: { meaning: 'Must have a value.', formerly: ['REQUIRED_FIELD_MISSING'] },
  invalid_value: {
    meaning: 'Has a value that it cannot have. `message` says which it can.',
    formerly: [
      'INVALID_VALUE',
      'INVALID_ENUM_VALUE',
      'multiple_of',
      'contains',
      'not',
      'if',
      'false schema',
      'dependent_required',
      'invalid_element',
    ],
  },
  invalid_format: {
    meaning: 'Is not written as it must be: a date, a pattern, a character that cannot be stored.',
    formerly: ['INVALID_STRING_FORMAT', 'pattern', 'format'],
  },
  invalid_type: { meaning: 'Has another JSON type than it must have.', formerly: ['INVALID_VALUE'] },
  unknown_field: { meaning: 'Is not known here. Check its spelling or leave it out.', formerly: ['INVALID_VALUE'] },
  too_long: {
    meaning: 'Has more characters, items or members than it may have.',
    formerly: ['TOO_MANY_VALUES', 'INVALID_STRING_FORMAT', 'max_length', 'max_items', 'max_properties', 'items', 'unevaluated_items'],
  },
  too_short: {
    meaning: 'Has fewer characters, items or members than it must have.',
    formerly: ['NOT_ENOUGH_VALUES', 'REQUIRED_FIELD_MISSING', 'INVALID_STRING_FORMAT', 'min_length', 'min_items', 'min_properties'],
  },
  out_of_range: { meaning: 'Is a time, a date or a number that is not accepted now.', formerly: ['VALUE_OUT_OF_RANGE'] },
  too_large: { meaning: 'Is greater than it may be.', formerly: ['VALUE_OUT_OF_RANGE', 'maximum', 'exclusive_maximum'] },
  too_small: { meaning: 'Is less than it may be.', formerly: ['VALUE_OUT_OF_RANGE', 'minimum', 'exclusive_minimum'] },
  invalid_union: {
    meaning: 'Fits none of the forms that it may have, or too many of them.',
    formerly: ['INVALID_VALUE', 'any_of', 'one_of'],
  },
  invalid_key: { meaning: 'Has a member whose name is not allowed.', formerly: ['INVALID_VALUE', 'property_names'] },
  duplicate: {
    meaning: 'Is already taken, or occurs twice where it may occur once.',
    formerly: ['DUPLICATE_KEY_VALUE', 'INVALID_VALUE', 'external_id_conflict', 'unique_items'],
  },
  not_permitted: { meaning: 'May not be set or changed here, or not now.', formerly: ['ACTION_NOT_PERMITTED', 'conflict'] },
  invalid_state: { meaning: 'Does not allow this in its present state. Read the resource again.', formerly: ['INVALID_RESOURCE_STATE'] },
  ambiguous: { meaning: 'Cannot be sent together with another field. Send one of them.' },
  not_applicable: { meaning: 'Does not go with the other fields. Leave it out.' },
  empty_filter: { meaning: 'Must be `true`, or name a filter: nothing was selected.' },
  unknown_partner: { meaning: 'Names a partner that does not exist, or that you may not see.', formerly: ['INVALID_VALUE'] },
  unknown_programme: { meaning: 'Names a programme that does not exist.' },
  unknown_event_type: { meaning: 'Names an event type that does not exist. `GET /event-types` lists them.' },
  unknown_version: { meaning: 'Names a version of the event type that does not exist.' },
  scope_not_grantable: { meaning: 'Names a scope that your credential cannot give. Ask for one with more scopes, or leave it out.' },
  free_mail_domain: { meaning: 'A warning: the domain belongs to a free-mail provider and was left out.', formerly: ['FREE_MAIL_DOMAIN'] },
  https_required: { meaning: 'Must be an `https` URL.' },
  malformed_url: { meaning: 'Is not a URL. Write `https://host/path`.' },
  scheme: { meaning: 'Must begin with `https://` or `http://`.' },
  credentials: { meaning: 'Holds a user name or a password. Send them in a custom header.' },
  fragment: { meaning: 'Holds a fragment (`#…`), which is never sent.' },
  port: { meaning: 'Names port 0, which cannot be connected to.' },
  blocked_address: { meaning: 'Leads to an address that is not called from here, such as a private one.' },
  invalid_header: { meaning: 'Is not a header that can be sent with a webhook.' },
  no_stored_value: { meaning: 'Is masked, and no value is stored for it. Send the value itself.' },
  invalid_schema: { meaning: 'Is not a JSON Schema that can be used here.' },
  invalid_transformation: { meaning: 'Is not an expression that can be read.' },
  missing_down_conversion: { meaning: 'Cannot be produced: a version of the event type has no down-conversion.' },
  misfit: { meaning: 'Makes a payload that does not fit the schema of the version before.' },
  transformation_failed: {
    meaning: 'Failed for this payload. `legacy_code` has the code of JSONata, such as `T2001`.',
    formerly: ['evaluation_error'],
  },
  time_limit: { meaning: 'Took longer to evaluate than it may: an expression, or a value checked against a JSON Schema.' },
  memory_limit: { meaning: 'Took more memory to evaluate than it may: an expression, or a value checked against a JSON Schema.' },
  output_too_large: { meaning: 'The result of the expression is larger than a payload may be.' },
  too_deep: { meaning: 'The expression nests too deeply, or makes a text that is too long.' },
} as const satisfies Record<string, { meaning: string; formerly?: readonly string[] }>;

export type FieldErrorCode = keyof typeof fieldErrorCodes;

/** What a code was called before. */
export type FormerCode<Code extends FieldErrorCode> = (typeof fieldErrorCodes)[Code] extends { formerly: readonly (infer Former)[] }
  ? Former
  : never;

const present = new Map<string, FieldErrorCode>();
for (const code of Object.keys(fieldErrorCodes).filter(isFieldErrorCode)) {
  for (const former of formerCodesOf(code)) if (!present.has(former)) present.set(former, code);
}

export function isFieldErrorCode(code: string): code is FieldErrorCode {
  return Object.hasOwn(fieldErrorCodes, code);
}

/** What a code of before is called now; undefined for one that never was. */
export function presentCode(former: string): FieldErrorCode | undefined {
  return present.get(former);
}

export function formerCodesOf(code: FieldErrorCode): readonly string[] {
  const entry = fieldErrorCodes[code];
  return 'formerly' in entry ? entry.formerly : [];
}
