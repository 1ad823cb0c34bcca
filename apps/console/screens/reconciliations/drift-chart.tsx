import type { Schema } from '#apps/console/api/schema.ts';
import { BarChart } from '#apps/console/parts/charts/bar-chart.tsx';
import { texts } from './messages.ts';

/** A bar for each night: its height is for the findings, its dark part for those that need a person. */
export function DriftChart({ nights }: { nights: readonly Schema<'ReconciliationNight'>[] }) {
  const [first, last] = [nights[0], nights.at(-1)];
  if (!first || !last) return null;
  const bars = nights.map(({ reconciliation_id: key, night, findings, needs_person }) => ({
    ...{ key, title: texts.bar(night, findings, needs_person), value: findings, part: needs_person },
  }));
  return <BarChart bars={bars} label={(most) => texts.chart(first.night, last.night, most)} />;
}
