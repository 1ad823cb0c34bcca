import { inOneLine } from '#domain/plain-text.ts';

/** How a vendor says it is doing, from the best to the worst. `unknown`: it says something that we do not understand, or nothing. */
export const vendorLevels = ['unknown', 'operational', 'degraded', 'down'] as const;
type VendorLevel = (typeof vendorLevels)[number];

/** Where a vendor tells all its customers how it is doing. */
export interface StatusFeed {
  /** `statuspage`: /api/v2/summary.json of Atlassian Statuspage. `stripe`: Stripe's own. */
  format: 'statuspage' | 'stripe';
  url: string;
}

export interface VendorReading {
  level: VendorLevel;
  /** In the vendor's words: one line. */
  text: string;
}

const MAX_TEXT = 200;

/** What a feed says. Nothing in it is trusted: what has another form than expected is `unknown`. */
export function readStatusFeed(format: StatusFeed['format'], text: string): VendorReading {
  const body = parse(text);
  switch (format) {
    case 'statuspage':
      return {
        level: lookUp(statuspageLevels, at(body, 'status', 'indicator')),
        text: line([at(body, 'status', 'description'), ...incidentsOf(body)]),
      };
    case 'stripe':
      return { level: lookUp(stripeLevels, at(body, 'largestatus') ?? at(body, 'UptimeStatus')), text: line([at(body, 'message')]) };
  }
}

/** https://www.atlassian.com/software/statuspage: the worst of all components. */
const statuspageLevels: Record<string, VendorLevel> = {
  ...{ none: 'operational', maintenance: 'degraded', minor: 'degraded', major: 'degraded', critical: 'down' },
};
/** Not documented by Stripe, so what is new there is `unknown`. */
const stripeLevels: Record<string, VendorLevel> = { up: 'operational', degraded: 'degraded', down: 'down' };

const lookUp = (levels: Record<string, VendorLevel>, name: unknown): VendorLevel =>
  typeof name === 'string' && Object.hasOwn(levels, name) ? (levels[name] ?? 'unknown') : 'unknown';

/** The names of what is not resolved. */
function incidentsOf(body: unknown): unknown[] {
  const incidents = at(body, 'incidents');
  return Array.isArray(incidents) ? incidents.slice(0, 3).map((incident: unknown) => at(incident, 'name')) : [];
}

function line(parts: readonly unknown[]): string {
  const texts = parts.filter((part) => typeof part === 'string').map((part) => inOneLine(part.slice(0, MAX_TEXT).toWellFormed()));
  return texts.filter(Boolean).join(': ').slice(0, MAX_TEXT).toWellFormed();
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
