import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { CsvButton, type CsvFile } from '#apps/console/parts/charts/csv-button.tsx';
import { Heat } from '#apps/console/parts/charts/heat.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import type { reportQuery } from './report.tsx';

type Cohort = Schema<'PartnerCohort'>;

/** What the customers of each month have paid since, as a heat map that is a table. */
export function Cohorts({ id, basis: query }: { id: string; basis: ReturnType<typeof reportQuery> }) {
  const answer = useAnswer(['roi', id, 'cohorts', query], (signal) =>
    api.GET('/api/v1/partners/{id}/roi/cohorts', { params: { path: { id }, query }, signal }),
  );
  return (
    <Section title={texts.cohorts} actions={answer.data && answer.data.data.length > 0 && <CsvButton of={csvOf(id, answer.data.data)} />}>
      <Answered answer={answer}>
        {({ data }) => {
          if (data.length === 0) return <Note title={texts.noCohorts} />;
          return (
            <>
              <p>{texts.cohortsText}</p>
              <Table caption={texts.cohorts} columns={columnsOf(data)} rows={data} idOf={({ cohort }) => cohort} />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

const monthsOf = (cohorts: readonly Cohort[]): number[] =>
  [...new Set(cohorts.flatMap(({ months }) => months.map(({ month }) => month)))].toSorted((a, b) => a - b);

const paidBy = ({ months }: Cohort, month: number) => months.find((each) => each.month === month)?.cumulative;

function csvOf(id: string, cohorts: readonly Cohort[]): CsvFile {
  const months = monthsOf(cohorts);
  return {
    name: `cohorts-${id}.csv`,
    header: ['cohort', 'customers', 'value', 'currency', ...months.map((month) => `month_${month}`)],
    rows: cohorts.map((row) => [
      ...[row.cohort, row.customers, row.value?.amount ?? null, row.value?.currency ?? null],
      ...months.map((month) => paidBy(row, month)?.amount ?? null),
    ]),
  };
}

function columnsOf(cohorts: readonly Cohort[]): Column<Cohort>[] {
  const most = Math.max(...cohorts.flatMap(({ months }) => months.map(({ cumulative }) => Number(cumulative.amount))), 0);
  return [
    { label: texts.cohort, cell: ({ cohort }) => cohort.slice(0, 7) },
    { label: texts.measures.customers, cell: ({ customers }) => number(customers), isNumber: true },
    { label: texts.value, cell: ({ value }) => money(value), isNumber: true },
    ...monthsOf(cohorts).map((month) => ({
      label: texts.month(month),
      isNumber: true,
      cell: (row: Cohort) => {
        const found = paidBy(row, month);
        return (
          found && (
            <Heat value={Number(found.amount)} most={most}>
              {money(found)}
            </Heat>
          )
        );
      },
    })),
  ];
}
