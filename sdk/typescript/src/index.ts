export { type Causeway, type CausewayOptions, createCausewayClient } from './client.ts';
export { CausewayError, type FieldError } from './error.ts';
export { listAll } from './list.ts';
export { verifyWebhook, type WebhookEvent, WebhookVerificationError } from './webhook.ts';
export type { components, operations, paths, webhooks } from './schema.ts';
