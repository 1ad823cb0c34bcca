import { api } from '#apps/console/api/client.ts';
import type { paths, Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts as deliveryTexts } from '#apps/console/screens/deliveries/messages.ts';
import { texts } from './messages.ts';

type Group = Schema<'DeadLetterGroup'>;
type Filter = NonNullable<paths['/api/v1/dead-letters/groups']['get']['parameters']['query']>;

interface GroupsProps {
  filter: Filter;
  onChoose: (group: { error_class: Schema<'ErrorClass'> | undefined; last_error: string | undefined }) => void;
}

/** What the matching dead letters died of, the most frequent first. */
export function Groups({ filter, onChoose }: GroupsProps) {
  const { data } = useAnswer(['dead-letters', 'groups', filter], (signal) =>
    api.GET('/api/v1/dead-letters/groups', { params: { query: { ...filter, limit: 20 } }, signal }),
  );
  if (!data || data.data.length < 2) return null;
  const columns: Column<Group>[] = [
    { label: deliveryTexts.error, cell: nameOf },
    { label: texts.amount, cell: ({ count }) => number(count), isNumber: true },
    { label: texts.endpoints, cell: ({ endpoints }) => number(endpoints), isNumber: true, isExtra: true },
    { label: texts.partners, cell: ({ partners }) => number(partners), isNumber: true, isExtra: true },
    { label: texts.last, cell: ({ last_dead_lettered_at }) => <Time at={last_dead_lettered_at} />, isExtra: true },
    {
      label: texts.only,
      cell: ({ error_class, last_error }) => (
        <Button onClick={() => onChoose({ error_class: error_class ?? undefined, last_error: last_error ?? undefined })}>
          {texts.only}
        </Button>
      ),
    },
  ];
  return (
    <Section title={texts.groups}>
      <Table
        caption={texts.groups}
        columns={columns}
        rows={data.data}
        idOf={({ error_class, last_error }) => `${error_class} ${last_error}`}
      />
    </Section>
  );
}

const nameOf = ({ error_class, last_error }: Group): string =>
  last_error ?? (error_class === null ? texts.noError : deliveryTexts.errors[error_class]);
