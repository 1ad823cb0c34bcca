import { z } from 'zod';
import { faultPlaces } from '#domain/errors.ts';

/** An entry of `errors`, here and in results of rows. */
export const FieldFault = z
  .object({
    in: z.enum(faultPlaces).optional().describe('What `pointer` goes into. Missing in results of rows, where it goes into the row'),
    pointer: z.string().describe('JSON Pointer (RFC 6901) to the value; "" is the whole'),
    code: z.string().describe('Stable: branch on this one. All of them are in docs/errors.md'),
    message: z.string().describe('What to do, in words that read on from the name of the field'),
    field: z.string().meta({ deprecated: true }).describe('The dotted path, or the pointer inside a payload or a schema. Use `pointer`'),
    legacy_code: z.string().optional().meta({ deprecated: true }).describe('What `code` was before, where it was another'),
  })
  .meta({
    id: 'FieldError',
    description: 'One fault of the input',
    examples: [{ in: 'body', pointer: '/type', code: 'required', message: 'is required', field: 'type' }],
  });
