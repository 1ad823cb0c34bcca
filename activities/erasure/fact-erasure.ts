import { heartbeat, sleep } from '@temporalio/activity';
import { untilEmpty } from '#activities/pages.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { deleteScope, emptyPartnerFacts, eraseFactTexts, factTextTables, forgetSubjects } from '#db/attribution/facts/erase-facts.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import type { Sql } from '#db/database.ts';
import { haveEndedBefore, nextTransaction } from '#db/erasure/erasure.ts';
import type { DataSubject } from '#domain/data-subject.ts';

const page = 2_000;
const lookEveryMs = 250;

/** What was being written to the store at this moment is committed afterwards. */
async function awaitStoreWrites(store: Sql): Promise<void> {
  const next = await nextTransaction({ sql: store });
  while (!(await haveEndedBefore({ sql: store }, next))) {
    heartbeat();
    progressed();
    await sleep(lookEveryMs);
  }
}

/**
 * Deletes the facts of a partner's sandbox, and takes from its live facts what it said beside them. `count` is called after each page: the
 * store can be in another database, so that a crash between the two leaves a page uncounted.
 */
export async function erasePartnerFacts(store: Sql, partnerId: string, count: (rows: number) => Promise<unknown>): Promise<void> {
  await awaitStoreWrites(store);
  await untilEmpty(async () => {
    const { deleted, facts } = await deleteScope(store, partnerId, page);
    if (facts > 0) await count(facts);
    return deleted;
  });
  await untilEmpty(async () => {
    const rows = await emptyPartnerFacts(store, partnerId, page);
    if (rows > 0) await count(rows);
    return rows;
  });
}

/** Makes a person's subjects nobody's, and erases the person from the texts of all facts. */
export async function erasePersonFacts(
  store: Sql,
  { subject, pseudonym, count }: { subject: DataSubject; pseudonym: Pseudonym; count: (rows: number) => Promise<unknown> },
): Promise<void> {
  await awaitStoreWrites(store);
  const forgotten = await forgetSubjects(store, subject, pseudonym);
  if (forgotten > 0) await count(forgotten);
  for (const table of factTextTables) {
    for (let after: string | null = ''; after !== null;) {
      heartbeat();
      await sleep(0);
      const { last, erased }: Awaited<ReturnType<typeof eraseFactTexts>> = await eraseFactTexts(store, table, {
        subject,
        after,
        limit: page,
      });
      if (erased > 0) await count(erased);
      progressed();
      after = last;
    }
  }
}
