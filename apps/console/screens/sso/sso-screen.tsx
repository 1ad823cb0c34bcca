import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { texts } from './messages.ts';
import { SsoState } from './sso-state.tsx';

const columns: readonly Column<Schema<'SsoConnection'>>[] = [
  { label: texts.state, cell: ({ enabled }) => <SsoState {...{ enabled }} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/sso/${id}`}>{name}</Link> },
  { label: texts.kind, cell: ({ settings }) => texts.kinds[settings.kind], isExtra: true },
  { label: texts.of, cell: ({ partner_id: id }) => (id === null ? texts.own : <code>{id}</code>), isExtra: true },
  { label: texts.domains, cell: ({ domains }) => domains.map(({ domain }) => domain).join(', ') },
];

/** The identity providers by which people sign in. */
export function SsoScreen() {
  const may = useMay();
  const { url, answer } = useList(['sso'], {}, (query, signal) => api.GET('/api/v1/sso-connections', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      {may('users:write') && <Link href="/sso/new">{texts.add}</Link>}
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
