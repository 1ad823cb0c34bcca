import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

const orNothing = (value: number | null) => value !== null && number(value);

const columns: readonly Column<Schema<'ConnectionLimit'>>[] = [
  { label: texts.limit, cell: ({ id, key, text }) => [text || id, key].filter(Boolean).join(': ') },
  { label: texts.own, cell: ({ own_max, max }) => texts.quotaOf(own_max, max), isNumber: true },
  { label: texts.used, cell: ({ used_today }) => orNothing(used_today), isNumber: true },
  { label: texts.usedByAll, cell: ({ used_today_by_all }) => orNothing(used_today_by_all), isNumber: true, isExtra: true },
  { label: texts.inUse, cell: ({ in_use }) => number(in_use), isNumber: true, isExtra: true },
  { label: texts.waits, cell: ({ waiting_until }) => <Time at={waiting_until} />, isExtra: true },
];

/** How much of what the vendor permits is used. Before the first call none is known. */
export function Limits({ id }: { id: string }) {
  const answer = useAnswer(['connections', id, 'limits'], (signal) =>
    api.GET('/api/v1/connections/{id}/limits', { params: { path: { id } }, signal }),
  );
  return (
    <Answered answer={answer}>
      {({ data }) =>
        data.length > 0 && (
          <Section title={texts.limits}>
            <Table caption={texts.limits} columns={columns} rows={data} idOf={(limit) => `${limit.id} ${limit.key}`} />
          </Section>
        )
      }
    </Answered>
  );
}
