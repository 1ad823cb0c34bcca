/** Where a sender sends, and what was prepared for it. */
export interface HostileTarget {
  port: number;
  key: string;
  /** A deal of the partner with a long history. */
  dealId: string;
}

export interface HostileRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** What came back. */
export interface Sent {
  /** Answers by status; 0 is a connection that broke. */
  statuses: Record<number, number>;
}

/** One hostile caller, within the limits of its kind. */
export interface Sender {
  name: string;
  /** Its key: of a partner of the highest tier, or of the platform. */
  as: 'partner' | 'platform';
  /** What it sends, over and over. */
  requests?: (target: HostileTarget) => HostileRequest[];
  /** What it does if it is not sending whole requests. Ends soon after the signal. */
  attack?: (target: HostileTarget, signal: AbortSignal) => Promise<Sent>;
  /** Each request once, however long it takes, and not over and over. */
  once?: true;
  /** What it needs: deals of the largest size, or a programme with a dear schema. */
  needs?: 'large-deals' | 'dear-schema';
}
