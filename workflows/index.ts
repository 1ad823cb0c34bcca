export { deliverRound } from './deliver-round.ts';
export { deliverWebhook } from './deliver-webhook.ts';
export { drainEndpoint } from './drain-endpoint.ts';
export { eraseDataSubject } from './erase-data-subject.ts';
export { erasePartner } from './erase-partner.ts';
export { promotePartner } from './promote-partner.ts';
export { provisionSandbox } from './provision-sandbox.ts';
export { purgeExpired } from './purge-expired.ts';
