import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { Filters } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { text } from '#apps/console/url/use-url-state.ts';
import { ErasePerson } from './erase-person.tsx';
import { texts } from './messages.ts';

type Erasure = Schema<'Erasure'>;

const parameters = { partner_id: text };
const POLL_MS = 5_000;

const columns: readonly Column<Erasure>[] = [
  { label: texts.status, cell: ({ status, reason }) => <Badge tone={toneOf(status, reason)}>{texts.states[status]}</Badge> },
  { label: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
  { label: texts.partner, cell: ({ partner_id: id }) => id && <Link href={`/audit?partner_id=${id}`}>{id}</Link> },
  {
    label: texts.erased,
    cell: ({ counts }) =>
      Object.entries(counts)
        .map(([kind, rows]) => `${spelled(kind)} ${rows}`)
        .join(', '),
    isExtra: true,
  },
  { label: texts.why, cell: ({ reason }) => reason, isExtra: true },
  { label: texts.begun, cell: ({ created_at }) => <Time at={created_at} /> },
  { label: texts.finished, cell: ({ finished_at: at }) => at && <Time at={at} />, isExtra: true },
];

const toneOf = (status: Erasure['status'], reason: string | null) => (reason !== null ? 'bad' : status === 'running' ? 'warn' : 'good');

/** What was erased for good, and how far what is under way is. */
export function ErasuresScreen() {
  const may = useMay();
  const { url, answer } = useList(['erasures'], parameters, (query, signal) => api.GET('/api/v1/erasures', { params: { query }, signal }), {
    refreshMs: POLL_MS,
  });
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <PartnerFilter value={url.values.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
      {may('partners:write') && <ErasePerson />}
    </Page>
  );
}
