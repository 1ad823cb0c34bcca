import { createHmac } from 'node:crypto';
import { WebhookSender } from '#apps/fakes/webhook-sender.ts';
import type { AccountChange, HubSpotAccount } from './hubspot-account.ts';
import type { ObjectType } from './hubspot-schema.ts';
import { shownValue } from './hubspot-values.ts';

export interface Subscription {
  id: string;
  eventType: string;
  objectTypeId?: string | undefined;
  propertyName?: string | undefined;
  active: boolean;
  createdAt: string;
}

type EventKind = 'creation' | 'deletion' | 'propertyChange' | 'merge' | 'restore' | 'associationChange';

interface ChangeEvent {
  type: ObjectType;
  kind: EventKind;
  propertyName?: string;
  /** What the notification has besides the common fields. */
  told: Record<string, unknown>;
  source: string;
}

/** HubSpot sends at most 100 events in one request. */
const MAX_EVENTS = 100;

/** Turns the changes of an account into events, and sends those that are subscribed to, signed, in batches. */
export class HubSpotEvents {
  readonly sender = new WebhookSender();
  readonly subscriptions = new Map<string, Subscription>();
  target: { url: string; maxConcurrentRequests: number } | undefined;
  /** Called with every event, also without a subscription: the journal has its own. */
  onEvent: (event: ChangeEvent, occurredAt: number) => void = () => {};
  readonly #account: HubSpotAccount;
  readonly #app: { id: number; secret: string };
  #waiting: object[] = [];
  #nextId = 100;

  constructor(account: HubSpotAccount, app: { id: number; secret: string }) {
    this.#account = account;
    this.#app = app;
    account.onChange = (change) => this.#changed(change);
    account.onMerge = ({ type, primaryId, mergedIds, newId }) => {
      const told = { primaryObjectId: Number(primaryId), mergedObjectIds: mergedIds.map(Number), newObjectId: Number(newId) };
      this.#add({ type, kind: 'merge', told: { ...told, objectId: Number(newId), numberOfPropertiesMoved: 0 }, source: account.source });
    };
    account.onAssociation = (one, removed) => {
      const told = {
        fromObjectId: Number(one.fromId),
        toObjectId: Number(one.toId),
        associationTypeId: one.typeId,
        associationRemoved: removed,
      };
      this.#add({ type: account.type(one.from), kind: 'associationChange', told, source: account.source });
    };
  }

  subscribe({
    active = true,
    ...wish
  }: Pick<Subscription, 'eventType' | 'objectTypeId' | 'propertyName'> & { active?: boolean }): Subscription {
    const subscription = { id: this.nextId(), ...wish, active, createdAt: new Date().toISOString() };
    this.subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  nextId(): string {
    return String(++this.#nextId);
  }

  /** Sends what waits. Happens by itself at the end of each request; a test that changes the account directly calls it. */
  flush(): void {
    for (const { target } = this; this.#waiting.length > 0;) {
      const events = this.#waiting.splice(0, MAX_EVENTS);
      if (target) this.#send(target.url, JSON.stringify(events));
    }
  }

  #send(url: string, body: string): void {
    const timestamp = String(this.#account.clock.now());
    const signature = createHmac('sha256', this.#app.secret).update(`POST${url}${body}${timestamp}`).digest('base64');
    this.sender.send(
      url,
      {
        'content-type': 'application/json',
        'user-agent': 'HubSpot Connect 2.0 (http://dev.hubspot.com/)',
        'x-hubspot-signature-v3': signature,
        'x-hubspot-request-timestamp': timestamp,
      },
      body,
    );
  }

  #changed({ type, before, after, source }: AccountChange): void {
    const objectId = Number(after.id);
    // A merge is told as one event, whatever it changes.
    if (after.archivedAt !== undefined) return this.#add({ type, kind: 'deletion', told: { objectId }, source });
    if (before?.archivedAt !== undefined) this.#add({ type, kind: 'restore', told: { objectId }, source });
    if (!before) this.#add({ type, kind: 'creation', told: { objectId }, source });
    for (const propertyName of type.properties.keys()) {
      if (after.fields[propertyName] === before?.fields[propertyName]) continue;
      const propertyValue = shownValue(type, after, propertyName) ?? '';
      this.#add({ type, kind: 'propertyChange', propertyName, told: { objectId, propertyName, propertyValue }, source });
    }
  }

  #add(event: ChangeEvent): void {
    const occurredAt = this.#account.clock.now();
    this.onEvent(event, occurredAt);
    for (const subscription of this.subscriptions.values()) {
      if (!subscription.active || !matches(subscription, event)) continue;
      this.#waiting.push({
        ...{ eventId: Number(this.nextId()), subscriptionId: Number(subscription.id), portalId: this.#account.portalId },
        ...{ appId: this.#app.id, occurredAt, subscriptionType: subscription.eventType, attemptNumber: 0, ...event.told },
        ...(event.kind === 'merge'
          ? {}
          : { changeSource: event.source, sourceId: event.source === 'INTEGRATION' ? `appId:${this.#app.id}` : 'userId:9001' }),
        ...(subscription.objectTypeId === undefined ? {} : { objectTypeId: subscription.objectTypeId }),
      });
    }
  }
}

/** `contact.creation` for one type, or `object.creation` with an object type id. */
function matches({ eventType, objectTypeId, propertyName }: Subscription, { type, kind, propertyName: changed }: ChangeEvent): boolean {
  const isType = eventType === `${type.singular}.${kind}` || (eventType === `object.${kind}` && objectTypeId === type.typeId);
  return isType && (kind !== 'propertyChange' || propertyName === undefined || propertyName === changed);
}
