/** A delivery that this process alone may POST now, with all that the POST needs but the endpoint's settings. */
export interface ClaimedDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  partnerId: string;
  eventType: string;
  orderingKey: string | null;
  /** Finished attempts of this retry budget, and of the budgets before it. */
  attempts: number;
  attemptsBefore: number;
  budgetFrom: Date;
  workflowId: string | null;
  occurredAt: Date;
  /** Of the event type's schema, which the payload fits. */
  schemaVersion: number;
  /** The event's payload as JSON text. */
  dataJson: string;
  /** The endpoint's configuration that the claim saw: an older cached one must be read again. */
  endpointVersion: number;
  /** The endpoint was failing when this was claimed, so a success has something to clear. */
  endpointFailing: boolean;
}
