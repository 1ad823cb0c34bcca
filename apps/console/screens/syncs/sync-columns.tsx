import { Link } from 'wouter';
import type { Schema } from '#apps/console/api/schema.ts';
import { number } from '#apps/console/messages/messages.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { Condition } from '#apps/console/screens/overview/condition.tsx';
import { HealthState } from '#apps/console/screens/overview/health-state.tsx';
import { useHealthOf } from '#apps/console/screens/overview/use-health-of.ts';
import { texts } from './messages.ts';

type Sync = Schema<'Sync'>;

/** What lists say of syncs: their settings, and how they are. */
export function useSyncColumns(syncs: readonly Sync[]): Column<Sync>[] {
  const health = useHealthOf(syncs.map(({ id }) => id));
  return [
    { label: texts.state, cell: ({ state }) => <SyncState state={state} /> },
    { label: texts.name, cell: ({ id, name }) => <Link href={`/syncs/${id}`}>{name}</Link> },
    {
      label: texts.health,
      cell: ({ id }) => {
        const known = health.get(id);
        return known && <HealthState state={known.state} />;
      },
    },
    {
      label: texts.why,
      cell: ({ id }) => {
        const known = health.get(id);
        return known && <Condition of={known} />;
      },
      isExtra: true,
    },
    {
      label: texts.failedRecords,
      cell: ({ id }) => {
        const failed = health.get(id)?.failed_records ?? 0;
        return failed > 0 && <Link href={`/failed-records/${id}`}>{number(failed)}</Link>;
      },
      isNumber: true,
    },
    { label: texts.lastSuccess, cell: ({ id }) => <Time at={health.get(id)?.last_success_at} />, isExtra: true },
    { label: texts.nextRun, cell: ({ id }) => <Time at={health.get(id)?.next_run_at} />, isExtra: true },
  ];
}

export function SyncState({ state }: { state: Schema<'SyncState'> }) {
  return <Badge tone={state === 'active' ? 'good' : 'calm'}>{texts.states[state]}</Badge>;
}
