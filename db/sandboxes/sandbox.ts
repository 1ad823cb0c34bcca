import { type Actor, type Changeable, changeAs } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { deleteDeliveries, type OwnedDelivery } from '#db/delivery/owned-deliveries.ts';
import { eq, sql as fragment } from '#db/drizzle.ts';
import { existing } from '#db/partners/partner.ts';
import { partner, sandbox } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';

export type SandboxRow = typeof sandbox.$inferSelect;

/** A worker then fills the sandbox, so its key and endpoint must be created before. */
export async function createSandbox(db: Changeable, wanted: { partnerId: string; seed: number }, actor: Actor): Promise<SandboxRow> {
  const [row] = await changeAs(db, actor, (tx) => tx.insert(sandbox).values(wanted).returning());
  if (!row) throw new Error('INSERT … RETURNING gave no sandbox');
  return row;
}

/** Throws if the partner has no sandbox or is not `visibleTo`. */
export async function getSandbox({ orm }: Database, partnerId: string, visibleTo?: string): Promise<SandboxRow> {
  const isVisible = visibleTo === undefined || visibleTo === partnerId;
  const rows = isVisible
    ? await orm.select({ sandbox }).from(sandbox).innerJoin(partner, existing(partnerId)).where(eq(sandbox.partnerId, partnerId))
    : [];
  if (!rows[0]) throw noSandbox(partnerId);
  return rows[0].sandbox;
}

/** Begins a new run with the same seed. It erases the data of earlier runs. */
export async function resetSandbox(db: Database, partnerId: string, actor: Actor): Promise<SandboxRow> {
  return changeAs(db, actor, async (tx) => {
    const [owner] = await tx.select({ tier: partner.tier }).from(partner).where(existing(partnerId)).for('no key update');
    if (owner && owner.tier !== 'sandbox') {
      throw new DomainError('conflict', `Partner ${partnerId} is ${owner.tier}. Only a sandbox can be reset.`);
    }
    const change = { status: 'provisioning' as const, run: fragment`${sandbox.run} + 1`, counts: {}, reason: null, readyAt: null };
    const [row] = owner ? await tx.update(sandbox).set(change).where(eq(sandbox.partnerId, partnerId)).returning() : [];
    if (!row) throw noSandbox(partnerId);
    return row;
  });
}

export interface SandboxRun {
  seed: number;
  run: number;
}

/** The run to provision; null if it is done, or if the partner is no longer a sandbox. */
export async function findProvisioning(sql: Sql, partnerId: string): Promise<SandboxRun | null> {
  const [row] = await sql<SandboxRun[]>`
    select s.seed, s.run from sandbox s join partner p on p.id = s.partner_id
    where s.partner_id = ${partnerId} and s.status = 'provisioning' and p.tier = 'sandbox' and p.status <> 'deleted'`;
  return row ?? null;
}

/** Partners whose sandbox a workflow should be filling, in the order of their ids. */
export function listUnfinishedSandboxes(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select s.partner_id as id from sandbox s join partner p on p.id = s.partner_id
    where s.status = 'provisioning' and s.reason is null and p.tier = 'sandbox' and p.status <> 'deleted' and s.partner_id > ${after}
    order by s.partner_id limit ${limit}`;
}

/** From now on the sweeper leaves it alone. */
export async function giveUpSandbox(sql: Sql, partnerId: string, reason: string): Promise<void> {
  await sql`update sandbox set reason = ${reason} where partner_id = ${partnerId} and status = 'provisioning'`;
}

/** The newest run, whatever the state of the sandbox. */
export async function findRun(sql: Sql, partnerId: string): Promise<number> {
  const [row] = await sql<{ run: number }[]>`select run from sandbox where partner_id = ${partnerId}`;
  return row?.run ?? 0;
}

export function listSyntheticDeliveries(sql: Sql, externalIds: string[]): Promise<OwnedDelivery[]> {
  return sql<OwnedDelivery[]>`
    select d.id, d.status, d.workflow_id as "workflowId" from delivery d
    where d.event_id in (select id from event where external_id = any(${externalIds}::text[])) order by d.id`;
}

export async function deleteSynthetic(sql: Sql, externalIds: string[], deliveryIds: string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await deleteDeliveries(tx, deliveryIds);
    await tx`delete from event where external_id = any(${externalIds}::text[])`;
  });
}

/** Counts existing rows, so that a repeat counts the same. Returns false if the sandbox was reset in the meantime and needs another run. */
export async function markSandboxReady(sql: Sql, partnerId: string, run: number, externalIds: string[]): Promise<boolean> {
  const { count } = await sql`
    update sandbox set status = 'ready', reason = null, ready_at = coalesce(ready_at, now()), counts = coalesce((
      select jsonb_object_agg(type, n) from (
        select type, count(*) as n from event where external_id = any(${externalIds}::text[]) group by type) made), '{}')
    where partner_id = ${partnerId} and run = ${run}`;
  return count > 0;
}

export async function deleteSandboxOf(tx: Queryable, partnerId: string): Promise<{ sandboxes: number }> {
  const { count } = await tx`delete from sandbox where partner_id = ${partnerId}`;
  return { sandboxes: count };
}

function noSandbox(partnerId: string): DomainError {
  return new DomainError('not_found', `There is no sandbox ${partnerId}. POST /api/v1/sandboxes creates one.`);
}
