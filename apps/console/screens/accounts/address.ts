import type { Schema } from '#apps/console/api/schema.ts';

export const addressOf = (address: Schema<'Address'> | null): string | null =>
  address && `${address.street}, ${address.postal_code} ${address.city}, ${address.country}`;
