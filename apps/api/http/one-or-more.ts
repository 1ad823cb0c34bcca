import { z } from 'zod';

/** A filter whose values can be repeated, as in `?status=held&status=retrying`. */
export function oneOrMore<const Values extends readonly [string, ...string[]]>(values: Values) {
  const one = z.enum(values);
  return z.union([one, z.array(one).max(20)]).describe('Can be repeated to match several values');
}
