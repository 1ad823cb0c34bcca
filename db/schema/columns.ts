import { bigint, customType, sql, timestamp } from '../drizzle.ts';

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
export const oneOf = (values: readonly string[]) => sql.raw(`(${values.map((value) => `'${value}'`).join(', ')})`);

/** An amount in minor units. */
export const minor = (name: string) => bigint(name, { mode: 'bigint' });
/** The number of a transaction of PostgreSQL. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });
