import { bannerText, type VendorOutage } from '#domain/health/banner.ts';
import { inWords } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import type { RuleSettings } from './alert-settings.ts';
import { shortName } from './finding.ts';
import { judge, type Judged } from './judged.ts';

/** What Integration Health says of a connection that only a person can mend. That nobody has consented yet is no fault. */
const needsPerson: ReadonlySet<string> = new Set(['credentials_refused', 'process_ended', 'scopes_missing']);

export function judgeReconnect({ id, name, verdict }: Look, settings: RuleSettings<'reconnect_needed'>): Judged[] {
  const condition = [verdict, ...verdict.also].find(({ code }) => needsPerson.has(code));
  if (!condition) return [];
  return [
    judge('reconnect_needed', settings, {
      subject: { kind: 'connection', id },
      title: `The connection ${shortName(name)} needs a person`,
      reason: condition.reason,
      remedy: condition.remedy?.text ?? 'Reconnect it',
      link: `/api/v1/connections/${id}/health`,
    }),
  ];
}

/** From so much more of the quota than opens an alert, it ends. */
const ENOUGH = 1.5;

/** Of the daily quota of which the least is left. `now` is the time of the database. */
export function judgeQuota({ id, name, quota, verdict }: Look, settings: RuleSettings<'quota_low'>, now: Date): Judged[] {
  if (quota === null || quota.max <= 0 || verdict.state === 'paused') return [];
  const leftPercent = (quota.left / quota.max) * 100;
  const resetsInS = quota.resetsAt === null ? Infinity : (quota.resetsAt.getTime() - now.getTime()) / 1_000;
  if (leftPercent >= settings.left_percent * ENOUGH || resetsInS <= 0) return [];
  const isHolding = leftPercent >= settings.left_percent || resetsInS <= settings.resets_after_min * 60;
  const when = quota.resetsAt === null ? '' : `. It begins anew in ${inWords(resetsInS)}`;
  return [
    judge(
      'quota_low',
      settings,
      {
        subject: { kind: 'connection', id },
        title: `The quota of ${shortName(name)} is nearly used up`,
        reason: `${quota.left.toLocaleString('en')} of ${quota.max.toLocaleString('en')} are left (${shortName(quota.text)})${when}`,
        remedy: 'Nothing is lost: what waits goes on by itself. To have more: raise budget_percent, or the quota at the vendor',
        link: `/api/v1/connections/${id}/limits`,
      },
      isHolding,
    ),
  ];
}

/** One alert for a vendor, however many of its connections do not work. */
export function judgeVendor(outage: VendorOutage, label: string, settings: RuleSettings<'vendor_down'>): Judged[] {
  return [
    judge('vendor_down', settings, {
      subject: { kind: 'vendor', id: outage.vendor },
      title: `${label} does not answer`,
      reason: bannerText({ ...outage, reason: shortName(outage.reason ?? '') }, label),
      remedy: "See the vendor's status page. What waits is tried again by itself",
      link: '/api/v1/health/integrations?kind=connection',
    }),
  ];
}
