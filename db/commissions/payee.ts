import type { Queryable } from '#db/database.ts';
import type { Payee } from '#domain/commissions/payout.ts';

export async function savePayee(tx: Queryable, partnerId: string, { name, iban, bic, tax }: Payee, updatedBy: string): Promise<void> {
  await tx`
    insert into commissions.payee (partner_id, name, iban, bic, tax, updated_by)
    values (${partnerId}, ${name}, ${iban}, ${bic}, ${JSON.stringify(tax)}::text::jsonb, ${updatedBy})
    on conflict (partner_id) do update set name = excluded.name, iban = excluded.iban, bic = excluded.bic, tax = excluded.tax,
      updated_by = excluded.updated_by, updated_at = now()`;
}

export async function findPayee(sql: Queryable, partnerId: string): Promise<Payee | undefined> {
  const [row] = await sql<Payee[]>`select name, iban, bic, tax from commissions.payee where partner_id = ${partnerId}`;
  return row;
}
