import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';

const parameters = {};

const columns: readonly Column<Schema<'EventType'>>[] = [
  { label: texts.name, cell: ({ name }) => <Link href={`/event-types/${name}`}>{name}</Link> },
  { label: texts.description, cell: ({ description }) => description },
  { label: texts.version, cell: ({ version }) => version, isNumber: true },
  { label: texts.state, cell: ({ deprecated }) => deprecated && <Badge tone="warn">{texts.deprecated}</Badge>, isExtra: true },
  { label: texts.changed, cell: ({ updated_at }) => <Time at={updated_at} />, isExtra: true },
];

/** What an endpoint can subscribe to. */
export function EventTypesScreen() {
  const { url, answer } = useList(['event-types'], parameters, (query, signal) =>
    api.GET('/api/v1/event-types', { params: { query }, signal }),
  );
  return (
    <Page title={texts.title}>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ name }) => name}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
