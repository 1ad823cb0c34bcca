import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ChipsFilter, Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf, text } from '#apps/console/url/use-url-state.ts';
import { AlertState, severities, states } from './alert-state.tsx';
import { texts } from './messages.ts';

const REFRESH_MS = 15_000;
const parameters = { state: someOf(states), severity: someOf(severities), subject_id: text };

const columns: readonly Column<Schema<'Alert'>>[] = [
  { label: texts.state, cell: (alert) => <AlertState of={alert} /> },
  { label: texts.alert, cell: ({ id, title }) => <Link href={`/alerts/${id}`}>{title}</Link> },
  { label: texts.reason, cell: ({ reason }) => reason, isExtra: true },
  { label: texts.since, cell: ({ since }) => <Time at={since} /> },
  { label: texts.snoozedUntil, cell: ({ snoozed_until }) => snoozed_until && <Time at={snoozed_until} />, isExtra: true },
];

/** What is broken and needs somebody, and what was. */
export function AlertsScreen() {
  const { url, answer } = useList(['alerts'], parameters, (query, signal) => api.GET('/api/v1/alerts', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
  });
  const { state, severity, subject_id } = url.values;
  return (
    <Page title={texts.title}>
      <Links>
        <Link href="/alert-settings">{texts.toSettings}</Link>
      </Links>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: state }}
          textOf={(each) => texts.states[each]}
          onChange={(value) => url.set({ state: value })}
        />
        <ChipsFilter
          {...{ label: texts.severity, options: severities, values: severity }}
          textOf={(each) => texts.severities[each]}
          onChange={(value) => url.set({ severity: value })}
        />
        <TextFilter label={texts.subject} value={subject_id} onChange={(value) => url.set({ subject_id: value })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
