import type { Queryable } from '#db/database.ts';
import type { BatchState, Payee, payoutProviders, PayoutState, TaxFields } from '#domain/commissions/payout.ts';

export interface PayoutBatch {
  id: string;
  currency: string;
  thresholdMinor: bigint;
  provider: (typeof payoutProviders)[number];
  state: BatchState;
  approvalsNeeded: number;
  approvedBy: string[];
  reason: string | null;
  createdAt: Date;
  createdBy: string;
  finishedAt: Date | null;
}

type Row = Omit<PayoutBatch, 'thresholdMinor'> & { thresholdMinor: string };
const columns = (sql: Queryable) => sql`id, currency, threshold_minor::text as "thresholdMinor", provider, state,
  approvals_needed as "approvalsNeeded", approved_by as "approvedBy", reason, created_at as "createdAt", created_by as "createdBy",
  finished_at as "finishedAt"`;
const read = (row: Row): PayoutBatch => ({ ...row, thresholdMinor: BigInt(row.thresholdMinor) });

export async function insertBatch(
  tx: Queryable,
  one: Pick<PayoutBatch, 'id' | 'currency' | 'thresholdMinor' | 'provider' | 'approvalsNeeded' | 'createdBy'>,
): Promise<PayoutBatch> {
  const [row] = await tx<Row[]>`
    insert into commissions.payout_batch (id, currency, threshold_minor, provider, approvals_needed, created_by)
    values (${one.id}, ${one.currency}, ${String(one.thresholdMinor)}, ${one.provider}, ${one.approvalsNeeded}, ${one.createdBy})
    returning ${columns(tx)}`;
  if (!row) throw new Error('A new payout batch has no row');
  return read(row);
}

export async function findBatch(sql: Queryable, id: string): Promise<PayoutBatch | undefined> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from commissions.payout_batch where id = ${id}`;
  return row && read(row);
}

export async function listBatches(sql: Queryable, { below, limit }: { below: string | undefined; limit: number }): Promise<PayoutBatch[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from commissions.payout_batch where ${below === undefined ? sql`true` : sql`id < ${below}`}
    order by id desc limit ${limit}`;
  return rows.map(read);
}

/** Those that are under way, after an id. */
export function listOpenBatches(sql: Queryable, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from commissions.payout_batch where finished_at is null and id > ${after} order by id limit ${limit}`;
}

/** Those that one of some providers has finished since a time, after an id. */
export function listFinishedBatches(
  sql: Queryable,
  { providers, since, after, limit }: { providers: readonly string[]; since: Date; after: string; limit: number },
): Promise<Pick<PayoutBatch, 'id' | 'provider'>[]> {
  return sql<Pick<PayoutBatch, 'id' | 'provider'>[]>`
    select id, provider from commissions.payout_batch
    where state = 'finished' and finished_at > ${since} and provider = any(${[...providers]}::text[]) and id > ${after} order by id limit ${limit}`;
}

/** Moves on from one of some states. False if it is in another one. */
export async function moveBatch(
  sql: Queryable,
  id: string,
  { from, to, reason = null }: { from: BatchState[]; to: BatchState; reason?: string | null },
): Promise<boolean> {
  const isEnd = to === 'finished' || to === 'cancelled' || to === 'failed';
  const rows = await sql`
    update commissions.payout_batch set state = ${to}, reason = coalesce(${reason}, reason), finished_at = case when ${isEnd} then now() end
    where id = ${id} and state = any(${from}::text[]) returning id`;
  return rows.length > 0;
}

/**
 * What a batch has collected and does not send any more, in the transaction that ends the batch: as long as a transfer is open, its partner is in no
 * other batch.
 */
export async function dropCollected(tx: Queryable, batchId: string, reason: string): Promise<void> {
  await tx`
    update commissions.payout_line set state = 'failed', reason = ${reason}, ended_at = now()
    where batch_id = ${batchId} and state = 'collected'`;
}

/** Adds an approval; the same person counts once. Undefined if the batch does not wait for one. */
export async function approveBatch(tx: Queryable, id: string, approver: string): Promise<PayoutBatch | undefined> {
  const [row] = await tx<Row[]>`
    update commissions.payout_batch set approved_by = case when ${approver} = any(approved_by) then approved_by else approved_by || ${approver}::text end
    where id = ${id} and state = 'awaiting_approval' returning ${columns(tx)}`;
  return row && read(row);
}

/** One transfer, with where it goes. The account is null if its partner is erased. */
export interface Payout {
  id: string;
  batchId: string;
  partnerId: string;
  currency: string;
  amountMinor: bigint;
  state: PayoutState;
  reason: string | null;
  tax: TaxFields;
  sentAt: Date | null;
  endedAt: Date | null;
  payee: Omit<Payee, 'tax'> | null;
}

type PayoutRow = Omit<Payout, 'amountMinor'> & { amountMinor: string };
const payouts = (sql: Queryable) => sql`
  select l.id, l.batch_id as "batchId", l.partner_id as "partnerId", l.currency, l.amount_minor::text as "amountMinor", l.state, l.reason, l.tax,
    l.sent_at as "sentAt", l.ended_at as "endedAt",
    case when y.partner_id is not null then jsonb_build_object('name', y.name, 'iban', y.iban, 'bic', y.bic) end as payee
  from commissions.payout_line l left join commissions.payee y on y.partner_id = l.partner_id`;
const readPayout = (row: PayoutRow): Payout => ({ ...row, amountMinor: BigInt(row.amountMinor) });

/** The transfers of a batch, in some state, after an id. */
export async function listPayouts(
  sql: Queryable,
  batchId: string,
  { states, after, limit }: { states: readonly PayoutState[]; after: string; limit: number },
): Promise<Payout[]> {
  // Each state by the order of its index: a run of many transfers is read once, and not once for each page.
  const found = await sql<{ id: string }[]>`
    select l.id from unnest(${[...states]}::text[]) s (state) cross join lateral (
      select id from commissions.payout_line where batch_id = ${batchId} and state = s.state and id > ${after} order by id limit ${limit}) l
    order by l.id limit ${limit}`;
  return readPayouts(
    sql,
    batchId,
    found.map(({ id }) => id),
  );
}

/** Of a batch, locked until the end of the transaction, in one order. */
export async function lockPayouts(tx: Queryable, batchId: string, ids: readonly string[]): Promise<Payout[]> {
  await tx`
    select from unnest(${ids.toSorted()}::text[]) i (id)
    cross join lateral (select from commissions.payout_line where id = i.id and batch_id = ${batchId} limit 1 for update) l`;
  return readPayouts(tx, batchId, ids);
}

/** By their ids, whatever PostgreSQL takes the batch for: one that is new has no statistics. */
async function readPayouts(sql: Queryable, batchId: string, ids: readonly string[]): Promise<Payout[]> {
  const rows = await sql<PayoutRow[]>`
    select p.* from unnest(${ids.toSorted()}::text[]) i (id) cross join lateral (
      ${payouts(sql)} where l.id = i.id and l.batch_id = ${batchId} limit 1) p
    order by p.id`;
  return rows.map(readPayout);
}

export async function setPayouts(
  tx: Queryable,
  changes: readonly { id: string; state: PayoutState; reason: string | null }[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx`
    update commissions.payout_line l set state = c.state, reason = c.reason,
      sent_at = case when c.state = 'sent' then now() else l.sent_at end, ended_at = case when c.state in ('confirmed', 'failed') then now() end
    from unnest(${changes.map(({ id }) => id)}::text[], ${changes.map(({ state }) => state)}::text[],
      ${changes.map(({ reason }) => reason)}::text[]) c (id, state, reason)
    where l.id = c.id`;
}

/** The provider has these: they are not sent to it again. */
export async function markAccepted(sql: Queryable, ids: readonly string[]): Promise<void> {
  await sql`update commissions.payout_line set accepted_at = now() where id = any(${[...ids]}::text[]) and accepted_at is null`;
}

/** Those that are sent by the ledger, and that the provider does not have yet. */
export async function listUndelivered(sql: Queryable, batchId: string, limit: number): Promise<Payout[]> {
  const rows = await sql<PayoutRow[]>`
    ${payouts(sql)} where l.batch_id = ${batchId} and l.state = 'sent' and l.accepted_at is null order by l.id limit ${limit}`;
  return rows.map(readPayout);
}

/** How many of a batch are in each state. */
export async function countPayouts(sql: Queryable, batchId: string): Promise<Partial<Record<PayoutState, number>>> {
  const rows = await sql<{ state: PayoutState; count: number }[]>`
    select state, count(*)::int as count from commissions.payout_line where batch_id = ${batchId} group by state`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
