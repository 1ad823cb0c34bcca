import type { SearchAttributePair } from '@temporalio/common';
import type { ReviewStatus } from '#domain/deals/deal-states.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';

// Built by hand, because only @temporalio/common exports `defineSearchAttributeKey`, which workflow code does not import.
const keywords = (name: string) => ({ name, type: 'KEYWORD_LIST' }) as const;
const keyword = (name: string) => ({ name, type: 'KEYWORD' }) as const;

const partnerId = keywords('PartnerId');
const endpointId = keywords('EndpointId');
const deliveryId = keywords('DeliveryId');
const eventType = keyword('EventType');
const status = keyword('DeliveryStatus');
const dealId = keyword('DealId');
const reviewStatus = keyword('ReviewStatus');
const syncId = keyword('SyncId');

/** The search attributes of workflows, with their registered types. */
export const searchAttributeTypes = {
  PartnerId: 'KeywordList',
  EndpointId: 'KeywordList',
  DeliveryId: 'KeywordList',
  EventType: 'Keyword',
  DeliveryStatus: 'Keyword',
  DealId: 'Keyword',
  ReviewStatus: 'Keyword',
  SyncId: 'Keyword',
} as const;

export interface SearchableDelivery {
  id: string;
  partnerId: string;
  endpointId: string;
  eventType: string;
  /** Of its endpoint; null and omitted: the home region. */
  region?: string | null;
  /** Of the event's publication, where it is known. */
  trace?: string | null;
}

/** EventType of a round with several types. */
const severalTypes = '(several)';

/** Search attributes of a workflow that handles these deliveries. */
export function attributesOf(deliveries: SearchableDelivery[]): SearchAttributePair[] {
  const distinct = (pick: (delivery: SearchableDelivery) => string) => [...new Set(deliveries.map(pick))];
  const [type = severalTypes, ...others] = distinct((delivery) => delivery.eventType);
  return [
    { key: partnerId, value: distinct((delivery) => delivery.partnerId) },
    { key: endpointId, value: distinct((delivery) => delivery.endpointId) },
    { key: deliveryId, value: distinct((delivery) => delivery.id) },
    { key: eventType, value: others.length === 0 ? type : severalTypes },
    { key: status, value: 'delivering' },
  ];
}

export const statusAttribute = (value: DeliveryStatus | 'several'): SearchAttributePair => ({ key: status, value });

/** Search attributes of a workflow for one partner, or, if null, for all partners. */
export const partnerAttributes = (id: string | null): SearchAttributePair[] => (id === null ? [] : [{ key: partnerId, value: [id] }]);

/** What a start says of whom and what it concerns. */
export function readAttributes(pairs: readonly SearchAttributePair[] = []) {
  const valueOf = ({ name }: { name: string }) => pairs.find(({ key }) => key.name === name)?.value;
  return {
    partnerIds: (valueOf(partnerId) ?? []) as string[],
    endpointIds: (valueOf(endpointId) ?? []) as string[],
    eventType: valueOf(eventType) as string | undefined,
  };
}

/** Search attributes of the workflow that drains an endpoint. */
export const drainAttributes = (id: string, partner: string | null): SearchAttributePair[] => [
  { key: endpointId, value: [id] },
  statusAttribute('held'),
  ...partnerAttributes(partner),
];

/** Search attributes of a deal's workflow. */
export const dealAttributes = (deal: { id: string; partnerId: string }): SearchAttributePair[] => [
  { key: dealId, value: deal.id },
  ...partnerAttributes(deal.partnerId),
];

/** Search attributes of the workflows that reconcile a sync. */
export const syncAttributes = (id: string): SearchAttributePair[] => [{ key: syncId, value: id }];

export const reviewStatusAttribute = (value: ReviewStatus): SearchAttributePair => ({ key: reviewStatus, value });
