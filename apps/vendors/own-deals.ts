import { z } from 'zod';
import type { OpenConnection } from '#activities/sync/open-connection.ts';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { FieldDescription, PageRequest, RecordPage, RecordWrite, VendorRecord, WriteResult } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import type { Actor } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { followSale } from '#db/deals/follow-sale.ts';
import { findDealsAtDomains, findDealSync, findSyncedDeals, listSyncedDeals } from '#db/deals/synced-deal.ts';
import { stages } from '#domain/deals/deal-states.ts';
import {
  customerIdOf,
  type SaleNews,
  type SyncedDeal,
  toContactRecords,
  toCustomerRecord,
  toDealRecord,
} from '#domain/deals/synced-deal.ts';
import { DomainError } from '#domain/errors.ts';
import { Day } from '#domain/instant.ts';
import { OWN_VENDOR } from '#domain/sync/own-deals.ts';

export interface OwnDealsDeps {
  db: Database;
  /** Tells the workflow of a deal that it has changed. */
  onChanged: (deal: { id: string; partnerId: string }) => Promise<void>;
}

const PAGE = 200;

const field = (name: string, label: string, type: FieldDescription['type'], more: Partial<FieldDescription> = {}): FieldDescription => ({
  ...{ name, label, type, required: false, readOnly: true, maxLength: null, options: null, references: [] },
  ...more,
});

/** What each object has. What a CRM may decide can be written. */
const objects: Readonly<Record<string, readonly FieldDescription[]>> = {
  deals: [
    field('title', 'Title', 'text'),
    field('stage', 'Stage', 'choice', { readOnly: false, options: stages.map((value) => ({ value, label: value })) }),
    ...[field('amount', 'Expected value', 'money', { readOnly: false }), field('currency', 'Currency', 'choice', { readOnly: false })],
    field('close_date', 'Close date', 'date', { readOnly: false }),
    field('lost_reason', 'Why it was lost', 'text', { readOnly: false, maxLength: 2_000 }),
    field('customer', 'Customer', 'reference', { references: ['customers'] }),
    field('contact', 'First contact', 'reference', { references: ['contacts'] }),
    ...[field('deal_id', 'Our id', 'text'), field('partner_id', 'Id of the partner', 'text'), field('partner_name', 'Partner', 'text')],
    field('source', 'Where the deal comes from', 'choice'),
    ...[field('registered_at', 'First registered', 'time'), field('protected_until', 'Protected until', 'time')],
    field('summary', 'Partner, source, protection and value as a text', 'text'),
  ],
  contacts: [
    ...[field('first_name', 'First name', 'text'), field('last_name', 'Last name', 'text'), field('email', 'E-mail', 'text')],
    ...[field('phone', 'Phone', 'text'), field('role', 'Role', 'text')],
    field('customer', 'Customer', 'reference', { references: ['customers'] }),
  ],
  customers: [field('name', 'Name', 'text'), field('website', 'Website', 'text'), field('country', 'Country', 'text')],
};

const manifest: OpenConnection['connector']['manifest'] = {
  ...{ vendor: OWN_VENDOR, label: 'Causeway' },
  objects: [
    { name: 'deals', label: 'Deals', modified_field: 'updated_at', writable: true, ...told(), blind_spots: [] },
    { name: 'contacts', label: 'Contacts of customers', modified_field: 'updated_at', writable: false, ...told(), blind_spots: [] },
    { name: 'customers', label: 'Customers of deals', modified_field: 'updated_at', writable: false, ...told(), blind_spots: [] },
  ],
  batch: { read: PAGE, write: 50 },
};

function told() {
  return { repeatable_creates: false, deletes: 'never', merges: 'never', removal: 'never' } as const;
}

/** There is nothing to connect to. */
const refuse = () => Promise.reject(new Error('deals are in this installation'));
const session: VendorSession = { clockMs: () => null, call: refuse, stream: refuse, download: refuse };

/** Deals that were ever approved, and their customers, as the records of a connection. */
export function createOwnDeals({ db, onChanged }: OwnDealsDeps): OpenConnection {
  async function writeBatch(object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
    const crm = await findDealSync(db.sql);
    const actor: Actor = { kind: 'system', id: crm?.crmConnectionId ?? 'sync' };
    const results: WriteResult[] = [];
    for (const write of writes) results.push(await writeOne(object, write, actor));
    return results;
  }

  async function writeOne(object: string, { key, operation, id = '', fields }: RecordWrite, actor: Actor): Promise<WriteResult> {
    if (object !== 'deals' || operation !== 'update') {
      return failed(key, 'NOT_POSSIBLE', `${object} are not made by a sync: partners register deals`);
    }
    try {
      const deal = await followSale(db, id, newsOf(fields), actor);
      await onChanged(deal).catch(() => {}); // The sweeper finds a change without an event.
      return { key, status: 'updated', id };
    } catch (error) {
      if (error instanceof DomainError) return failed(key, error.code.toUpperCase(), error.message);
      throw error;
    }
  }

  return {
    session,
    connector: {
      manifest,
      objects: {
        describe: async (_session, object) => ({ object, fields: [...(objects[object] ?? [])] }),
        readPage: (_session, request) => readDeals(db, request),
        division: null,
        readMany: (_session, object, ids) => readByIds(db, object, ids),
        writeBatch: (_session, object, writes) => writeBatch(object, writes),
      },
    },
  };
}

const Place = z.object({ at: z.string(), id: z.string() });

/** A deal that is erased takes its place in the sync with it, so nothing is ever told to be gone. */
async function readDeals({ sql }: Database, { object, what, since, cursor }: PageRequest): Promise<RecordPage> {
  if (what === 'gone') return { records: [], next: null };
  const place = readCursor(Place, cursor);
  const from = what === 'changed' && since ? since : new Date(0);
  const deals = await listSyncedDeals(sql, { since: from, after: place, limit: PAGE });
  const last = deals.at(-1);
  const next = last && deals.length === PAGE ? writeCursor({ at: last.changedAt, id: last.id }) : null;
  return { records: deals.flatMap((deal) => toRecords(object, deal)), next };
}

const FEW = 500;

async function readByIds({ sql }: Database, object: string, ids: readonly string[]): Promise<VendorRecord[]> {
  if (object === 'contacts') return latestOf(await findContacts(sql, ids));
  const isDeal = (id: string) => id.startsWith('deal_');
  const found = await findSyncedDeals(sql, ids.filter(isDeal));
  if (object === 'deals') return found.flatMap((deal) => toRecords(object, deal));
  const domains = ids.filter((id) => !isDeal(id));
  const atDomains = domains.length === 0 ? [] : await findDealsAtDomains(sql, domains, FEW);
  return latestOf([...atDomains, ...found].flatMap((deal) => toRecords(object, deal)).filter(({ id }) => ids.includes(id)));
}

/** Their ids do not tell which addresses they stand for, so all deals are looked through. */
async function findContacts(sql: Sql, ids: readonly string[]): Promise<VendorRecord[]> {
  const contacts: VendorRecord[] = [];
  for (let after: { at: string; id: string } | null = null; ;) {
    const deals = await listSyncedDeals(sql, { since: new Date(0), after, limit: PAGE });
    contacts.push(...deals.flatMap((deal) => toRecords('contacts', deal)).filter(({ id }) => ids.includes(id)));
    const last = deals.at(-1);
    if (last === undefined || deals.length < PAGE) return contacts;
    after = { at: last.changedAt, id: last.id };
  }
}

/** Several deals have the same customer: what the latest of them says counts, as in a listing. */
function latestOf(records: readonly VendorRecord[]): VendorRecord[] {
  const inOrder = records.toSorted((x, y) => Date.parse(x.modifiedAt ?? '') - Date.parse(y.modifiedAt ?? ''));
  return [...new Map(inOrder.map((record) => [record.id, record])).values()];
}

function toRecords(object: string, deal: SyncedDeal): VendorRecord[] {
  const common = {
    modifiedAt: deal.updatedAt.toISOString(),
    version: `${deal.id}/${deal.version}`,
    state: 'live',
    mergedInto: null,
  } as const;
  if (object === 'deals') return [{ ...common, id: deal.id, version: String(deal.version), fields: toDealRecord(deal) }];
  if (object === 'customers') return [{ ...common, id: customerIdOf(deal), fields: toCustomerRecord(deal) }];
  return toContactRecords(deal).map((contact) => ({ ...common, ...contact }));
}

const stageNames = new Map(stages.map((stage) => [stage as string, stage]));

/** What the CRM decides, checked as every other input. */
function newsOf(fields: RecordWrite['fields']): SaleNews {
  const text = (name: string) => (fields[name] === undefined ? undefined : fields[name] === null ? null : String(fields[name]));
  const [stage, closeDate] = [text('stage'), text('close_date')];
  const known = stage == null ? undefined : stageNames.get(stage);
  if (stage !== undefined && known === undefined) throw new DomainError('invalid_request', `A deal has no stage ${stage ?? '(blank)'}`);
  if (closeDate != null && !Day.safeParse(closeDate).success) throw new DomainError('invalid_request', `${closeDate} is no date`);
  return { stage: known, closeDate, amount: text('amount'), currency: text('currency'), lostReason: text('lost_reason') };
}

function failed(key: string, code: string, message: string): WriteResult {
  return { key, status: 'failed', failure: { code, message, field: null, reason: 'invalid', retryable: false } };
}
