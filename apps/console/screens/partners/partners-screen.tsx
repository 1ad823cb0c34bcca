import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ChipsFilter, Filters, SelectFilter, TextFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { oneOf, someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { PartnerStatus, statuses } from './partner-status.tsx';

const tiers = Object.keys(texts.tiers) as Schema<'PartnerTier'>[];
const parameters = { status: someOf(statuses), tier: oneOf(tiers), name: text };

const columns: readonly Column<Schema<'Partner'>>[] = [
  { label: texts.status, cell: ({ status }) => <PartnerStatus status={status} /> },
  { label: texts.name, cell: ({ id, name }) => <Link href={`/partners/${id}`}>{name}</Link> },
  { label: texts.tier, cell: ({ tier }) => texts.tiers[tier] },
  { label: 'ID', cell: ({ id }) => <code>{id}</code>, isExtra: true },
  { label: texts.created, cell: ({ created_at }) => <Time at={created_at} />, isExtra: true },
];

export function PartnersScreen() {
  const may = useMay();
  const url = useUrlState(parameters);
  const { status, tier, name } = url.values;
  const query = given({ status, tier: tier && [tier], name, cursor: url.cursor });
  const answer = useAnswer(['partners', query], (signal) => api.GET('/api/v1/partners', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      {may('partners:write') && (
        <Links>
          <Link href="/partners/new">{texts.add}</Link>
          <Link href="/partners/new-sandbox">{texts.addSandbox}</Link>
        </Links>
      )}
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.status, options: statuses, values: status }}
          textOf={(each) => texts.statuses[each]}
          onChange={(value) => url.set({ status: value })}
        />
        <TextFilter label={texts.nameBegins} value={name} onChange={(value) => url.set({ name: value })} />
        <SelectFilter
          {...{ label: texts.tier, options: tiers, value: tier }}
          textOf={(each) => texts.tiers[each]}
          onChange={(value) => url.set({ tier: value })}
        />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.nothingText }}
      />
    </Page>
  );
}
