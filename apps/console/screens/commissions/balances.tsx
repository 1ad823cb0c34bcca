import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

type Account = keyof typeof texts.accounts;
const accounts = Object.keys(texts.accounts) as Account[];

const columns: readonly Column<Schema<'CommissionBalance'>>[] = [
  { label: texts.currency, cell: ({ currency }) => currency },
  ...accounts.map((account) => ({
    label: texts.accounts[account],
    cell: (balance: Schema<'CommissionBalance'>) => money(balance[account]),
    isNumber: true,
  })),
];

/** What a partner has in each account: the sums of its lines. */
export function Balances({ partnerId: id }: { partnerId: string }) {
  const answer = useAnswer(['commissions', id, 'balance'], (signal) =>
    api.GET('/api/v1/partners/{id}/commissions', { params: { path: { id } }, signal }),
  );
  return (
    <Section title={texts.balances}>
      <Answered answer={answer}>
        {({ balances }) =>
          balances.length === 0 ? (
            <p>{texts.noBalances}</p>
          ) : (
            <Table caption={texts.balances} columns={columns} rows={balances} idOf={({ currency }) => currency} />
          )
        }
      </Answered>
    </Section>
  );
}
