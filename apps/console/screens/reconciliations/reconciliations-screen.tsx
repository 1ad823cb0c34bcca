import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ChipsFilter, Filters, SelectFilter, TextFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { oneOf, someOf, text } from '#apps/console/url/use-url-state.ts';
import { Books } from './books.tsx';
import { Drift } from './drift.tsx';
import { texts } from './messages.ts';
import { Plan } from './plan.tsx';
import { ReconciliationState, states } from './reconciliation-state.tsx';

const REFRESH_MS = 15_000;
const books = Object.keys(texts.books) as Schema<'BookName'>[];
const parameters = { sync_id: text, book: oneOf(books), state: someOf(states) };

const columns: readonly Column<Schema<'Reconciliation'>>[] = [
  { label: texts.state, cell: ({ state }) => <ReconciliationState state={state} /> },
  { label: texts.night, cell: ({ id, night }) => <Link href={`/reconciliations/${id}`}>{night}</Link> },
  {
    label: texts.subject,
    cell: ({ sync_id, book }) => (book === null ? <Link href={`/syncs/${sync_id}`}>{sync_id}</Link> : texts.bookOf(texts.books[book])),
  },
  { label: texts.headline, cell: ({ headline, reason, question }) => question ?? headline ?? reason, isExtra: true },
  { label: texts.dryRun, cell: ({ dry_run }) => dry_run && texts.yes, isExtra: true },
  { label: texts.ended, cell: ({ ended_at }) => <Time at={ended_at} />, isExtra: true },
];

/** What was compared night by night, and how the drift of one pair or book develops. */
export function ReconciliationsScreen() {
  const { url, answer } = useList(
    ['reconciliations'],
    parameters,
    ({ book, ...query }, signal) =>
      api.GET('/api/v1/reconciliations', { params: { query: { ...query, ...(book && { book: [book] }) } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  const { sync_id, book, state } = url.values;
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: state }}
          textOf={(each) => texts.states[each]}
          onChange={(value) => url.set({ state: value })}
        />
        <TextFilter label={texts.syncId} value={sync_id} onChange={(value) => url.set({ sync_id: value, book: undefined })} />
        <SelectFilter
          {...{ label: texts.book, options: books, value: book }}
          textOf={(each) => texts.books[each]}
          onChange={(value) => url.set({ book: value, sync_id: undefined })}
        />
      </Filters>
      {sync_id !== undefined && <Plan syncId={sync_id} />}
      {sync_id !== undefined && <Drift of={{ sync_id }} />}
      {book && <Drift of={{ book }} />}
      {!url.isFiltered && <Books />}
      <Section title={texts.nights}>
        <List
          {...{ caption: texts.nights, columns, answer, url }}
          idOf={({ id }) => id}
          empty={{ title: texts.nothing, text: texts.nothingText }}
        />
      </Section>
    </Page>
  );
}
