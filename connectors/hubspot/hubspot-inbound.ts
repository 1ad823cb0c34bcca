import { z } from 'zod';
import { isRecent, isSigned, readNotice, timeOf } from '#connectors/inbound-check.ts';
import type { InboundEvent, InboundVendor } from '#connectors/inbound.ts';
import { HubspotId } from './hubspot-page.ts';

/** HubSpot's own rule: requests that are five minutes old are replays. */
const toleranceMs = 300_000;
/** What HubSpot decodes in a URL before it signs it. */
const signedAs: readonly (readonly [RegExp, string])[] = [
  [/%3A/gi, ':'],
  [/%2F/gi, '/'],
  [/%40/gi, '@'],
  [/%21/gi, '!'],
  [/%24/gi, '$'],
  [/%27/gi, "'"],
  [/%28/gi, '('],
  [/%29/gi, ')'],
  [/%2A/gi, '*'],
  [/%2C/gi, ','],
  [/%3B/gi, ';'],
];

const Notices = z.array(
  z.object({
    eventId: z.number().optional(),
    subscriptionId: z.number().optional(),
    portalId: z.number(),
    occurredAt: z.number().optional(),
    subscriptionType: z.string(),
    propertyName: z.string().optional(),
    objectId: HubspotId.optional(),
    objectTypeId: z.string().optional(),
    /** Of merges. */
    primaryObjectId: HubspotId.optional(),
    newObjectId: HubspotId.optional(),
    mergedObjectIds: z.array(HubspotId).max(100).optional(),
  }),
);
type Notice = z.infer<typeof Notices>[number];

/** By HubSpot's ids of object types. */
export const objectsById: Readonly<Record<string, string>> = { '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals' };
const objects: Readonly<Record<string, string>> = { ...objectsById, contact: 'contacts', company: 'companies', deal: 'deals' };
const gone = new Set(['deletion', 'privacyDeletion']);

export const hubspotInbound: InboundVendor = {
  secret: 'client_secret',

  verify({ method, url, headers, body }, secrets, now) {
    const [signature, timestamp] = [headers['x-hubspot-signature-v3'], headers['x-hubspot-request-timestamp']];
    if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now, { unitMs: 1, toleranceMs })) return false;
    const signedUrl = signedAs.reduce((text, [encoded, plain]) => text.replace(encoded, plain), url);
    return isSigned(signature, secrets, { algorithm: 'sha256', encoding: 'base64', parts: [method + signedUrl, body, timestamp] });
  },

  read(request) {
    return readNotice(request, Notices, 'a list of webhook notices of HubSpot').flatMap(toEvents);
  },
};

/** One for each record that a notice is about: a merge is about several. */
function toEvents(notice: Notice): InboundEvent[] {
  const { objectId, primaryObjectId, newObjectId, mergedObjectIds = [] } = notice;
  const event = toEvent(notice);
  const others = new Set([primaryObjectId, newObjectId, ...mergedObjectIds].filter((id) => id !== undefined && id !== objectId));
  const ofRecord = (recordId: string) => ({ ...event, id: event.id && `${event.id}:${recordId}`, recordId });
  // What was merged into another record is gone.
  return [
    event,
    ...[...others].map((id = '') => ({ ...ofRecord(id), effect: mergedObjectIds.includes(id) ? 'gone' : 'changed' }) as const),
  ];
}

function toEvent({
  eventId,
  subscriptionId,
  portalId,
  occurredAt,
  subscriptionType,
  propertyName,
  objectId,
  objectTypeId,
}: Notice): InboundEvent {
  const [subject = '', change = ''] = subscriptionType.split('.');
  const isUninstall = /uninstall/i.test(subscriptionType);
  return {
    // HubSpot does not guarantee that `eventId` is unique. A repeat has the same value in each of these.
    id: eventId === undefined ? null : [portalId, subscriptionId, eventId, objectId, occurredAt].join(':'),
    type: subscriptionType,
    object: objects[objectTypeId ?? subject] ?? null,
    recordId: objectId ?? null,
    accountId: String(portalId),
    occurredAt: timeOf(occurredAt, 1),
    effect: isUninstall ? 'uninstalled' : gone.has(change) ? 'gone' : objectId === undefined ? 'other' : 'changed',
    fields: propertyName === undefined ? undefined : [propertyName],
  };
}
