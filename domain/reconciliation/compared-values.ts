import { fieldKey, type ObjectMap } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';

/** The values that must be the same on both sides, in the order of the mapping. Fields that are only written to new records need not be. */
export const comparedValues = ({ fields }: ObjectMap, values: SyncValues): SyncValues =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[fieldKey(field)];
      return field.once || value === undefined ? [] : [[fieldKey(field), value]];
    }),
  );
