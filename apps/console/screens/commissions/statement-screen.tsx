import { Link } from 'wouter';
import { api, inJson } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

type Statement = Schema<'CommissionStatement'>;

const parameters = { month: text, currency: text };

/** One statement as it was issued: each line with its reason, from the opening to the closing balance. */
export function StatementScreen({ id }: { id: string }) {
  const { month = '', currency = '' } = useUrlState(parameters).values;
  const path = { id, month };
  const answer = useAnswer<Statement>(['commissions', id, 'statement', month, currency], (signal) =>
    inJson(api.GET('/api/v1/partners/{id}/statements/{month}', { params: { path, query: { currency } }, signal })),
  );
  const columns: readonly Column<Statement['lines'][number]>[] = [
    { label: texts.day, cell: ({ day }) => day },
    { label: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
    { label: texts.why, cell: ({ explanation }) => explanation },
    { label: texts.amount, cell: ({ amount }) => money(amount), isNumber: true, isExtra: true },
    { label: texts.change, cell: ({ change }) => money(change), isNumber: true },
    { label: texts.line, cell: (line) => <Link href={`/commissions/${id}?line=${line.id}`}>{line.id}</Link> },
  ];
  const file = (format: string) => `/api/v1/partners/${id}/statements/${month}?${new URLSearchParams({ currency, format })}`;
  return (
    <Page
      title={texts.statement(month, currency)}
      actions={
        <>
          <a href={file('csv')} download={`statement-${month}-${currency}.csv`}>
            {texts.csv}
          </a>
          <a href={file('pdf')} download={`statement-${month}-${currency}.pdf`}>
            {texts.pdf}
          </a>
        </>
      }
    >
      <Links>
        <Link href={`/commissions/${id}`}>{texts.toLedger}</Link>
      </Links>
      <Answered answer={answer}>
        {({ opening, closing, issued_at, lines }) => (
          <>
            <Facts
              of={[
                [texts.partner, <code key="partner">{id}</code>],
                [texts.opening, money(opening)],
                [texts.closing, money(closing)],
                [texts.issued, <Time key="issued" at={issued_at} />],
              ]}
            />
            <Section title={texts.lines}>
              {lines.length === 0 ? (
                <Note title={texts.noChange} />
              ) : (
                <Table caption={texts.lines} columns={columns} rows={lines} idOf={(line) => line.id} />
              )}
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}
