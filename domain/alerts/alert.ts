/** `acknowledged`: somebody looks after it, so nobody is reminded. */
export const alertStates = ['firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/**
 * What became of a message: `sending` until it has arrived, also while it is tried again; `dropped`, because it was no longer true; `doubtful`: no
 * longer true, and an earlier try can have arrived.
 */
export const sendingStates = ['sending', 'sent', 'dropped', 'doubtful', 'given_up'] as const;
type SendingState = (typeof sendingStates)[number];

/** What a channel is told of an alert, before it is part of a message and after. */
export type NoticeState = SendingState | 'waiting';

/** Found again so soon after its end, it is the same alert. In milliseconds. */
export const REOPENED_WITHIN_MS = 300_000;
