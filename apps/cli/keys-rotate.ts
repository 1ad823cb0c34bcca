import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase, type Sql } from '#db/database.ts';
import { countPlainQueries, sealPlainQueries } from '#db/delivery/endpoint-secret.ts';
import { attributionSealedColumns, type SealedColumn, sealedColumns, type SealedValue } from '#db/sealed.ts';
import { createSecretBox, type SecretBox } from '#domain/secret-box.ts';

const usage = `Encrypts every stored secret again with the first key of CAUSEWAY_ENCRYPTION_KEYS. Also encrypts the queries of endpoint
URLs that an older release stored as they are.

  npm run keys:rotate [-- --check]

  --check   only count the secrets that are encrypted with older keys; exits with 1 if there are any

To change the key:
  1. Put the new key first in CAUSEWAY_ENCRYPTION_KEYS and keep the old key after it.
  2. Restart every process.
  3. Run this command. It can be stopped and run again at any time.
  4. Run it with --check. If it reports 0 everywhere, remove the old key.`;

const Flags = z.strictObject({ check: z.boolean().default(false) });

// Small enough that a batch holds its row locks for only milliseconds.
const batchSize = 500;

interface Outcome {
  resealed: number;
  /** Still encrypted with an older key: only counted, changed in the meantime, or impossible to decrypt. */
  left: number;
  problems: string[];
}

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const config = readConfig();
  const secretBox = createSecretBox(config.CAUSEWAY_ENCRYPTION_KEYS);
  const db = openDatabase(config.DATABASE_URL, { max: 1, name: 'causeway-keys' });
  const attribution = openAttribution(config.ATTRIBUTION_DATABASE_URL, { max: 1, name: 'causeway-keys' });
  const columns = [
    ...sealedColumns.map((column) => ({ column, sql: db.sql })),
    ...attributionSealedColumns.map((column) => ({ column, sql: attribution.sql })),
  ];
  try {
    let left = 0;
    console.log(`Active key: ${secretBox.activeKeyId}`);
    const plain = flags.check ? await countPlainQueries(db) : await sealPlainQueries(db, secretBox);
    if (plain > 0) {
      const what = flags.check ? `${plain} with a query that is not` : `${plain} queries`;
      console.log(`${'endpoint.url'.padEnd(34)}${what} encrypted`);
    }
    if (flags.check) left += plain;
    for (const { column, sql } of columns) {
      const outcome = await rotate(sql, column, secretBox, flags.check);
      left += outcome.left;
      const resealed = flags.check ? '' : `${outcome.resealed} encrypted again, `;
      console.log(`${column.name.padEnd(34)}${resealed}${outcome.left} left with older keys`);
      for (const problem of outcome.problems) console.error(`  ${problem}`);
    }
    return left > 0 ? 1 : 0;
  } finally {
    await attribution.close();
    await db.close();
  }
});

async function rotate(sql: Sql, column: SealedColumn, secretBox: SecretBox, isCheck: boolean): Promise<Outcome> {
  const outcome: Outcome = { resealed: 0, left: 0, problems: [] };
  for (let after = ''; ;) {
    const values = await column.next(sql, secretBox.activeKeyId, after, batchSize);
    const last = values.at(-1);
    if (!last) return outcome;
    after = last.id;
    const resealed = isCheck ? [] : values.flatMap((value) => reseal(value, secretBox, outcome.problems));
    const written = resealed.length > 0 ? await column.replace(sql, resealed) : 0;
    outcome.resealed += written;
    outcome.left += values.length - written;
  }
}

/** A secret that cannot be decrypted must not stop the others. */
function reseal(value: SealedValue, secretBox: SecretBox, problems: string[]): (SealedValue & { resealed: string })[] {
  try {
    return [{ ...value, resealed: secretBox.seal(secretBox.open(value.sealed, value.context), value.context) }];
  } catch (error) {
    problems.push(`${value.id}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
