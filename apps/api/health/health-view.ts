import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import { DAY_MS } from '#domain/days.ts';
import { type Condition, healthCodes, healthKinds, type HealthState, healthStates } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import { type Recent, sinceOf, trendDays } from '#domain/health/trend.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { exampleObjective, ServiceObjective } from './objectives-of.ts';

const at = '2026-03-01T09:30:00.000Z';

const Remedy = z.object({
  text: z.string(),
  docs: z.string().describe('The page that explains it, on this host'),
  call: z
    .object({ method: z.enum(['GET', 'POST', 'PATCH']), path: z.string() })
    .nullable()
    .describe('The call of this API that does it or shows more'),
});

const condition = {
  state: z.enum(healthStates).describe('Of several that hold at once, the worst: they are named here from the best to the worst'),
  n: z
    .int()
    .nullable()
    .describe(
      'How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end',
    ),
  code: z.enum(healthCodes).describe('The stable name of the reason, for programs'),
  reason: z.string(),
  since: Timestamp.nullable().describe(
    'The time that is stored, or when it was first seen so, within half a minute. Null if that is not known',
  ),
  remedy: Remedy.nullable().describe('Null if there is nothing to do'),
};

const example = {
  kind: 'connection' as const,
  id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d',
  name: 'Our HubSpot',
  partner_id: null,
  vendor: 'hubspot',
  state: 'partial' as const,
  n: 2,
  code: 'records_failed' as const,
  reason: '2 records could not be written to HubSpot',
  since: at,
  remedy: {
    text: 'See the failed records of its syncs, with the reason and remedy of each',
    docs: '/docs/sync',
    call: { method: 'GET' as const, path: '/api/v1/health/integrations' },
  },
  also: [],
  last_success_at: at,
  last_error: { at, message: 'Segment: bad value for restricted picklist field: large' },
  freshness: { age_s: 120, objective_s: 660, is_met: true },
  failed_records: 2,
  quota: { text: 'Calls a day', left: 248_000, max: 260_000, resets_at: '2026-03-02T00:00:00.000Z' },
  next_run_at: '2026-03-01T09:35:00.000Z',
  trend: [{ day: '2026-03-01', worst: 'partial' as const, well_percent: 98.5, watched_percent: 100 }],
};

export const IntegrationHealth = z
  .object({
    kind: z.enum(healthKinds),
    id: z.string(),
    name: z.string().describe('For an endpoint: its URL, with masked values in the query'),
    partner_id: z.string().nullable().describe('Null for what belongs to the company'),
    vendor: z.string().nullable(),
    ...condition,
    also: z.array(z.object(condition)).meta({ maxItems: 20 }).describe('What else holds, the worst first'),
    last_success_at: Timestamp.nullable().describe(
      'The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived',
    ),
    last_error: z.object({ at: Timestamp, message: z.string().nullable() }).nullable(),
    freshness: z
      .object({
        age_s: z.int().describe('Of the last complete run. For an endpoint: of the oldest delivery that waits'),
        objective_s: z.int(),
        is_met: z.boolean(),
      })
      .nullable()
      .describe('Null where nothing is awaited'),
    failed_records: z.int().describe('Records that are not written, or deliveries that were given up'),
    quota: z
      .object({ text: z.string(), left: z.int(), max: z.int(), resets_at: Timestamp.nullable() })
      .nullable()
      .describe('Of the daily quotas, the one of which the least is left'),
    next_run_at: Timestamp.nullable().describe('When it goes on by itself; null if nothing is planned'),
    trend: z
      .array(
        z.object({
          day: Day,
          worst: z.enum(healthStates).nullable().describe('The worst state of the day; null if nobody looked'),
          well_percent: z.number().nullable().describe('For how much of the watched time nothing was wrong: `healthy` or `syncing`'),
          watched_percent: z.number().describe('For how much of the day somebody looked'),
        }),
      )
      .meta({ maxItems: 14 })
      .describe('The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together'),
  })
  .meta({ id: 'IntegrationHealth', examples: [example] });
type IntegrationHealth = z.infer<typeof IntegrationHealth>;

export const IntegrationHealthList = listOf(IntegrationHealth)
  .extend({
    summary: z
      .object({
        counts: z.object(Object.fromEntries(healthStates.map((state) => [state, z.int()])) as Record<HealthState, z.ZodInt>),
        looked_at: Timestamp.nullable().describe('When that was, usually less than a minute ago; null if nobody has looked yet'),
      })
      .describe('How many there are in each state, on all pages and whatever `state` filters, as everything was looked at last'),
    banners: z
      .array(z.object({ vendor: z.string(), since: Timestamp, text: z.string() }))
      .meta({ maxItems: 50 })
      .describe(
        'Vendors that have not answered for a minute, or say of themselves that something is wrong, with a sentence to show to everybody. Only with `connections:read`',
      ),
  })
  .meta({
    id: 'IntegrationHealthList',
    examples: [
      {
        ...{ data: [example], has_more: false, next_cursor: null },
        summary: {
          counts: { healthy: 41, syncing: 0, delayed: 1, waiting_for_quota: 0, partial: 1, held: 0, paused: 2, action_required: 0 },
          looked_at: at,
        },
        banners: [
          {
            ...{ vendor: 'stripe', since: at },
            text: `Stripe has not answered since ${at}: HTTP 503. Nothing is lost: what waits is tried again by itself`,
          },
        ],
      },
    ],
  });

const endpointExample = {
  ...example,
  ...{
    kind: 'endpoint' as const,
    id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d',
    name: 'https://partner.example/webhooks',
    vendor: null,
    quota: null,
  },
  ...{ partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', code: 'dead_letters' as const, reason: '2 deliveries were given up' },
  remedy: {
    text: 'See why with GET /api/v1/dead-letters/groups, mend the receiver, then replay them',
    docs: '/docs/partner-guide',
    call: { method: 'POST' as const, path: '/api/v1/dead-letters/replay' },
  },
  last_error: { at, message: 'HTTP 500' },
  freshness: { age_s: 0, objective_s: 300, is_met: true },
  next_run_at: null,
};

const objectives = {
  objectives: z
    .array(ServiceObjective)
    .meta({ maxItems: 10 })
    .describe('What is promised, how it is kept, and how fast its error budget is used'),
};

export const IntegrationHealthDetail = IntegrationHealth.extend(objectives).meta({
  id: 'IntegrationHealthDetail',
  examples: [{ ...endpointExample, objectives: [exampleObjective] }],
});

export const PartnerHealth = IntegrationHealth.extend({
  ...objectives,
  endpoints: z.array(IntegrationHealth).meta({ maxItems: 200 }).describe('Newest first; at most 200'),
}).meta({
  id: 'PartnerHealth',
  examples: [
    {
      ...endpointExample,
      ...{ kind: 'partner' as const, id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', name: 'Acme', n: 1, code: 'endpoints_unwell' as const },
      reason: '1 of 1 endpoints: 2 deliveries were given up',
      ...{ endpoints: [endpointExample], objectives: [exampleObjective] },
    },
  ],
});

const unknown: Recent = { present: null, days: [] };

/** `now` is that of PostgreSQL. */
export function toHealth(look: Look, { recent = unknown, now }: { recent: Recent | undefined; now: Date }): IntegrationHealth {
  const { also, ...worst } = look.verdict;
  return {
    ...{ kind: look.kind, id: look.id, name: look.name, partner_id: look.partnerId, vendor: look.vendor },
    ...toCondition({ ...worst, since: sinceOf(look.verdict, recent) }),
    also: also.slice(0, 20).map(toCondition),
    last_success_at: look.lastSuccessAt?.toISOString() ?? null,
    last_error: look.lastError && { at: look.lastError.at.toISOString(), message: look.lastError.message },
    freshness: look.freshness && {
      age_s: look.freshness.ageS,
      objective_s: look.freshness.objectiveS,
      is_met: look.freshness.ageS <= look.freshness.objectiveS,
    },
    failed_records: look.failedRecords,
    quota: look.quota && {
      text: look.quota.text,
      left: look.quota.left,
      max: look.quota.max,
      resets_at: look.quota.resetsAt?.toISOString() ?? null,
    },
    next_run_at: look.nextRunAt?.toISOString() ?? null,
    trend: toTrend(recent, now),
  };
}

function toTrend({ days }: Recent, now: Date): IntegrationHealth['trend'] {
  const known = new Map(days.map((day) => [day.day, day]));
  return trendDays(now).map((day) => {
    const { worst = null, watchedS = 0, wellS = 0 } = known.get(day) ?? {};
    return { day, worst, well_percent: watchedS === 0 ? null : percent(wellS / watchedS), watched_percent: percent(watchedS / DAY_S) };
  });
}

const DAY_S = DAY_MS / 1000;
/** Two digits, so that a quarter of an hour of a day is visible. Of a partner, endpoints add up to more than a day. */
const percent = (part: number): number => Math.min(100, Math.round(part * 10_000) / 100);

const toCondition = ({ since, ...rest }: Condition) => ({ ...rest, since: since?.toISOString() ?? null });
