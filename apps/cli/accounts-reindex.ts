import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { reindexAccounts } from '#db/accounts/reindex.ts';
import { openDatabase } from '#db/database.ts';

const usage = `Makes the match keys of all accounts anew, by the rules of this release. Until then an account is found by the keys that it got when
it was last changed. Can run beside everything else, be stopped, and be repeated.

  npm run accounts:reindex [-- --after=acc_…]

  --after   continue after this account, as an earlier run printed it`;

const Flags = z.strictObject({ after: z.string().max(64).default('') });

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const db = openDatabase(readConfig().DATABASE_URL, { max: 1, name: 'causeway-reindex' });
  try {
    let pages = 0;
    for (let after: string | null = flags.after; after !== null; pages++) {
      after = await reindexAccounts(db.sql, after);
      if (after !== null && pages % 20 === 19) console.log(`… ${after}`);
    }
    console.log('The match keys of all accounts are those of this release.');
    return 0;
  } finally {
    await db.close();
  }
});
