import type { HoldReason } from '#domain/delivery/delivery.ts';
import type { EndpointState } from '#domain/delivery/endpoint.ts';
import { explainHold } from '#domain/delivery/hold.ts';
import type { PartnerStatus } from '#domain/partners/partner.ts';
import { because, type Condition, type Freshness, judge, type Verdict } from './health.ts';

/** What is known of an endpoint, as its health follows from it. */
export interface EndpointFacts {
  id: string;
  partnerStatus: PartnerStatus;
  state: EndpointState;
  stateReason: string | null;
  breakerOpenUntil: Date | null;
  breakerReason: string | null;
  /** Since when attempts fail; null if the last one did not. */
  failingSince: Date | null;
  /** Deliveries that wait, by what for, and one of their details. */
  held: Partial<Record<HoldReason, HeldDeliveries>>;
  retrying: number;
  deadLetters: number;
  deadSince: Date | null;
  /** Of the oldest delivery that waits, or zero. */
  freshness: Freshness;
}

export interface HeldDeliveries {
  n: number;
  since: Date | null;
  detail: string | null;
}

const docs = '/docs/partner-guide';

/** How old the oldest delivery that waits may be, in seconds: the second attempt is made after 5 s, the third after 5 min. */
export const ENDPOINT_OBJECTIVE_S = 300;

/** Pure: the same facts give the same state, and a worse fact never a better one. */
export function judgeEndpoint(facts: EndpointFacts): Verdict {
  return judge([...closed(facts), ...failing(facts), ...waiting(facts)], 'Deliveries arrive, and none waits');
}

/** Why nothing is sent, whatever the endpoint would answer. */
function* closed(facts: EndpointFacts): Generator<Condition> {
  const { id, partnerStatus, state, stateReason, failingSince, held } = facts;
  const n = Object.values(held).reduce((sum, part) => sum + part.n, 0);
  const enable = {
    text: 'Enable the endpoint. Its held deliveries are then sent, oldest first',
    docs,
    call: post(`/api/v1/endpoints/${id}/enable`),
  };
  if (partnerStatus !== 'active') {
    yield {
      ...{ state: 'held', code: 'partner_not_active', n, since: null },
      reason: `The partner is ${partnerStatus}, so nothing is sent`,
      remedy: { text: 'The company activates the partner. Its held deliveries are then sent, oldest first', docs, call: null },
    };
  }
  if (state === 'disabled') {
    const isBecauseOfFailures = failingSince !== null;
    yield {
      ...{ state: isBecauseOfFailures ? 'action_required' : 'paused', code: 'endpoint_disabled', n, since: null },
      reason: `The endpoint is disabled${because(stateReason)}`,
      remedy: isBecauseOfFailures ? { ...enable, text: `Mend the receiver. ${enable.text}` } : enable,
    };
  }
  if (state === 'paused') {
    yield {
      ...{ state: 'paused', code: 'endpoint_paused', n, since: null },
      reason: `The endpoint is paused${because(stateReason)}`,
      remedy: enable,
    };
  }
  if (held.transformation) yield ofHold('action_required', 'payloads_not_transformed', 'transformation', facts);
}

/** What the endpoint itself answers. */
function* failing(facts: EndpointFacts): Generator<Condition> {
  const { id, breakerOpenUntil, failingSince, held, retrying, deadLetters, deadSince } = facts;
  if (breakerOpenUntil !== null) {
    const hold = explainHold('breaker', facts);
    yield {
      ...{ state: 'held', code: 'breaker_open', n: held.breaker?.n ?? 0, since: failingSince },
      reason: hold.explanation,
      remedy: { text: hold.released_by, docs, call: post(`/api/v1/endpoints/${id}/enable`) },
    };
  }
  if (deadLetters > 0) {
    yield {
      ...{ state: 'partial', code: 'dead_letters', n: deadLetters, since: deadSince },
      reason: `${deliveries(deadLetters)} ${deadLetters === 1 ? 'was' : 'were'} given up`,
      remedy: {
        text: 'See why with GET /api/v1/dead-letters/groups, mend the receiver, then replay them',
        docs,
        call: post('/api/v1/dead-letters/replay'),
      },
    };
  }
  if (failingSince !== null || retrying > 0) {
    yield {
      ...{ state: 'delayed', code: 'attempts_failing', n: retrying, since: failingSince },
      reason: retrying > 0 ? `${deliveries(retrying)} failed, and will be tried again` : 'The last attempt failed',
      remedy: {
        text: 'See what the receiver answered',
        docs,
        call: { method: 'GET', path: `/api/v1/deliveries?endpoint_id=${id}&status=retrying` },
      },
    };
  }
}

/** What waits although the endpoint may receive. */
function* waiting(facts: EndpointFacts): Generator<Condition> {
  const { held, state, partnerStatus } = facts;
  if (held.ordering) yield ofHold('delayed', 'order_blocked', 'ordering', facts);
  if (held.capacity) yield ofHold('delayed', 'limits_reached', 'capacity', facts);
  if (held.replay) yield ofHold('syncing', 'held_are_sent', 'replay', facts);
  if (state !== 'enabled' || partnerStatus !== 'active') return;
  const n = (held.disabled?.n ?? 0) + (held.paused?.n ?? 0) + (held.suspended?.n ?? 0);
  if (n > 0) {
    const reason = 'The deliveries that were held are being sent, oldest first';
    yield { state: 'syncing', code: 'held_are_sent', n, reason, since: null, remedy: null };
  }
}

function ofHold(state: Condition['state'], code: Condition['code'], reason: HoldReason, facts: EndpointFacts): Condition {
  const { n = 0, since = null, detail = null } = facts.held[reason] ?? {};
  const { explanation, released_by: text } = explainHold(reason, facts, detail);
  const call = { method: 'GET' as const, path: `/api/v1/deliveries?endpoint_id=${facts.id}&status=held&hold_reason=${reason}` };
  return { state, code, n, reason: explanation, since, remedy: { text, docs, call } };
}

const deliveries = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'delivery' : 'deliveries'}`;
const post = (path: string) => ({ method: 'POST' as const, path });
