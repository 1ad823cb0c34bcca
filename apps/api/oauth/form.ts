import { z } from 'zod';

/** An empty one counts as left out (RFC 6749 §3.2). */
const field = (maxLength: number) => z.string().max(maxLength).optional();

/** How a client may prove itself in the form; with HTTP Basic or a certificate none but client_id is needed. */
export const clientFields = {
  client_id: field(200),
  client_secret: field(500).describe('client_secret_post'),
  client_assertion_type: field(200).describe('private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: field(10_000).describe(
    'private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used once',
  ),
};

export const TokenForm = z.object({
  token: z.string().min(1).max(10_000).meta({ example: 'eyJhbGciOiJFUzI1NiIs…' }),
  token_type_hint: field(100).describe('Ignored: there are only access tokens'),
  ...clientFields,
});

/** What the schemas of the routes for clients share. */
export const documentedForm = {
  tags: ['OAuth'],
  security: [{ oauthClient: [] }],
  consumes: ['application/x-www-form-urlencoded'],
};
