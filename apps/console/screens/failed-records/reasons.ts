import type { Schema } from '#apps/console/api/schema.ts';

const known: Record<Schema<'SyncWriteReason'>, true> = {
  not_readable: true,
  not_mapped: true,
  not_allowed: true,
  too_long: true,
  missing: true,
  invalid: true,
  duplicate: true,
  forbidden: true,
  gone: true,
  changed: true,
  busy: true,
  not_kept: true,
  parent_missing: true,
  deleted: true,
  unclear_link: true,
};
export const reasons = Object.keys(known) as Schema<'SyncWriteReason'>[];
