import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { ChipsFilter, Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { oneOf, someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';

const statuses = Object.keys(texts.statuses) as Schema<'DealReviewStatus'>[];
const stages = Object.keys(texts.stages) as Schema<'DealStage'>[];
const parameters = { review_status: someOf(statuses), stage: oneOf(stages), partner_id: text };

const columns: readonly Column<Schema<'Deal'>>[] = [
  { label: texts.deal, cell: ({ id, title, customer }) => <Link href={`/deals/${id}`}>{title ?? customer.company_name}</Link> },
  { label: texts.customer, cell: ({ customer }) => customer.company_name, isExtra: true },
  { label: texts.status, cell: ({ review_status }) => texts.statuses[review_status] },
  { label: texts.stage, cell: ({ stage }) => texts.stages[stage], isExtra: true },
  { label: texts.value, cell: ({ expected_value }) => money(expected_value), isNumber: true },
  { label: texts.protectedUntil, cell: ({ protected_until: at }) => at && <Time at={at} />, isExtra: true },
];

/** Deals in each state; for a partner, its own. */
export function DealsScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const url = useUrlState(parameters);
  const { review_status, stage, partner_id } = url.values;
  const query = given({ review_status, stage: stage && [stage], partner_id, cursor: url.cursor });
  const answer = useAnswer(['deals', 'list', query], (signal) => api.GET('/api/v1/deals', { params: { query }, signal }));
  return (
    <Page title={texts.deals} actions={<ExportLink query={{ review_status, stage, partner_id }} />}>
      {may('deals:write') && (
        <Links>
          {isPartner && <Link href="/deals/new">{texts.newDeal}</Link>}
          <Link href="/imports">{texts.imports}</Link>
        </Links>
      )}
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.status, options: statuses, values: review_status }}
          textOf={(each) => texts.statuses[each]}
          onChange={(value) => url.set({ review_status: value })}
        />
        <SelectFilter
          {...{ label: texts.stage, options: stages, value: stage }}
          textOf={(each) => texts.stages[each]}
          onChange={(value) => url.set({ stage: value })}
        />
        <PartnerFilter value={partner_id} onChange={(value) => url.set({ partner_id: value })} />
      </Filters>
      <List
        {...{ caption: texts.deals, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.noDeals, text: texts.noDealsText }}
      />
    </Page>
  );
}

/** All deals that the filters select, as a file that can be imported again. */
function ExportLink({ query }: { query: { review_status: string[]; stage: string | undefined; partner_id: string | undefined } }) {
  const { review_status, ...rest } = query;
  const params = new URLSearchParams(given({ ...rest, review_status: review_status.join(',') }));
  return (
    <a href={`/api/v1/deals/export?${params}`} download="deals.csv">
      {texts.csv}
    </a>
  );
}
