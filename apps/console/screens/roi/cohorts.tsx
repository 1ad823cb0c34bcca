import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import type { reportQuery } from './report.tsx';
import styles from './roi.module.css';

type Cohort = Schema<'PartnerCohort'>;

/** The darkest of the colours of the heat map. */
const HOTTEST = 3;

/** What the customers of each month have paid since, as a heat map that is a table. */
export function Cohorts({ id, basis: query }: { id: string; basis: ReturnType<typeof reportQuery> }) {
  const answer = useAnswer(['roi', id, 'cohorts', query], (signal) =>
    api.GET('/api/v1/partners/{id}/roi/cohorts', { params: { path: { id }, query }, signal }),
  );
  return (
    <Section title={texts.cohorts}>
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

function columnsOf(cohorts: readonly Cohort[]): Column<Cohort>[] {
  const all = cohorts.flatMap(({ months }) => months);
  const most = Math.max(...all.map(({ cumulative }) => Number(cumulative.amount)), 0);
  const months = [...new Set(all.map(({ month }) => month))].toSorted((a, b) => a - b);
  const heatOf = (value: number) => (most > 0 ? Math.max(0, Math.ceil((value / most) * HOTTEST)) : 0);
  return [
    { label: texts.cohort, cell: ({ cohort }) => cohort.slice(0, 7) },
    { label: texts.measures.customers, cell: ({ customers }) => number(customers), isNumber: true },
    { label: texts.value, cell: ({ value }) => money(value), isNumber: true },
    ...months.map((month) => ({
      label: texts.month(month),
      isNumber: true,
      cell: (row: Cohort) => {
        const found = row.months.find((each) => each.month === month)?.cumulative;
        return found && <span className={styles[`heat${heatOf(Number(found.amount))}`]}>{money(found)}</span>;
      },
    })),
  ];
}
