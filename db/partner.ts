import { asc, eq } from './drizzle.ts';
import { newId } from '#domain/id.ts';
import type { Database } from './database.ts';
import { eventType, partner } from './schema.ts';

type PartnerRow = typeof partner.$inferSelect;

export async function createPartner(db: Database, { name, tier }: Pick<PartnerRow, 'name' | 'tier'>): Promise<PartnerRow> {
  const [row] = await db.orm.insert(partner).values({ id: newId('ptn'), name, tier }).returning();
  if (!row) throw new Error('INSERT … RETURNING gave no partner');
  return row;
}

export async function findPartner(db: Database, id: string): Promise<PartnerRow | null> {
  const [row] = await db.orm.select().from(partner).where(eq(partner.id, id));
  return row ?? null;
}

/** What an endpoint's filter can name. */
export async function listEventTypeNames(db: Database): Promise<string[]> {
  const rows = await db.orm.select({ name: eventType.name }).from(eventType).orderBy(asc(eventType.name));
  return rows.map((row) => row.name);
}
