import type { Directory } from '#apps/api/access/directory.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { nearestOf } from '#apps/nearest.ts';
import type { StoredEventType } from '#db/events/event-type.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import type { PublishEvent } from '#domain/events/event-input.ts';
import { RESERVED_PREFIX } from '#domain/events/event-type.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import type { Settings } from '#domain/settings.ts';
import type { EventTypeCatalogue } from './event-type-catalogue.ts';

/** Allowed clock difference of publishers. A later time is a mistake, such as local time sent as UTC. */
const MAX_AHEAD_MS = 5 * 60_000;

export interface PreparedEvent {
  event: NewEvent;
  type: StoredEventType;
}

/** Turns a published event into one that can be stored, or throws every reason why it cannot. */
export interface EventIntake {
  /** `dataJson` is the JSON text of `input.data`. */
  prepare(input: PublishEvent, dataJson: string): Promise<PreparedEvent>;
}

export function createEventIntake({
  directory,
  settings,
  eventTypes,
}: {
  directory: Pick<Directory, 'tenants'>;
  settings: () => Settings;
  eventTypes: EventTypeCatalogue;
}): EventIntake {
  async function assertPartners(ids: string[]): Promise<void> {
    const found = await Promise.all(ids.map(async (id) => directory.tenants.cached(id) ?? directory.tenants.get(id)));
    const errors = ids.flatMap((id, i) => ((found[i]?.status ?? 'deleted') === 'deleted' ? [unknownPartner(id, i)] : []));
    if (errors.length > 0) throw invalidRequest(errors, 'unknown_partner', 'The list of partners');
  }

  async function typeOf(name: string): Promise<StoredEventType> {
    if (name.startsWith(RESERVED_PREFIX)) {
      throw new DomainError('reserved_event_type', `Types that begin with "${RESERVED_PREFIX}" are reserved for Causeway.`);
    }
    const type = await eventTypes.find(name);
    if (type) return type;
    const near = nearestOf(name, await eventTypes.names(), 3);
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Create it first with POST /api/v1/event-types.';
    throw new DomainError('unknown_event_type', `There is no event type "${name}". ${hint}`, [
      fieldError(['type'], 'unknown_event_type', `is not a known type. ${hint}`),
    ]);
  }

  return {
    async prepare(input, dataJson) {
      const type = await typeOf(input.type);
      assertSize(dataJson, settings().webhooks.delivery.max_payload_bytes);
      const check = await eventTypes.checkOf(type);
      const faults = await check(input.data, dataJson);
      if (faults.length > 0) throw invalidRequest(faults, 'invalid_payload', `The payload of this ${type.name} event`);
      const partnerIds = input.partner_ids && [...new Set(input.partner_ids)];
      if (partnerIds) await assertPartners(partnerIds);
      return { type, event: toNewEvent({ input, type, dataJson, partnerIds }) };
    },
  };
}

function toNewEvent({
  input,
  type,
  dataJson,
  partnerIds,
}: {
  input: PublishEvent;
  type: StoredEventType;
  dataJson: string;
  partnerIds: string[] | undefined;
}): NewEvent {
  return {
    id: newId('evt'),
    type: type.name,
    schemaVersion: type.version,
    occurredAt: readOccurredAt(input.occurred_at),
    dataJson,
    ...(input.id !== undefined && { externalId: input.id }),
    ...(input.ordering_key !== undefined && { orderingKey: input.ordering_key }),
    ...(partnerIds && { partnerIds }),
  };
}

function readOccurredAt(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = new Date(text);
  const fault = (message: string) => invalidRequest([fieldError(['occurred_at'], 'out_of_range', message)]);
  if (Number.isNaN(time.getTime())) throw fault('is not a valid time');
  if (time.getTime() < 0) throw fault('must not be before 1970');
  if (time.getTime() > Date.now() + MAX_AHEAD_MS) {
    throw fault(`is more than 5 minutes in the future. The server's time is ${new Date().toISOString()}. Check the offset`);
  }
  return time;
}

function assertSize(dataJson: string, max: number): void {
  // UTF-8 needs at most three bytes per UTF-16 unit, so most payloads need not be measured.
  if (dataJson.length * 3 <= max) return;
  const bytes = Buffer.byteLength(dataJson);
  if (bytes <= max) return;
  throw new DomainError(
    'payload_too_large',
    `The payload has ${bytes} bytes; the maximum is ${max}. Send a reference that receivers can fetch instead.`,
  );
}

function unknownPartner(id: string, index: number): FieldError {
  return fieldError(['partner_ids', index], 'unknown_partner', `names a partner that does not exist: ${id}`);
}
