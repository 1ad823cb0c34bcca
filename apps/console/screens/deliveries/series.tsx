import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { percent } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { CsvButton, type CsvFile } from '#apps/console/parts/charts/csv-button.tsx';
import { LineChart } from '#apps/console/parts/charts/line-chart.tsx';
import { NumbersBelow } from '#apps/console/parts/charts/numbers-below.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { oneOf, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './series-messages.ts';

type Period = Schema<'DeliveryPeriod'>;
type By = Schema<'DeliveryPeriodLength'>;

const REFRESH_MS = 60_000;
/** A day by hour, or a month by day. */
const periods: Record<By, number> = { hour: 24, day: 30 };
const lengths = Object.keys(periods) as By[];
const parameters = { deliveries_by: oneOf(lengths) };

const columns: readonly Column<Period>[] = [
  { label: texts.from, cell: ({ from }) => <Time at={from} /> },
  { label: texts.delivered, cell: ({ delivered }) => number(delivered), isNumber: true },
  { label: texts.deadLettered, cell: ({ dead_lettered }) => number(dead_lettered), isNumber: true },
  { label: texts.success, cell: ({ success_rate }) => percent(success_rate), isNumber: true },
  { label: texts.p50, cell: ({ latency_ms }) => latency_ms.p50 !== null && texts.ms(latency_ms.p50), isNumber: true, isExtra: true },
  { label: texts.p95, cell: ({ latency_ms }) => latency_ms.p95 !== null && texts.ms(latency_ms.p95), isNumber: true },
];

/** How many deliveries succeeded and how long they took: of all partners, of one, or of an endpoint. */
export function DeliverySeries({ of }: { of: { partner_id?: string; endpoint_id?: string } }) {
  const url = useUrlState(parameters);
  const by = url.values.deliveries_by ?? 'hour';
  const query = { ...of, by, periods: periods[by] };
  const answer = useAnswer(['deliveries', 'series', query], (signal) => api.GET('/api/v1/delivery-series', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
  });
  return (
    <Section title={texts.title} actions={answer.data && <CsvButton of={csvOf(answer.data.data)} />}>
      <Filters onClear={undefined}>
        <SelectFilter
          {...{ label: texts.by, options: lengths, value: by }}
          textOf={(each) => texts.lengths[each]}
          onChange={(value) => url.set({ deliveries_by: value })}
        />
      </Filters>
      <Answered answer={answer}>
        {({ data }) => (
          <>
            <Pictures of={data} />
            <NumbersBelow caption={texts.title} columns={columns} rows={data.toReversed()} idOf={({ from }) => from} />
          </>
        )}
      </Answered>
    </Section>
  );
}

function Pictures({ of }: { of: readonly Period[] }) {
  if (of.every(({ success_rate }) => success_rate === null)) return <p>{texts.nothing}</p>;
  const places = of.map(({ from }) => from.slice(0, 16).replace('T', ' '));
  const [first = '', last = ''] = [places[0], places.at(-1)];
  return (
    <>
      <LineChart
        places={places}
        lines={[{ name: texts.success, tone: 'good', values: of.map(({ success_rate }) => success_rate) }]}
        shown={(value) => percent(value) ?? ''}
        label={(least, most) => texts.successChart(first, last, least, most)}
        atLeast={1}
      />
      <LineChart
        places={places}
        lines={[
          { name: texts.p50, tone: 'good', values: of.map(({ latency_ms }) => latency_ms.p50) },
          { name: texts.p95, tone: 'warn', values: of.map(({ latency_ms }) => latency_ms.p95) },
        ]}
        shown={texts.ms}
        label={(least, most) => texts.latencyChart(first, last, least, most)}
      />
    </>
  );
}

const csvOf = (series: readonly Period[]): CsvFile => ({
  name: 'deliveries.csv',
  header: ['from', 'delivered', 'dead_lettered', 'success_rate', 'p50_ms', 'p95_ms'],
  rows: series.map(({ from, delivered, dead_lettered, success_rate, latency_ms }) => [
    ...[from, delivered, dead_lettered, success_rate, latency_ms.p50, latency_ms.p95],
  ]),
});
