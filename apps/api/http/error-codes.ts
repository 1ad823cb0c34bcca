/** The remedy is what the caller, or who operates this, can do. */
type ErrorCode = readonly [status: number, title: string, remedy: string];

/**
 * Every code that the API answers with: its HTTP status, its title and the remedy. A DomainError that is not listed is a 422. Those
 * with 500 are faults of the installation: they are logged, and the caller sees `internal_error`.
 */
export const errorCodes: Record<string, ErrorCode> = {
  malformed_json: [400, 'The body is not valid JSON', 'Send one JSON value. `detail` says where it breaks off.'],
  malformed_http: [400, 'The request is not valid HTTP', 'Check the HTTP client, and what stands between it and this API.'],
  invalid_request: [400, 'The request is not valid', 'Repair what `errors` lists.'],
  request_timeout: [408, 'The request arrived too slowly', 'Send it again, over a faster connection or in smaller parts.'],
  headers_too_large: [431, 'The headers are too large', 'Send fewer or shorter headers, and shorter URLs.'],
  invalid_cursor: [
    400,
    'The cursor is not valid here',
    'Use `next_cursor` as it came and repeat the filters, or start again without `cursor`.',
  ],
  cursor_expired: [400, 'The cursor has expired', 'Start again without `cursor`.'],
  invalid_idempotency_key: [400, 'The Idempotency-Key header is not valid', 'Send 1 to 255 printable ASCII characters, such as a UUID.'],
  missing_api_key: [401, 'An API key is required', 'Send `Authorization: Bearer` with an API key or an access token.'],
  invalid_api_key: [401, 'The API key is not valid', 'Check that the whole key was copied.'],
  expired_api_key: [401, 'The API key has expired', 'Use another key.'],
  revoked_api_key: [401, 'The API key was revoked', 'Use another key.'],
  invalid_token: [401, 'The access token is not valid', 'Get a new one at `/oauth/token`.'],
  expired_token: [401, 'The access token has expired', 'Get a new one at `/oauth/token`.'],
  revoked_token: [401, 'The access token was revoked', 'Get a new one at `/oauth/token`.'],
  token_not_bound_to_caller: [
    401,
    'The access token belongs to another certificate',
    'Connect with the client certificate that the token was given for.',
  ],
  wrong_environment: [401, 'The API key belongs to another environment', 'Use a key of this environment.'],
  partner_pending: [403, 'The partner is not active yet', 'Ask the operator to activate the partner.'],
  partner_suspended: [403, 'The partner is suspended', 'Ask the operator. What is in flight is held, not lost.'],
  partner_deleted: [403, 'The partner was deleted', 'Nothing is served for it any more.'],
  credential_not_allowed: [
    403,
    'The partner is not served with this kind of credential',
    'Use the kind of credential that `detail` names.',
  ],
  missing_scope: [403, 'The credential lacks a scope', 'Use a credential with the scope that `detail` names.'],
  scope_not_grantable: [
    403,
    'The credential cannot give that scope',
    'Leave out the scopes in `errors`, or use a credential that has them.',
  ],
  platform_key_required: [403, 'A platform key is required', 'This route is for the company, not for partners.'],
  partner_key_required: [403, 'A partner key is required', 'This route is for partners. Use a key of one.'],
  not_found: [404, 'Not found', 'Check the id. What belongs to another partner looks the same.'],
  method_not_allowed: [405, 'Method not allowed', 'Use a method that `detail` names.'],
  external_id_conflict: [409, 'The id is already used', 'Find and change what has this id, or choose another id.'],
  event_type_pinned: [
    409,
    'Endpoints pin a version of the event type',
    'Give the new version a `down_conversion`, or change those endpoints first.',
  ],
  event_type_exists: [409, 'The event type already exists', 'Add a version to it, or choose another name.'],
  idempotency_in_progress: [409, 'The first request with this key is still running', 'Send it again after `Retry-After`.'],
  idempotency_answer_lost: [
    409,
    'The first request with this key was carried out, and its answer is lost',
    'Read what it made. Do not send it again with another key.',
  ],
  endpoint_limit_reached: [409, 'The partner has all the endpoints it may have', 'Delete an endpoint, or ask the operator for more.'],
  endpoint_not_enabled: [409, 'The endpoint does not receive', 'Enable the endpoint first.'],
  delivery_ended: [409, 'The delivery has already ended', 'Read the delivery. A dead letter can be replayed.'],
  conflict: [409, 'The request does not fit the present state', 'Read the resource again. `detail` says what is in the way.'],
  precondition_failed: [412, 'It was changed in the meantime', 'Read it again, and send its new `ETag` as `If-Match`.'],
  payload_too_large: [413, 'The request is too large', 'Send less, or in smaller parts.'],
  unsupported_media_type: [415, 'The body must be JSON', 'Send `Content-Type: application/json`, or a type that the route names.'],
  idempotency_key_reused: [422, 'The Idempotency-Key belongs to another request', 'Give each request its own key.'],
  unknown_event_type: [422, 'There is no such event type', 'Check the spelling. `GET /event-types` lists them.'],
  reserved_event_type: [422, 'The event type belongs to Causeway itself', 'Choose a name that does not begin with `causeway.`.'],
  invalid_payload: [
    422,
    'The payload does not fit its schema',
    'Repair what `errors` lists, or add a version of the event type that allows it.',
  ],
  invalid_deal: [422, 'The deal does not fit its programme', 'Fill in what `errors` lists. `GET /deal-schema` has the rules.'],
  invalid_merge: [422, 'The deals cannot be merged', 'Choose another deal that was submitted and is open.'],
  protection_not_extendable: [409, 'The protection cannot be extended', 'The extensions are used up, or the protection has ended.'],
  invalid_state: [409, 'The deal does not allow that now', 'Read the deal again.'],
  action_not_permitted: [403, 'The field may not be changed now', 'Change only what `editable_fields` of the deal names.'],
  invalid_schema: [422, 'The schema cannot be used', 'Repair what `errors` lists. Schemas are JSON Schema 2020-12.'],
  broken_contract: [
    422,
    'The versions of the event type do not fit together',
    'Repair what `errors` lists: schema, examples and `down_conversion` must agree.',
  ],
  transformation_failed: [422, 'The payload cannot be given this shape', 'Repair the expression. `detail` says where it fails.'],
  unknown_partner: [422, 'There is no such partner', 'Check the ids in `errors`.'],
  precondition_required: [428, 'The request must say which version it changes', 'Send the `ETag` of what you read as `If-Match`.'],
  rate_limited: [429, 'Too many requests', 'Send it again after `Retry-After`.'],
  internal_error: [500, 'Something went wrong here', 'Report the `request_id`.'],
  encryption_key_unknown: [
    500,
    'A secret is sealed with a key that is not configured',
    'Only in the log. Add the key back to `CAUSEWAY_ENCRYPTION_KEYS`.',
  ],
  sealed_secret_malformed: [500, 'A stored secret is malformed', 'Only in the log. Something else than Causeway wrote to the database.'],
  sealed_secret_unreadable: [500, 'A stored secret does not open', 'Only in the log. Check `CAUSEWAY_ENCRYPTION_KEYS`.'],
  database_unavailable: [503, 'The database cannot be reached', 'Send it again after `Retry-After`, with its `Idempotency-Key`.'],
  temporal_unavailable: [503, 'Temporal cannot be reached', 'Send it again after `Retry-After`, with its `Idempotency-Key`.'],
  overloaded: [503, 'Too much is going on here', 'Send it again after `Retry-After`.'],
  timed_out: [503, 'The request took too long', 'It is not known whether it was done. Send it again with its `Idempotency-Key`.'],
};

/** What only the routes under /oauth answer, in OAuth's own form. */
export const oauthErrorCodes: Record<string, ErrorCode> = {
  invalid_client: [401, 'The client is not authenticated', 'Check the client id and its proof: secret, assertion or certificate.'],
  invalid_scope: [400, 'The client cannot have that scope', 'Ask only for scopes that the client has.'],
  unauthorized_client: [400, 'The client may not do this', 'Ask the operator which grants and credentials the partner may use.'],
  unsupported_grant_type: [400, 'The grant type is not supported', 'Use `client_credentials`.'],
};

/** What the routes under /oauth answer in place of all other codes. */
export const oauthWords: Readonly<Record<string, readonly [statuses: string, meaning: string]>> = {
  invalid_request: ['400, 413, 415', 'The request is not valid. `error_description` says why.'],
  invalid_token: ['401', 'The credential is not valid.'],
  insufficient_scope: ['403', 'The credential lacks a scope.'],
  temporarily_unavailable: ['429, 503', 'Send it again after `Retry-After`.'],
  server_error: ['500', 'Something went wrong here. Report the `Request-Id` of the answer.'],
};
