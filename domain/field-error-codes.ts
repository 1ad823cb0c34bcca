/**
 * Every code that an entry of `errors` can have. `meaning` describes the value at the entry's pointer. `formerly` lists the codes that the
 * same error had before the vocabularies were unified; the API still sends those as `legacy_code`. A stored entry with a former code is
 * read as the first entry that lists it.
 */
export const fieldErrorCodes = {
  required: { meaning: 'A value is required.', formerly: ['REQUIRED_FIELD_MISSING'] },
  invalid_value: {
    meaning: 'Has a value that is not allowed. `message` describes the allowed values.',
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
    meaning: 'Does not have the required format, such as a date or a pattern, or contains a character that cannot be stored.',
    formerly: ['INVALID_STRING_FORMAT', 'pattern', 'format'],
  },
  invalid_type: { meaning: 'Has the wrong JSON type.', formerly: ['INVALID_VALUE'] },
  unknown_field: { meaning: 'Is not a known field. Check its spelling or omit it.', formerly: ['INVALID_VALUE'] },
  too_long: {
    meaning: 'Has too many characters, items or members.',
    formerly: ['TOO_MANY_VALUES', 'INVALID_STRING_FORMAT', 'max_length', 'max_items', 'max_properties', 'items', 'unevaluated_items'],
  },
  too_short: {
    meaning: 'Has too few characters, items or members.',
    formerly: ['NOT_ENOUGH_VALUES', 'REQUIRED_FIELD_MISSING', 'INVALID_STRING_FORMAT', 'min_length', 'min_items', 'min_properties'],
  },
  out_of_range: { meaning: 'Is a time, a date or a number outside the accepted range.', formerly: ['VALUE_OUT_OF_RANGE'] },
  too_large: { meaning: 'Is greater than the maximum.', formerly: ['VALUE_OUT_OF_RANGE', 'maximum', 'exclusive_maximum'] },
  too_small: { meaning: 'Is less than the minimum.', formerly: ['VALUE_OUT_OF_RANGE', 'minimum', 'exclusive_minimum'] },
  invalid_union: {
    meaning: 'Matches none of the allowed forms, or more than one where only one is allowed.',
    formerly: ['INVALID_VALUE', 'any_of', 'one_of'],
  },
  invalid_key: { meaning: 'Has a member whose name is not allowed.', formerly: ['INVALID_VALUE', 'property_names'] },
  duplicate: {
    meaning: 'Is already in use, or occurs twice where it must be unique.',
    formerly: ['DUPLICATE_KEY_VALUE', 'INVALID_VALUE', 'external_id_conflict', 'unique_items'],
  },
  not_permitted: {
    meaning: 'May not be set or changed here, or not in the current state.',
    formerly: ['ACTION_NOT_PERMITTED', 'conflict'],
  },
  invalid_state: { meaning: 'Does not allow this in its current state. Read the resource again.', formerly: ['INVALID_RESOURCE_STATE'] },
  ambiguous: { meaning: 'Conflicts with another field. Send only one of them.' },
  not_applicable: { meaning: 'Does not apply with the other fields that were sent. Omit it.' },
  empty_filter: { meaning: 'The filter is empty. Set a filter, or send `true` to select everything.' },
  unknown_partner: { meaning: 'Names a partner that does not exist, or that you may not see.', formerly: ['INVALID_VALUE'] },
  unknown_programme: { meaning: 'Names a programme that does not exist.' },
  unknown_event_type: { meaning: 'Names an event type that does not exist. `GET /event-types` lists them.' },
  unknown_version: { meaning: 'Names a version of the event type that does not exist.' },
  unknown_region: { meaning: 'Names a region that `webhooks.regions` of the settings does not have.' },
  scope_not_grantable: { meaning: 'Names a scope that your credential cannot grant. Use a credential that has the scope, or omit it.' },
  free_mail_domain: { meaning: 'Warning: the domain belongs to a free e-mail provider and was ignored.', formerly: ['FREE_MAIL_DOMAIN'] },
  https_required: { meaning: 'Must be an `https` URL.' },
  malformed_url: { meaning: 'Is not a valid URL. Use the form `https://host/path`.' },
  scheme: { meaning: 'Must begin with `https://` or `http://`.' },
  credentials: { meaning: 'Contains a user name or a password. Send credentials in a custom header.' },
  fragment: { meaning: 'Contains a fragment (`#…`), which HTTP clients do not send.' },
  port: { meaning: 'Uses port 0, which cannot be connected to.' },
  blocked_address: { meaning: 'Resolves to an address that is not allowed, such as a private one.' },
  invalid_header: { meaning: 'Is not a header that can be sent with a webhook request.' },
  no_stored_value: {
    meaning:
      'Is masked, but no value is stored for it, or the stored value may not be used, because the URL moves to another origin. Send the value itself.',
  },
  invalid_schema: { meaning: 'Is not a JSON Schema that Causeway supports.' },
  invalid_transformation: { meaning: 'Is not a valid JSONata expression.' },
  missing_down_conversion: { meaning: 'Cannot be produced, because a version of the event type has no down-conversion.' },
  misfit: { meaning: 'Produces a payload that does not match the schema of the previous version.' },
  transformation_failed: {
    meaning: 'Failed for this payload. `legacy_code` is the JSONata error code, such as `T2001`.',
    formerly: ['evaluation_error'],
  },
  time_limit: { meaning: 'The evaluation of the expression or of the JSON Schema exceeded its time limit.' },
  memory_limit: { meaning: 'The evaluation of the expression or of the JSON Schema exceeded its memory limit.' },
  output_too_large: { meaning: 'The result of the expression exceeds the maximum size of a payload.' },
  too_deep: { meaning: 'The expression is nested too deeply, or produces a string that is too long.' },
} as const satisfies Record<string, { meaning: string; formerly?: readonly string[] }>;

export type FieldErrorCode = keyof typeof fieldErrorCodes;

/** The former codes of a code. */
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

/** Returns the current code for a former one, or undefined if there is none. */
export function presentCode(former: string): FieldErrorCode | undefined {
  return present.get(former);
}

export function formerCodesOf(code: FieldErrorCode): readonly string[] {
  const entry = fieldErrorCodes[code];
  return 'formerly' in entry ? entry.formerly : [];
}
