import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

/** A map with at most so many members. */
export function boundedRecord<Key extends z.ZodString, Value extends z.ZodType>(key: Key, value: Value, maxMembers: number) {
  return z
    .record(key, value)
    .refine((map) => !hasMoreThan(map, maxMembers), {
      error: `must have at most ${maxMembers} members`,
      params: { code: 'too_long' } satisfies IssueCode,
    })
    .meta({ maxProperties: maxMembers });
}

/** Stops at the first member too many. */
export function hasMoreThan(map: object, max: number): boolean {
  let count = 0;
  for (const name in map) if (Object.hasOwn(map, name) && ++count > max) return true;
  return false;
}
