import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Filters, TextFilter, TimeFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { instant, text } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const parameters = { type: text, partner_id: text, created_after: instant, created_before: instant };

const columns: readonly Column<Schema<'EventListItem'>>[] = [
  { label: texts.type, cell: ({ id, type }) => <Link href={`/events/${id}`}>{type}</Link> },
  { label: texts.created, cell: ({ created_at }) => <Time at={created_at} /> },
  { label: 'ID', cell: ({ id }) => <code>{id}</code>, isExtra: true },
  { label: texts.externalId, cell: ({ external_id }) => external_id, isExtra: true },
  { label: texts.to, cell: ({ partner_ids }) => partner_ids?.join(', ') ?? texts.everybody, isExtra: true },
];

/** What was published. */
export function EventsScreen() {
  const { url, answer } = useList(['events'], parameters, (query, signal) => api.GET('/api/v1/events', { params: { query }, signal }));
  const { type, partner_id, created_after, created_before } = url.values;
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <TextFilter label={texts.type} value={type} onChange={(value) => url.set({ type: value })} />
        <PartnerFilter value={partner_id} onChange={(value) => url.set({ partner_id: value })} />
        <TimeFilter label={texts.after} value={created_after} onChange={(value) => url.set({ created_after: value })} />
        <TimeFilter label={texts.before} value={created_before} onChange={(value) => url.set({ created_before: value })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
