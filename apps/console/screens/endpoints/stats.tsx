import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { FailureNote } from '#apps/console/parts/failure-note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts as deliveryTexts } from '#apps/console/screens/deliveries/messages.ts';
import type { Family } from './family.ts';
import { texts } from './messages.ts';

interface Period {
  name: string;
  of: Schema<'EndpointActivity'>;
}

const statuses = Object.keys(deliveryTexts.statuses) as Schema<'DeliveryStatus'>[];

const columns: readonly Column<Period>[] = [
  { label: texts.period, cell: ({ name }) => name },
  { label: texts.total, cell: ({ of }) => number(of.deliveries.total), isNumber: true },
  {
    label: texts.success,
    cell: ({ of: { deliveries } }) => (deliveries.success_rate === null ? '' : texts.percent(deliveries.success_rate)),
    isNumber: true,
  },
  ...statuses.map((status) => ({
    label: deliveryTexts.statuses[status],
    cell: ({ of }: Period) => number(of.deliveries.by_status[status]),
    ...{ isNumber: true, isExtra: true },
  })),
];

/** How well the endpoint did lately. */
export function Stats({ id, family }: { id: string; family: Family }) {
  const { data, error } = useAnswer<Schema<'EndpointStats'>>(['endpoints', id, 'stats'], (signal) =>
    api.GET(`${family.api}/{id}/stats`, { params: { path: { id } }, signal }),
  );
  if (error) return <FailureNote failure={error} />;
  if (!data) return null;
  const periods = [
    { name: texts.last24h, of: data.last_24h },
    { name: texts.last7d, of: data.last_7d },
  ];
  return (
    <Section title={texts.stats}>
      <Table caption={texts.stats} columns={columns} rows={periods} idOf={({ name }) => name} />
    </Section>
  );
}
