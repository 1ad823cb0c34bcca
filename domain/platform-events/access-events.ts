import { id, reason, text, type } from './platform-event-type.ts';

/** What the authorization server tells the company's own people. */
export const accessEventTypes = {
  'causeway.oauth_client.keys_unavailable': type('warn', {
    message: 'the published keys of an OAuth client cannot be fetched, so it gets no tokens',
    remedy: "Ask its partner to mend what serves the client's jwks_uri.",
    runbook: 'An OAuth client gets no tokens',
    data: { client_id: id('oac'), partner_id: id('ptn'), jwks_uri: text.describe('Without its query'), ...reason },
    example: {
      client_id: 'oac_01k9v5yq3n8t2e6w7x4z0b1c2d',
      partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
      jwks_uri: 'https://keys.partner.example/jwks.json',
      reason: 'the answer was HTTP 503; redirects are not followed',
    },
  }),
} as const;
