import { z } from 'zod';
import { accessEventTypes } from './platform-events/access-events.ts';
import { alertEventTypes } from './platform-events/alert-events.ts';
import { attributionEventTypes } from './platform-events/attribution-events.ts';
import { connectionEventTypes } from './platform-events/connection-events.ts';
import { dealEventTypes } from './platform-events/deal-events.ts';
import { deliveryEventTypes } from './platform-events/delivery-events.ts';
import { disputeEventTypes } from './platform-events/dispute-events.ts';
import { invoiceEventTypes } from './platform-events/invoice-events.ts';
import { MAX_TEXT, text } from './platform-events/platform-event-type.ts';
import { processEventTypes } from './platform-events/process-events.ts';
import { reconciliationEventTypes } from './platform-events/reconciliation-events.ts';
import { syncEventTypes } from './platform-events/sync-events.ts';
import { tierEventTypes } from './platform-events/tier-events.ts';

/**
 * Every event that Causeway publishes for the company's own people: each fault that it knows, once, with the reason and the remedy. The list is
 * closed: `Notify` takes no other type and no other data. docs/platform-events.md is written from it.
 */
export const platformEventTypes = {
  ...deliveryEventTypes,
  ...dealEventTypes,
  ...attributionEventTypes,
  ...disputeEventTypes,
  ...invoiceEventTypes,
  ...tierEventTypes,
  ...connectionEventTypes,
  ...syncEventTypes,
  ...reconciliationEventTypes,
  ...alertEventTypes,
  ...accessEventTypes,
  ...processEventTypes,
} as const;

export type PlatformEventTypeName = keyof typeof platformEventTypes;
/** Every event has these beside its own data. */
const common = {
  message: text.describe('What happened'),
  remedy: text.describe('What the operator can do'),
  runbook: text.nullable().describe('Section of the runbook'),
};

/** The payload of an event, as it is published. */
export function platformEventPayload(name: PlatformEventTypeName, data: Record<string, unknown>): Record<string, unknown> {
  const { message, remedy, ...more } = platformEventTypes[name];
  const cut = Object.entries(data).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, MAX_TEXT).toWellFormed() : value,
  ]);
  return { ...Object.fromEntries(cut), message, remedy, runbook: 'runbook' in more ? more.runbook : null };
}

/** The list for readers: each type with the schema and an example of its payload. */
export function describePlatformEvents() {
  return (Object.keys(platformEventTypes) as PlatformEventTypeName[]).map((name) => {
    const { severity, message, remedy, data, example, ...more } = platformEventTypes[name];
    const schema: Record<string, unknown> = { ...z.toJSONSchema(z.object({ ...data.shape, ...common })) };
    delete schema['$schema'];
    const runbook = 'runbook' in more ? more.runbook : null;
    return { name, severity, message, remedy, runbook, schema, example: platformEventPayload(name, example) };
  });
}

type PlatformEventData<Name extends PlatformEventTypeName> = z.input<(typeof platformEventTypes)[Name]['data']>;

/**
 * Tells the company's own people: publishes a platform event, and writes a line of the log with the same content. With an occasion, it
 * happens once for all processes and repetitions. Rejects if the event could not be stored, after it has written the line.
 */
export type Notify = <Name extends PlatformEventTypeName>(type: Name, data: PlatformEventData<Name>, occasion?: string) => Promise<void>;
