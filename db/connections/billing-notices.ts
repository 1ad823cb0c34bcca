import type { Sql } from '#db/database.ts';

/** A verified webhook of Stripe that tells of money. */
export interface BillingNotice {
  id: string;
  /** The vendor's own id of the event. */
  externalId: string;
  type: string;
  receivedAt: Date;
  /** The JSON that arrived. */
  body: string;
}

const billingNoticeTypes = [
  'invoice.paid',
  'credit_note.created',
  'charge.refunded',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
] as const;

/** The notices above an id, in its order, each with its webhook. */
export async function listBillingNotices(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<BillingNotice[]> {
  const rows = await sql<(Omit<BillingNotice, 'body'> & { body: Buffer })[]>`
    select e.id, e.external_id as "externalId", e.type, e.received_at as "receivedAt", w.body
    from inbound_event e join inbound_webhook w on w.id = e.webhook_id
    where e.id > ${after} and e.vendor = 'stripe' and e.type = any(${[...billingNoticeTypes]}::text[])
    order by e.id limit ${limit}`;
  return rows.map(({ body, ...row }) => ({ ...row, body: Buffer.from(body).toString('utf8') }));
}
