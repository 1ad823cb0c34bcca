import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { readAuditLog, verifyAuditLog } from '#db/audit/audit.ts';
import { openDatabase } from '#db/database.ts';

const usage = `Verifies that no entry of the audit log was changed, removed or inserted, by recomputing every hash of its chain.

  npm run audit:verify [-- --expect=<number>:<hash>] [--json]

  --expect   the head that an earlier run printed. Detects entries that were removed at the end. Store the head outside the database
  --json     print one line of JSON

Exits with 1 if the log was tampered with.`;

const Flags = z.strictObject({
  expect: z
    .string()
    .regex(/^\d+:[0-9a-f]{64}$/, { error: 'must be <number>:<hash>, as an earlier run printed it' })
    .optional(),
  json: z.boolean().default(false),
});

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const db = openDatabase(readConfig().DATABASE_URL, { max: 1, name: 'causeway-audit' });
  try {
    const [seq = '', hash = ''] = flags.expect?.split(':') ?? [];
    const entries = readAuditLog(db);
    let isExpectedThere = seq === '';
    const result = await verifyAuditLog(
      (async function* watch() {
        for await (const row of entries) {
          if (row.seq === Number(seq) && row.hash === hash) isExpectedThere = true;
          yield row;
        }
      })(),
    );
    const fault =
      result.fault?.fault ?? (isExpectedThere ? null : `entry ${seq} is missing or different, so the log was truncated or rewritten`);
    const head = result.head && `${result.head.seq}:${result.head.hash}`;
    if (flags.json) {
      console.log(JSON.stringify({ entries: result.entries, erased: result.erased, head, fault, at: result.fault?.seq ?? null }));
    } else if (fault === null) {
      console.log(`${result.entries} entries, ${result.erased} with erased detail. The chain is intact.\nHead ${head ?? '(empty)'}`);
    } else {
      console.error(`Tampered with at entry ${result.fault?.seq ?? seq}: ${fault}.`);
    }
    return fault === null ? 0 : 1;
  } finally {
    await db.close();
  }
});
