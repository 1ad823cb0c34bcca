export const erasureKinds = ['partner', 'data_subject'] as const;
export const erasureStatuses = ['running', 'finished'] as const;

/** Replaces an erased payload. */
export const erasedPayload = (erasureId: string) => JSON.stringify({ erased: erasureId });
