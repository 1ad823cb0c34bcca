import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Filters } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { AddUser } from './add-user.tsx';
import { texts } from './messages.ts';
import { UserStatus } from './user-status.tsx';

const parameters = { partner_id: text };

const columns: readonly Column<Schema<'User'>>[] = [
  { label: texts.status, cell: (user) => <UserStatus of={user} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/users/${id}`}>{name}</Link> },
  { label: texts.email, cell: ({ email }) => email },
  { label: texts.roles, cell: ({ roles }) => roles.map(spelled).join(', '), isExtra: true },
  { label: texts.company, cell: ({ partner_id }) => (partner_id === null ? texts.own : <code>{partner_id}</code>), isExtra: true },
  {
    label: texts.lastSignIn,
    cell: ({ last_sign_in_at }) => (last_sign_in_at ? <Time at={last_sign_in_at} /> : texts.never),
    isExtra: true,
  },
];

/** Who can sign in. */
export function UsersScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const { url, answer } = useList(['users'], parameters, (query, signal) => api.GET('/api/v1/users', { params: { query }, signal }));
  return (
    <Page title={isPartner ? texts.team : texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <PartnerFilter value={url.values.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
      {may('users:write') && <AddUser partnerId={url.values.partner_id} />}
    </Page>
  );
}
