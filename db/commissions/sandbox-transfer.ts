import type { SandboxTransfer, SandboxTransfers } from '#connectors/payouts/sandbox-provider.ts';
import type { Sql } from '#db/database.ts';

/** Keeps the transfers of the sandbox provider in the database. */
export function storeSandboxTransfers(sql: Sql): SandboxTransfers {
  return {
    async add({ reference, amount, currency, fault }) {
      const rows = await sql`
        insert into commissions.sandbox_transfer (reference, amount, currency, fault) values (${reference}, ${amount}, ${currency}, ${fault})
        on conflict (reference) do nothing returning reference`;
      return rows.length > 0;
    },
    async ask(reference) {
      const [row] = await sql<{ fault: SandboxTransfer['fault']; asked: number }[]>`
        update commissions.sandbox_transfer set asked = asked + 1 where reference = ${reference} returning fault, asked`;
      return row ?? null;
    },
  };
}
