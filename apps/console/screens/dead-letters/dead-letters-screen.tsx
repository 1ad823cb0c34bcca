import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { SharedFilters, sharedParameters } from '#apps/console/screens/deliveries/delivery-filters.tsx';
import { texts as deliveryTexts } from '#apps/console/screens/deliveries/messages.ts';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { Groups } from './groups.tsx';
import { texts } from './messages.ts';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

const parameters = { ...sharedParameters, reason: text, last_error: text };

const columns: readonly Column<Schema<'DeadLetter'>>[] = [
  { label: deliveryTexts.type, cell: ({ id, event_type }) => <Link href={`/deliveries/${id}`}>{event_type}</Link> },
  { label: texts.reason, cell: ({ reason, last_error }) => reason ?? last_error },
  { label: texts.at, cell: ({ dead_lettered_at }) => <Time at={dead_lettered_at} /> },
  { label: deliveryTexts.endpoint, cell: ({ endpoint_id }) => <code>{endpoint_id}</code>, isExtra: true },
  { label: deliveryTexts.attempts, cell: ({ attempt_count }) => attempt_count, isNumber: true, isExtra: true },
  { label: texts.purge, cell: ({ purge_at }) => <Time at={purge_at} />, isExtra: true },
];

/** What was given up: what it died of, and the way back for all that match a filter, not only for those on the page. */
export function DeadLettersScreen() {
  const url = useUrlState(parameters);
  const [bulk, setBulk] = useState<'replay' | 'purge' | null>(null);
  const may = useMay();
  const ownPartner = usePartnerId();
  const { error_class, ...rest } = url.values;
  const filter = given({ ...rest, error_class: error_class && [error_class] });
  const query = { ...filter, ...given({ cursor: url.cursor }) };
  const answer = useAnswer(['dead-letters', query], (signal) => api.GET('/api/v1/dead-letters', { params: { query }, signal }));
  const actions = may('webhooks:write') && (
    <>
      <Button onClick={() => setBulk('replay')} opensDialog>
        {texts.replayAll}
      </Button>
      {ownPartner === null && (
        <Button kind="danger" onClick={() => setBulk('purge')} opensDialog>
          {texts.purgeAll}
        </Button>
      )}
    </>
  );
  return (
    <Page title={texts.title} actions={actions}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <SharedFilters values={url.values} set={url.set} />
        <TextFilter label={texts.reasonExact} value={url.values.reason} onChange={(reason) => url.set({ reason })} />
      </Filters>
      <Groups filter={filter} onChoose={url.set} />
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
      {bulk && (
        <Suspense>
          <BulkDialog kind={bulk} selection={given(url.values)} onClose={() => setBulk(null)} />
        </Suspense>
      )}
    </Page>
  );
}
