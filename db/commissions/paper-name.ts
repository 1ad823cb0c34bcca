import type { Queryable } from '#db/database.ts';

/** A statement or an invoice. */
interface IssuedPaper {
  id: string;
  partnerId: string;
}

/** Keeps what partners are called, so that a paper is printed alike after they are renamed. In the transaction that issues the papers. */
export async function pinNames(tx: Queryable, papers: readonly IssuedPaper[]): Promise<void> {
  await tx`
    insert into commissions.paper_name (paper_id, partner_id, name)
    select i.id, p.id, p.name
    from unnest(${papers.map(({ id }) => id)}::text[], ${papers.map(({ partnerId }) => partnerId)}::text[]) i (id, partner_id)
    join partner p on p.id = i.partner_id and p.status <> 'deleted' on conflict do nothing`;
}

/** What the partner was called when the paper was issued. Of a deleted partner: what is left of its name. */
export async function readPaperName(sql: Queryable, { id, partnerId }: IssuedPaper): Promise<string> {
  const [row] = await sql<{ name: string }[]>`
    select coalesce((select name from commissions.paper_name where paper_id = ${id}), (select name from partner where id = ${partnerId}), ${partnerId}) as name`;
  return row?.name ?? partnerId;
}
