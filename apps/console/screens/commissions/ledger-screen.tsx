import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { money } from '#apps/console/messages/money.ts';
import { ChipsFilter, Filters, TextFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { Balances } from './balances.tsx';
import { texts } from './messages.ts';
import { OpenLine } from './open-line.tsx';
import { Statements } from './statements.tsx';

type Line = Schema<'CommissionLine'>;

const kinds = Object.keys(texts.kinds) as Schema<'CommissionLineKind'>[];
const parameters = { currency: text, kind: someOf(kinds), line: text };

/** What a partner earned, was paid and owes: balances, the lines behind them, and why each is what it is. */
export function LedgerScreen({ id }: { id: string }) {
  const may = useMay();
  const url = useUrlState(parameters);
  const { currency, kind, line } = url.values;
  // Which line is open filters nothing.
  const isFiltered = currency !== undefined || kind.length > 0;
  const query = given({ currency: currency?.toUpperCase(), kind, cursor: url.cursor });
  const answer = useAnswer(['commissions', id, 'lines', query], (signal) =>
    api.GET('/api/v1/partners/{id}/commissions/lines', { params: { path: { id }, query }, signal }),
  );
  // The page of the list stays beside the line.
  const hrefOf = (opened: string) =>
    `/commissions/${id}?${new URLSearchParams(paramsOf({ currency, kind, cursor: url.cursor, line: opened }))}`;
  const columns: readonly Column<Line>[] = [
    { label: texts.day, cell: ({ day }) => day },
    { label: texts.kind, cell: ({ kind: of }) => texts.kinds[of] },
    { label: texts.amount, cell: ({ amount }) => money(amount), isNumber: true },
    { label: texts.why, cell: ({ explanation }) => explanation },
    { label: texts.deal, cell: ({ deal_id }) => deal_id && <Link href={`/deals/${deal_id}`}>{deal_id}</Link>, isExtra: true },
    { label: texts.release, cell: ({ release_day }) => release_day, isExtra: true },
    { label: texts.line, cell: (row) => <Link href={hrefOf(row.id)}>{row.id}</Link> },
  ];
  return (
    <Page title={texts.titleOf(id)}>
      <Links>
        <Link href={`/disputes/${id}`}>{texts.disputes}</Link>
        {may('reports:read') && <Link href={`/roi/${id}`}>{texts.roi}</Link>}
      </Links>
      <Balances partnerId={id} />
      {line !== undefined && <OpenLine key={line} partnerId={id} id={line} hrefOf={hrefOf} onClose={() => url.set({ line: undefined })} />}
      <Section title={texts.lines}>
        <Filters onClear={isFiltered ? url.clear : undefined}>
          <ChipsFilter
            {...{ label: texts.kind, options: kinds, values: kind }}
            textOf={(each) => texts.kinds[each]}
            onChange={(value) => url.set({ kind: value })}
          />
          <TextFilter label={texts.currency} value={currency} onChange={(value) => url.set({ currency: value })} />
        </Filters>
        <List
          {...{ caption: texts.lines, columns, answer }}
          url={{ ...url, isFiltered }}
          idOf={(row) => row.id}
          empty={{ title: texts.nothing, text: texts.nothingText }}
        />
      </Section>
      <Statements partnerId={id} />
    </Page>
  );
}

const paramsOf = (values: Record<string, string | string[] | undefined>): string[][] =>
  Object.entries(given(values)).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]));
