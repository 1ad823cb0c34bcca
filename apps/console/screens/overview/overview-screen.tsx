import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ChipsFilter, Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { oneOf, someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { Condition } from './condition.tsx';
import { HealthState, states } from './health-state.tsx';
import { texts } from './messages.ts';
import { System } from './system.tsx';
import { Trend } from './trend.tsx';

// Below what is looked at first.
const DeliverySeries = lazy(async () => ({ default: (await import('#apps/console/screens/deliveries/series.tsx')).DeliverySeries }));

const REFRESH_MS = 30_000;
const kinds: readonly Schema<'ListedHealthKind'>[] = ['connection', 'sync', 'endpoint'];
const parameters = { state: someOf(states), kind: oneOf(kinds), partner_id: text };

const columns: readonly Column<Schema<'IntegrationHealth'>>[] = [
  { label: texts.state, cell: ({ state }) => <HealthState state={state} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/health/${id}`}>{name}</Link> },
  {
    label: texts.kind,
    cell: ({ kind, vendor }) => (vendor === null ? texts.kinds[kind] : `${texts.kinds[kind]} (${vendor})`),
    isExtra: true,
  },
  { label: texts.why, cell: (subject) => <Condition of={subject} /> },
  { label: texts.since, cell: ({ since }) => <Time at={since} />, isExtra: true },
  { label: texts.trend, cell: ({ trend }) => <Trend days={trend} />, isExtra: true },
];

/** Integration Health: what is wrong, since when, and what mends it. */
export function OverviewScreen() {
  const url = useUrlState(parameters);
  const { state, kind, partner_id } = url.values;
  const query = given({ state, kind: kind && [kind], partner_id, cursor: url.cursor });
  const answer = useAnswer(['health', query], (signal) => api.GET('/api/v1/health/integrations', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
  });
  const { summary, banners } = answer.data ?? {};
  return (
    <Page title={texts.title}>
      {banners?.map(({ vendor, text }) => (
        <Note key={vendor} title={vendor} tone="warn">
          <p>{text}</p>
        </Note>
      ))}
      <System />
      <Section title={texts.integrations}>
        <Filters onClear={url.isFiltered ? url.clear : undefined}>
          <ChipsFilter
            {...{ label: texts.state, options: states, values: state }}
            textOf={(each) => `${texts.states[each]} ${summary?.counts[each] ?? ''}`}
            onChange={(value) => url.set({ state: value })}
          />
          <SelectFilter
            {...{ label: texts.kind, options: kinds, value: kind }}
            textOf={(each) => texts.kinds[each]}
            onChange={(value) => url.set({ kind: value })}
          />
          <PartnerFilter value={partner_id} onChange={(value) => url.set({ partner_id: value })} />
        </Filters>
        <List
          {...{ caption: texts.integrations, columns, answer, url }}
          idOf={({ id }) => id}
          empty={{ title: texts.nothing, text: texts.nothingText }}
        />
        {summary && (
          <p>
            {summary.looked_at === null ? (
              texts.never
            ) : (
              <>
                {texts.lookedAt} <Time at={summary.looked_at} />
              </>
            )}
          </p>
        )}
      </Section>
      <Suspense>
        <DeliverySeries of={given({ partner_id })} />
      </Suspense>
    </Page>
  );
}
