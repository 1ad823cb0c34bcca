import { moveLedgerReader, readLedgerNews } from '#db/commissions/ledger-news.ts';
import type { Line } from '#db/commissions/line.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { lineEventOf, linePayload } from '#domain/commissions/commission-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';

const READER = 'events';
const PAGE = 100;
/** In one call: as many lines as the sales of a page bring, so that events keep up with them. */
const MAX_PAGES = 10;

interface NewsDeps {
  sql: Sql;
  publish: (events: NewEvent[]) => Promise<unknown>;
}

/**
 * Publishes the lines of the ledger that were posted since the last time, each to its partner only. Returns how many it looked at. Safe to
 * repeat, and to run in two processes at once: each line has one event, and its place moves after the event is stored.
 */
export async function publishNews(deps: NewsDeps): Promise<number> {
  let read = 0;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const lines = await publishPage(deps);
    read += lines;
    if (lines < PAGE) break;
  }
  return read;
}

async function publishPage({ sql, publish }: NewsDeps): Promise<number> {
  const lines = await readLedgerNews(sql, READER, PAGE);
  const told = await readEarningPartners(sql, [...new Set(lines.map(({ partnerId }) => partnerId))]);
  // Of a deleted partner the ledger goes on, but nothing new is stored elsewhere.
  const events = lines.filter(({ partnerId }) => told.has(partnerId)).flatMap(toEvents);
  if (events.length > 0) await publish(events);
  const last = lines.at(-1);
  if (last) await moveLedgerReader(sql, READER, last.id);
  return lines.length;
}

function toEvents(line: Line): NewEvent[] {
  const type = lineEventOf(line);
  if (type === null) return [];
  return [
    {
      ...{ id: newId('evt'), type, schemaVersion: 1, occurredAt: line.recordedAt, dataJson: JSON.stringify(linePayload(line)) },
      ...{ externalId: `${type}/${line.id}`, orderingKey: line.factId ?? line.partnerId, partnerIds: [line.partnerId] },
    },
  ];
}
