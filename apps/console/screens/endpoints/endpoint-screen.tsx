import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { DeliverySeries } from '#apps/console/screens/deliveries/series.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { type Family, partnerEndpoints } from './family.ts';
import { texts } from './messages.ts';
import { EndpointSecret } from './secret.tsx';
import { Stats } from './stats.tsx';

type Endpoint = Schema<'Endpoint'>;

/** One endpoint: what it receives and how, how well it did, and what can be done. */
export function EndpointScreen({ id, family = partnerEndpoints }: { id: string; family?: Family }) {
  const may = useMay();
  const isOwn = family !== partnerEndpoints;
  const answer = useAnswer<Endpoint>(['endpoints', id], (signal) => api.GET(`${family.api}/{id}`, { params: { path: { id } }, signal }), {
    refreshMs: 15_000,
  });
  return (
    <Answered answer={answer}>
      {(endpoint) => (
        <Page title={endpoint.description || endpoint.url} actions={<EndpointActions {...{ family }} of={endpoint} />}>
          <Facts of={factsOf(endpoint)} />
          <Links>
            {!isOwn && <Link href={`/deliveries?endpoint_id=${id}`}>{texts.deliveries}</Link>}
            {!isOwn && <Link href={`/dead-letters?endpoint_id=${id}`}>{texts.deadLetters}</Link>}
            {!isOwn && <Link href={`/health/${id}`}>{texts.health}</Link>}
            {may(family.write) && <Link href={`${family.path}/${id}/edit`}>{texts.edit}</Link>}
          </Links>
          <Stats {...{ id, family }} />
          {!isOwn && <DeliverySeries of={{ endpoint_id: id }} />}
          {may(family.write) && <EndpointSecret {...{ id, family }} />}
        </Page>
      )}
    </Answered>
  );
}

function factsOf(endpoint: Endpoint) {
  const { id, url, event_types, rate_limit_per_s, failing_since } = endpoint;
  return [
    [texts.state, <EndpointState key="state" of={endpoint} />],
    [texts.why, endpoint.state_reason ?? endpoint.breaker.reason],
    [texts.url, url],
    ['ID', <code key="id">{id}</code>],
    [texts.partner, <code key="partner">{endpoint.partner_id}</code>],
    [texts.types, event_types.join(', ') || texts.allTypes],
    [texts.failing, failing_since && <Time key="failing" at={failing_since} />],
    [texts.concurrency, endpoint.max_concurrency],
    [texts.rate, rate_limit_per_s],
    [texts.timeout, texts.ms(endpoint.timeout_ms)],
    [texts.ordering, endpoint.ordering ? texts.yes : null],
    [texts.created, <Time key="created" at={endpoint.created_at} />],
  ] as const;
}
