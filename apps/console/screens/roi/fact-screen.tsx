import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number, spelled } from '#apps/console/messages/messages.ts';
import { money, percent } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { CsvButton } from '#apps/console/parts/charts/csv-button.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { oneOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { PathChart, pathCsv } from './path-chart.tsx';
import { Rates } from './rates.tsx';
import { models } from './report.tsx';

type Model = Schema<'AttributionModel'>;
type Explanation = Schema<'FactExplanation'>;

const parameters = { model: oneOf(models), version: text };

/** Why a sale, a conversion or a cost counts for whom it counts: the touches before it, and what each weighs. */
export function FactScreen({ id }: { id: string }) {
  const url = useUrlState(parameters);
  const { model = 'position_based', version } = url.values;
  const query = given({ version: version === undefined ? undefined : Number(version) });
  const answer = useAnswer<Explanation>(['facts', id, query], (signal) =>
    api.GET('/api/v1/attribution/explain/{fact_id}', { params: { path: { fact_id: id }, query }, signal }),
  );
  return (
    <Answered answer={answer}>
      {(fact) => (
        <Page title={texts.factTitle}>
          {fact.lost !== null && <Note title={`${texts.unexplained}: ${texts.lost[fact.lost]}`} tone="warn" />}
          {fact.is_waiting && <Note title={texts.waiting} tone="warn" />}
          <Filters onClear={undefined}>
            <SelectFilter
              {...{ label: texts.model, options: models, value: model }}
              textOf={(each) => texts.models[each]}
              onChange={(value) => url.set({ model: value })}
            />
          </Filters>
          <Facts of={factsOf(fact)} />
          <Section title={texts.path} actions={fact.touches.length > 0 && <CsvButton of={pathCsv(id, fact.touches)} />}>
            {fact.touches.length === 0 ? (
              <Note title={texts.noTouches} />
            ) : (
              <>
                <PathChart of={fact.touches} model={model} />
                <Table caption={texts.path} columns={touchColumns(model)} rows={fact.touches} idOf={({ id: touch }) => touch} />
              </>
            )}
          </Section>
          <Section title={texts.credits}>
            <Table
              caption={texts.credits}
              columns={creditColumns(model)}
              rows={fact.credits}
              idOf={({ partner_id, measure }) => `${partner_id} ${measure}`}
            />
          </Section>
        </Page>
      )}
    </Answered>
  );
}

const touchColumns = (model: Model): Column<Schema<'ExplainedTouch'>>[] => [
  { label: texts.at, cell: ({ occurred_at }) => <Time at={occurred_at} /> },
  { label: texts.partner, cell: ({ partner_id }) => <Whose id={partner_id} /> },
  { label: texts.source, cell: ({ source }) => spelled(source) },
  { label: texts.counts, cell: ({ refused }) => (refused === null ? texts.yes : texts.lost[refused]) },
  { label: texts.weight, cell: ({ weights }) => weights && percent(weights[model]), isNumber: true },
];

const creditColumns = (model: Model): Column<Schema<'ExplainedCredit'>>[] => [
  { label: texts.partner, cell: ({ partner_id }) => <Whose id={partner_id} /> },
  { label: texts.measure, cell: ({ measure }) => spelled(measure) },
  { label: texts.credit, cell: ({ amounts, counts }) => money(amounts?.[model]) ?? (counts && number(counts[model])), isNumber: true },
];

function Whose({ id }: { id: string | null }) {
  return id === null ? texts.company : <Link href={`/roi/${id}`}>{id}</Link>;
}

function factsOf({ fact_id, type, version, chain, goal, sourced_by, influenced_by, rates }: Explanation) {
  return [
    ['ID', <code key="id">{fact_id}</code>],
    [texts.kind, spelled(type)],
    [texts.goalAt, goal && <Time at={goal.at} />],
    [texts.leadAt, goal?.lead_at && <Time at={goal.lead_at} />],
    [texts.opportunityAt, goal?.opportunity_at && <Time at={goal.opportunity_at} />],
    [texts.registeredBy, goal?.registered_by && <Whose id={goal.registered_by} />],
    [texts.sourcedBy, sourced_by && <Whose id={sourced_by} />],
    [texts.influencedBy, influenced_by.join(', ')],
    [texts.chain, chain.filter((each) => each !== fact_id).join(', ')],
    [texts.version, version],
    [texts.rates, rates.length > 0 && <Rates of={rates} />],
  ] as const;
}
