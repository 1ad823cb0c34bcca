import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

interface GroupsProps {
  syncId: string;
  onChoose: (reason: Schema<'SyncWriteReason'>) => void;
}

/** Why the records of a sync failed, the most frequent reason first, and what mends each. */
export function Groups({ syncId: id, onChoose }: GroupsProps) {
  const { data } = useAnswer(['failed-records', id, 'groups'], (signal) =>
    api.GET('/api/v1/syncs/{id}/writes/groups', { params: { path: { id } }, signal }),
  );
  if (!data || data.data.length === 0) return null;
  const columns: Column<Schema<'SyncWriteGroup'>>[] = [
    { label: texts.reason, cell: ({ text }) => text },
    { label: texts.number, cell: ({ count }) => number(count), isNumber: true },
    { label: texts.remedy, cell: ({ remedy }) => remedy, isExtra: true },
    { label: texts.last, cell: ({ last_failed_at }) => <Time at={last_failed_at} />, isExtra: true },
    { label: texts.only, cell: ({ reason }) => <Button onClick={() => onChoose(reason)}>{texts.only}</Button> },
  ];
  return (
    <Section title={texts.groups}>
      <Table caption={texts.groups} columns={columns} rows={data.data} idOf={({ reason }) => reason} />
    </Section>
  );
}
