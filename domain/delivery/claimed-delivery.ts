/** A delivery that only this process may POST now, with all that the POST needs except the endpoint's settings. */
export interface ClaimedDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  partnerId: string;
  eventType: string;
  orderingKey: string | null;
  /** Finished attempts of this retry budget, and of earlier budgets. */
  attempts: number;
  attemptsBefore: number;
  budgetFrom: Date;
  workflowId: string | null;
  occurredAt: Date;
  /** The version of the event type's schema that the payload matches. */
  schemaVersion: number;
  /** The event's payload, as a JSON string. */
  dataJson: string;
  /** The version of the endpoint's configuration at the time of the claim. An older cached copy must be read again. */
  endpointVersion: number;
  /** Whether the endpoint was failing at the time of the claim, so that a success must clear its failure state. */
  endpointFailing: boolean;
}
