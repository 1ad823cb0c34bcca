export { deliverRound } from './deliver-round.ts';
export { deliverWebhook } from './deliver-webhook.ts';
export { drainEndpoint } from './drain-endpoint.ts';
export { purgeExpired } from './purge-expired.ts';
