import { z } from 'zod';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

/** Where deliveries are made whose endpoint names no region, and everything else. */
export const homeRegion = '';

export const RegionName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must begin with a lower-case letter and have lower-case letters, digits and "-" only, at most 31')
  .meta({ example: 'eu' });

/** An endpoint may name those of the settings only. */
export function checkRegion(region: string | null | undefined, known: readonly string[]): FieldError[] {
  if (region === undefined || region === null || known.includes(region)) return [];
  const message =
    known.length === 0 ? 'must be null, because webhooks.regions names no region' : `is none of the regions: ${known.join(', ')}`;
  return [fieldError(['region'], 'unknown_region', message)];
}
