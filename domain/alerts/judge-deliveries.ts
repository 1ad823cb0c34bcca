import { counted } from '#domain/counted.ts';
import { because, inWords } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import type { RuleSettings } from './alert-settings.ts';
import { shortName } from './finding.ts';
import { judge, type Judged } from './judged.ts';

/** An endpoint to which attempts fail. */
export interface FailingEndpoint {
  id: string;
  /** Null for one of the company. */
  partnerId: string | null;
  failingForS: number;
  /** Attempts of what has not arrived: at least so many failed. */
  failures: number;
  isBreakerOpen: boolean;
}

/** What Integration Health calls a failing endpoint. */
const failing: ReadonlySet<string> = new Set(['breaker_open', 'attempts_failing', 'endpoint_disabled']);

/** Of a partner, or of the company itself: what receives platform events belongs to no partner. */
const ownerOf = (partnerId: string | null, id: string) =>
  partnerId === platformPartnerId
    ? { partnerId: null, what: 'Platform events', link: `/api/v1/platform-endpoints/${id}` }
    : { partnerId, what: 'Deliveries', link: `/api/v1/endpoints/${id}/health` };

/** Fires once enough failed for long enough, or nothing is tried any more. */
export function judgeStreak(facts: FailingEndpoint, look: Look, settings: RuleSettings<'failure_streak'>): Judged[] {
  const { id, name, verdict } = look;
  const { partnerId, what, link } = ownerOf(look.partnerId, id);
  const condition = [verdict, ...verdict.also].find(({ code }) => failing.has(code));
  const isTriedNoMore = facts.isBreakerOpen || condition?.code === 'endpoint_disabled';
  if (!condition || facts.failingForS < settings.for_s || !(isTriedNoMore || facts.failures >= settings.failures)) return [];
  return [
    judge('failure_streak', settings, {
      ...{ subject: { kind: 'endpoint', id }, partnerId },
      title: `${what} to ${shortName(name)} fail`,
      reason: `No attempt has succeeded for ${inWords(facts.failingForS)}. ${condition.reason}${lastError(look)}`,
      remedy: condition.remedy?.text ?? 'Mend the receiver',
      link,
    }),
  ];
}

const lastError = ({ lastError: last, verdict }: Look): string =>
  last?.message && !verdict.reason.includes(last.message) ? `. The last error${because(shortName(last.message))}` : '';

/** Deliveries to one endpoint that were given up of late. */
export interface GivenUp {
  endpointId: string;
  partnerId: string;
  url: string;
  count: number;
  reason: string | null;
}

/** Below half of what opens an alert, it ends. */
export function judgeGivenUp(facts: GivenUp, settings: RuleSettings<'dead_letters_growing'>): Judged[] {
  const { endpointId: id, url, count, reason } = facts;
  const { partnerId, what } = ownerOf(facts.partnerId, id);
  if (count * 2 <= settings.count && count < settings.count) return [];
  return [
    judge(
      'dead_letters_growing',
      settings,
      {
        ...{ subject: { kind: 'endpoint', id }, partnerId },
        title: `${what} to ${shortName(url)} are given up`,
        reason: `${counted(count, 'dead letter')} within ${inWords(settings.within_min * 60)}${because(shortName(reason ?? ''))}`,
        remedy: 'See why with GET /api/v1/dead-letters/groups, mend the receiver, then replay them',
        link: `/api/v1/dead-letters/groups?endpoint_id=${id}`,
      },
      count < settings.count,
    ),
  ];
}

/** The deliveries that are due: how many of the oldest were read, and for how long the oldest has waited. */
export interface DueDeliveries {
  count: number;
  oldestS: number;
}

export function judgeQueue({ count, oldestS }: DueDeliveries, settings: RuleSettings<'queue_stuck'>): Judged[] {
  if (count === 0 || oldestS * 2 < settings.oldest_s) return [];
  return [
    judge(
      'queue_stuck',
      settings,
      {
        subject: { kind: 'platform', id: 'deliveries' },
        title: 'Deliveries that are due are not sent',
        reason: `The oldest has been due for ${inWords(oldestS)}${count > 1 ? `, and ${counted(count - 1, 'other')} for long` : ''}`,
        remedy: 'See whether a worker runs, and whether it reaches Temporal: /health/ready of each process',
        link: '/api/v1/deliveries?status=pending',
      },
      oldestS < settings.oldest_s,
    ),
  ];
}
