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
import { EraseButton } from './erase.tsx';
import { Flags } from './flags.tsx';
import { texts } from './messages.ts';
import { PartnerActions } from './partner-actions.tsx';
import { PartnerStatus } from './partner-status.tsx';
import { Sandbox } from './sandbox.tsx';
import { ViewButton } from './view-button.tsx';

type Partner = Schema<'Partner'>;

/** One partner: what is agreed with it, and the ways to what it has. */
export function PartnerScreen({ id }: { id: string }) {
  const may = useMay();
  const answer = useAnswer<Partner>(['partners', id], (signal) => api.GET('/api/v1/partners/{id}', { params: { path: { id } }, signal }));
  return (
    <Answered answer={answer}>
      {(partner) => (
        <Page
          title={partner.name}
          actions={
            <>
              <ViewButton partnerId={id} />
              <PartnerActions of={partner} />
              {may('partners:write') && <EraseButton of={partner} />}
            </>
          }
        >
          <Facts of={factsOf(partner)} />
          <Links>
            <Link href={`/deliveries?partner_id=${id}`}>{texts.deliveries}</Link>
            <Link href={`/endpoints?partner_id=${id}`}>{texts.endpoints}</Link>
            <Link href={`/health/${id}`}>{texts.health}</Link>
            <Link href={`/roi/${id}`}>{texts.roi}</Link>
            <Link href={`/commissions/${id}`}>{texts.commissions}</Link>
            <Link href={`/users?partner_id=${id}`}>{texts.people}</Link>
            {may('credentials:read') && <Link href={`/credentials?partner_id=${id}`}>{texts.keys}</Link>}
            <Link href={`/audit?partner_id=${id}`}>{texts.audit}</Link>
            {may('partners:write') && <Link href={`/partners/${id}/edit`}>{texts.edit}</Link>}
          </Links>
          {partner.tier === 'sandbox' && <Sandbox partnerId={id} />}
          <Flags partnerId={id} />
          {may('webhooks:read') && <DeliverySeries of={{ partner_id: id }} />}
        </Page>
      )}
    </Answered>
  );
}

function factsOf({ id, status, status_reason, tier, programme_id, time_zone, effective_rate_limit, contacts, ...partner }: Partner) {
  return [
    [texts.status, <PartnerStatus key="status" status={status} />],
    [texts.why, status_reason],
    ['ID', <code key="id">{id}</code>],
    [texts.tier, texts.tiers[tier]],
    [texts.limit, effective_rate_limit.per_minute],
    [texts.programme, <Programme key="programme" id={programme_id} />],
    [texts.zone, time_zone],
    [texts.contacts, contacts.map(({ name, email, role }) => `${name} <${email}> (${role})`).join(', ')],
    [texts.created, <Time key="created" at={partner.created_at} />],
    [texts.changed, <Time key="changed" at={partner.updated_at} />],
  ] as const;
}

function Programme({ id }: { id: string }) {
  const may = useMay();
  return may('deals:review') ? <Link href={`/programmes/${id}`}>{id}</Link> : id;
}
