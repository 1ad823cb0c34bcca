/**
 * `pending`: nobody has consented yet. `action_required`: nothing works until a person does what the reason says. `disconnected`: only the
 * report is left.
 */
export const connectionStatuses = ['pending', 'active', 'paused', 'action_required', 'disconnecting', 'disconnected'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** What became of a connection's data. Each text is a sentence for people. */
export interface DisconnectReport {
  erased: string[];
  /** What we cannot erase, and where to do it. */
  remains: string[];
}

/** Begins the reason of every status `action_required`, so that people find it. */
export const actionRequired = 'Action required: ';
