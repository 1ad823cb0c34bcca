import { type Holder, lockLedger } from '#db/commissions/post-transaction.ts';
import { insertStatements, listUnstated, type Statement } from '#db/commissions/statement.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { statementPayload } from '#domain/commissions/commission-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';

const PAGE = 100;

/**
 * Issues the statements of a month that has ended, and tells the partners. Returns how many. Safe to repeat: each partner, currency and month has one
 * statement, and each statement one event. `nextPage` is called between two pages.
 */
export async function issueStatements(
  { sql, publish }: { sql: Sql; publish: (events: NewEvent[]) => Promise<unknown> },
  { month, until, nextPage }: { month: string; until: Date; nextPage: () => void },
): Promise<number> {
  let issued = 0;
  for (let after: Holder | null = null; ;) {
    const holders: Holder[] = await listUnstated(sql, { month, until, after, limit: PAGE });
    after = holders.at(-1) ?? null;
    if (after === null) return issued;
    const statements = await sql.begin(async (tx) => {
      await lockLedger(tx, holders);
      const rows = holders.map((holder) => ({ id: newId('stm'), ...holder }));
      return insertStatements(tx, rows, { month, until });
    });
    issued += statements.length;
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
