import { Link } from 'wouter';
import { api, inJson } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { CsvButton, type CsvFile } from '#apps/console/parts/charts/csv-button.tsx';
import { LineChart } from '#apps/console/parts/charts/line-chart.tsx';
import { NumbersBelow } from '#apps/console/parts/charts/numbers-below.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';

type Night = Schema<'ReconciliationNight'>;

const columns: readonly Column<Night>[] = [
  { label: texts.night, cell: ({ reconciliation_id: id, night }) => <Link href={`/reconciliations/${id}`}>{night}</Link> },
  { label: texts.writes, cell: ({ time_to_sync: time }) => time && number(time.writes), isNumber: true },
  { label: texts.half, cell: ({ time_to_sync: time }) => time && texts.seconds(time.p50_ms), isNumber: true },
  { label: texts.most, cell: ({ time_to_sync: time }) => time && texts.seconds(time.p95_ms), isNumber: true },
];

/** How long changes took from one side to the other, by night: each report has measured the day before it. */
export function TimeToSync({ id }: { id: string }) {
  const answer = useAnswer<Schema<'ReconciliationDrift'>>(['reconciliations', 'drift', { sync_id: id }], (signal) =>
    inJson(api.GET('/api/v1/reconciliation-drift', { params: { query: { sync_id: id } }, signal })),
  );
  return (
    <Answered answer={answer}>
      {({ data }) => {
        const measured = data.filter(({ time_to_sync: time }) => time !== null).toReversed();
        const [first, last] = [measured[0], measured.at(-1)];
        if (!first || !last) return null;
        return (
          <Section title={texts.timeToSync} actions={<CsvButton of={csvOf(id, measured)} />}>
            <LineChart
              places={measured.map(({ night }) => night)}
              lines={[
                { name: texts.half, tone: 'good', values: measured.map(({ time_to_sync: time }) => time?.p50_ms ?? null) },
                { name: texts.most, tone: 'warn', values: measured.map(({ time_to_sync: time }) => time?.p95_ms ?? null) },
              ]}
              shown={texts.seconds}
              label={(least, most) => texts.timeChart(first.night, last.night, least, most)}
            />
            <NumbersBelow
              caption={texts.timeToSync}
              columns={columns}
              rows={measured.toReversed()}
              idOf={({ reconciliation_id }) => reconciliation_id}
            />
          </Section>
        );
      }}
    </Answered>
  );
}

const csvOf = (id: string, nights: readonly Night[]): CsvFile => ({
  name: `time-to-sync-${id}.csv`,
  header: ['night', 'writes', 'p50_ms', 'p95_ms', 'p99_ms', 'max_ms'],
  rows: nights.map(({ night, time_to_sync: time }) => [
    ...[night, time?.writes ?? null, time?.p50_ms ?? null, time?.p95_ms ?? null, time?.p99_ms ?? null, time?.max_ms ?? null],
  ]),
});
