import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { Filters } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { ImportState } from './import-state.tsx';
import { texts } from './messages.ts';
import { Upload } from './upload.tsx';

const parameters = { partner_id: text };

const columns: readonly Column<Schema<'DealImport'>>[] = [
  { label: texts.state, cell: ({ status }) => <ImportState of={status} /> },
  {
    label: texts.begun,
    cell: ({ id, created_at }) => (
      <Link href={`/imports/${id}`}>
        <Time at={created_at} />
      </Link>
    ),
  },
  { label: texts.done, cell: ({ done, total }) => texts.progress(done, total), isNumber: true },
  { label: texts.failed, cell: ({ failed }) => failed, isNumber: true },
];
const ofAllPartners: typeof columns = [
  ...columns,
  { label: texts.partner, cell: ({ partner_id: id }) => <Link href={`/partners/${id}`}>{id}</Link>, isExtra: true },
];

/** Files of deals: one to send, and those that were sent. */
export function ImportsScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const { url, answer } = useList(['imports'], parameters, (query, signal) =>
    api.GET('/api/v1/deal-imports', { params: { query }, signal }),
  );
  return (
    <Page title={texts.title}>
      {may('deals:write') && <Upload />}
      {!isPartner && (
        <Filters onClear={url.isFiltered ? url.clear : undefined}>
          <PartnerFilter value={url.values.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
        </Filters>
      )}
      <List
        {...{ caption: texts.title, columns: isPartner ? columns : ofAllPartners, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
