export const provisionSandboxId = (partnerId: string) => `provision-sandbox/${partnerId}`;
export const promotePartnerId = (promotionId: string) => `promote-partner/${promotionId}`;
