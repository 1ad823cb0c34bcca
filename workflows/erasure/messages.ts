export const erasePartnerId = (erasureId: string) => `erase-partner/${erasureId}`;
export const eraseDataSubjectId = (erasureId: string) => `erase-data-subject/${erasureId}`;
export const purgeExpiredId = 'purge-expired';
