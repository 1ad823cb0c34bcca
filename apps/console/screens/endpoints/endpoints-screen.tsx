import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ChipsFilter, Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay, usePartnerId } from '#apps/console/session/session.ts';
import { oneOf, someOf, text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { EndpointState, states } from './endpoint-state.tsx';
import { texts } from './messages.ts';

const breakers = Object.keys(texts.breakers) as Schema<'BreakerState'>[];
const parameters = { state: someOf(states), breaker: oneOf(breakers), partner_id: text };

const columns: readonly Column<Schema<'Endpoint'>>[] = [
  { label: texts.state, cell: (endpoint) => <EndpointState of={endpoint} /> },
  { label: texts.url, cell: ({ id, url }) => <Link href={`/endpoints/${id}`}>{url}</Link> },
  { label: texts.description, cell: ({ description }) => description, isExtra: true },
  { label: texts.types, cell: ({ event_types }) => event_types.join(', ') || texts.allTypes, isExtra: true },
  { label: texts.failing, cell: ({ failing_since }) => failing_since && <Time at={failing_since} /> },
  { label: texts.partner, cell: ({ partner_id }) => <code>{partner_id}</code>, isExtra: true },
];

/** Endpoints across all partners; for a partner, its own. */
export function EndpointsScreen() {
  const may = useMay();
  const isPartner = usePartnerId() !== null;
  const url = useUrlState(parameters);
  const { state, breaker, partner_id } = url.values;
  const query = given({ state, breaker: breaker && [breaker], partner_id, cursor: url.cursor });
  const answer = useAnswer(['endpoints', query], (signal) => api.GET('/api/v1/endpoints', { params: { query }, signal }));
  return (
    <Page title={texts.title}>
      {isPartner && may('webhooks:write') && <Link href="/endpoints/new">{texts.add}</Link>}
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: state }}
          textOf={(each) => texts.states[each]}
          onChange={(value) => url.set({ state: value })}
        />
        <SelectFilter
          {...{ label: texts.breaker, options: breakers, value: breaker }}
          textOf={(each) => texts.breakers[each]}
          onChange={(value) => url.set({ breaker: value })}
        />
        <PartnerFilter value={partner_id} onChange={(value) => url.set({ partner_id: value })} />
      </Filters>
      <List
        {...{ caption: texts.title, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: isPartner ? texts.ownNothingText : texts.nothingText }}
      />
    </Page>
  );
}
