import { api, inJson } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money, percent } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { NumbersBelow } from '#apps/console/parts/charts/numbers-below.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Chart } from './chart.tsx';
import { CsvLink } from './csv-link.tsx';
import { texts } from './messages.ts';
import type { reportQuery } from './report.tsx';

const periods = Object.keys(texts.periods) as Schema<'RoiPeriod'>[];

const columns: readonly Column<Schema<'RoiSeriesItem'>>[] = [
  { label: texts.period, cell: ({ from }) => from },
  { label: texts.measures.revenue_net, cell: ({ revenue }) => money(revenue.net), isNumber: true },
  { label: texts.measures.cost, cell: ({ cost }) => money(cost), isNumber: true },
  { label: texts.measures.leads, cell: ({ leads }) => number(leads), isNumber: true, isExtra: true },
  { label: texts.measures.customers, cell: ({ customers }) => number(customers), isNumber: true, isExtra: true },
  { label: texts.roi, cell: ({ roi }) => percent(roi), isNumber: true },
];

interface SeriesProps {
  id: string;
  query: ReturnType<typeof reportQuery> & { margin?: string };
  by: Schema<'RoiPeriod'>;
  onChange: (by: Schema<'RoiPeriod'> | undefined) => void;
}

/** The figures of each day, week or month, as a picture and as a table. */
export function Series({ id, query, by, onChange }: SeriesProps) {
  const asked = { ...query, by };
  const answer = useAnswer(['roi', id, 'series', asked], (signal) =>
    inJson(api.GET('/api/v1/partners/{id}/roi/series', { params: { path: { id }, query: asked }, signal })),
  );
  return (
    <Section title={texts.series} actions={<CsvLink to={`/api/v1/partners/${id}/roi/series`} query={asked} file={`roi-${id}-${by}.csv`} />}>
      <Filters onClear={undefined}>
        <SelectFilter {...{ label: texts.by, options: periods, value: by, onChange }} textOf={(each) => texts.periods[each]} />
      </Filters>
      <Answered answer={answer}>
        {({ data }) => (
          <>
            <Chart of={data} />
            <NumbersBelow caption={texts.series} columns={columns} rows={data} idOf={({ from }) => from} />
          </>
        )}
      </Answered>
    </Section>
  );
}
