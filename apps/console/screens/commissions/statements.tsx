import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

/** What a partner was told at the end of each month. */
export function Statements({ partnerId: id }: { partnerId: string }) {
  const answer = useAnswer(['commissions', id, 'statements'], (signal) =>
    api.GET('/api/v1/partners/{id}/statements', { params: { path: { id } }, signal }),
  );
  const columns: readonly Column<Schema<'CommissionStatementSummary'>>[] = [
    {
      label: texts.month,
      cell: ({ month, currency }) => <Link href={`/statements/${id}?month=${month}&currency=${currency}`}>{`${month} ${currency}`}</Link>,
    },
    { label: texts.opening, cell: ({ opening }) => money(opening), isNumber: true, isExtra: true },
    { label: texts.closing, cell: ({ closing }) => money(closing), isNumber: true },
    { label: texts.issued, cell: ({ issued_at }) => <Time at={issued_at} />, isExtra: true },
  ];
  return (
    <Section title={texts.statements}>
      <Answered answer={answer}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{texts.noStatements}</p>
          ) : (
            <Table caption={texts.statements} columns={columns} rows={data} idOf={(statement) => statement.id} />
          )
        }
      </Answered>
    </Section>
  );
}
