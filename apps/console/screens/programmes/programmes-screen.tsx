import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';

const columns: readonly Column<Schema<'Programme'>>[] = [
  { label: texts.name, cell: ({ id, name }) => <Link href={`/programmes/${id}`}>{name}</Link> },
  { label: texts.currency, cell: ({ settings }) => settings.currency ?? texts.anyCurrency, isExtra: true },
  { label: texts.reviewDays, cell: ({ settings }) => settings.review.sla_business_days, isNumber: true },
  { label: texts.protectionDays, cell: ({ settings }) => settings.protection.days, isNumber: true },
  { label: texts.changed, cell: ({ updated_at }) => <Time at={updated_at} />, isExtra: true },
];

/** The rules under which groups of partners register deals. */
export function ProgrammesScreen() {
  const may = useMay();
  const { url, answer } = useList(['programmes'], {}, (query, signal) => api.GET('/api/v1/programmes', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      {may('partners:write') && <Link href="/programmes/new">{texts.add}</Link>}
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
