import type { Sql } from '#db/database.ts';

/**
 * Where the credits of a version are: a partition of `credit`, which a trigger makes with the version. While a version is computed, its table is a
 * draft without indexes, because filling an index of many millions of rows in random order takes longer than everything else.
 */
export const draftOf = (version: number): string => `credit_v${version}`;

/** Makes the draft of a version a partition, day by day, each by partner, and with its indexes. Does nothing if it is one. Takes minutes for twenty million credits. */
export async function attachCredits(sql: Sql, version: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`select attach_credits(${version})`;
  });
}
