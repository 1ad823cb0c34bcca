import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { FeedPart, FeedPlace, VendorFeed } from '#connectors/feed.ts';
import type { InboundEvent } from '#connectors/inbound.ts';
import { parseJson, type VendorSession } from '#connectors/vendor-session.ts';
import { MAX_INBOUND_EVENTS } from '#domain/connections/inbound.ts';
import { momentOf } from '#domain/instant.ts';
import { objectsById } from './hubspot-inbound.ts';
import { tokenVersion } from './hubspot-manifest.ts';
import { HubspotId } from './hubspot-page.ts';

const version = '2026-03';
const journal = `/webhooks-journal/journal-local/${version}`;
const subscriptions = `/webhooks-journal/subscriptions/${version}`;
const scopes = ['read', 'subscriptions.read', 'subscriptions.write'].map((scope) => `developer.webhooks_journal.${scope}`);
const actions = ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'];
/** A file has the changes of a few seconds; an import makes many. */
const maxBytes = 32 * 1024 * 1024;

const Subscriptions = z.object({
  results: z.array(z.object({ id: HubspotId, portalId: HubspotId, objectTypeId: z.string().optional() })),
});
const Entry = z.object({ url: z.string(), currentOffset: z.string().regex(/^[\x21-\x7e]{1,500}$/) });
const File = z.object({
  journalEvents: z.array(
    z.object({
      action: z.string(),
      portalId: HubspotId,
      objectTypeId: z.string().optional(),
      objectId: HubspotId.optional(),
      occurredAt: z.string().optional(),
      mergedObjectIds: z.array(HubspotId).max(100).optional(),
      primaryObjectId: HubspotId.optional(),
      newObjectId: HubspotId.optional(),
    }),
  ),
});
type JournalEvent = z.infer<typeof File>['journalEvents'][number];

/** The webhooks journal: entries of the last three days, each a file, which an app pulls with a token of its own. */
export const hubspotJournal = (api: string): VendorFeed => ({
  tokens(client) {
    if (client.method !== 'oauth') return null;
    const form = {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: scopes.join(' '),
    };
    return { url: `${api}/oauth/${tokenVersion}/token`, form };
  },

  async begin(session, { accountId, objects }) {
    const known = new Set((await subscribed(session, accountId)).map(({ objectTypeId }) => objectTypeId));
    const wanted = Object.entries(objectsById).filter(([typeId, object]) => objects.includes(object) && !known.has(typeId));
    for (const [objectTypeId] of wanted) {
      const json = { subscriptionType: 'OBJECT', objectTypeId, portalId: Number(accountId), actions };
      await session.call({ method: 'POST', path: subscriptions, json });
    }
  },

  async end(session, accountId) {
    for (const { id } of await subscribed(session, accountId)) {
      await session.call({ method: 'DELETE', path: `${subscriptions}/${encodeURIComponent(id)}` });
    }
  },

  async read(session, place) {
    const entry = await find(session, place);
    if (!entry) return null;
    const text = await session.download(entry.url, maxBytes);
    const sent = parseJson(text) as z.input<typeof File>;
    const file = File.safeParse(sent);
    if (!file.success) throw new ConnectorError('malformed', 'an entry of the journal is not as documented');
    const own = file.data.journalEvents
      .map((event, at) => ({ event, sent: sent.journalEvents[at] }))
      .filter(({ event }) => event.portalId === place.accountId);
    return { parts: partsOf(own, entry.currentOffset), next: entry.currentOffset };
  },
});

/** As many of them at a time as a webhook can have: they are stored in one transaction. */
function* partsOf(all: { event: JournalEvent; sent: unknown }[], offset: string): Generator<FeedPart> {
  for (let from = 0, to = 0; from < all.length; from = to) {
    const events: InboundEvent[] = [];
    for (; to < all.length; to++) {
      const more = all.slice(to, to + 1).flatMap(({ event }) => toEvents(event, `${offset}:${to}`));
      if (events.length + more.length > MAX_INBOUND_EVENTS) break;
      events.push(...more);
    }
    yield { events, body: Buffer.from(JSON.stringify({ journalEvents: all.slice(from, to).map(({ sent }) => sent) })) };
  }
}

async function subscribed(session: VendorSession, accountId: string) {
  const { results } = (await session.call({ method: 'GET', path: subscriptions })).read(Subscriptions);
  return results.filter(({ portalId }) => portalId === accountId);
}

async function find(session: VendorSession, { accountId, cursor }: FeedPlace): Promise<z.infer<typeof Entry> | null> {
  const path = cursor === null ? `${journal}/earliest` : `${journal}/offset/${encodeURIComponent(cursor)}/next`;
  try {
    const answer = await session.call({ method: 'GET', path, query: { installPortalId: accountId } });
    return answer.status === 204 ? null : answer.read(Entry);
  } catch (error) {
    const isForgotten = cursor !== null && error instanceof ConnectorError && error.details.code === 'OBJECT_NOT_FOUND';
    if (isForgotten) return find(session, { accountId, cursor: null });
    throw error;
  }
}

/** One for each record that it is about: a merge is about several. */
function toEvents({ action, portalId, objectTypeId = '', objectId, occurredAt, ...merge }: JournalEvent, id: string): InboundEvent[] {
  const { mergedObjectIds = [], primaryObjectId, newObjectId } = merge;
  const records = new Set([objectId, primaryObjectId, newObjectId, ...mergedObjectIds].filter((one) => one !== undefined));
  return [...records].map((recordId) => ({
    id: `${id}:${recordId}`,
    type: `${objectTypeId}.${action}`,
    object: objectsById[objectTypeId] ?? null,
    recordId,
    accountId: portalId,
    occurredAt: momentOf(occurredAt),
    effect: action === 'DELETE' || mergedObjectIds.includes(recordId) ? 'gone' : 'changed',
  }));
}
