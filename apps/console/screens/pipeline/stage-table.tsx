import { Link, useSearch } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { MoveButton } from '#apps/console/screens/deals/move-button.tsx';
import { ProtectionEnd } from './deal-card.tsx';
import { texts } from './messages.ts';
import { daysSince, nameOfStage, type Pipeline, type Stage, stages } from './use-pipeline.ts';

type Sums = Schema<'DealPipelineStage'>;

const stageColumns: readonly Column<Sums>[] = [
  { label: texts.stage, cell: ({ stage }) => <StageLink stage={stage} /> },
  { label: texts.deals, cell: ({ deals }) => number(deals), isNumber: true },
  { label: texts.value, cell: (sums) => <Values of={sums} />, isNumber: true },
  { label: texts.upTo30, cell: ({ ageing }) => number(ageing.up_to_30_days), isNumber: true, isExtra: true },
  { label: texts.upTo90, cell: ({ ageing }) => number(ageing.up_to_90_days), isNumber: true, isExtra: true },
  { label: texts.longer, cell: ({ ageing }) => number(ageing.longer), isNumber: true },
  { label: texts.endsSoon, cell: ({ protection_ends_soon: soon }) => number(soon), isNumber: true },
];

const dealColumns: readonly Column<Schema<'Deal'>>[] = [
  { label: texts.deal, cell: ({ id, title, customer }) => <Link href={`/deals/${id}`}>{title ?? customer.company_name}</Link> },
  { label: texts.partner, cell: ({ partner, partner_id }) => partner?.name ?? partner_id, isExtra: true },
  { label: texts.stage, cell: ({ stage }) => nameOfStage(stage as Stage) },
  { label: texts.value, cell: ({ expected_value }) => money(expected_value), isNumber: true },
  { label: texts.inStage, cell: ({ stage_since }) => texts.days(daysSince(stage_since)), isNumber: true, isExtra: true },
  {
    label: texts.protectedUntil,
    cell: (deal) => (
      <>
        <Time at={deal.protected_until} /> <ProtectionEnd of={deal} />
      </>
    ),
    isExtra: true,
  },
  { label: texts.move, cell: (deal) => <MoveButton of={deal} /> },
];

/** The sums of each stage, and the deals of one or of all. */
export function StageTable({ sums, pipeline: { url, filter } }: { sums: readonly Sums[]; pipeline: Pipeline }) {
  const { stage } = url.values;
  const query = {
    ...filter,
    ...{ review_status: ['approved' as const], stage: stage === undefined ? [...stages] : [stage], expand: ['partner' as const] },
    ...given({ cursor: url.cursor }),
  };
  const answer = useAnswer(['deals', 'stage', query], (signal) => api.GET('/api/v1/deals', { params: { query }, signal }));
  const title = stage === undefined ? texts.allDeals : texts.dealsIn(nameOfStage(stage));
  return (
    <>
      <Table caption={texts.byStage} columns={stageColumns} rows={sums} idOf={(each) => each.stage} />
      <Section title={title} actions={stage !== undefined && <StageLink stage={undefined} />}>
        <List
          {...{ caption: title, columns: dealColumns, answer, url }}
          idOf={({ id }) => id}
          empty={{ title: texts.noDeals, text: texts.noDealsText }}
        />
      </Section>
    </>
  );
}

/** Leads to the deals of a stage, or of all of them. */
function StageLink({ stage }: { stage: Stage | undefined }) {
  const params = new URLSearchParams(useSearch());
  for (const name of ['stage', 'cursor']) params.delete(name);
  if (stage !== undefined) params.set('stage', stage);
  return <Link href={`/pipeline?${params}`}>{stage === undefined ? texts.allDeals : nameOfStage(stage)}</Link>;
}

function Values({ of: { values, without_value } }: { of: Sums }) {
  return (
    <>
      {values.map((value) => (
        <div key={value.currency}>{money(value)}</div>
      ))}
      {without_value > 0 && <div>{texts.withoutValue(without_value)}</div>}
    </>
  );
}
