import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { useSyncColumns } from './sync-columns.tsx';

const parameters = { connection_id: text };

/** What is kept the same between two systems, and whether it is. */
export function SyncsScreen() {
  const { url, answer } = useList(['syncs'], parameters, (query, signal) => api.GET('/api/v1/syncs', { params: { query }, signal }));
  const may = useMay();
  const columns = useSyncColumns(answer.data?.data ?? []);
  return (
    <Page title={texts.title} actions={may('syncs:write') && <Link href="/setup">{texts.setUp}</Link>}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <TextFilter label={texts.connection} value={url.values.connection_id} onChange={(connection_id) => url.set({ connection_id })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
