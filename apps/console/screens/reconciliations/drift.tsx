import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { NumbersBelow } from '#apps/console/parts/charts/numbers-below.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { DriftChart } from './drift-chart.tsx';
import { texts } from './messages.ts';

type Night = Schema<'ReconciliationNight'>;

const columns: readonly Column<Night>[] = [
  { label: texts.night, cell: ({ reconciliation_id, night }) => <Link href={`/reconciliations/${reconciliation_id}`}>{night}</Link> },
  { label: texts.records, cell: ({ records }) => number(records), isNumber: true },
  { label: texts.findings, cell: ({ findings }) => number(findings), isNumber: true },
  { label: texts.repaired, cell: ({ repaired }) => number(repaired), isNumber: true, isExtra: true },
  { label: texts.needsPerson, cell: ({ needs_person }) => number(needs_person), isNumber: true },
];

/** How the drift of one pair or book develops, as a picture, a table and a file. */
export function Drift({ of }: { of: { sync_id: string } | { book: Schema<'BookName'> } }) {
  const answer = useAnswer<Schema<'ReconciliationDrift'>>(
    ['reconciliations', 'drift', of],
    (signal) =>
      api.GET('/api/v1/reconciliation-drift', { params: { query: of }, signal }) as Promise<{ data?: Schema<'ReconciliationDrift'> }>,
  );
  const csv = (
    <a href={`/api/v1/reconciliation-drift?${new URLSearchParams({ ...of, format: 'csv' })}`} download="drift.csv">
      {texts.csv}
    </a>
  );
  return (
    <Answered answer={answer}>
      {({ data }) =>
        data.length > 0 && (
          <Section title={texts.drift} actions={csv}>
            <DriftChart nights={data.toReversed()} />
            <NumbersBelow caption={texts.drift} columns={columns} rows={data} idOf={({ reconciliation_id }) => reconciliation_id} />
          </Section>
        )
      }
    </Answered>
  );
}
