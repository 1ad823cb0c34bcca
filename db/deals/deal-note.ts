import { type Actor, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, lt } from '#db/drizzle.ts';
import { dealNote } from '#db/schema.ts';
import { newId } from '#domain/id.ts';

export type DealNoteRow = typeof dealNote.$inferSelect;

/** `author` also contains the side that wrote the note: `partner/key_…`, `platform/key_…`. */
export async function addDealNote(
  db: Database,
  note: { dealId: string; text: string; internal: boolean },
  actor: Actor,
): Promise<DealNoteRow> {
  const values = { ...note, id: newId('note'), author: `${actor.kind}/${actor.id}` };
  const [row] = await changeAs(db, actor, (tx) => tx.insert(dealNote).values(values).returning());
  if (!row) throw new Error('INSERT … RETURNING gave no note');
  return row;
}

/** Newest first. */
export function listDealNotes(
  { orm }: Database,
  dealId: string,
  page: { internalToo: boolean; before: string | undefined; limit: number },
): Promise<DealNoteRow[]> {
  const conditions = [
    eq(dealNote.dealId, dealId),
    page.internalToo ? undefined : eq(dealNote.internal, false),
    page.before === undefined ? undefined : lt(dealNote.id, page.before),
  ];
  return orm
    .select()
    .from(dealNote)
    .where(and(...conditions))
    .orderBy(desc(dealNote.id))
    .limit(page.limit);
}
