import { z } from 'zod';
import { FilledString } from '#domain/plain-text.ts';

/** An empty field is treated as omitted (RFC 6749 §3.2). */
const field = (maxLength: number) => z.string().max(maxLength).optional();

/** Form fields for client authentication. With HTTP Basic none is needed, with a certificate only client_id. */
export const clientFields = {
  client_id: field(200),
  client_secret: field(500).describe('client_secret_post'),
  client_assertion_type: field(200).describe('private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: field(10_000).describe(
    'private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once',
  ),
};

export const TokenForm = z.object({
  token: FilledString(10_000).meta({ example: 'eyJhbGciOiJFUzI1NiIs…' }),
  token_type_hint: field(100).describe('Ignored: there are only access tokens'),
  ...clientFields,
});

/** Shared by the schemas of the routes for clients. */
export const documentedForm = {
  tags: ['OAuth'],
  security: [{ clientSecret: [] }],
  consumes: ['application/x-www-form-urlencoded'],
};
