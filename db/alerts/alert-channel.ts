import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, desc, eq, isNull, lt, sql } from '#db/drizzle.ts';
import { alertChannel } from '#db/schema.ts';
import { channelsOf } from '#domain/alerts/alert-routes.ts';
import type { ChannelSettings } from '#domain/alerts/channel.ts';
import { DomainError } from '#domain/errors.ts';
import { readRouting } from './alert-routing.ts';

export type ChannelRow = typeof alertChannel.$inferSelect;

/** The context of the row's `secrets_sealed`, without which it cannot be decrypted. */
export const channelContext = (id: string) => `alert-channel:${id}`;

/** Each is told of everything that no route sends elsewhere. */
const MOST_CHANNELS = 100;

const existing = (id: string) => and(eq(alertChannel.id, id), isNull(alertChannel.deletedAt));

export function createChannel(
  db: Database,
  wanted: Pick<ChannelRow, 'id' | 'name' | 'settings' | 'secretsSealed' | 'enabled'>,
  actor: Actor,
): Promise<ChannelRow> {
  return changeAs(db, actor, async (tx) => {
    // Two at the same time must not both be the last one.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causeway.alert_channel', 0))`);
    const present = await tx.select({ name: alertChannel.name }).from(alertChannel).where(isNull(alertChannel.deletedAt));
    if (present.length >= MOST_CHANNELS) {
      throw new DomainError('conflict', `There are ${MOST_CHANNELS} channels already, which is the most. Delete one first`);
    }
    if (present.some(({ name }) => name === wanted.name)) throw nameTaken(wanted.name);
    const [row] = await tx
      .insert(alertChannel)
      .values({ ...wanted, kind: wanted.settings.kind })
      .returning();
    if (!row) throw new Error('the channel was not inserted');
    return row;
  });
}

export async function getChannel({ orm }: Pick<Database, 'orm'>, id: string): Promise<ChannelRow> {
  const [row] = await orm.select().from(alertChannel).where(existing(id));
  if (!row) throw noChannel(id);
  return row;
}

/** Newest first. */
export function listChannels(
  { orm }: Pick<Database, 'orm'>,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ChannelRow[]> {
  return orm
    .select()
    .from(alertChannel)
    .where(and(isNull(alertChannel.deletedAt), before === undefined ? undefined : lt(alertChannel.id, before)))
    .orderBy(desc(alertChannel.id))
    .limit(limit);
}

export interface ChannelChange {
  name?: string;
  enabled?: boolean;
  replaced?: { settings: ChannelSettings; secretsSealed: string };
}

/** `check` sees the row as it is when it is changed, and throws if it is not the expected one. */
export function changeChannel(
  db: Database,
  id: string,
  { name, enabled, replaced }: ChannelChange,
  { actor, check }: { actor: Actor; check: (present: ChannelRow) => void },
): Promise<ChannelRow> {
  return changeAs(db, actor, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causeway.alert_channel', 0))`);
    const [present] = await tx.select().from(alertChannel).where(existing(id)).for('update');
    if (!present) throw noChannel(id);
    check(present);
    if (name !== undefined && name !== present.name) {
      const [other] = await tx
        .select({ id: alertChannel.id })
        .from(alertChannel)
        .where(and(eq(alertChannel.name, name), isNull(alertChannel.deletedAt)));
      if (other) throw nameTaken(name);
    }
    const [row] = await tx
      .update(alertChannel)
      .set({
        ...(name !== undefined && { name }),
        ...(enabled !== undefined && { enabled }),
        ...(replaced && { ...replaced, kind: replaced.settings.kind }),
        // What failed may work now.
        ...((replaced ?? enabled) ? { failingSince: null } : {}),
        version: sql`${alertChannel.version} + 1`,
        updatedAt: new Date(),
      })
      .where(existing(id))
      .returning();
    if (!row) throw noChannel(id);
    return row;
  });
}

/** Its secrets are gone at once. Throws while a route names it. */
export async function deleteChannel(
  db: Database,
  id: string,
  { actor, check }: { actor: Actor; check: (present: ChannelRow) => void },
): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    const { routes } = await readRouting({ orm: tx }, 'update');
    const [present] = await tx.select().from(alertChannel).where(existing(id)).for('update');
    if (!present) throw noChannel(id);
    check(present);
    const naming = routes.find((route) => channelsOf([route]).has(id));
    if (naming) {
      throw new DomainError('conflict', `The route "${naming.name}" names the channel. Change the routes first, with PUT /alert-routes`);
    }
    await tx
      .update(alertChannel)
      .set({ deletedAt: new Date(), secretsSealed: null, enabled: false, version: sql`${alertChannel.version} + 1`, updatedAt: new Date() })
      .where(existing(id));
  });
}

/** A channel that is enabled, for whoever sends to it; undefined if there is none. */
export async function findSendable(sql: Sql, id: string): Promise<{ name: string; settings: ChannelSettings; sealed: string } | undefined> {
  const [row] = await sql<{ name: string; settings: ChannelSettings; sealed: string }[]>`
    select name, settings, secrets_sealed as sealed from alert_channel where id = ${id} and enabled and deleted_at is null`;
  return row;
}

function noChannel(id: string): DomainError {
  return new DomainError('not_found', `There is no alert channel ${id}`);
}

function nameTaken(name: string): DomainError {
  return new DomainError('conflict', `There is a channel "${name}" already. Choose another name`);
}
