import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { isFieldErrorCode } from '#domain/field-error-codes.ts';
import { fieldError } from '#domain/field-error.ts';
import type { IssueCode } from '#domain/issue-errors.ts';

/** Expressions are configuration: shown, compared and logged in the audit trail. This is some 400 lines of one. */
const MAX_EXPRESSION_BYTES = 16 * 1024;

/** JSONata as text. Whether it parses is found out by who evaluates it. */
export const Expression = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_EXPRESSION_BYTES, {
    error: `must have at most ${MAX_EXPRESSION_BYTES / 1024} KiB`,
    params: { code: 'too_long' } satisfies IssueCode,
  })
  .refine((text) => !text.includes('\u0000'), { error: 'must not hold the character U+0000, which cannot be stored' });

/** Event type → version of its schema. */
export type SchemaVersions = Record<string, number>;

/** One expression on a payload's way to an endpoint. */
export interface TransformationStep {
  /** For people: `the transformation`, `the down-conversion of deal.approved from version 3 to 2`. */
  name: string;
  expression: string;
  /** Version of the payload that goes in: `$event.version`. */
  version: number;
}

/** What an expression may know of its event: `$event`, and the clock. */
export interface TransformedEvent {
  id: string;
  type: string;
  occurredAt: Date;
}

/** Why a payload has no shape. The same input fails in the same way again. */
export interface TransformationError {
  step: string;
  /** JSONata's own (`T2001`), or one of ours (`time_limit`). */
  code: string;
  message: string;
  /** Characters into the expression, where that is known. */
  position: number | null;
}

/** The payload cannot be given the shape that the endpoint asks for: something must be changed first. */
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

/** The fault as an entry about the field with the expression. The codes of JSONata are not ours. */
export function transformationFieldError(field: string, { code, message }: TransformationError): FieldError {
  if (isFieldErrorCode(code)) return fieldError([field], code, message);
  return fieldError([field], 'transformation_failed', message, { legacy_code: code });
}

/** What each version of an event type needs to become the one before it; null where that was not said. */
export type DownConversions = ReadonlyMap<number, string | null>;

/**
 * The expressions that lead from an event's payload to an endpoint's, in order. An event that is older than the pinned version
 * keeps its own: nothing converts upwards. Throws TransformationFailed where a down-conversion is missing.
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

/** Every pin that cannot be kept: an unknown type or version, or a gap in the down-conversions from the newest version to it. */
export function findPinFaults(pins: SchemaVersions, types: ReadonlyMap<string, DownConversions>): FieldError[] {
  return Object.entries(pins).flatMap(([type, pinned]) => {
    const path = ['schema_versions', type];
    const versions = types.get(type);
    if (!versions) return [fieldError(path, 'unknown_event_type', `names no known event type: ${type}`)];
    if (!versions.has(pinned)) {
      const known = [...versions.keys()].toSorted((a, b) => a - b).join(', ');
      return [fieldError(path, 'unknown_version', `names no version of ${type}: ${pinned}; there are ${known}`)];
    }
    const gaps = [...versions].filter(([version, conversion]) => version > pinned && conversion === null).map(([version]) => version);
    if (gaps.length === 0) return [];
    const message = `cannot be produced from new events: ${type} has no down-conversion from version ${gaps.join(' nor from ')}`;
    return [fieldError(path, 'missing_down_conversion', message)];
  });
}
