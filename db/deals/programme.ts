import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, count, desc, eq, lt, sql } from '#db/drizzle.ts';
import { deal, partner, programme } from '#db/schema.ts';
import { counted } from '#domain/counted.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type ProgrammeRow = typeof programme.$inferSelect;

/** The default programme, which a migration creates. */
export const defaultProgrammeId = 'prg_default';

export async function getProgramme(db: Pick<Database, 'orm'>, id: string): Promise<ProgrammeRow> {
  const [row] = await db.orm.select().from(programme).where(eq(programme.id, id)).prepare('get_programme').execute();
  if (!row) throw noProgramme(id);
  return row;
}

/** The programme's rules, with defaults for settings that were never set. */
export async function settingsOf(db: Pick<Database, 'orm'>, { programmeId }: { programmeId: string }): Promise<ProgrammeSettings> {
  return ProgrammeSettings.parse((await getProgramme(db, programmeId)).settings);
}

/** The default programme first, because its id sorts after every ULID, then the newest. */
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

/** `change` receives the current row, locked, and may throw to reject the change. Registered deals keep the protection that they have. */
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

/** Rejected while a partner or a deal belongs to the programme. Deleted partners do not count. */
export async function deleteProgramme(
  db: Database,
  id: string,
  assertVersion: (present: ProgrammeRow) => void,
  actor: Actor,
): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    assertVersion(await lockProgramme(tx, id));
    if (id === defaultProgrammeId) {
      throw new DomainError('conflict', `${id} is the default programme and cannot be deleted.`);
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

/** Locks the programme exclusively: rows that are to refer to it wait until the transaction ends. */
async function lockProgramme(tx: Transaction, id: string): Promise<ProgrammeRow> {
  const [row] = await tx.select().from(programme).where(eq(programme.id, id)).for('update');
  if (!row) throw noProgramme(id);
  return row;
}

function inUse(id: string, partners: number, deals: number): DomainError {
  return new DomainError(
    'conflict',
    `Programme ${id} is in use by ${counted(partners, 'partner')} and ${counted(deals, 'deal')}. Assign those partners to another programme. Deals stay with theirs.`,
  );
}

function noProgramme(id: string): DomainError {
  return new DomainError('not_found', `There is no programme ${id}`);
}

export async function programmeExists(sql: Queryable, id: string): Promise<boolean> {
  return (await sql`select from programme where id = ${id}`).length > 0;
}
