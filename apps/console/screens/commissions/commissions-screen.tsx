import { Link, Redirect } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Guarded, Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const parameters = { name: text };

const columns: readonly Column<Schema<'Partner'>>[] = [
  { label: texts.partner, cell: ({ id, name }) => <Link href={`/commissions/${id}`}>{name}</Link> },
  { label: 'ID', cell: ({ id }) => <code>{id}</code>, isExtra: true },
  { label: texts.disputes, cell: ({ id }) => <Link href={`/disputes/${id}`}>{texts.disputes}</Link> },
];

/** Whose commissions. A partner is led to its own. */
export function CommissionsScreen() {
  const partnerId = usePartnerId();
  if (partnerId !== null) return <Redirect to={`/commissions/${partnerId}`} replace />;
  return (
    <Guarded scope="partners:read">
      <Partners />
    </Guarded>
  );
}

function Partners() {
  const url = useUrlState(parameters);
  const query = given({ name: url.values.name, cursor: url.cursor });
  const answer = useAnswer(['partners', query], (signal) => api.GET('/api/v1/partners', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      <p>{texts.choose}</p>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <TextFilter label={texts.name} value={url.values.name} onChange={(name) => url.set({ name })} />
      </Filters>
      <List
        {...{ caption: texts.choose, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.noPartners, text: texts.noPartnersText }}
      />
    </Page>
  );
}
