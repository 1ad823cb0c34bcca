import type { Schema } from '#apps/console/api/schema.ts';
import { percent } from '#apps/console/messages/money.ts';
import type { CsvFile } from '#apps/console/parts/charts/csv-button.tsx';
import { DotChart } from '#apps/console/parts/charts/dot-chart.tsx';
import { texts } from './messages.ts';
import { models } from './report.tsx';

type Touch = Schema<'ExplainedTouch'>;

/** The touches in their order, on a line for each model, with what each model gives them. */
export function PathChart({ of, model }: { of: readonly Touch[]; model: Schema<'AttributionModel'> }) {
  const places = of.map(({ occurred_at, partner_id }, place) => `${place + 1}. ${occurred_at.slice(0, 10)} ${partner_id ?? texts.company}`);
  const rows = models.map((each) => ({
    ...{ name: texts.models[each], isChosen: each === model },
    shares: of.map(({ weights }) => weights?.[each] ?? null),
  }));
  return <DotChart {...{ places, rows }} shown={(share) => percent(share) ?? ''} label={texts.pathChart(of.length)} />;
}

export const pathCsv = (id: string, touches: readonly Touch[]): CsvFile => ({
  name: `path-${id}.csv`,
  header: ['touch_id', 'occurred_at', 'partner_id', 'source', 'refused', ...models],
  rows: touches.map((touch) => [
    ...[touch.id, touch.occurred_at, touch.partner_id, touch.source, touch.refused],
    ...models.map((model) => touch.weights?.[model] ?? null),
  ]),
});
