import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ChipsFilter, Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { oneOf, someOf, useUrlState } from '#apps/console/url/use-url-state.ts';
import { SharedFilters, sharedParameters } from './delivery-filters.tsx';
import { DeliveryStatus, statuses } from './delivery-status.tsx';
import { texts } from './messages.ts';

const REFRESH_MS = 15_000;
const holdReasons = Object.keys(texts.holdReasons) as Schema<'HoldReason'>[];
const parameters = { status: someOf(statuses), hold_reason: oneOf(holdReasons), ...sharedParameters };

const columns: readonly Column<Schema<'Delivery'>>[] = [
  { label: texts.status, cell: ({ status }) => <DeliveryStatus status={status} /> },
  { label: texts.type, cell: ({ id, event_type }) => <Link href={`/deliveries/${id}`}>{event_type}</Link> },
  { label: texts.created, cell: ({ created_at }) => <Time at={created_at} /> },
  { label: texts.endpoint, cell: ({ endpoint_id }) => <code>{endpoint_id}</code>, isExtra: true },
  { label: texts.attempts, cell: ({ attempt_count }) => attempt_count, isNumber: true },
  { label: texts.next, cell: ({ next_attempt_at }) => next_attempt_at && <Time at={next_attempt_at} />, isExtra: true },
  {
    label: texts.error,
    cell: ({ hold_reason, last_error }) => (hold_reason === null ? last_error : texts.holdReasons[hold_reason]),
    isExtra: true,
  },
];

/** All deliveries, by what they are and what became of them. */
export function DeliveriesScreen() {
  const url = useUrlState(parameters);
  const { status, hold_reason, error_class, ...rest } = url.values;
  const query = given({
    ...rest,
    status,
    hold_reason: hold_reason && [hold_reason],
    error_class: error_class && [error_class],
    cursor: url.cursor,
  });
  const answer = useAnswer(['deliveries', query], (signal) => api.GET('/api/v1/deliveries', { params: { query }, signal }), {
    refreshMs: REFRESH_MS,
  });
  return (
    <Page title={texts.title}>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.status, options: statuses, values: status }}
          textOf={(each) => texts.statuses[each]}
          onChange={(value) => url.set({ status: value })}
        />
        <SharedFilters values={url.values} set={url.set} />
        <SelectFilter
          {...{ label: texts.holdReason, options: holdReasons, value: hold_reason }}
          textOf={(each) => texts.holdReasons[each]}
          onChange={(value) => url.set({ hold_reason: value })}
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
