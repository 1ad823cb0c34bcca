export const erasureKinds = ['partner', 'data_subject'] as const;
export const erasureStatuses = ['running', 'finished'] as const;

/** What an erased payload is replaced by. */
export const erasedPayload = (erasureId: string) => JSON.stringify({ erased: erasureId });
