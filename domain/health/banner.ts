import { because } from './health.ts';

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
