import { ConnectorError } from '#connectors/connector-error.ts';
import type { PayoutProvider } from './payout-provider.ts';

/**
 * The names of accounts that make the sandbox fail, for trials. rejected: it refuses the account. timeout: it accepts, and does not answer. duplicate:
 * the same, and `find` does not know the transfer yet when it is asked first. returned: it says yes when it is asked first, and later no.
 */
export const sandboxFaults = {
  rejected: 'REJECTED ACCOUNT',
  timeout: 'TIMEOUT AFTER ACCEPT',
  duplicate: 'TIMEOUT AND DUPLICATE',
  returned: 'CONFIRMED THEN RETURNED',
} as const;
type SandboxFault = keyof typeof sandboxFaults;

/** What the sandbox keeps of a transfer. No names: it outlives the partner. */
export interface SandboxTransfer {
  reference: string;
  amount: string;
  currency: string;
  fault: SandboxFault | null;
}

/** Where the sandbox keeps what it accepted, so that a restart forgets nothing. */
export interface SandboxTransfers {
  /** False if there is one under the reference: it stays. */
  add(transfer: SandboxTransfer): Promise<boolean>;
  /** Counts how often it was asked for, this time included. */
  ask(reference: string): Promise<{ fault: SandboxFault | null; asked: number } | null>;
}

/** A provider that sends nothing. It has at most one transfer for a reference, also after a restart. */
export function createSandboxProvider(transfers: SandboxTransfers): PayoutProvider {
  return {
    async send({ reference, amount, payee }) {
      const fault = faultOf(payee.name);
      if (fault === 'rejected') return { state: 'rejected', reason: 'the account does not exist' };
      if (!(await transfers.add({ reference, ...amount, fault }))) return { state: 'duplicate' };
      if (fault === 'timeout' || fault === 'duplicate') {
        throw new ConnectorError('unavailable', 'the sandbox provider did not answer in time');
      }
      return { state: 'accepted' };
    },
    async find(reference) {
      const found = await transfers.ask(reference);
      if (found === null || (found.fault === 'duplicate' && found.asked === 1)) return null;
      if (found.fault !== 'returned') return { state: 'accepted' };
      return found.asked === 1 ? { state: 'confirmed' } : { state: 'rejected', reason: 'the bank returned the transfer' };
    },
  };
}

function faultOf(name: string): SandboxFault | null {
  const faults = Object.keys(sandboxFaults) as SandboxFault[];
  return faults.find((fault) => sandboxFaults[fault] === name) ?? null;
}
