import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Filters } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { ClientState, KeyState } from './credential-state.tsx';
import { texts } from './messages.ts';

const parameters = { partner_id: text };
const CLIENTS = 100;

const keyColumns: readonly Column<Schema<'ApiKey'>>[] = [
  { label: texts.state, cell: ({ status }) => <KeyState of={status} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/keys/${id}`}>{name}</Link> },
  { label: texts.prefix, cell: ({ prefix }) => <code>{prefix}</code>, isExtra: true },
  { label: texts.lastUsed, cell: ({ last_used_at: at }) => (at ? <Time at={at} /> : texts.never), isExtra: true },
  { label: texts.expires, cell: ({ expires_at: at }) => (at ? <Time at={at} /> : texts.never) },
];
const clientColumns: readonly Column<Schema<'OauthClient'>>[] = [
  { label: texts.state, cell: ({ status }) => <ClientState of={status} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/clients/${id}`}>{name}</Link> },
  { label: texts.method, cell: ({ auth_method }) => texts.methods[auth_method] },
  { label: texts.lastUsed, cell: ({ last_used_at: at }) => (at ? <Time at={at} /> : texts.never), isExtra: true },
];

/** With what the partner's programs call the API. */
export function CredentialsScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const { url, answer: keys } = useList(['api-keys'], parameters, (query, signal) =>
    api.GET('/api/v1/api-keys', { params: { query }, signal }),
  );
  const ofPartner = given({ partner_id: url.values.partner_id });
  const clients = useAnswer(['oauth-clients', ofPartner], (signal) =>
    api.GET('/api/v1/oauth-clients', { params: { query: { limit: CLIENTS, ...ofPartner } }, signal }),
  );
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <PartnerFilter value={url.values.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
      </Filters>
      {isPartner && may('credentials:write') && (
        <Links>
          <Link href="/credentials/new-key">{texts.newKey}</Link>
          <Link href="/credentials/new-client">{texts.newClient}</Link>
        </Links>
      )}
      <Section title={texts.keys}>
        <List
          {...{ caption: texts.keys, columns: keyColumns, answer: keys, url }}
          idOf={({ id }) => id}
          empty={{ title: texts.noKeys, text: texts.noKeysText }}
        />
      </Section>
      <Section title={texts.clients}>
        <List
          {...{ caption: texts.clients, columns: clientColumns, answer: clients }}
          // The page in the URL is that of the keys.
          url={{ ...url, cursor: undefined }}
          idOf={({ id }) => id}
          empty={{ title: texts.noClients, text: texts.noClientsText }}
        />
      </Section>
    </Page>
  );
}
