import type { Queryable } from '#db/database.ts';
import type { disputeStates } from '#domain/commissions/commission.ts';

export interface Dispute {
  id: string;
  partnerId: string;
  dealId: string | null;
  lineId: string | null;
  invoiceId: string | null;
  question: string;
  evidence: string[] | null;
  state: (typeof disputeStates)[number];
  dueAt: Date;
  openedAt: Date;
  answer: string | null;
  adjustmentId: string | null;
  decidedAt: Date | null;
  reason: string | null;
}

const columns = (
  sql: Queryable,
) => sql`id, partner_id as "partnerId", deal_id as "dealId", line_id as "lineId", invoice_id as "invoiceId", question, evidence, state,
  due_at as "dueAt", opened_at as "openedAt", answer, adjustment_id as "adjustmentId", decided_at as "decidedAt", reason`;

export async function insertDispute(
  tx: Queryable,
  one: Pick<Dispute, 'id' | 'partnerId' | 'dealId' | 'lineId' | 'invoiceId' | 'question' | 'dueAt'>,
): Promise<Dispute> {
  const [row] = await tx<Dispute[]>`
    insert into commissions.dispute (id, partner_id, deal_id, line_id, invoice_id, question, due_at)
    values (${one.id}, ${one.partnerId}, ${one.dealId}, ${one.lineId}, ${one.invoiceId}, ${one.question}, ${one.dueAt}) returning ${columns(tx)}`;
  if (!row) throw new Error('A new dispute has no row');
  return row;
}

/** Of one partner, or of any if it is undefined. */
export async function findDispute(sql: Queryable, id: string, partnerId?: string): Promise<Dispute | undefined> {
  const [row] = await sql<Dispute[]>`
    select ${columns(sql)} from commissions.dispute where id = ${id} ${partnerId === undefined ? sql`` : sql`and partner_id = ${partnerId}`}`;
  return row;
}

/** Of a partner, newest first, below an id. */
export function listDisputes(
  sql: Queryable,
  { partnerId, below, limit }: { partnerId: string; below: string | undefined; limit: number },
): Promise<Dispute[]> {
  return sql<Dispute[]>`
    select ${columns(sql)} from commissions.dispute
    where partner_id = ${partnerId} and ${below === undefined ? sql`true` : sql`id < ${below}`} order by id desc limit ${limit}`;
}

export async function attachEvidence(sql: Queryable, id: string, evidence: readonly string[]): Promise<void> {
  await sql`update commissions.dispute set evidence = ${JSON.stringify(evidence)}::text::jsonb where id = ${id} and evidence is null`;
}

/** Decides it; undefined if it was decided already. */
export async function decideDispute(
  tx: Queryable,
  id: string,
  { answer, adjustmentId, decidedBy }: { answer: string; adjustmentId: string | null; decidedBy: string },
): Promise<Dispute | undefined> {
  const [row] = await tx<Dispute[]>`
    update commissions.dispute set state = 'decided', answer = ${answer}, adjustment_id = ${adjustmentId}, decided_by = ${decidedBy}, decided_at = now()
    where id = ${id} and state = 'open' returning ${columns(tx)}`;
  return row;
}

/** Everybody was told. */
export async function closeDispute(sql: Queryable, id: string): Promise<void> {
  await sql`update commissions.dispute set state = 'closed' where id = ${id} and state = 'decided'`;
}

/** Why no workflow attends to it any more. */
export async function setDisputeReason(sql: Queryable, id: string, reason: string): Promise<void> {
  await sql`update commissions.dispute set reason = ${reason} where id = ${id}`;
}

/** Those that a workflow should attend to, after an id. */
export function listUnclosedDisputes(sql: Queryable, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id from commissions.dispute where state <> 'closed' and reason is null and id > ${after} order by id limit ${limit}`;
}

/** Whether a partner may ask about a deal: it earned by it, or a split of it names the partner. */
export async function isPartyTo(sql: Queryable, dealId: string, partnerId: string): Promise<boolean> {
  const rows = await sql`
    select from commissions.split s where s.deal_id = ${dealId} and s.split->'allocations' @> ${JSON.stringify([{ partner_id: partnerId }])}::text::jsonb
    union all select from commissions.ledger_transaction where partner_id = ${partnerId} and deal_id = ${dealId} limit 1`;
  return rows.length > 0;
}

/** Everything that can name people. The decision stays. */
export async function eraseDisputeTexts(tx: Queryable, partnerId: string): Promise<{ disputes: number; line_notes: number }> {
  const disputes = await tx`
    update commissions.dispute set question = 'erased', answer = null, evidence = '[]'::jsonb, state = 'closed'
    where partner_id = ${partnerId} and question <> 'erased' returning id`;
  const notes = await tx`delete from commissions.line_note where partner_id = ${partnerId} returning line_id`;
  return { disputes: disputes.length, line_notes: notes.length };
}
