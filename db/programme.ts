import { eq } from './drizzle.ts';
import { DomainError } from '#domain/errors.ts';
import type { Database } from './database.ts';
import { programme } from './schema.ts';

export type ProgrammeRow = typeof programme.$inferSelect;

/** The one that partners without another belong to; the migration makes it. */
export const defaultProgrammeId = 'prg_default';

export async function getProgramme(db: Database, id: string): Promise<ProgrammeRow> {
  const [row] = await db.orm.select().from(programme).where(eq(programme.id, id));
  if (!row) throw new DomainError('not_found', `There is no programme ${id}`);
  return row;
}
