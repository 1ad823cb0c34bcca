import { Link, Redirect } from 'wouter';
import { api, given, inJson } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { number } from '#apps/console/messages/messages.ts';
import { money, percent } from '#apps/console/messages/money.ts';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { usePartnerId } from '#apps/console/session/session.ts';
import { oneOf, useUrlState } from '#apps/console/url/use-url-state.ts';
import { CsvLink } from './csv-link.tsx';
import { texts } from './messages.ts';
import { Basis, ReportFilters, reportParameters, reportQuery } from './report.tsx';
import styles from './roi.module.css';

type Figures = Schema<'ReturnFigures'>;

const sorts = Object.keys(texts.sorts) as Schema<'PartnerLeagueSort'>[];
const parameters = { ...reportParameters, sort: oneOf(sorts) };

const figures: readonly Column<Figures>[] = [
  { label: texts.measures.revenue_net, cell: ({ revenue }) => money(revenue.net), isNumber: true },
  { label: texts.measures.revenue_sourced, cell: ({ revenue }) => money(revenue.sourced), isNumber: true, isExtra: true },
  { label: texts.measures.revenue_influenced, cell: ({ revenue }) => money(revenue.influenced), isNumber: true, isExtra: true },
  { label: texts.measures.cost, cell: ({ cost }) => money(cost), isNumber: true },
  { label: texts.measures.leads, cell: ({ leads }) => number(leads), isNumber: true, isExtra: true },
  { label: texts.measures.customers, cell: ({ customers }) => number(customers), isNumber: true, isExtra: true },
  { label: texts.cac, cell: ({ cac }) => money(cac), isNumber: true, isExtra: true },
  { label: texts.roi, cell: ({ roi }) => percent(roi), isNumber: true },
  { label: texts.roas, cell: ({ roas }) => roas !== null && number(roas), isNumber: true, isExtra: true },
];
const together: readonly Column<Figures & { name: string }>[] = [{ label: texts.together, cell: ({ name }) => name }, ...figures];

/** Partners by what they bring for what they cost. A partner sees its own figures. */
export function LeagueScreen() {
  const partnerId = usePartnerId();
  return partnerId === null ? <League /> : <Redirect to={`/roi/${partnerId}`} replace />;
}

function League() {
  const url = useUrlState(parameters);
  const { sort, margin } = url.values;
  const filter = { ...reportQuery(url.values), ...given({ sort, margin }) };
  const query = { ...filter, ...given({ cursor: url.cursor }) };
  const answer = useAnswer(['roi', 'league', query], (signal) =>
    inJson(api.GET('/api/v1/attribution/league', { params: { query }, signal })),
  );
  const inReports = new URLSearchParams(given({ ...url.values, sort: undefined }));
  const columns: readonly Column<Schema<'PartnerLeagueRank'>>[] = [
    { label: texts.rank, cell: ({ rank }) => rank, isNumber: true },
    {
      label: texts.partner,
      cell: ({ partner_id, partner_name }) => (
        <Link className={partner_name === null ? styles['id'] : undefined} href={`/roi/${partner_id}?${inReports}`}>
          {partner_name ?? partner_id}
        </Link>
      ),
    },
    ...figures,
  ];
  return (
    <Page title={texts.title} actions={<CsvLink to="/api/v1/attribution/league" query={filter} file="roi-league.csv" />}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ReportFilters values={url.values} set={url.set} />
        <SelectFilter
          {...{ label: texts.sort, options: sorts, value: sort }}
          textOf={(each) => texts.sorts[each]}
          onChange={(value) => url.set({ sort: value })}
        />
      </Filters>
      <List
        {...{ caption: texts.league, columns, answer, url }}
        idOf={({ partner_id }) => partner_id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
      {answer.data && (
        <Section title={texts.together}>
          <Table
            caption={texts.together}
            columns={together}
            rows={[
              { ...answer.data.company, name: texts.company },
              { ...answer.data.total, name: texts.total },
            ]}
            idOf={({ name }) => name}
          />
          <Basis of={answer.data} />
        </Section>
      )}
    </Page>
  );
}
