import type { SettledEvent } from '#db/connections/inbound-process.ts';
import type { Database } from '#db/database.ts';
import { type DealStatusEvent, findToldDeals, followStatus, listDealStatusEvents } from '#db/deals/deal-status.ts';
import { isUnstorableValue } from '#db/failure.ts';
import { readDealStatus, shown } from '#domain/deals/deal-status-rule.ts';
import { DomainError } from '#domain/errors.ts';
import { decodeUtf8 } from '#domain/utf8.ts';

export interface DealStatusDeps {
  db: Database;
  /** Tells the workflow of a deal that it has changed. */
  onChanged: (deal: { id: string; partnerId: string }) => Promise<void>;
}

type Settlement = Omit<SettledEvent, 'id'>;

/** The clocks of two systems differ by less. A time further ahead would make everything after it look old. */
const MAX_AHEAD_MS = 86_400_000;

/** Brings deals to what sources tell of them, such as a partner relationship management. Returns what became of the events that are about it. */
export function createDealStatusReader({ db, onChanged }: DealStatusDeps): (eventIds: readonly string[]) => Promise<SettledEvent[]> {
  return async (eventIds) => {
    const settled: SettledEvent[] = [];
    for (const event of await listDealStatusEvents(db.hot, eventIds)) {
      settled.push({ id: event.id, ...(await settle(event).catch(refusedByDatabase)) });
    }
    return settled;
  };

  async function settle(event: DealStatusEvent): Promise<Settlement> {
    const { sourceId, at, receivedAt, rule } = event;
    const told = readDealStatus(rule, event.type, parsed(event.body));
    if (told === undefined) return { status: 'processed', reason: null };
    if ('fault' in told) return failed(told.fault);
    if (at.getTime() > receivedAt.getTime() + MAX_AHEAD_MS) {
      return failed(`Its time, ${at.toISOString()}, is more than a day ahead. Correct the clock of the sender, or time_path of the source`);
    }
    const [dealId, other] = await findToldDeals(db.hot, { ...told, partnerId: rule.partner_id });
    const name = shown(told.dealId ?? told.externalId ?? '');
    if (dealId === undefined) return failed(`There is no submitted deal ${name}. Register it, or correct the path in the rule${replay}`);
    if (other !== undefined) return failed(`Several partners have a deal ${name}. Set partner_id or deal_path in the rule${replay}`);
    try {
      const deal = await followStatus(db, { sourceId, dealId, at, news: told.news }, { kind: 'system', id: sourceId });
      if (!deal) return { status: 'superseded', reason: `The source has told something later about ${dealId} before` };
      // The sweeper finds a change whose event was not published.
      await onChanged(deal).catch(() => {});
      return { status: 'processed', reason: null };
    } catch (error) {
      if (error instanceof DomainError) return failed(`${error.message} Correct the deal${replay}`);
      throw error;
    }
  }
}

/** Repeating it would be in vain, and hold up the events beside it. */
function refusedByDatabase(error: unknown): Settlement {
  if (!isUnstorableValue(error)) throw error;
  return failed(`It contains what no deal can have, such as a day that does not exist or U+0000. Correct it${replay}`);
}

const failed = (reason: string) => ({ status: 'failed', reason: reason.slice(0, MAX_REASON) }) as const;
const MAX_REASON = 1_000;
const replay = ', then replay the event';

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(decodeUtf8(body) ?? '');
  } catch {
    return undefined;
  }
}
