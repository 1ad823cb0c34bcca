import { ConnectorError } from '#connectors/connector-error.ts';
import type { PayoutProvider, Transfer, TransferState } from './payout-provider.ts';

/** The names of accounts that make the sandbox fail, for trials. */
export const sandboxFaults = { rejected: 'REJECTED ACCOUNT', timeout: 'TIMEOUT AFTER ACCEPT' } as const;

/**
 * A provider that sends nothing. It keeps what it accepted in memory, refuses a second transfer for a reference, rejects an account with the name
 * `REJECTED ACCOUNT`, and does not answer for `TIMEOUT AFTER ACCEPT` although it accepts.
 */
export function createSandboxProvider(
  accepted = new Map<string, Transfer>(),
): PayoutProvider & { accepted: ReadonlyMap<string, Transfer> } {
  return {
    accepted,
    async send(transfer): Promise<TransferState> {
      const { reference, payee } = transfer;
      if (payee.name === sandboxFaults.rejected) return { state: 'rejected', reason: 'the account does not exist' };
      if (accepted.has(reference)) return { state: 'rejected', reason: `duplicate: there is a transfer ${reference} already` };
      accepted.set(reference, transfer);
      if (payee.name === sandboxFaults.timeout) throw new ConnectorError('unavailable', 'the sandbox provider did not answer in time');
      return { state: 'accepted' };
    },
    async find(reference) {
      return accepted.has(reference) ? { state: 'accepted' } : null;
    },
  };
}
