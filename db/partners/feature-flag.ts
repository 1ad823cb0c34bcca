import { type Actor, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, asc, eq, sql } from '#db/drizzle.ts';
import { featureFlag, partner, partnerFlag } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { existing } from './partner.ts';

export type FeatureFlagRow = typeof featureFlag.$inferSelect;

export function listFlags(db: Database): Promise<FeatureFlagRow[]> {
  return db.orm.select().from(featureFlag).orderBy(asc(featureFlag.name));
}

/** Creates or replaces the flag. Overrides stay. */
export async function putFlag(
  db: Database,
  flag: { name: string; description: string; enabled: boolean; rolloutPercent: number | null },
  actor: Actor,
): Promise<FeatureFlagRow> {
  const { name, ...rest } = flag;
  // Rounded to the precision of the column, because PostgreSQL rejects numbers that are too close to 0 for it.
  const said = { ...rest, rolloutPercent: rest.rolloutPercent === null ? null : Math.fround(rest.rolloutPercent) };
  const set = { ...said, version: sql`${featureFlag.version} + 1`, updatedAt: new Date() };
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .insert(featureFlag)
      .values({ name, ...said })
      .onConflictDoUpdate({ target: featureFlag.name, set })
      .returning(),
  );
  if (!row) throw new Error('INSERT … RETURNING gave no flag');
  return row;
}

/** Deletes a flag with its overrides. Idempotent. */
export async function deleteFlag(db: Database, name: string, actor: Actor): Promise<void> {
  await changeAs(db, actor, (tx) => tx.delete(featureFlag).where(eq(featureFlag.name, name)));
}

/** Overrides a flag for one partner, regardless of its rollout. null removes the override. */
export async function overrideFlag(
  db: Database,
  { flag, partnerId, enabled }: { flag: string; partnerId: string; enabled: boolean | null },
  actor: Actor,
): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    const [known] = await tx.select({ name: featureFlag.name }).from(featureFlag).where(eq(featureFlag.name, flag)).for('share');
    if (!known) throw new DomainError('not_found', `There is no feature flag ${flag}`);
    const [owner] = await tx.select({ id: partner.id }).from(partner).where(existing(partnerId));
    if (!owner) throw new DomainError('not_found', `There is no partner ${partnerId}`);
    if (enabled === null) {
      await tx.delete(partnerFlag).where(and(eq(partnerFlag.flag, flag), eq(partnerFlag.partnerId, partnerId)));
      return;
    }
    await tx
      .insert(partnerFlag)
      .values({ flag, partnerId, enabled })
      .onConflictDoUpdate({ target: [partnerFlag.partnerId, partnerFlag.flag], set: { enabled, updatedAt: new Date() } });
  });
}
