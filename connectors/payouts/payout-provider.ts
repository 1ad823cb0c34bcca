/** A transfer, as a provider takes it. */
interface Transfer {
  /** Its id at Causeway. A provider has at most one transfer for each. */
  reference: string;
  amount: { amount: string; currency: string };
  payee: { name: string; iban: string; bic: string | null };
}

/** `accepted`: the provider has it, and tells later what became of it. */
type TransferState = { state: 'accepted' | 'confirmed' } | { state: 'rejected'; reason: string };

/**
 * Sends money. Implementations throw a ConnectorError when they do not know whether the provider has the transfer, such as after a timeout. The caller
 * then asks `find` before it sends again, so nobody is paid twice.
 */
export interface PayoutProvider {
  /** `duplicate`: the provider had a transfer under the reference already, and made no second one. The first one counts. */
  send(transfer: Transfer): Promise<TransferState | { state: 'duplicate' }>;
  /** What the provider has under a reference; null if nothing, or nothing yet. */
  find(reference: string): Promise<TransferState | null>;
}
