import { z } from 'zod';
import { nearest } from '#apps/nearest.ts';
import type { FieldError } from '#domain/errors.ts';

/** Comparing takes time: of more unknown fields, or longer ones, none is a slip of the pen. */
const MAX_FAULTS = 5;
const MAX_CHARS = 40;

/** Says of unknown fields of a query or a body which field was probably meant. */
export function nameMeantFields(faults: readonly FieldError[], schema: z.ZodType): FieldError[] {
  const known = fieldsOf(schema);
  const unknown = new Set(faults.filter((fault) => fault.code === 'unknown_field').slice(0, MAX_FAULTS));
  return faults.map((fault) => {
    const name = fault.pointer.slice(1);
    // A field of an object within it has a slash.
    const meant = unknown.has(fault) && name.length <= MAX_CHARS && !name.includes('/') ? nearest(name, known) : undefined;
    return meant === undefined ? fault : { ...fault, message: `is not a known field: did you mean ${meant}?` };
  });
}

/** The fields of an object, also if it can be left out. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return fieldsOf(schema.unwrap());
  return [];
}
