import { z } from 'zod';

const MOST_VALUES = 20;

/** A filter with several values, as in `?status=held&status=retrying` or `?status=held,retrying`. `about` says what they are. */
export function oneOrMore<const Values extends readonly [string, ...string[]]>(values: Values, about?: string) {
  const one = z.enum(values);
  return z
    .preprocess(listUpTo(MOST_VALUES), z.union([one, z.array(one).max(MOST_VALUES)]))
    .describe(`${about === undefined ? '' : `${about}. `}Matches any of the values. Repeat it, or separate them by commas`);
}

/** A page of a list, as ids. */
const MOST_IDS = 50;

/** The same for ids. `about` says of what. */
export function oneOrMoreIds(about: string) {
  const one = z.string().max(64);
  return z
    .preprocess(listUpTo(MOST_IDS), z.union([one, z.array(one).max(MOST_IDS)]))
    .describe(`${about}. Matches any of the ids. Repeat it, or separate them by commas`);
}

/** No value contains a comma. What is beyond the bound is not looked at: one value too many is an error. */
const listUpTo = (most: number) => (sent: unknown) => {
  if (typeof sent === 'string' && !sent.includes(',')) return sent;
  const given = typeof sent === 'string' ? [sent] : sent;
  if (!Array.isArray(given)) return given;
  const values = given.slice(0, most + 1).flatMap((one) => (typeof one === 'string' ? one.split(',', most + 1) : [one]));
  return values.slice(0, most + 1);
};

/** The values of such a filter, if it was sent. */
export function valuesOf<Value extends string>(sent: Value | readonly Value[] | undefined): Value[] | undefined {
  if (sent === undefined) return undefined;
  return (Array.isArray(sent) ? [...sent] : [sent]) as Value[];
}
