/** `remedy` is what the caller or the operator can do. */
type ErrorCode = readonly [status: number, title: string, remedy: string];

/**
 * Every error code of the API, with its HTTP status, title and remedy. A DomainError whose code is not listed is a 422. Codes with status
 * 500 are errors of the installation: they are logged, and the caller sees `internal_error`.
 */
export const errorCodes: Record<string, ErrorCode> = {
  malformed_json: [400, 'The body is not valid JSON', 'Send one JSON value. `detail` shows the position of the error.'],
  malformed_http: [400, 'The request is not valid HTTP', 'Check the HTTP client and any proxy between it and the API.'],
  invalid_request: [400, 'The request is not valid', 'Fix the fields listed in `errors`.'],
  request_timeout: [408, 'The request arrived too slowly', 'Retry over a faster connection, or send less data per request.'],
  headers_too_large: [431, 'The headers are too large', 'Send fewer or shorter headers, or a shorter URL.'],
  invalid_cursor: [
    400,
    'The cursor is not valid for this list',
    'Use `next_cursor` unchanged and with the same filters, or start again without `cursor`.',
  ],
  cursor_expired: [400, 'The cursor has expired', 'Start again without `cursor`.'],
  invalid_idempotency_key: [400, 'The Idempotency-Key header is not valid', 'Send 1 to 255 printable ASCII characters, such as a UUID.'],
  missing_api_key: [401, 'An API key is required', 'Send `Authorization: Bearer` with an API key or an access token.'],
  invalid_api_key: [401, 'The API key is not valid', 'Check that you copied the whole key.'],
  expired_api_key: [401, 'The API key has expired', 'Use another key.'],
  revoked_api_key: [401, 'The API key was revoked', 'Use another key.'],
  invalid_token: [401, 'The access token is not valid', 'Request a new token from `/oauth/token`.'],
  expired_token: [401, 'The access token has expired', 'Request a new token from `/oauth/token`.'],
  revoked_token: [401, 'The access token was revoked', 'Request a new token from `/oauth/token`.'],
  token_not_bound_to_caller: [
    401,
    'The access token is bound to another certificate',
    'Connect with the client certificate that was used to obtain the token.',
  ],
  session_ended: [401, 'You are not signed in any more', 'Sign in again. What you typed is still there.'],
  wrong_password: [401, 'The e-mail address or the password is wrong', 'Check both, or ask an administrator for a new link.'],
  cross_site_request: [
    403,
    'The request came from another site',
    'Requests of a session must come from the console itself. Programs authenticate with an API key or an access token.',
  ],
  link_ended: [409, 'The link cannot be used', 'Ask an administrator for a new link. Each can be used once, within 72 hours.'],
  user_exists: [409, 'Somebody signs in with this e-mail address already', 'Use another address, or change the user who has it.'],
  wrong_environment: [401, 'The API key belongs to another environment', 'Use a key of this environment.'],
  partner_pending: [403, 'The partner is not active yet', 'Ask the operator to activate the partner.'],
  partner_suspended: [403, 'The partner is suspended', 'Contact the operator. Pending deliveries are held, not lost.'],
  partner_deleted: [403, 'The partner was deleted', 'The API no longer serves this partner.'],
  credential_not_allowed: [403, 'The partner does not allow this kind of credential', 'Use the kind of credential named in `detail`.'],
  missing_scope: [403, 'The credential lacks a scope', 'Use a credential with the scope named in `detail`.'],
  scope_not_grantable: [
    403,
    'The credential cannot grant that scope',
    'Omit the scopes listed in `errors`, or use a credential that has them.',
  ],
  platform_key_required: [403, 'A platform key is required', 'Only the company can use this route. Use a platform key.'],
  partner_key_required: [403, 'A partner key is required', 'Only partners can use this route. Use a partner key.'],
  invalid_signature: [
    403,
    'The signature of the webhook is not valid',
    'Check the signing secret of the source, and the clocks of both sides.',
  ],
  unreadable_webhook: [
    400,
    'The body is not a webhook of this vendor',
    'Check that the source has the right vendor. `detail` shows what is wrong.',
  ],
  not_found: [404, 'Not found', 'Check the id. Objects of other partners also return this error.'],
  method_not_allowed: [405, 'Method not allowed', 'Use one of the methods listed in `detail`.'],
  external_id_conflict: [409, 'The id is already in use', 'Change the existing object with this id, or choose another id.'],
  subject_cycle: [
    422,
    'The subjects would be the same as themselves',
    'Check the direction: the visitor is the user, the user is the account.',
  ],
  refund_exceeds_sale: [
    422,
    'The refunds would exceed their sale',
    'Check the amount, and what was refunded already. `errors` names both.',
  ],
  event_type_pinned: [
    409,
    'Endpoints pin a version of the event type',
    'Add a `down_conversion` to the new version, or change those endpoints first.',
  ],
  event_type_exists: [409, 'The event type already exists', 'Add a version to the existing event type, or choose another name.'],
  idempotency_in_progress: [409, 'The first request with this key is still running', 'Wait for the time in `Retry-After`, then retry.'],
  idempotency_answer_lost: [
    409,
    'The first request with this key succeeded, but its response was lost',
    'Read what the first request created or changed. Do not send it again with another key.',
  ],
  endpoint_limit_reached: [
    409,
    'The partner has reached its endpoint limit',
    'Delete an endpoint, or ask the operator for a higher limit.',
  ],
  endpoint_not_enabled: [409, 'The endpoint is not enabled', 'Enable the endpoint first.'],
  delivery_ended: [409, 'The delivery has already ended', 'Read the delivery. If it is a dead letter, you can replay it.'],
  connection_not_active: [409, 'The connection is not active', 'Do what `detail` says, or resume the connection.'],
  connection_lacks_scopes: [409, 'The connection lacks scopes', 'Grant the scopes named in `detail` at the vendor, then reconnect.'],
  other_vendor_account: [409, 'The credentials belong to another account', 'Use credentials of the account named in `detail`.'],
  preset_needs_fields: [
    422,
    'The CRM lacks fields that the preset needs',
    'Add the fields that `detail` names to the CRM, then ask again.',
  ],
  connect_link_ended: [409, 'The link cannot be used', 'Request a new link: `POST /connections/{id}/reconnect`.'],
  consent_refused: [409, 'The vendor did not allow the connection', 'Request a new link, and consent at the vendor.'],
  conflict: [409, 'The request conflicts with the current state', 'Read the resource again. `detail` describes the conflict.'],
  precondition_failed: [412, 'The resource was changed in the meantime', 'Read the resource again, and send its new `ETag` as `If-Match`.'],
  import_backlog_full: [
    429,
    'Too much of the partner waits to be imported',
    'Wait for the time in `Retry-After`, then send the file again.',
  ],
  payload_too_large: [413, 'The request is too large', 'Send less data per request.'],
  unsupported_media_type: [
    415,
    'The media type is not supported',
    'Send `Content-Type: application/json`, or another type that the route accepts.',
  ],
  idempotency_key_reused: [
    422,
    'The Idempotency-Key was used for another request',
    'Use a new key for each request, and the same key only for retries.',
  ],
  unknown_event_type: [422, 'The event type does not exist', 'Check the spelling. `GET /event-types` lists them.'],
  reserved_event_type: [422, 'The event type is reserved for Causeway', 'Choose a name that does not begin with `causeway.`.'],
  invalid_payload: [
    422,
    'The payload does not match its schema',
    'Fix the fields listed in `errors`, or add a version of the event type that allows them.',
  ],
  invalid_deal: [
    422,
    'The deal does not meet the rules of its programme',
    'Fix the fields listed in `errors`. `GET /deal-schema` returns the rules.',
  ],
  invalid_merge: [422, 'The deals cannot be merged', 'Choose another deal that is submitted and open.'],
  protection_not_extendable: [409, 'The protection cannot be extended', 'All extensions are used, or the protection has ended.'],
  invalid_state: [409, 'The deal does not allow this in its current state', 'Read the deal again.'],
  action_not_permitted: [
    403,
    'The field may not be changed in this state',
    'Change only the fields listed in the `editable_fields` of the deal.',
  ],
  invalid_schema: [422, 'The schema is not valid', 'Fix the problems listed in `errors`. Schemas must be JSON Schema 2020-12.'],
  broken_contract: [
    422,
    'The versions of the event type are not compatible',
    'Fix the problems listed in `errors`. The schema, the examples and the `down_conversion` must agree.',
  ],
  transformation_failed: [422, 'The payload cannot be transformed', 'Fix the expression. `detail` shows where it fails.'],
  unknown_vendor: [422, 'There is no connector for the vendor', 'Choose one that `GET /connectors` lists.'],
  auth_method_not_offered: [422, 'The vendor has no such credentials', 'Use a method that `GET /connectors` lists for the vendor.'],
  vendor_refused_credentials: [422, 'The vendor refuses the credentials', 'Replace the credentials, or reconnect.'],
  vendor_rejected: [422, 'The vendor rejected the request', 'Fix what `detail` names.'],
  unknown_partner: [422, 'The partner does not exist', 'Check the ids listed in `errors`.'],
  fx_rate_missing: [
    422,
    'An exchange rate is missing',
    'Import rates for the currencies and days that `detail` names, or choose another currency.',
  ],
  report_not_ready: [409, 'The report cannot be made yet', 'Ask again later, or with an earlier `as_of`.'],
  precondition_required: [428, 'The request must specify the version that it changes', 'Send the `ETag` of the resource as `If-Match`.'],
  rate_limited: [429, 'Too many requests', 'Wait for the time in `Retry-After`, then retry.'],
  vendor_unavailable: [502, 'The vendor gave no usable answer', 'Retry later. `detail` says what the vendor did.'],
  vendor_quota_exhausted: [503, 'The quota at the vendor is used up', 'Wait until the time in `detail`, then retry.'],
  internal_error: [500, 'Internal server error', 'Report the `request_id` to the operator.'],
  encryption_key_unknown: [
    500,
    'A secret is encrypted with a key that is not configured',
    'Appears only in the log. Add the key to `CAUSEWAY_ENCRYPTION_KEYS` again.',
  ],
  sealed_secret_malformed: [
    500,
    'A stored secret is malformed',
    'Appears only in the log. Something other than Causeway wrote to the database.',
  ],
  sealed_secret_unreadable: [500, 'A stored secret cannot be decrypted', 'Appears only in the log. Check `CAUSEWAY_ENCRYPTION_KEYS`.'],
  database_unavailable: [
    503,
    'The database is unavailable',
    'Wait for the time in `Retry-After`, then retry with the same `Idempotency-Key`.',
  ],
  database_busy: [
    503,
    'The database is busy',
    'Wait for the time in `Retry-After`, then retry with the same `Idempotency-Key`. If this continues, an operator must end the transaction that holds the lock.',
  ],
  temporal_unavailable: [503, 'Temporal is unavailable', 'Wait for the time in `Retry-After`, then retry with the same `Idempotency-Key`.'],
  overloaded: [503, 'The server is overloaded', 'Wait for the time in `Retry-After`, then retry.'],
  timed_out: [503, 'The request took too long', 'The request may have succeeded. Retry with the same `Idempotency-Key`.'],
};

/** Error codes that only the routes under /oauth return, in OAuth's own format. */
export const oauthErrorCodes: Record<string, ErrorCode> = {
  invalid_client: [401, 'Client authentication failed', 'Check the client id and its secret, assertion or certificate.'],
  invalid_scope: [400, 'The client does not have that scope', 'Request only scopes that the client has.'],
  unauthorized_client: [
    400,
    'The client is not authorized for this request',
    'Ask the operator which grants and credentials the partner may use.',
  ],
  unsupported_grant_type: [400, 'The grant type is not supported', 'Use `client_credentials`.'],
};

/** The OAuth error codes that the routes under /oauth return in place of all other codes. */
export const oauthWords: Readonly<Record<string, readonly [statuses: string, meaning: string]>> = {
  invalid_request: ['400, 413, 415', 'The request is not valid. `error_description` gives the reason.'],
  invalid_token: ['401', 'The credential is not valid.'],
  insufficient_scope: ['403', 'The credential lacks a scope.'],
  temporarily_unavailable: ['429, 503', 'Wait for the time in `Retry-After`, then retry.'],
  server_error: ['500', 'Internal server error. Report the `Request-Id` of the response.'],
};
