/** How a client proves itself at the token endpoint, by the names of RFC 7591 and RFC 8705. */
export const clientAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
