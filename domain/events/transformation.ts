import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { isFieldErrorCode } from '#domain/field-error-codes.ts';
import { fieldError } from '#domain/field-error.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { filled } from '#domain/plain-text.ts';

/** Expressions are configuration, which is shown, compared and recorded in the audit log. This size is about 400 lines. */
const MAX_EXPRESSION_BYTES = 16 * 1024;

/** A JSONata expression. The evaluator checks whether it parses. */
export const Expression = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_EXPRESSION_BYTES, {
    error: `must be at most ${MAX_EXPRESSION_BYTES / 1024} KiB`,
    params: { code: 'too_long' } satisfies IssueCode,
  })
  .refine((text) => !text.includes('\u0000'), { error: 'must not contain the character U+0000, which cannot be stored' })
  .refine(...filled);

/** Event type → version of its schema. */
export type SchemaVersions = Record<string, number>;

/** One expression that is applied to a payload before it is sent to an endpoint. */
export interface TransformationStep {
  /** For human readers: `the transformation`, `the down-conversion of deal.approved from version 3 to 2`. */
  name: string;
  expression: string;
  /** Version of the input payload: `$event.version`. */
  version: number;
}

/** The event that an expression can read, as `$event` and as the clock. */
export interface TransformedEvent {
  id: string;
  type: string;
  occurredAt: Date;
}

/** Why a payload cannot be transformed. The same input always fails in the same way. */
export interface TransformationError {
  step: string;
  /** A JSONata code (`T2001`), or one of ours (`time_limit`). */
  code: string;
  message: string;
  /** Character offset in the expression, if known. */
  position: number | null;
}

/** The payload cannot be transformed as the endpoint requires. A retry cannot succeed until something is changed. */
export class TransformationFailed extends Error {
  override readonly name = 'TransformationFailed';
  readonly fault: TransformationError;

  constructor(fault: TransformationError) {
    super(explainFault(fault));
    this.fault = fault;
  }
}

/** `the transformation failed at character 12: Unable to cast value to a number: "x" (D3030)` */
export function explainFault({ step, code, message, position }: TransformationError): string {
  const at = position === null ? '' : ` at character ${position}`;
  return `${step} failed${at}: ${message} (${code})`;
}

/** The error as an entry for the field with the expression. JSONata's codes are not part of our vocabulary. */
export function transformationFieldError(field: string, { code, message }: TransformationError): FieldError {
  if (isFieldErrorCode(code)) return fieldError([field], code, message);
  return fieldError([field], 'transformation_failed', message, { legacy_code: code });
}

/** The expression that converts each version of an event type to the previous one; null if a version has none. */
export type DownConversions = ReadonlyMap<number, string | null>;

/**
 * The expressions that turn an event's payload into the one that is sent to an endpoint, in order. An event that is older than the pinned
 * version keeps its version, because there is no upward conversion. Throws TransformationFailed if a down-conversion is missing.
 */
export function planTransformation(
  event: { type: string; version: number },
  endpoint: { pinned: number | undefined; transformation: string | null },
  conversions: DownConversions,
): TransformationStep[] {
  const steps: TransformationStep[] = [];
  let { version } = event;
  for (; version > (endpoint.pinned ?? version); version--) {
    const name = `the down-conversion of ${event.type} from version ${version} to ${version - 1}`;
    const expression = conversions.get(version);
    if (expression == null) {
      const message = 'the event type has none; pin another version';
      throw new TransformationFailed({ step: name, code: 'missing_down_conversion', message, position: null });
    }
    steps.push({ name, expression, version });
  }
  if (endpoint.transformation !== null) {
    steps.push({ name: 'the transformation', expression: endpoint.transformation, version });
  }
  return steps;
}

/** The pins that are invalid: an unknown type or version, or a gap in the down-conversions from the newest version to the pinned one. */
export function findPinFaults(pins: SchemaVersions, types: ReadonlyMap<string, DownConversions>): FieldError[] {
  return Object.entries(pins).flatMap(([type, pinned]) => {
    const path = ['schema_versions', type];
    const versions = types.get(type);
    if (!versions) return [fieldError(path, 'unknown_event_type', `is not a known event type: ${type}`)];
    if (!versions.has(pinned)) {
      const known = [...versions.keys()].toSorted((a, b) => a - b).join(', ');
      return [fieldError(path, 'unknown_version', `is not a version of ${type}: ${pinned}; its versions are ${known}`)];
    }
    const gaps = [...versions].filter(([version, conversion]) => version > pinned && conversion === null).map(([version]) => version);
    if (gaps.length === 0) return [];
    const message = `cannot be produced from new events: ${type} has no down-conversion from version ${gaps.join(' nor from ')}`;
    return [fieldError(path, 'missing_down_conversion', message)];
  });
}
