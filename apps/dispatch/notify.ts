import type { Logger } from 'pino';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { type Notify, platformEventPayload, platformEventTypes, type PlatformEventTypeName } from '#domain/platform-event-types.ts';
import type { Publisher } from './publisher.ts';

/** A platform event is an ordinary event for the endpoints of the company itself, with the same guarantees. */
export function createNotify({ publisher, log }: { publisher: Publisher; log: Logger }): Notify {
  return async (type, data, occasion) => {
    const payload = platformEventPayload(type, data);
    const { severity } = platformEventTypes[type];
    const line = (eventId: string | null) => log[severity]({ ...payload, type, event_id: eventId }, String(payload['message']));
    try {
      const [published] = await publisher.publish([toEvent(type, payload, occasion)]);
      // Who finds out later, or again, repeats neither the event nor the line.
      if (published?.result === 'created') line(published.id);
    } catch (error) {
      line(null);
      throw error;
    }
  };
}

function toEvent(type: PlatformEventTypeName, data: Record<string, unknown>, occasion: string | undefined): NewEvent {
  const isAboutThem = data['partner_id'] === platformPartnerId;
  return {
    id: newId('evt'),
    type,
    schemaVersion: 1,
    occurredAt: new Date(),
    dataJson: JSON.stringify(data),
    // An event about the failing of a platform endpoint is stored, but not sent to platform endpoints: each would cause the next.
    partnerIds: isAboutThem ? [] : [platformPartnerId],
    ...(occasion !== undefined && { externalId: occasion }),
  };
}
