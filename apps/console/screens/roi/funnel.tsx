import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { percent } from '#apps/console/messages/money.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { CsvButton, type CsvFile } from '#apps/console/parts/charts/csv-button.tsx';
import { PartBar } from '#apps/console/parts/charts/part-bar.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { texts } from './messages.ts';
import type { reportQuery } from './report.tsx';

interface Step {
  name: string;
  amount: number;
  /** Of the most. */
  part: number;
  rate: number | null;
}

const columns: readonly Column<Step>[] = [
  { label: texts.step, cell: ({ name }) => name },
  { label: texts.amount, cell: ({ amount }) => number(amount), isNumber: true },
  { label: texts.funnel, cell: ({ part }) => <PartBar part={part} />, isExtra: true },
  { label: texts.next, cell: ({ rate }) => percent(rate), isNumber: true },
];

/** How many of whom a partner reached became customers. */
export function Funnel({ id, basis: query }: { id: string; basis: ReturnType<typeof reportQuery> }) {
  const answer = useAnswer(['roi', id, 'funnel', query], (signal) =>
    api.GET('/api/v1/partners/{id}/roi/funnel', { params: { path: { id }, query }, signal }),
  );
  return (
    <Section title={texts.funnel} actions={answer.data && <CsvButton of={csvOf(id, answer.data)} />}>
      <Answered answer={answer}>
        {(funnel) => <Table caption={texts.funnel} columns={columns} rows={stepsOf(funnel)} idOf={({ name }) => name} />}
      </Answered>
    </Section>
  );
}

function stepsOf({ touches, subjects, leads, opportunities, customers, ...rates }: Schema<'PartnerFunnel'>): Step[] {
  const most = Math.max(touches, subjects, leads, opportunities, customers, 1);
  const step = (name: string, amount: number, rate: number | null = null) => ({ name, amount, part: amount / most, rate });
  return [
    step(texts.touches, touches),
    step(texts.subjects, subjects, rates.lead_rate),
    step(texts.measures.leads, leads, rates.opportunity_rate),
    step(texts.measures.opportunities, opportunities, rates.win_rate),
    step(texts.measures.customers, customers),
  ];
}

const csvOf = (id: string, funnel: Schema<'PartnerFunnel'>): CsvFile => ({
  name: `funnel-${id}.csv`,
  header: ['step', 'number', 'rate'],
  rows: stepsOf(funnel).map(({ name, amount, rate }) => [name, amount, rate]),
});
