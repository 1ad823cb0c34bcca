export type FieldValue = string | number | boolean | null;

/** A field of a vendor's object, as its describe endpoint shows it and as its writes are checked. */
export interface FieldSpec {
  name: string;
  label: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'time' | 'choice' | 'choices' | 'reference';
  required?: true;
  readOnly?: true | undefined;
  unique?: true;
  maxLength?: number;
  options?: readonly string[];
  /** The object that a reference points at. */
  refersTo?: string;
}

export type FieldProblem = 'unknown' | 'read_only' | 'wrong_type' | 'too_long' | 'bad_option';

/** Checks a value, which is null or '' to clear the field. Vendors that transmit numbers as strings do so before they call this. */
export function findFieldProblem(spec: FieldSpec | undefined, value: FieldValue): FieldProblem | undefined {
  if (!spec) return 'unknown';
  if (spec.readOnly) return 'read_only';
  if (value === null || value === '') return undefined;
  if (!hasType(spec, value)) return 'wrong_type';
  if (typeof value === 'string' && value.length > (spec.maxLength ?? Infinity)) return 'too_long';
  const chosen = spec.type === 'choices' ? String(value).split(';') : spec.type === 'choice' ? [String(value)] : [];
  if (spec.options && chosen.some((one) => !spec.options?.includes(one))) return 'bad_option';
  return undefined;
}

function hasType({ type }: FieldSpec, value: FieldValue): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'time':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'text':
    case 'choice':
    case 'choices':
    case 'reference':
      return typeof value === 'string';
  }
}
