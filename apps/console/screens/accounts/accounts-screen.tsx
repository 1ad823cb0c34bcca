import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const parameters = { name: text, domain: text, external_id: text };

const columns: readonly Column<Schema<'Account'>>[] = [
  { label: texts.name, cell: ({ id, name }) => <Link href={`/accounts/${id}`}>{name}</Link> },
  { label: texts.websites, cell: ({ websites }) => websites.join(', ') },
  { label: texts.externalId, cell: ({ external_id }) => external_id, isExtra: true },
  { label: texts.changed, cell: ({ updated_at }) => <Time at={updated_at} />, isExtra: true },
];

/** The companies that deals are matched against. */
export function AccountsScreen() {
  const may = useMay();
  const { url, answer } = useList(['accounts'], parameters, (query, signal) => api.GET('/api/v1/accounts', { params: { query }, signal }));
  const { name, domain, external_id } = url.values;
  return (
    <Page title={texts.accounts}>
      <Links>
        {may('deals:review') && <Link href="/account-review">{texts.review}</Link>}
        <Link href="/account-verdicts">{texts.decisions}</Link>
      </Links>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <TextFilter label={texts.nameFilter} value={name} onChange={(value) => url.set({ name: value })} />
        <TextFilter label={texts.domain} value={domain} onChange={(value) => url.set({ domain: value })} />
        <TextFilter label={texts.externalId} value={external_id} onChange={(value) => url.set({ external_id: value })} />
      </Filters>
      <List
        {...{ caption: texts.accounts, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.noAccounts, text: texts.noAccountsText }}
      />
    </Page>
  );
}
