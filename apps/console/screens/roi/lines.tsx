import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number, spelled } from '#apps/console/messages/messages.ts';
import { money } from '#apps/console/messages/money.ts';
import { Button } from '#apps/console/parts/button.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import type { PageState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { Rates } from './rates.tsx';
import type { reportQuery } from './report.tsx';

interface LinesProps {
  id: string;
  measure: Schema<'RoiMeasure'>;
  basis: ReturnType<typeof reportQuery>;
  url: PageState;
  onClose: () => void;
}

/** The facts that add up to a figure. Each leads to why it counts as it does. */
export function Lines({ id, measure, basis, url, onClose }: LinesProps) {
  // Touches of other partners are behind it.
  const isPartner = usePartnerId() !== null;
  const query = { ...basis, measure, ...given({ cursor: url.cursor }) };
  const answer = useAnswer(['roi', id, 'lines', query], (signal) =>
    api.GET('/api/v1/partners/{id}/roi/explain', { params: { path: { id }, query }, signal }),
  );
  const inModel = answer.data ? `?model=${answer.data.model}&version=${answer.data.versions.attribution}` : '';
  const columns: readonly Column<Schema<'ExplainedFact'>>[] = [
    {
      label: texts.fact,
      cell: ({ fact_id }) => (isPartner ? <code>{fact_id}</code> : <Link href={`/facts/${fact_id}${inModel}`}>{fact_id}</Link>),
    },
    { label: texts.part, cell: ({ part }) => spelled(part) },
    { label: texts.at, cell: ({ occurred_at }) => <Time at={occurred_at} /> },
    { label: texts.share, cell: ({ amount, count }) => money(amount) ?? (count !== null && number(count)), isNumber: true },
    { label: texts.rates, cell: ({ rates }) => <Rates of={rates} />, isExtra: true },
  ];
  const title = texts.lines(texts.measures[measure]);
  return (
    <Section title={title} actions={<Button onClick={onClose}>{texts.closeLines}</Button>}>
      <List
        {...{ caption: title, columns, answer }}
        // No filter of the report can be what hides them.
        url={{ ...url, isFiltered: false }}
        idOf={({ fact_id, part }) => `${fact_id} ${part}`}
        empty={{ title: texts.noLines, text: texts.noLinesText }}
      />
    </Section>
  );
}
