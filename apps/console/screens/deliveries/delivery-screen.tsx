import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { ExternalLink } from '#apps/console/parts/external-link.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { JsonText } from '#apps/console/parts/json-text.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { DeliveryActions } from './delivery-actions.tsx';
import { texts } from './messages.ts';
import { Timeline } from './timeline.tsx';
import { Verdict } from './verdict.tsx';

type Delivery = Schema<'DeliveryWithTimeline'>;

const REFRESH_MS = 5_000;
const expand: Schema<'DeliveryDetailPart'>[] = ['event'];

/** One delivery: where it stands, why, each of its attempts, and what can be done. */
export function DeliveryScreen({ id }: { id: string }) {
  const answer = useAnswer<Delivery>(
    ['deliveries', id],
    (signal) => api.GET('/api/v1/deliveries/{id}', { params: { path: { id }, query: { expand } }, signal }),
    { refreshMs: REFRESH_MS },
  );
  return (
    <Answered answer={answer}>
      {(delivery) => (
        <Page title={delivery.event_type} actions={<DeliveryActions of={delivery} />}>
          <Verdict of={delivery} />
          <Facts of={factsOf(delivery)} />
          <Section title={texts.timeline}>
            <Timeline attempts={delivery.attempts} />
          </Section>
          <Section title={texts.payload}>
            <JsonText value={delivery.event.data} />
          </Section>
        </Page>
      )}
    </Answered>
  );
}

function factsOf(delivery: Delivery) {
  const { endpoint, workflow_url } = delivery;
  return [
    ['ID', <code key="id">{delivery.id}</code>],
    [
      texts.endpoint,
      <Link key="endpoint" href={`/endpoints/${endpoint.id}`}>
        {endpoint.description || endpoint.url}
      </Link>,
    ],
    [
      texts.event,
      <Link key="event" href={`/events/${delivery.event_id}`}>
        {delivery.event_id}
      </Link>,
    ],
    [texts.partner, <code key="partner">{delivery.partner_id}</code>],
    [texts.orderingKey, delivery.ordering_key],
    [texts.created, <Time key="created" at={delivery.created_at} />],
    [texts.ended, delivery.ended_at && <Time key="ended" at={delivery.ended_at} />],
    [
      'Temporal',
      workflow_url && (
        <ExternalLink key="workflow" href={workflow_url}>
          {texts.inTemporal}
        </ExternalLink>
      ),
    ],
  ] as const;
}
