import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { useUrlState } from '#apps/console/url/use-url-state.ts';
import { ImportState } from './import-state.tsx';
import { texts } from './messages.ts';
import { Upload } from './upload.tsx';

const parameters = {};

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

/** Files of deals: one to send, and those that were sent. */
export function ImportsScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const url = useUrlState(parameters);
  const query = given({ cursor: url.cursor });
  const answer = useAnswer(['imports', query], (signal) => api.GET('/api/v1/deal-imports', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      {isPartner && may('deals:write') && <Upload />}
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
