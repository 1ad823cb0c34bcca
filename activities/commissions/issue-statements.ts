import { pinNames } from '#db/commissions/paper-name.ts';
import { type Holder, lockLedger } from '#db/commissions/post-transaction.ts';
import { insertStatements, listIssuedLately, listUnstated, type Statement } from '#db/commissions/statement.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { statementPayload } from '#domain/commissions/commission-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';

const PAGE = 100;

interface Deps {
  sql: Sql;
  publish: (events: NewEvent[]) => Promise<unknown>;
}

/**
 * Issues the statements of a month that has ended, and tells the partners. Returns how many. Safe to repeat: each partner, currency and month has one
 * statement, and each statement one event. `nextPage` is called between two pages.
 */
export async function issueStatements(
  deps: Deps,
  { month, until, nextPage }: { month: string; until: Date; nextPage: () => void },
): Promise<number> {
  const { sql } = deps;
  let issued = 0;
  for (let after: Holder | null = null; ;) {
    const holders: Holder[] = await listUnstated(sql, { month, until, after, limit: PAGE });
    after = holders.at(-1) ?? null;
    if (after === null) break;
    const statements = await sql.begin(async (tx) => {
      await lockLedger(tx, holders);
      const rows = holders.map((holder) => ({ id: newId('stm'), ...holder }));
      const inserted = await insertStatements(tx, rows, { month, until });
      await pinNames(tx, inserted);
      return inserted;
    });
    issued += statements.length;
    nextPage();
  }
  await tellStatements(deps, { month, nextPage });
  return issued;
}

/** Publishes what was issued lately, also by a call that ended before it had told all: an event that is there already is not stored again. */
async function tellStatements({ sql, publish }: Deps, { month, nextPage }: { month: string; nextPage: () => void }): Promise<void> {
  for (let after: Holder | null = null; ;) {
    const statements: Statement[] = await listIssuedLately(sql, { month, after, limit: PAGE });
    after = statements.at(-1) ?? null;
    if (after === null) return;
    const told = await readEarningPartners(sql, [...new Set(statements.map(({ partnerId }) => partnerId))]);
    const events = statements.filter(({ partnerId }) => told.has(partnerId)).map(toEvent);
    if (events.length > 0) await publish(events);
    nextPage();
  }
}

const toEvent = (statement: Statement): NewEvent => ({
  ...{ id: newId('evt'), type: 'statement.issued', schemaVersion: 1, occurredAt: statement.issuedAt },
  ...{ dataJson: JSON.stringify(statementPayload(statement)), externalId: `statement.issued/${statement.id}` },
  ...{ orderingKey: statement.partnerId, partnerIds: [statement.partnerId] },
});
