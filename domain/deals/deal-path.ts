import { z } from 'zod';
import { DealFields } from './deal.ts';

/** The path of one field, such as customer.website or custom.region. */
export const DealPath = z
  .string()
  .max(200)
  .regex(/^[a-z_]+(\.[\w-]+)*$/, { error: 'must be a path such as customer.website' })
  .refine((path) => findField(path) !== undefined, { error: 'does not name a field of a deal' });

/** The schema of the field at a path. A list is one field. */
export function findField(path: string): z.ZodType | undefined {
  return path.split('.').reduce<z.ZodType | undefined>((part, name) => {
    const within = part instanceof z.ZodOptional ? part.unwrap() : part;
    if (within instanceof z.ZodRecord) return within.valueType as z.ZodType;
    return within instanceof z.ZodObject && Object.hasOwn(within.shape, name)
      ? (within.shape as Record<string, z.ZodType>)[name]
      : undefined;
  }, DealFields);
}

export function readField(fields: DealFields, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined), fields);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
