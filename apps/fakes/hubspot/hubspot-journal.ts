import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import { readJson } from './hubspot-body.ts';
import { notFound, refuse } from './hubspot-errors.ts';
import type { HubSpotEvents } from './hubspot-events.ts';

interface Entry {
  offset: string;
  publishedAt: number;
  journalEvents: object[];
  /** Part of the download's URL, which needs no other credential. */
  secret: string;
}

const NewSubscription = z.strictObject({
  subscriptionType: z.enum(['OBJECT', 'ASSOCIATION', 'APP_LIFECYCLE_EVENT']),
  objectTypeId: z.string().optional(),
  portalId: z.int(),
  actions: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE', 'ASSOCIATION_ADDED', 'ASSOCIATION_REMOVED'])).min(1),
  properties: z.array(z.string()).optional(),
  objectIds: z.array(z.int()).optional(),
  associatedObjectTypeIds: z.array(z.string()).optional(),
});
type JournalSubscription = z.infer<typeof NewSubscription> & { id: number };

const RETENTION_MS = 3 * 24 * 60 * 60_000;
const actions = { creation: 'CREATE', propertyChange: 'UPDATE', deletion: 'DELETE', restore: 'RESTORE', merge: 'MERGE' } as const;

/** The webhooks journal: an ordered log of changes that an app pulls, so that it needs no public address. */
export class HubSpotJournal {
  readonly subscriptions = new Map<number, JournalSubscription>();
  readonly #account: HubSpotAccount;
  readonly #entries: Entry[] = [];
  #waiting: object[] = [];

  constructor(account: HubSpotAccount, events: HubSpotEvents) {
    this.#account = account;
    events.onEvent = ({ type, kind, propertyName, told }, occurredAt) => {
      const action =
        kind === 'associationChange' ? (told['associationRemoved'] === true ? 'ASSOCIATION_REMOVED' : 'ASSOCIATION_ADDED') : actions[kind];
      const isWanted = [...this.subscriptions.values()].some(
        (one) =>
          (one.subscriptionType === 'ASSOCIATION' || one.objectTypeId === type.typeId) &&
          one.actions.includes(action) &&
          (propertyName === undefined || one.properties === undefined || one.properties.includes(propertyName)),
      );
      if (!isWanted) return;
      const { objectId, propertyValue, ...rest } = told;
      this.#waiting.push({
        ...{ type: kind === 'associationChange' ? 'association' : 'crmObject', portalId: account.portalId, action },
        ...{ objectTypeId: type.typeId, objectId, occurredAt: new Date(occurredAt).toISOString() },
        ...(propertyName === undefined ? {} : { propertyChanges: { [propertyName]: propertyValue } }),
        ...(kind === 'merge' || kind === 'associationChange' ? rest : {}),
      });
    };
  }

  /** Publishes what happened since as one entry. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const offset = `01960000-0000-7000-8000-${String(this.#entries.length + 1).padStart(12, '0')}`;
    this.#entries.push({
      offset,
      publishedAt: this.#account.clock.now(),
      journalEvents: this.#waiting,
      secret: randomBytes(12).toString('hex'),
    });
    this.#waiting = [];
  }

  routes(url: string, allow: (request: VendorRequest, scope: string) => void): Routes {
    const JOURNAL = '/webhooks-journal/journal(?:-local)?/(?:v4|2026-0[39])';
    const SUBSCRIPTIONS = '/webhooks-journal/subscriptions/(?:v4|2026-0[39])';
    const retained = () => this.#entries.filter(({ publishedAt }) => publishedAt > this.#account.clock.now() - RETENTION_MS);
    const told = (entry: Entry | undefined): VendorAnswer => {
      if (!entry) return { status: 204 };
      const expiresAt = new Date(this.#account.clock.now() + 10 * 60_000).toISOString();
      return {
        status: 200,
        body: { url: `${url}/journal-files/${entry.offset}?signature=${entry.secret}`, expiresAt, currentOffset: entry.offset },
      };
    };
    const reads = (handle: (request: VendorRequest) => VendorAnswer) => (request: VendorRequest) => {
      allow(request, 'developer.webhooks_journal.read');
      return handle(request);
    };
    return {
      [`GET ${JOURNAL}/earliest`]: reads(() => told(retained()[0])),
      [`GET ${JOURNAL}/latest`]: reads(() => told(retained().at(-1))),
      [`GET ${JOURNAL}/offset/:offset/next`]: reads(({ params }) => {
        const place = this.#entries.findIndex(({ offset }) => offset === params['offset']);
        // An offset that is unknown or older than the journal's retention.
        if (!retained().some(({ offset }) => offset === params['offset'])) throw refuse(notFound());
        return told(this.#entries[place + 1]);
      }),
      'GET /journal-files/:offset': ({ params, url: { searchParams } }) => {
        const entry = this.#entries.find(({ offset }) => offset === params['offset']);
        if (!entry || searchParams.get('signature') !== entry.secret) return { status: 403, body: 'AccessDenied' };
        const { offset, journalEvents, publishedAt } = entry;
        return { status: 200, body: { offset, journalEvents, publishedAt: new Date(publishedAt).toISOString() } };
      },
      [`GET ${SUBSCRIPTIONS}`]: (request) => {
        allow(request, 'developer.webhooks_journal.subscriptions.read');
        return { status: 200, body: { results: [...this.subscriptions.values()] } };
      },
      [`POST ${SUBSCRIPTIONS}`]: (request) => {
        allow(request, 'developer.webhooks_journal.subscriptions.write');
        const subscription = { id: this.subscriptions.size + 1, ...readJson(NewSubscription, request) };
        this.subscriptions.set(subscription.id, subscription);
        return { status: 201, body: subscription };
      },
      [`DELETE ${SUBSCRIPTIONS}/:id`]: (request) => {
        allow(request, 'developer.webhooks_journal.subscriptions.write');
        this.subscriptions.delete(Number(request.params['id']));
        return { status: 204 };
      },
    };
  }
}
