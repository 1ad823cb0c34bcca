import { because, inWords } from './health.ts';

/** What is known of a vendor that does not answer some of its connections. */
export interface VendorOutage {
  /** Its key. */
  vendor: string;
  /** Connections that are in use, and those of them that it does not answer. */
  connections: number;
  away: number;
  since: Date;
  reason: string | null;
}

/** One sentence for a page that everybody sees: what is degraded, since when, and what that means. */
export function bannerText({ connections, away, since, reason }: VendorOutage, label: string): string {
  const [what, time] = [away === connections ? label : `${label} (${away} of ${connections} connections)`, since.toISOString()];
  return `${what} has not answered since ${time}${because(reason)}. Nothing is lost: what waits is tried again by itself`;
}

/** A vendor that says of itself that something is wrong. */
export interface VendorStatus {
  vendor: string;
  /** In its words. */
  text: string;
  since: Date;
  checkedAt: Date;
}

/** The same for what the vendor says of itself. `isSeen`: we see it too. */
function statusText({ text, checkedAt }: VendorStatus, label: string, { now, isSeen }: { now: Date; isSeen: boolean }): string {
  const age = inWords(Math.max(0, (now.getTime() - checkedAt.getTime()) / 1000));
  return `${label} says of itself${text === '' ? ' that something is wrong' : `: ${text}`} (read ${age} ago)${isSeen ? '' : '. Its connections here work'}`;
}

interface Banner {
  vendor: string;
  since: Date;
  text: string;
}

/** One for each vendor: what we see ourselves comes first. */
export function bannersOf(
  outages: readonly VendorOutage[],
  statuses: readonly VendorStatus[],
  { labelOf, now }: { labelOf: (vendor: string) => string; now: Date },
): Banner[] {
  const said = new Map(statuses.map((status) => [status.vendor, status]));
  const seen = outages.map((outage) => {
    const [label, status] = [labelOf(outage.vendor), said.get(outage.vendor)];
    said.delete(outage.vendor);
    const more = status ? `. ${statusText(status, label, { now, isSeen: true })}` : '';
    return { vendor: outage.vendor, since: outage.since, text: bannerText(outage, label) + more };
  });
  const others = [...said.values()].map((status) => ({
    ...{ vendor: status.vendor, since: status.since },
    text: statusText(status, labelOf(status.vendor), { now, isSeen: false }),
  }));
  return [...seen, ...others].slice(0, 50);
}
