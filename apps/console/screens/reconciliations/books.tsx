import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { ActionButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import { ReconciliationState } from './reconciliation-state.tsx';

type Book = Schema<'Book'>;

const columns: readonly Column<Book>[] = [
  { label: texts.book, cell: ({ book }) => <Link href={`/reconciliations?book=${book}`}>{texts.books[book]}</Link> },
  {
    label: texts.night,
    cell: ({ latest_run: run }) => (run ? <Link href={`/reconciliations/${run.run_id}`}>{run.night}</Link> : texts.never),
  },
  { label: texts.state, cell: ({ latest_run: run }) => run && <ReconciliationState state={run.state} /> },
  { label: texts.openFindings, cell: ({ latest_run: run }) => run && number(run.open_findings), isNumber: true },
];

/** Whether Causeway's own books agree with themselves. */
export function Books() {
  const may = useMay();
  const answer = useAnswer(['reconciliations', 'books'], (signal) => api.GET('/api/v1/books', { signal }));
  const run: Column<Book> = {
    label: texts.runNow,
    cell: ({ book }) => (
      <ActionButton
        {...{ label: texts.runNow, changes: [['reconciliations']], done: texts.begun }}
        run={(_, key) => api.POST('/api/v1/books/{book}/reconcile', { params: { path: { book }, header: { 'idempotency-key': key } } })}
      />
    ),
  };
  return (
    <Section title={texts.latest}>
      <Answered answer={answer}>
        {({ data }) => (
          <Table
            {...{ caption: texts.latest, columns: may('syncs:write') ? [...columns, run] : columns, rows: data }}
            idOf={({ book }) => book}
          />
        )}
      </Answered>
    </Section>
  );
}
