import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const statuses: Record<Schema<'InboundEventStatus'>, string> = {
  pending: 'Waits',
  processed: 'Processed',
  failed: 'Failed',
  superseded: 'Superseded',
};
const effects: Record<Schema<'InboundEventEffect'>, string> = {
  changed: 'A record changed',
  gone: 'A record is gone',
  uninstalled: 'The app was uninstalled',
  other: 'Other',
};

export const texts = messages({
  title: 'Inbound events',
  sources: 'Sources',
  statuses,
  effects,
  status: 'Status',
  type: 'Type',
  vendor: 'Vendor',
  name: 'Name',
  source: 'Source ID',
  url: 'URL for the vendor',
  enabled: 'Enabled',
  yes: 'yes',
  no: 'no',
  refused: 'Last refused',
  effect: 'Effect',
  object: 'Object',
  record: 'Record',
  recordId: 'Record ID',
  externalId: 'ID at the vendor',
  reason: 'Reason',
  received: 'Received',
  occurred: 'Happened',
  processed: 'Processed',
  replays: 'Replays',
  processError: 'Its workflow gave up',
  payload: 'What the vendor sent',
  noPayload: 'Its content is not shown: it needs the scope connections:payloads, or is no longer kept.',
  nothing: 'No inbound events',
  nothingText: 'Webhooks of vendors are here as soon as a source receives one.',
  noSources: 'There are no sources yet. One is created with POST /inbound-sources, or with a connection.',
  replay: 'Replay',
  replayed: 'It is processed again.',
});
