import { counted } from '#domain/counted.ts';
import type { PartnerStatus } from '#domain/partners/partner.ts';
import { because, type Condition, type HealthState, isWorse, judge, type Verdict } from './health.ts';

/** What is known of a partner, as its health follows from it. */
export interface PartnerFacts {
  id: string;
  status: PartnerStatus;
  statusReason: string | null;
  endpoints: { state: HealthState; reason: string; since: Date | null }[];
}

/** Pure: the same facts give the same state, and a worse fact never a better one. */
export function judgePartner(facts: PartnerFacts): Verdict {
  const { endpoints } = facts;
  const healthy = endpoints.length === 0 ? 'It has no endpoint yet' : 'All its endpoints are healthy';
  return judge([...ofStatus(facts), ...ofEndpoints(facts)], healthy);
}

const docs = '/docs/integration-health';

function* ofStatus({ id, status, statusReason }: PartnerFacts): Generator<Condition> {
  if (status === 'active') return;
  const code = status === 'pending' ? 'partner_pending' : 'partner_suspended';
  const call = { method: 'POST' as const, path: `/api/v1/partners/${id}/activate` };
  yield {
    ...{ state: status === 'pending' ? 'action_required' : 'held', code, n: null, since: null },
    reason: `The partner is ${status}${because(statusReason)}. Its requests are refused, and its deliveries are held`,
    remedy: { text: 'Activate the partner', docs, call },
  };
}

/** One condition for each state, so that the worst is the state of the partner and the others are told beside it. */
function* ofEndpoints({ id, endpoints }: PartnerFacts): Generator<Condition> {
  const unwell = endpoints.filter(({ state }) => isWorse(state, 'healthy'));
  for (const state of new Set(unwell.map((endpoint) => endpoint.state))) {
    const same = unwell.filter((endpoint) => endpoint.state === state);
    const [first] = same;
    const since = same.reduce<Date | null>((oldest, endpoint) => earlier(oldest, endpoint.since), null);
    yield {
      ...{ state, code: 'endpoints_unwell', n: same.length, since },
      reason: `${same.length} of ${counted(endpoints.length, 'endpoint')}: ${first?.reason ?? ''}`,
      remedy: {
        text: 'See the health of each endpoint',
        docs,
        call: { method: 'GET', path: `/api/v1/health/integrations?partner_id=${id}&state=${state}` },
      },
    };
  }
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
