import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { JsonText } from '#apps/console/parts/json-text.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { texts } from './messages.ts';

type Event = Schema<'EventDetail'>;

const columns: readonly Column<Schema<'EventDelivery'>>[] = [
  { label: texts.status, cell: ({ id, status }) => <Link href={`/deliveries/${id}`}>{spelled(status)}</Link> },
  { label: texts.endpoint, cell: ({ endpoint_id }) => <code>{endpoint_id}</code> },
  { label: texts.attempts, cell: ({ attempts }) => attempts, isNumber: true },
  { label: texts.ended, cell: ({ ended_at }) => ended_at && <Time at={ended_at} />, isExtra: true },
];

/** One event: what was published, and what became of it. */
export function EventScreen({ id }: { id: string }) {
  const answer = useAnswer<Event>(['events', id], (signal) => api.GET('/api/v1/events/{id}', { params: { path: { id } }, signal }));
  return (
    <Answered answer={answer}>
      {(event) => (
        <Page title={event.type}>
          <Facts of={factsOf(event)} />
          <Section title={texts.deliveries(event.deliveries)}>
            {event.delivery_list.length === 0 ? (
              <p>{texts.noDelivery}</p>
            ) : (
              <Table
                caption={texts.deliveries(event.deliveries)}
                columns={columns}
                rows={event.delivery_list}
                idOf={(delivery) => delivery.id}
              />
            )}
            <Link href={`/deliveries?event_id=${id}`}>{texts.all}</Link>
          </Section>
          <Section title={texts.payload}>
            <JsonText value={event.data} />
          </Section>
        </Page>
      )}
    </Answered>
  );
}

function factsOf({ id, external_id, occurred_at, created_at, ordering_key, schema_version, partner_ids }: Event) {
  return [
    ['ID', <code key="id">{id}</code>],
    [texts.externalId, external_id],
    [texts.created, <Time key="created" at={created_at} />],
    [texts.occurred, <Time key="occurred" at={occurred_at} />],
    [texts.orderingKey, ordering_key],
    [texts.version, schema_version],
    [texts.to, partner_ids?.join(', ') ?? texts.everybody],
  ] as const;
}
