import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ChipsFilter, Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { Condition } from '#apps/console/screens/overview/condition.tsx';
import { HealthState } from '#apps/console/screens/overview/health-state.tsx';
import { useHealthOf } from '#apps/console/screens/overview/use-health-of.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf, text } from '#apps/console/url/use-url-state.ts';
import { ConnectionStatus, statuses } from './connection-status.tsx';
import { texts } from './messages.ts';
import { useConnectors } from './use-connectors.ts';

const parameters = { status: someOf(statuses), vendor: text };

/** The accounts at vendors: whether they work, what mends them, and what is left of their quota. */
export function ConnectionsScreen() {
  const { url, answer } = useList(['connections'], parameters, (query, signal) =>
    api.GET('/api/v1/connections', { params: { query }, signal }),
  );
  const connectors = useConnectors();
  const health = useHealthOf(answer.data?.data.map(({ id }) => id) ?? []);
  const labelOf = (vendor: string) => connectors.get(vendor)?.label ?? vendor;
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.status, options: statuses, values: url.values.status }}
          textOf={(each) => texts.statuses[each]}
          onChange={(status) => url.set({ status })}
        />
        <SelectFilter
          {...{ label: texts.vendor, options: [...connectors.keys()], value: url.values.vendor, textOf: labelOf }}
          onChange={(vendor) => url.set({ vendor })}
        />
      </Filters>
      <List
        {...{ caption: texts.title, columns: columnsOf(health, labelOf), answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}

function columnsOf(health: ReturnType<typeof useHealthOf>, labelOf: (vendor: string) => string): Column<Schema<'Connection'>>[] {
  const quotaOf = (id: string) => health.get(id)?.quota ?? null;
  return [
    { label: texts.status, cell: ({ status }) => <ConnectionStatus status={status} /> },
    { label: texts.name, cell: ({ id, name }) => <Link href={`/connections/${id}`}>{name}</Link> },
    { label: texts.vendor, cell: ({ vendor }) => labelOf(vendor), isExtra: true },
    {
      label: texts.health,
      cell: ({ id }) => {
        const known = health.get(id);
        return known && <HealthState state={known.state} />;
      },
    },
    {
      label: texts.why,
      cell: ({ id, status_reason }) => {
        const known = health.get(id);
        return known ? <Condition of={known} /> : status_reason;
      },
      isExtra: true,
    },
    {
      label: texts.quota,
      cell: ({ id }) => {
        const quota = quotaOf(id);
        return quota && texts.quotaOf(quota.left, quota.max);
      },
      ...{ isNumber: true, isExtra: true },
    },
    { label: texts.resets, cell: ({ id }) => <Time at={quotaOf(id)?.resets_at} />, isExtra: true },
    { label: texts.lastSync, cell: ({ id }) => <Time at={health.get(id)?.last_success_at} />, isExtra: true },
  ];
}
