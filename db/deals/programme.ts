import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, count, desc, eq, lt, sql } from '#db/drizzle.ts';
import { deal, partner, programme } from '#db/schema.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type ProgrammeRow = typeof programme.$inferSelect;

/** The one that partners without another belong to; the migration makes it. */
export const defaultProgrammeId = 'prg_default';

export async function getProgramme(db: Pick<Database, 'orm'>, id: string): Promise<ProgrammeRow> {
  const [row] = await db.orm.select().from(programme).where(eq(programme.id, id));
  if (!row) throw noProgramme(id);
  return row;
}

/** What its partners' deals are held to, with the defaults of what was never said. */
export async function settingsOf(db: Pick<Database, 'orm'>, { programmeId }: { programmeId: string }): Promise<ProgrammeSettings> {
  return ProgrammeSettings.parse((await getProgramme(db, programmeId)).settings);
}

/** The default one, whose id sorts behind every ULID, then the newest. */
export function listProgrammes(
  { orm }: Database,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ProgrammeRow[]> {
  return orm
    .select()
    .from(programme)
    .where(before === undefined ? undefined : lt(programme.id, before))
    .orderBy(desc(programme.id))
    .limit(limit);
}

export async function createProgramme(
  db: Database,
  wanted: { name: string; settings: ProgrammeSettings },
  actor: Actor,
): Promise<ProgrammeRow> {
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .insert(programme)
      .values({ ...wanted, id: newId('prg') })
      .returning(),
  );
  if (!row) throw new Error('INSERT … RETURNING gave no programme');
  return row;
}

/** `change` sees the present row, locked, and may refuse by throwing. Deals that are registered already keep what they were granted. */
export async function updateProgramme(
  db: Database,
  id: string,
  change: (present: ProgrammeRow) => { name: string; settings: ProgrammeSettings },
  actor: Actor,
): Promise<ProgrammeRow> {
  return changeAs(db, actor, async (tx) => {
    const present = await lockProgramme(tx, id);
    const values = { ...change(present), version: sql`${programme.version} + 1`, updatedAt: new Date() };
    const [row] = await tx.update(programme).set(values).where(eq(programme.id, id)).returning();
    if (!row) throw noProgramme(id);
    return row;
  });
}

/** Refused while a partner or a deal belongs to it; a deleted partner's row does not count. */
export async function deleteProgramme(
  db: Database,
  id: string,
  assertVersion: (present: ProgrammeRow) => void,
  actor: Actor,
): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    assertVersion(await lockProgramme(tx, id));
    if (id === defaultProgrammeId) {
      throw new DomainError('conflict', `${id} is what partners without another programme belong to: it cannot be deleted.`);
    }
    await tx
      .update(partner)
      .set({ programmeId: defaultProgrammeId })
      .where(and(eq(partner.programmeId, id), eq(partner.status, 'deleted')));
    const [partners] = await tx.select({ of: count() }).from(partner).where(eq(partner.programmeId, id));
    const [deals] = await tx.select({ of: count() }).from(deal).where(eq(deal.programmeId, id));
    if (partners?.of || deals?.of) throw inUse(id, partners?.of ?? 0, deals?.of ?? 0);
    await tx.delete(programme).where(eq(programme.id, id));
  });
}

/** Against every other use: rows that come to refer to it wait until the transaction ends. */
async function lockProgramme(tx: Transaction, id: string): Promise<ProgrammeRow> {
  const [row] = await tx.select().from(programme).where(eq(programme.id, id)).for('update');
  if (!row) throw noProgramme(id);
  return row;
}

function inUse(id: string, partners: number, deals: number): DomainError {
  return new DomainError(
    'conflict',
    `Programme ${id} is in use by ${partners} partners and ${deals} deals. Give those partners another one; deals keep theirs.`,
  );
}

function noProgramme(id: string): DomainError {
  return new DomainError('not_found', `There is no programme ${id}`);
}
