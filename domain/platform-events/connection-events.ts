import { z } from 'zod';
import { Timestamp } from '#domain/instant.ts';
import { id, reason, text, type } from './platform-event-type.ts';

const connection = { connection_id: id('con'), vendor: z.string(), name: z.string() };
const ofConnection = { connection_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', vendor: 'hubspot', name: 'Our HubSpot' };
const connectionSection = 'A connection needs a person';

/** What connections and webhooks of vendors tell the company's own people. */
export const connectionEventTypes = {
  'causeway.connection.action_required': type('error', {
    message: 'a connection to a vendor needs a person: everything that uses it is paused',
    remedy: 'Do what reason says: POST /connections/{id}/reconnect returns a link to consent with, or rotate the credentials.',
    runbook: connectionSection,
    data: { ...connection, ...reason },
    example: {
      ...ofConnection,
      reason: 'Action required: reconnect. api.hubapi.com refused the token request with HTTP 400 BAD_REFRESH_TOKEN',
    },
  }),
  'causeway.connection.scopes_missing': type('warn', {
    message: 'a connection lacks scopes: its writes are paused, reading continues',
    remedy: 'Grant the scopes at the vendor, where missing_scopes of GET /connections/{id} says, then reconnect.',
    runbook: connectionSection,
    data: { ...connection, ...reason, missing_scopes: z.array(z.string()) },
    example: { ...ofConnection, reason: 'the vendor does not grant crm.objects.deals.write', missing_scopes: ['crm.objects.deals.write'] },
  }),
  'causeway.connection.unavailable': type('error', {
    message: 'the vendor of a connection does not answer, or only with faults of its own',
    remedy: "See the vendor's status page. What waits is tried again by itself, and `causeway.connection.recovered` tells when it answers.",
    runbook: connectionSection,
    data: { ...connection, ...reason, failing_since: Timestamp },
    example: { ...ofConnection, reason: 'api.hubapi.com answered HTTP 503 (call 7d1c)', failing_since: '2026-03-01T12:00:00.000Z' },
  }),
  'causeway.connection.recovered': type('info', {
    message: 'a connection works again',
    remedy: 'Nothing.',
    data: { ...connection, ...reason },
    example: { ...ofConnection, reason: 'it was action_required' },
  }),
  'causeway.connection.disconnected': type('warn', {
    message: 'a connection was disconnected, and its credentials are erased',
    remedy: 'Nothing, or create another connection. disconnect_report of GET /connections/{id} says what the vendor still holds.',
    runbook: connectionSection,
    data: { ...connection, ...reason },
    example: { ...ofConnection, reason: 'the application was removed at the vendor' },
  }),
  'causeway.inbound.refused': type('warn', {
    message: 'a webhook of a vendor was refused, because its signature is not valid',
    remedy: 'Compare the secret of the inbound source with the one at the vendor, and the clocks. Somebody else may have sent it.',
    data: { source_id: id('con'), vendor: text, ...reason },
    example: { source_id: 'con_01k9v5yq3n8t2e6w7x4z0b1c2d', vendor: 'stripe', reason: 'The signature is missing or wrong' },
  }),
  'causeway.inbound.failed': type('warn', {
    message: 'a webhook could not be followed: it names a deal or a status that is not known, or the deal cannot change',
    remedy: 'Do what reason says, then POST /inbound-events/{id}/replay. GET /inbound-events?status=failed lists all.',
    data: { event_id: id('inb'), ...reason },
    example: {
      event_id: 'inb_01k9v5yq3n8t2e6w7x4z0b1c2d',
      reason: 'The status "Verbal" means no stage. Add it to statuses in the rule, then replay the event',
    },
  }),
} as const;
