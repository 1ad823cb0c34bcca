import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getConnection, type LimitUse, listLimitUses } from '#db/connections/connection.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { ownPart, waitingUntil } from '#domain/connections/quota.ts';
import { Timestamp } from '#domain/instant.ts';
import { ConnectionParams } from './connection-view.ts';

const common = { tags: ['Connections'], ...needs('connections:read') };

const LimitState = z.object({
  id: z.string(),
  key: z.string().describe('Empty, or what the limit counts separately, such as an endpoint of the vendor'),
  text: z.string(),
  max: z.int().describe("The vendor's number, as its headers or its documentation say"),
  own_max: z.int().describe('What of it Causeway may use: `budget_percent` of a limit that other applications share, all of another'),
  in_use: z.int().describe('Slots or calls that processes hold now'),
  used_today: z.int().nullable().describe('Our own calls of this day, or of the last 24 hours. Null for limits that are not daily'),
  used_today_by_all: z.int().nullable().describe("The calls of all applications, as the vendor's headers say"),
  state: z.enum(['available', 'waiting_for_quota']),
  waiting_until: Timestamp.nullable(),
});
const Limits = z.object({ data: z.array(LimitState).meta({ maxItems: 200 }), budget_percent: z.int() }).meta({
  id: 'ConnectionLimits',
  examples: [
    {
      data: [
        {
          id: 'daily',
          key: '',
          text: 'Calls a day',
          max: 650_000,
          own_max: 260_000,
          in_use: 500,
          used_today: 260_000,
          used_today_by_all: 301_200,
          state: 'waiting_for_quota',
          waiting_until: '2026-03-02T00:00:00.000Z',
        },
      ],
      budget_percent: 40,
    },
  ],
});

const Field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  read_only: z.boolean(),
  max_length: z.int().nullable(),
  options: z
    .array(z.object({ value: z.string(), label: z.string() }))
    .nullable()
    .describe('The permitted values; null if any is permitted'),
  references: z.array(z.string()),
});
const DescribedObject = z.object({ object: z.string(), fields: z.array(Field).meta({ maxItems: 5_000 }) }).meta({
  id: 'VendorObject',
  examples: [
    {
      object: 'deals',
      fields: [
        {
          name: 'dealstage',
          label: 'Deal stage',
          type: 'choice',
          required: false,
          read_only: false,
          max_length: null,
          options: [{ value: 'closedwon', label: 'Closed won' }],
          references: [],
        },
      ],
    },
  ],
});

/** A person waits. */
const PATIENCE_MS = 5_000;

export function connectionDetailRoutes(app: App, deps: ApiDeps): void {
  const limits = {
    ...common,
    operationId: 'getConnectionLimits',
    summary: 'Retrieve the limits of a connection',
    description: "Returns how much of the vendor's limits is used. A used up quota is no error: work waits until it is available again.",
    params: ConnectionParams,
    response: { 200: Limits, ...problems(403, 404) },
  };
  app.get('/connections/:id/limits', { schema: limits }, async (request) => {
    const row = await getConnection(deps.db, request.params.id);
    const known = new Map(deps.vendors.connectors.get(row.vendor)?.manifest.limits.map((limit) => [limit.id, limit]));
    const uses = await listLimitUses(deps.db.sql, row.id);
    return { data: uses.map((use) => toState(use, known.get(use.limitId), row.budgetPercent)), budget_percent: row.budgetPercent };
  });

  const describe = {
    ...common,
    operationId: 'describeConnectionObject',
    summary: "Describe an object of the vendor's account",
    description:
      "Asks the vendor for the live metadata of one object: fields, types, permitted values. It costs a call of the vendor's budget.",
    params: ConnectionParams.extend({ object: z.string().max(100).describe('As `GET /connectors` lists it') }),
    response: { 200: DescribedObject, ...problems(403, 404, 409, 422, 502) },
  };
  app.get('/connections/:id/objects/:object', { schema: describe }, async (request) => {
    const { id, object } = request.params;
    const described = await deps.vendors.describe(id, object, { lane: 'interactive', patienceMs: PATIENCE_MS });
    return {
      object: described.object,
      fields: described.fields.slice(0, 5_000).map(({ readOnly, maxLength, options, references, ...field }) => ({
        ...field,
        read_only: readOnly,
        max_length: maxLength,
        options: options && [...options],
        references: [...references],
      })),
    };
  });
}

function toState(use: LimitUse, limit: VendorLimit | undefined, budgetPercent: number): z.infer<typeof LimitState> {
  const isDaily = limit?.window.kind === 'day';
  const ownMax = ownPart(use.max, limit?.shared === false ? 100 : budgetPercent);
  const until = waitingUntil(use, { isDaily, ownMax, now: new Date() });
  return {
    id: use.limitId,
    key: use.key,
    text: limit?.text ?? '',
    max: use.max,
    own_max: ownMax,
    in_use: use.held,
    used_today: isDaily ? use.ours : null,
    used_today_by_all: isDaily ? use.told : null,
    state: until === null ? 'available' : 'waiting_for_quota',
    waiting_until: until?.toISOString() ?? null,
  };
}
