import { z } from 'zod';
import { faultPlaces } from '#domain/errors.ts';

/** An entry of `errors`, in problems and in results of rows. */
export const FieldFault = z
  .object({
    in: z
      .enum(faultPlaces)
      .optional()
      .describe('Part of the request that `pointer` refers to. Absent in results of rows, where `pointer` refers to the row'),
    pointer: z.string().describe('JSON Pointer (RFC 6901) to the value; "" refers to the whole'),
    code: z.string().describe('Stable error code for programs. docs/errors.md lists all codes'),
    message: z.string().describe('Explanation for people. It continues the name of the field, such as "is required"'),
    field: z
      .string()
      .meta({ deprecated: true })
      .describe('Dotted path, or the pointer inside a payload or a schema. Use `pointer` instead'),
    legacy_code: z.string().optional().meta({ deprecated: true }).describe('Former value of `code`, if it was different'),
  })
  .meta({
    id: 'FieldError',
    description: 'One validation error',
    examples: [{ in: 'body', pointer: '/type', code: 'required', message: 'is required', field: 'type' }],
  });
