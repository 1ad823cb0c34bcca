// sha256:807a02d19de5f38e894bf7b390577423dcf94b0c2a9fc6b574a6257a3884f55e of docs/openapi.json
// Generated with npm run openapi: changes made here are lost.
import type { Call, ListCall } from './call.ts';
import type { Answer, AsFile, AsJson, Body, NoQuery, Query } from './contract.ts';
import type { ContentOptions, IfMatchOptions, IfNoneMatchOptions, PostOptions, RequestOptions } from './options.ts';
import type { RouteTable } from './route.ts';
import type { components } from './schema.ts';

type Schemas = components['schemas'];

export interface HealthResource {
  /**
   * Check that the process is alive.
   *
   * Responds with 200 while the process is alive. Restart the process if it does not respond. Does not check any dependency.
   *
   * `GET /health/live`
   */
  getLiveness(query?: NoQuery, options?: RequestOptions): Call<Schemas["Liveness"]>;
  /**
   * Check that the process can handle requests.
   *
   * Responds within about a second, with 503 if a required dependency is unavailable. `degraded` (200) means that events are accepted but another dependency has a problem. The result is cached for one second.
   *
   * `GET /health/ready`
   */
  getReadiness(query?: NoQuery, options?: RequestOptions): Call<Schemas["Readiness"]>;
  /**
   * List the health of integrations.
   *
   * Is everything all right, and if not, what is to be done? Returns connections, then syncs, then endpoints, the newest of each first. A partner sees its own endpoints. With a platform key, connections need the scope `connections:read` as well, and syncs `syncs:read`; without it they are left out.
   *
   * `GET /api/v1/health/integrations`
   */
  listIntegration(query?: Query<"listIntegrationHealth">, options?: RequestOptions): ListCall<Schemas["IntegrationHealthList"]>;
  /**
   * List the history of states.
   *
   * Returns how connections, syncs and endpoints were, and for how long, the latest first: what a status page needs. Everything is looked at twice a minute, and kept for `health.history_days` of the settings. Each sees what it sees in `GET /health/integrations`.
   *
   * `GET /api/v1/health/history`
   */
  listHistory(query?: Query<"listHealthHistory">, options?: RequestOptions): ListCall<Schemas["HealthHistory"]>;
}

export interface OauthResource {
  /**
   * Get an access token.
   *
   * Issues an access token for the client credentials grant (RFC 6749 §4.4). The client authenticates as registered: with a secret in the header or the form (either works), with a signed assertion (RFC 7523), or with a client certificate (RFC 8705), to which the token is then bound.
   *
   * `POST /oauth/token`
   */
  getAccessToken(body: Schemas["TokenRequest"], options?: RequestOptions): Call<Schemas["TokenResponse"]>;
  /**
   * Introspect an access token.
   *
   * Returns whether a token is valid, and its claims. A client sees the tokens of its own partner. A platform key with partners:read, sent as a Bearer token, sees all tokens.
   *
   * `POST /oauth/introspect`
   */
  introspect(body: Schemas["TokenForm"], options?: RequestOptions): Call<Schemas["Introspection"]>;
  /**
   * Revoke an access token.
   *
   * Revokes a token (RFC 7009). Only the client that obtained it can revoke it. Works even if the partner exceeded its rate limit. Every process rejects the token within one second. If the token is already invalid, the response is the same.
   *
   * `POST /oauth/revoke`
   */
  revoke(body: Schemas["TokenForm"], options?: RequestOptions): Call<Answer<"revokeToken">>;
  /**
   * Retrieve the authorization server metadata.
   *
   * Returns the metadata that OAuth libraries discover first (RFC 8414).
   *
   * `GET /.well-known/oauth-authorization-server`
   */
  getAuthorizationServerMetadata(query?: NoQuery, options?: RequestOptions): Call<Schemas["AuthorizationServerMetadata"]>;
  /**
   * Retrieve the keys of the access tokens.
   *
   * Returns the public keys to verify access tokens. A new key is published for longer than this response may be cached before it signs tokens.
   *
   * `GET /oauth/jwks`
   */
  getJwks(query?: NoQuery, options?: RequestOptions): Call<Schemas["Jwks"]>;
}

export interface EventsResource {
  /**
   * Publish an event.
   *
   * Publishes an event. The response is sent after the event and its deliveries were stored durably. The event is sent to every endpoint whose filter matches, or only to those of `partner_ids`. If an event with the same `id` was published before, the response is that event.
   *
   * `POST /api/v1/events`
   */
  publish(body: Schemas["PublishEvent"], options?: PostOptions): Call<Schemas["AcceptedEvent"]>;
  /**
   * List events.
   *
   * Returns events, newest first, without payloads. A partner key sees the events that have a delivery to its partner.
   *
   * `GET /api/v1/events`
   */
  list(query?: Query<"listEvents">, options?: RequestOptions): ListCall<Schemas["EventList"]>;
  /**
   * Publish up to 500 events.
   *
   * Publishes a batch. Each event succeeds or fails independently: check `results`, which has one entry per event, in order. The `Deprecation` header is set if the type of at least one event is deprecated.
   *
   * `POST /api/v1/events/batch`
   */
  publishMany(body: Schemas["PublishBatch"], options?: PostOptions): Call<Schemas["BatchResult"]>;
  /**
   * Retrieve an event with its deliveries.
   *
   * Returns the event with its payload exactly as published. A partner key sees only its own deliveries.
   *
   * `GET /api/v1/events/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["EventDetail"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EventDetail"]>;
}

export interface EventTypesResource {
  /**
   * Create an event type.
   *
   * Creates an event type. Its first schema is version 1. Names that begin with `causeway.` are reserved.
   *
   * `POST /api/v1/event-types`
   */
  create(body: Schemas["CreateEventType"], options?: PostOptions): Call<Schemas["EventTypeDetail"]>;
  /**
   * List event types.
   *
   * Returns event types by name, without their schemas.
   *
   * `GET /api/v1/event-types`
   */
  list(query?: Query<"listEventTypes">, options?: RequestOptions): ListCall<Schemas["EventTypeList"]>;
  /**
   * Retrieve an event type with all its schemas.
   *
   * Returns the event type. `schema` is the newest version; published events are validated against it.
   *
   * `GET /api/v1/event-types/{name}`
   */
  get(name: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["EventTypeDetail"] | undefined>;
  get(name: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EventTypeDetail"]>;
  /**
   * Update or deprecate an event type.
   *
   * Updates the description or the deprecation. A deprecated type still works; publishers get a `Deprecation` header. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/event-types/{name}`
   */
  update(name: string, body: Schemas["EventTypeChange"], options?: RequestOptions): Call<Schemas["EventTypeDetail"]>;
  /**
   * Add a version of the schema.
   *
   * Adds a schema version. It takes effect immediately: new events are validated against it. With a down_conversion, endpoints can continue to receive the previous version. A down_conversion is required while endpoints pin a version.
   *
   * `POST /api/v1/event-types/{name}/versions`
   */
  addVersion(name: string, body: Schemas["CreateEventTypeVersion"], options?: PostOptions): Call<Schemas["EventTypeDetail"]>;
}

export interface EndpointsResource {
  /**
   * Create an endpoint.
   *
   * Creates an endpoint. The response contains the key that the receiver verifies signatures with. GET /endpoints/{id}/secret returns it again.
   *
   * `POST /api/v1/endpoints`
   */
  create(body: Schemas["CreateEndpoint"], options?: PostOptions): Call<Schemas["CreatedEndpoint"]>;
  /**
   * List endpoints.
   *
   * Returns endpoints of partners, newest first.
   *
   * `GET /api/v1/endpoints`
   */
  list(query?: Query<"listEndpoints">, options?: RequestOptions): ListCall<Schemas["EndpointList"]>;
  /**
   * Retrieve an endpoint.
   *
   * Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint.
   *
   * `GET /api/v1/endpoints/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Endpoint"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Endpoint"]>;
  /**
   * Update an endpoint.
   *
   * Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused.
   *
   * `PATCH /api/v1/endpoints/{id}`
   */
  update(id: string, body: Schemas["UpdateEndpoint"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Endpoint"]>;
  /**
   * Delete an endpoint.
   *
   * Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint.
   *
   * `DELETE /api/v1/endpoints/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
  /**
   * Enable an endpoint.
   *
   * Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count.
   *
   * `POST /api/v1/endpoints/{id}/enable`
   */
  enable(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Disable an endpoint.
   *
   * Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again.
   *
   * `POST /api/v1/endpoints/{id}/disable`
   */
  disable(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Pause an endpoint.
   *
   * Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost.
   *
   * `POST /api/v1/endpoints/{id}/pause`
   */
  pause(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Retrieve the signing secret.
   *
   * Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached.
   *
   * `GET /api/v1/endpoints/{id}/secret`
   */
  getSecret(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EndpointSecret"]>;
  /**
   * Rotate the signing secret.
   *
   * Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h.
   *
   * `POST /api/v1/endpoints/{id}/rotate-secret`
   */
  rotateSecret(id: string, body?: Schemas["RotateEndpointSecret"], options?: PostOptions): Call<Schemas["EndpointSecret"]>;
  /**
   * Retrieve the statistics of an endpoint.
   *
   * Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now.
   *
   * `GET /api/v1/endpoints/{id}/stats`
   */
  getStats(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EndpointStats"]>;
  /**
   * Send a test event to one endpoint.
   *
   * Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to.
   *
   * `POST /api/v1/endpoints/{id}/test`
   */
  test(id: string, body?: undefined, options?: PostOptions): Call<Schemas["TestSent"]>;
  /**
   * Deliver events that never reached an endpoint.
   *
   * Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for example because they are older than the endpoint or than its subscription to their type. One call creates at most 100000 deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing; events older than `webhooks.retention_days` do not. Safe to repeat.
   *
   * `POST /api/v1/endpoints/{id}/replay-missing`
   */
  replayMissing(id: string, body: Schemas["ReplayMissing"], options?: PostOptions): Call<Schemas["ReplayMissingResult"]>;
  /**
   * Send yourself a test event.
   *
   * Sends a signed webhook.test event to each of your enabled endpoints, or to one of them. Requires a partner key.
   *
   * `POST /api/v1/partners/webhooks/test`
   */
  testPartnerWebhooks(body?: Schemas["TestPartnerWebhooks"], options?: PostOptions): Call<Schemas["TestSent"]>;
  /**
   * Preview a transformation.
   *
   * Transforms a past event or a sample with schema_versions and transformation: those of the endpoint, or others to try. Nothing is stored or sent. An error is explained in the same way as for a held delivery.
   *
   * `POST /api/v1/endpoints/{id}/transformation/preview`
   */
  previewTransformation(id: string, body: Schemas["TransformationPreview"], options?: PostOptions): Call<Schemas["TransformationPreviewed"]>;
}

export interface DeliveriesResource {
  /**
   * List deliveries.
   *
   * Returns deliveries, newest first. All filters must match. `expand` adds what would otherwise take another request for each delivery: the event with its payload, and the attempts. A page then has fewer items if they are large.
   *
   * `GET /api/v1/deliveries`
   */
  list(query?: Query<"listDeliveries">, options?: RequestOptions): ListCall<Schemas["DeliveryList"]>;
  /**
   * Retrieve a delivery with its timeline.
   *
   * Returns the delivery with every attempt, its response and the reason for the time of the next attempt. If the delivery is held, `hold` explains why and what releases it. With a platform key the response also links to the workflow in Temporal UI.
   *
   * `GET /api/v1/deliveries/{id}`
   */
  get(id: string, query: Query<"getDelivery"> | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["DeliveryWithTimeline"] | undefined>;
  get(id: string, query?: Query<"getDelivery">, options?: RequestOptions): Call<Schemas["DeliveryWithTimeline"]>;
  /**
   * Cancel a delivery.
   *
   * Cancels the delivery. No further attempt is made. An attempt that is in flight can still arrive.
   *
   * `POST /api/v1/deliveries/{id}/cancel`
   */
  cancel(id: string, body?: undefined, options?: PostOptions): Call<Schemas["DeliveryWithTimeline"]>;
  /**
   * Retry a delivery now.
   *
   * Makes an attempt now. It does not count towards the retry budget, and if it fails, the next scheduled attempt stays when it was. A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it.
   *
   * `POST /api/v1/deliveries/{id}/retry`
   */
  retry(id: string, body?: undefined, options?: PostOptions): Call<Schemas["DeliveryWithTimeline"]>;
}

export interface DeliverySeriesResource {
  /**
   * Retrieve deliveries over time.
   *
   * Returns how many deliveries ended in each hour or day, how many of them succeeded, and how long they took. It reads numbers that are kept by hour, never the deliveries. The endpoints of the company itself are left out.
   *
   * `GET /api/v1/delivery-series`
   */
  get(query?: Query<"getDeliverySeries">, options?: RequestOptions): Call<Schemas["DeliverySeries"]>;
}

export interface DeadLettersResource {
  /**
   * List dead letters.
   *
   * Returns dead letters, newest first. A dead letter is a delivery that is no longer retried.
   *
   * `GET /api/v1/dead-letters`
   */
  list(query?: Query<"listDeadLetters">, options?: RequestOptions): ListCall<Schemas["DeadLetterList"]>;
  /**
   * Retrieve a dead letter with its timeline.
   *
   * Returns the dead letter with its event, its endpoint, every attempt and the reason why it was dead-lettered.
   *
   * `GET /api/v1/dead-letters/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["DeadLetterWithTimeline"]>;
  /**
   * Replay a dead letter.
   *
   * Sends the dead letter again, with a new retry budget and the same webhook-id. If its endpoint cannot receive now, the delivery is held until it can. Afterwards read it with GET /deliveries/{id}.
   *
   * `POST /api/v1/dead-letters/{id}/replay`
   */
  replay(id: string, body?: undefined, options?: PostOptions): Call<Schemas["DeliveryWithTimeline"]>;
  /**
   * Group dead letters by cause.
   *
   * Counts the matching dead letters by the error of their last attempt, the most frequent first. To list, replay or purge one group, use its `error_class` and `last_error` as filters.
   *
   * `GET /api/v1/dead-letters/groups`
   */
  group(query?: Query<"groupDeadLetters">, options?: RequestOptions): Call<Schemas["DeadLetterGroups"]>;
  /**
   * Replay dead letters by filter.
   *
   * Replays all matching dead letters. Each gets a new retry budget and keeps its webhook-id. They are held first and then sent oldest first, behind live traffic. Dead letters of deleted endpoints are skipped. Use dry_run first to see how many match.
   *
   * `POST /api/v1/dead-letters/replay`
   */
  replayMany(body: Schemas["DeadLetterSelection"], options?: PostOptions): Call<Schemas["ReplayDeadLettersResult"]>;
  /**
   * Purge dead letters by filter.
   *
   * Permanently deletes the matching dead letters and their attempts. Requires a platform key. Use dry_run first to see how many match.
   *
   * `POST /api/v1/dead-letters/purge`
   */
  purge(body: Schemas["DeadLetterSelection"], options?: PostOptions): Call<Schemas["PurgeDeadLettersResult"]>;
}

export interface PartnersResource {
  /**
   * Create a partner.
   *
   * Creates a partner, which is a separate tenant and sees only its own data. Create a key for it with POST /api-keys.
   *
   * `POST /api/v1/partners`
   */
  create(body: Schemas["CreatePartner"], options?: PostOptions): Call<Schemas["Partner"]>;
  /**
   * List partners.
   *
   * Returns partners, newest first.
   *
   * `GET /api/v1/partners`
   */
  list(query?: Query<"listPartners">, options?: RequestOptions): ListCall<Schemas["PartnerList"]>;
  /**
   * Retrieve a partner.
   *
   * Returns the partner. Send the ETag of the response as If-Match to change the partner.
   *
   * `GET /api/v1/partners/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Partner"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Partner"]>;
  /**
   * Update a partner.
   *
   * Updates a partner. Takes effect within one second on every process. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/partners/{id}`
   */
  update(id: string, body: Schemas["UpdatePartner"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Partner"]>;
  /**
   * Delete a partner and erase its data.
   *
   * Deletes the partner. Its credentials are rejected and nothing more is sent to it, both with immediate effect. Its data is then permanently erased; the returned erasure shows the progress. This cannot be undone.
   *
   * `DELETE /api/v1/partners/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<Schemas["Erasure"]>;
  /**
   * Retrieve your own partner.
   *
   * Returns the partner of the credential, with its effective rate limit.
   *
   * `GET /api/v1/partners/me`
   */
  getOwn(query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Partner"] | undefined>;
  getOwn(query?: NoQuery, options?: RequestOptions): Call<Schemas["Partner"]>;
  /**
   * Suspend a partner.
   *
   * Suspends the partner. Its credentials are rejected with the reason, and all deliveries to its endpoints are held; nothing is lost. Requests that are in flight can still arrive.
   *
   * `POST /api/v1/partners/{id}/suspend`
   */
  suspend(id: string, body: Schemas["SuspendPartner"], options?: PostOptions): Call<Schemas["Partner"]>;
  /**
   * Activate a partner.
   *
   * Activates the partner. Its credentials work again, and its held deliveries are sent, oldest first.
   *
   * `POST /api/v1/partners/{id}/activate`
   */
  activate(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Partner"]>;
  /**
   * List what waits for you.
   *
   * Returns what somebody of your partner should look at: questions on deals, rejected deals, protection that ends, endpoints that fail, keys and secrets that end, answered disputes, new statements. What ends within 14 days is among it, and what was decided or issued in the last 14; of each kind at most 20, the most urgent first. Kinds whose objects your scopes do not let you read are left out.
   *
   * `GET /api/v1/partners/me/tasks`
   */
  listTasks(query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerTasks"]>;
}

export interface ErasuresResource {
  /**
   * Erase a person's data.
   *
   * Erases a person's data across all partners. Events that contain the address lose their payload, and their pending deliveries are cancelled. Receivers' responses, contacts and audit details that contain the address are emptied. The erasure covers data that was accepted before this request.
   *
   * `POST /api/v1/erasures`
   */
  eraseDataSubject(body: Schemas["CreateErasure"], options?: PostOptions): Call<Schemas["Erasure"]>;
  /**
   * List erasures.
   *
   * Returns erasures, newest first, with the number of erased rows.
   *
   * `GET /api/v1/erasures`
   */
  list(query?: Query<"listErasures">, options?: RequestOptions): ListCall<Schemas["ErasureList"]>;
  /**
   * Retrieve an erasure.
   *
   * Returns the progress of the erasure and the number of erased rows. The erasure does not record whom it was about.
   *
   * `GET /api/v1/erasures/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Erasure"]>;
}

export interface SandboxesResource {
  /**
   * Create a sandbox.
   *
   * Creates a partner with an API key and, if you send a URL, an endpoint. The sandbox is filled asynchronously with synthetic customers and deals, whose events are published only to it. Read GET /sandboxes/{partner_id} until its status is `ready`.
   *
   * `POST /api/v1/sandboxes`
   */
  create(body?: Schemas["CreateSandbox"], options?: PostOptions): Call<Schemas["CreatedSandbox"]>;
  /**
   * Retrieve a sandbox.
   *
   * Returns whether the synthetic data is ready, and its size. A partner key sees only its own sandbox.
   *
   * `GET /api/v1/sandboxes/{partner_id}`
   */
  get(partnerId: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Sandbox"]>;
  /**
   * Reset a sandbox.
   *
   * Erases the synthetic events and their deliveries, then publishes the same data again with new ids. Events published by others, keys and endpoints are kept.
   *
   * `POST /api/v1/sandboxes/{partner_id}/reset`
   */
  reset(partnerId: string, body?: undefined, options?: PostOptions): Call<Schemas["Sandbox"]>;
}

export interface PromotionsResource {
  /**
   * Promote a sandbox to production.
   *
   * Checks whether the partner is ready for production. If all checks pass, the partner gets the tier and its synthetic data is erased. Otherwise the promotion is blocked, and `checks` shows why.
   *
   * `POST /api/v1/partners/{id}/promotions`
   */
  promotePartner(id: string, body: Schemas["CreatePromotion"], options?: PostOptions): Call<Schemas["Promotion"]>;
  /**
   * Retrieve a promotion.
   *
   * Returns the promotion with the result of each check. A partner key sees only promotions of its own partner.
   *
   * `GET /api/v1/promotions/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Promotion"]>;
  /**
   * Preview a promotion.
   *
   * Returns the current results of the checks without changing anything. A partner key sees only its own partner. Returns 409 if the partner is not a sandbox any more.
   *
   * `GET /api/v1/partners/{id}/promotion-checks`
   */
  getChecks(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["PromotionChecks"]>;
}

export interface ApiKeysResource {
  /**
   * Create an API key.
   *
   * Creates an API key. The key is returned only in this response, because only its hash is stored.
   *
   * `POST /api/v1/api-keys`
   */
  create(body: Schemas["CreateApiKey"], options?: PostOptions): Call<Schemas["CreatedApiKey"]>;
  /**
   * List API keys.
   *
   * Returns API keys, newest first, without the keys themselves.
   *
   * `GET /api/v1/api-keys`
   */
  list(query?: Query<"listApiKeys">, options?: RequestOptions): ListCall<Schemas["ApiKeyList"]>;
  /**
   * Retrieve an API key.
   *
   * Returns the API key without the key itself.
   *
   * `GET /api/v1/api-keys/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["ApiKey"]>;
  /**
   * Rotate an API key.
   *
   * Creates a new key with the same name, owner and scopes. The old key continues to work until the overlap ends.
   *
   * `POST /api/v1/api-keys/{id}/rotate`
   */
  rotate(id: string, body?: Schemas["RotateApiKey"], options?: PostOptions): Call<Schemas["CreatedApiKey"]>;
  /**
   * Revoke an API key.
   *
   * Revokes the key immediately. Every process rejects it within one second. This cannot be undone. Your credential needs all scopes of the key.
   *
   * `POST /api/v1/api-keys/{id}/revoke`
   */
  revoke(id: string, body?: undefined, options?: PostOptions): Call<Schemas["ApiKey"]>;
}

export interface OauthClientsResource {
  /**
   * Create an OAuth client.
   *
   * Creates an OAuth client. Its `id` is the client_id. The secret is returned only in this response, because only its hash is stored.
   *
   * `POST /api/v1/oauth-clients`
   */
  create(body: Schemas["CreateOauthClient"], options?: PostOptions): Call<Schemas["CreatedOauthClient"]>;
  /**
   * List OAuth clients.
   *
   * Returns OAuth clients, newest first, without their secrets.
   *
   * `GET /api/v1/oauth-clients`
   */
  list(query?: Query<"listOauthClients">, options?: RequestOptions): ListCall<Schemas["OauthClientList"]>;
  /**
   * Retrieve an OAuth client.
   *
   * Returns the OAuth client without its secrets.
   *
   * `GET /api/v1/oauth-clients/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["OauthClient"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["OauthClient"]>;
  /**
   * Update an OAuth client.
   *
   * Updates the name, scopes, keys or certificate. Existing tokens immediately lose the scopes that the client loses. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/oauth-clients/{id}`
   */
  update(id: string, body: Schemas["UpdateOauthClient"], options?: RequestOptions & IfMatchOptions): Call<Schemas["OauthClient"]>;
  /**
   * Revoke an OAuth client.
   *
   * Revokes the client. It gets no new tokens, and its existing tokens are rejected by every process within one second. This cannot be undone. Your credential needs all scopes of the client.
   *
   * `POST /api/v1/oauth-clients/{id}/revoke`
   */
  revoke(id: string, body?: undefined, options?: PostOptions): Call<Schemas["OauthClient"]>;
  /**
   * Rotate an OAuth client's secret.
   *
   * Creates a new secret. The old secret continues to work until the overlap ends. Tokens that were obtained with it stay valid until they expire.
   *
   * `POST /api/v1/oauth-clients/{id}/rotate-secret`
   */
  rotateSecret(id: string, body?: Schemas["RotateOauthClientSecret"], options?: PostOptions): Call<Schemas["CreatedOauthClient"]>;
}

export interface FeatureFlagsResource {
  /**
   * List feature flags.
   *
   * Returns all feature flags by name, without pagination.
   *
   * `GET /api/v1/feature-flags`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["FeatureFlagList"]>;
  /**
   * Create or replace a feature flag.
   *
   * Creates or replaces a flag. Takes effect within one second on every process. Overrides of partners are kept.
   *
   * `PUT /api/v1/feature-flags/{name}`
   */
  put(name: string, body: Schemas["PutFeatureFlag"], options?: RequestOptions): Call<Schemas["FeatureFlag"]>;
  /**
   * Delete a feature flag.
   *
   * Deletes a flag and its overrides. Deleting an unknown flag has no effect.
   *
   * `DELETE /api/v1/feature-flags/{name}`
   */
  delete(name: string, options?: RequestOptions): Call<void>;
  /**
   * Override a flag for one partner.
   *
   * Sets the flag for this partner, regardless of the flag's own settings, until the override is deleted.
   *
   * `PUT /api/v1/feature-flags/{name}/partners/{partner_id}`
   */
  override(name: string, partnerId: string, body: Schemas["FeatureFlagOverride"], options?: RequestOptions): Call<void>;
  /**
   * Delete an override.
   *
   * Deletes the override. The flag's own settings apply to the partner again.
   *
   * `DELETE /api/v1/feature-flags/{name}/partners/{partner_id}`
   */
  deleteOverride(name: string, partnerId: string, options?: RequestOptions): Call<void>;
  /**
   * Retrieve your feature flags.
   *
   * Returns all flags with their values for the partner of the credential.
   *
   * `GET /api/v1/partners/me/feature-flags`
   */
  getOwn(query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerFeatureFlags"]>;
  /**
   * Retrieve a partner's feature flags.
   *
   * Returns all flags with their values for this partner and what determined them.
   *
   * `GET /api/v1/partners/{id}/feature-flags`
   */
  getOfPartner(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerFeatureFlags"]>;
}

export interface AuditEntriesResource {
  /**
   * List audit entries.
   *
   * Returns audit entries, newest first: who changed what and, for enterprise partners, every API call. Deals also have their own history: GET /deals/{id}/history.
   *
   * `GET /api/v1/audit-entries`
   */
  list(query?: Query<"listAuditEntries">, options?: RequestOptions): ListCall<Schemas["AuditEntryList"]>;
  /**
   * Export audit entries.
   *
   * Returns all matching entries, oldest first, as one JSON object per line, in the form of GET /audit-entries. The export can be verified. `detail` contains exactly the bytes that `detail_hash` was computed from: the UTF-8 text between the first `"detail":` and the last `,"detail_hash":` of its line (null if it was erased). `hash` is the SHA-256 of `[prev_hash, seq, at, actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after each comma. Without filters, each `prev_hash` is the `hash` of the previous line.
   *
   * `GET /api/v1/audit-entries/export`
   */
  export(query?: Query<"exportAuditEntries">, options?: RequestOptions): Call<Response>;
}

export interface ProgrammesResource {
  /**
   * List programmes.
   *
   * Returns the default programme prg_default, then the others, newest first.
   *
   * `GET /api/v1/programmes`
   */
  list(query?: Query<"listProgrammes">, options?: RequestOptions): ListCall<Schemas["ProgrammeList"]>;
  /**
   * Create a programme.
   *
   * Creates a programme. Assign it to partners with `programme_id`: their new deals are then registered under it. If the settings are not valid, the response lists all errors.
   *
   * `POST /api/v1/programmes`
   */
  create(body: Schemas["CreateProgramme"], options?: PostOptions): Call<Schemas["Programme"]>;
  /**
   * Retrieve a programme.
   *
   * Returns the programme with all settings, including defaults. Send the ETag of the response as If-Match to change the programme.
   *
   * `GET /api/v1/programmes/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Programme"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Programme"]>;
  /**
   * Update a programme.
   *
   * Updates a programme. The change applies to deals that are submitted, approved or extended from now on. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/programmes/{id}`
   */
  update(id: string, body: Schemas["UpdateProgramme"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Programme"]>;
  /**
   * Delete a programme.
   *
   * Deletes a programme. Fails with 409 while a partner or a deal uses it. prg_default cannot be deleted.
   *
   * `DELETE /api/v1/programmes/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
  /**
   * Preview a change of a programme.
   *
   * Returns which open deals the change would affect and how: their next steps by the present and by the changed settings, as if they were taken now. Nothing is written. A change never touches what has been decided: the protection of approved deals, the due dates of reviews, and the conflicts that were found. Reminders that are planned stay until their deal changes. If-Match is optional.
   *
   * `POST /api/v1/programmes/{id}/preview`
   */
  preview(id: string, body: Schemas["ProgrammePreviewRequest"], options?: PostOptions): Call<Schemas["ProgrammePreview"]>;
}

export interface DealsResource {
  /**
   * Create a draft of a deal.
   *
   * Creates a draft. Only the customer’s name is required. The rules of the partner’s programme apply when the deal is submitted.
   *
   * `POST /api/v1/deals`
   */
  create(body: Schemas["CreateDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * List deals.
   *
   * Returns deals, newest first unless you `sort` them otherwise. A partner sees only its own. To list the deals of a sandbox, filter by its partner_id.
   *
   * `GET /api/v1/deals`
   */
  list(query?: Query<"listDeals">, options?: RequestOptions): ListCall<Schemas["DealList"]>;
  /**
   * Validate a deal.
   *
   * Returns all errors that would prevent the deal from being submitted under the programme of its partner. `x-submission` of this operation shows what such rules look like; GET /deal-schema returns the rules that apply. Nothing is stored.
   *
   * `POST /api/v1/deals/validate`
   */
  validate(body: Schemas["CreateDeal"], options?: PostOptions): Call<Schemas["DealValidation"]>;
  /**
   * Retrieve a deal.
   *
   * Returns the deal. Send the ETag of the response as If-Match to change the deal.
   *
   * `GET /api/v1/deals/{id}`
   */
  get(id: string, query: Query<"getDeal"> | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Deal"] | undefined>;
  get(id: string, query?: Query<"getDeal">, options?: RequestOptions): Call<Schemas["Deal"]>;
  /**
   * Update a deal.
   *
   * Updates a deal. The fields that may be changed depend on the review status: all fields of a draft, the requested fields when action is required, and a few fields of an approved deal. `metadata` may be changed in every state. An object replaces the stored one as a whole. If-Match is required. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: its objects are merged with those that are stored.
   *
   * `PATCH /api/v1/deals/{id}`
   */
  update(id: string, body: Schemas["UpdateDeal"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Deal"]>;
  /**
   * Delete a draft of a deal.
   *
   * Deletes a deal that was never submitted, with its history and notes. Its `external_id` can be used again. A deal that was submitted stays: withdraw it. If-Match is optional.
   *
   * `DELETE /api/v1/deals/{id}`
   */
  delete(id: string, options?: RequestOptions & IfMatchOptions): Call<void>;
  /**
   * Retrieve the history of a deal.
   *
   * Returns all changes of the deal, oldest first. A partner sees the changes since the deal became its own.
   *
   * `GET /api/v1/deals/{id}/history`
   */
  getHistory(id: string, query?: Query<"getDealHistory">, options?: RequestOptions): ListCall<Schemas["DealHistory"]>;
  /**
   * Submit a deal.
   *
   * Submits the deal for review. The first submission for a customer registers the customer. If the deal violates the rules of its programme, the response lists all errors. GET /deal-schema returns its rules. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/submit`
   */
  submit(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Withdraw a deal.
   *
   * Withdraws the deal. Other partners can then register its customer. This cannot be undone. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/withdraw`
   */
  withdraw(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Export deals.
   *
   * Returns all matching deals, newest first, as CSV (UTF-8) with the columns that POST /deal-imports accepts. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe, which an import removes. To export the deals of a sandbox, filter by its partner_id.
   *
   * `GET /api/v1/deals/export`
   */
  export(query?: Query<"exportDeals">, options?: RequestOptions): Call<Response>;
  /**
   * Sum up the pipeline.
   *
   * Returns how many approved deals are open in each stage, what they are worth, how long they have been there, and whose protection ends soon. GET /deals with `review_status=approved` and the same filters lists the deals of a stage. A partner sees only its own. For the deals of a sandbox, filter by its partner_id.
   *
   * `GET /api/v1/deals/pipeline`
   */
  getPipeline(query?: Query<"getDealPipeline">, options?: RequestOptions): Call<Schemas["DealPipeline"]>;
  /**
   * List the matches of a deal.
   *
   * Returns the accounts and open deals that matched the deal when it was submitted, the most likely first, with the evidence for each.
   *
   * `GET /api/v1/deals/{id}/matches`
   */
  listMatches(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["DealMatches"]>;
  /**
   * Approve a deal.
   *
   * Approves the deal. From now on its customer is protected for the partner. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/approve`
   */
  approve(id: string, body?: Schemas["ApproveDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Reject a deal.
   *
   * Rejects the deal. The partner sees the reason. This cannot be undone. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/reject`
   */
  reject(id: string, body: Schemas["RejectDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Request changes from the partner.
   *
   * Returns the deal to the partner, who may change the listed fields and submit it again. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/ask`
   */
  askForAction(id: string, body: Schemas["AskForAction"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Merge a duplicate.
   *
   * Closes the deal as a duplicate of another deal. The other deal must be submitted and open and, like this deal, in production or in a sandbox. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/merge`
   */
  merge(id: string, body: Schemas["MergeDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Change the stage of a deal.
   *
   * Moves the deal to a stage that may follow its current stage. `won` and `lost` are final. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/stage`
   */
  changeStage(id: string, body: Schemas["ChangeDealStage"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Extend the protection of a deal.
   *
   * Extends the protection immediately, by the duration and up to the number of extensions that the programme allows. The deal must be approved, open and still protected. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/extension`
   */
  extendProtection(id: string, body: Schemas["ExtendProtection"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Reassign a deal.
   *
   * Changes the person responsible for an open deal at the company, or the partner that it belongs to. The new partner does not see the past: notes become internal, the history starts again, and `external_id` and `team` are cleared. The old partner can no longer read the deal. The programme does not change. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/reassign`
   */
  reassign(id: string, body: Schemas["ReassignDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * Override a rule for a deal.
   *
   * Overrides a rule for a submitted, open deal by a person's decision. The history records it with the reason. If-Match is optional.
   *
   * `POST /api/v1/deals/{id}/override`
   */
  override(id: string, body: Schemas["OverrideDeal"], options?: PostOptions): Call<Schemas["Deal"]>;
  /**
   * List deals that await a decision.
   *
   * Returns deals that are submitted or in review, the earliest `review_due_at` first.
   *
   * `GET /api/v1/deals/review-queue`
   */
  listReviewQueue(query?: Query<"listReviewQueue">, options?: RequestOptions): ListCall<Schemas["DealList"]>;
  /**
   * Add a note to a deal.
   *
   * Adds a note that partner and company can read. With `internal: true` (platform keys only) it is visible only to the company. Notes cannot be changed or deleted.
   *
   * `POST /api/v1/deals/{id}/notes`
   */
  addNote(id: string, body: Schemas["CreateDealNote"], options?: PostOptions): Call<Schemas["DealNote"]>;
  /**
   * List the notes of a deal.
   *
   * Returns notes, newest first. A partner does not see internal notes.
   *
   * `GET /api/v1/deals/{id}/notes`
   */
  listNotes(id: string, query?: Query<"listDealNotes">, options?: RequestOptions): ListCall<Schemas["DealNoteList"]>;
}

export interface DealSchemaResource {
  /**
   * Retrieve the schema of a submission.
   *
   * Returns a JSON Schema of a deal that can be submitted: field types, the required fields of the programme, its conditional rules as if/then, and its custom fields. `x-editable-fields` lists the fields that may be changed in each review status. Send the ETag as If-None-Match to get 304 while nothing has changed.
   *
   * `GET /api/v1/deal-schema`
   */
  get(query: Query<"getDealSchema"> | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["DealSchema"] | undefined>;
  get(query?: Query<"getDealSchema">, options?: RequestOptions): Call<Schemas["DealSchema"]>;
}

export interface DealImportsResource {
  /**
   * Import deals.
   *
   * Imports up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET /deal-imports/{id}. Up to 50,000 rows of a partner can wait: with more, the response is 429 (import_backlog_full) with Retry-After. CSV needs a header with the columns of GET /deals/export; lists have ; between their items.
   *
   * `POST /api/v1/deal-imports`
   */
  create(body: string | Uint8Array, options: PostOptions & { query?: Query<"importDeals"> } & ContentOptions<"application/x-ndjson" | "text/csv">): Call<Schemas["DealImport"]>;
  create(body: Body<"importDeals">, options?: PostOptions & { query?: Query<"importDeals"> }): Call<Schemas["DealImport"]>;
  /**
   * List imports of deals.
   *
   * Returns imports, newest first. A partner sees only its own.
   *
   * `GET /api/v1/deal-imports`
   */
  list(query?: Query<"listDealImports">, options?: RequestOptions): ListCall<Schemas["DealImportList"]>;
  /**
   * Retrieve an import of deals.
   *
   * Returns the progress of the import and the number of rows per result.
   *
   * `GET /api/v1/deal-imports/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["DealImport"]>;
  /**
   * List the rows of an import.
   *
   * Returns the rows in the order of the file, each with its result. With status=failed it lists the rows to fix and send again.
   *
   * `GET /api/v1/deal-imports/{id}/rows`
   */
  listRows(id: string, query?: Query<"listDealImportRows">, options?: RequestOptions): ListCall<Schemas["DealImportRowList"]>;
}

export interface AccountsResource {
  /**
   * Create or update up to 1,000 accounts.
   *
   * Upserts accounts by `external_id`. A row replaces the account with the same `external_id`; a row without changes is skipped. Each row succeeds or fails independently: check `results`. Deals submitted afterwards are matched against the new data.
   *
   * `POST /api/v1/accounts/batch`
   */
  upsert(body: Schemas["AccountBatch"], options?: PostOptions): Call<Schemas["AccountBatchResult"]>;
  /**
   * List accounts.
   *
   * Returns accounts, newest first.
   *
   * `GET /api/v1/accounts`
   */
  list(query?: Query<"listAccounts">, options?: RequestOptions): ListCall<Schemas["AccountList"]>;
  /**
   * Retrieve an account.
   *
   * Returns the current version of the account.
   *
   * `GET /api/v1/accounts/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Account"]>;
  /**
   * Delete an account.
   *
   * Deletes the account. New deals are no longer matched against it. Matches of earlier deals are kept.
   *
   * `DELETE /api/v1/accounts/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
}

export interface AccountVerdictsResource {
  /**
   * Decide that two companies are the same, or different.
   *
   * Remembers the decision for all deals that are submitted afterwards: `same` makes every match of the two a certain one, `different` removes it. A company is named by a name, in any spelling, or by its website. A second verdict about the same two replaces the first.
   *
   * `POST /api/v1/account-verdicts`
   */
  record(body: Schemas["CreateAccountVerdict"], options?: PostOptions): Call<Schemas["AccountVerdict"]>;
  /**
   * List verdicts about companies.
   *
   * Returns what people decided about two companies, newest first.
   *
   * `GET /api/v1/account-verdicts`
   */
  list(query?: Query<"listAccountVerdicts">, options?: RequestOptions): ListCall<Schemas["AccountVerdictList"]>;
  /**
   * Retrieve a verdict about two companies.
   *
   * Returns the verdict.
   *
   * `GET /api/v1/account-verdicts/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["AccountVerdict"]>;
  /**
   * Withdraw a verdict about two companies.
   *
   * Deletes the verdict: from then on the score decides again. The audit log keeps it.
   *
   * `DELETE /api/v1/account-verdicts/{id}`
   */
  withdraw(id: string, options?: RequestOptions): Call<void>;
}

export interface AccountMatchesResource {
  /**
   * List matches to review.
   *
   * Returns what the customers of deals that await a decision matched when they were submitted, the newest deal first, with the facts of both sides. Decide about a pair with POST /account-verdicts. To list those of a sandbox, filter by its partner_id.
   *
   * `GET /api/v1/account-matches`
   */
  list(query?: Query<"listAccountMatches">, options?: RequestOptions): ListCall<Schemas["AccountMatchList"]>;
}

export interface ConnectorsResource {
  /**
   * List the vendors that can be connected.
   *
   * Returns what each vendor has, needs and permits: objects, scopes with their reasons, limits, and what it does not tell. There is one page.
   *
   * `GET /api/v1/connectors`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["ConnectorList"]>;
}

export interface ConnectionsResource {
  /**
   * Create a connection.
   *
   * Stores the credentials encrypted and connects to the vendor. With `oauth`, nothing happens until an administrator of the account opens `connect_url` and consents. The other methods are tried out at once: if that fails, the connection is `action_required`, and `status_reason` says why.
   *
   * `POST /api/v1/connections`
   */
  create(body: Schemas["CreateConnection"], options?: PostOptions): Call<Schemas["ConnectionWithLink"]>;
  /**
   * List connections.
   *
   * Returns connections, newest first. Disconnected ones stay in the list, with their report.
   *
   * `GET /api/v1/connections`
   */
  list(query?: Query<"listConnections">, options?: RequestOptions): ListCall<Schemas["ConnectionList"]>;
  /**
   * Retrieve a connection.
   *
   * Returns the connection, its status and what it lacks, never its credentials.
   *
   * `GET /api/v1/connections/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Connection"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Connection"]>;
  /**
   * Update a connection.
   *
   * Changes the name, the part of the limits that Causeway may use, or whether the log of changes is read. Fields that you omit keep their values. Without `If-Match`, the last change wins. `POST /connections/{id}/rotate` replaces credentials. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/connections/{id}`
   */
  update(id: string, body: Schemas["UpdateConnection"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Connection"]>;
  /**
   * Pause a connection.
   *
   * Stops reading and writing until you resume. Tokens are still renewed, so that the connection stays alive.
   *
   * `POST /api/v1/connections/{id}/pause`
   */
  pause(id: string, body?: Schemas["PauseConnection"], options?: PostOptions): Call<Schemas["Connection"]>;
  /**
   * Resume a connection.
   *
   * Continues a paused connection where it stopped.
   *
   * `POST /api/v1/connections/{id}/resume`
   */
  resume(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Connection"]>;
  /**
   * Test a connection.
   *
   * Asks the vendor which account and scopes the credentials have, and records the answer. If they work again, an `action_required` connection becomes active.
   *
   * `POST /api/v1/connections/{id}/test`
   */
  test(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Connection"]>;
  /**
   * Get a new link to consent with.
   *
   * Returns a new `connect_url`; earlier links stop working. What was granted before keeps working until a person consents. Connections without `oauth` get no link: rotate their credentials.
   *
   * `POST /api/v1/connections/{id}/reconnect`
   */
  reconnect(id: string, body?: undefined, options?: PostOptions): Call<Schemas["ConnectionWithLink"]>;
  /**
   * Replace the credentials of a connection.
   *
   * Tries the new credentials out, then replaces the old ones. They must reach the same account of the vendor, by the same method. If they do not work, nothing changes.
   *
   * `POST /api/v1/connections/{id}/rotate`
   */
  rotateCredentials(id: string, body: Schemas["RotateConnection"], options?: PostOptions): Call<Schemas["Connection"]>;
  /**
   * Disconnect a connection.
   *
   * Stops everything at once, then asynchronously revokes the permission at the vendor and erases the credentials. Cached data is erased after `connections.erase_after_days` of the settings. `disconnect_report` says what was erased, and what the vendor still holds.
   *
   * `POST /api/v1/connections/{id}/disconnect`
   */
  disconnect(id: string, body?: Schemas["DisconnectConnection"], options?: PostOptions): Call<Schemas["Connection"]>;
  /**
   * Retrieve the limits of a connection.
   *
   * Returns how much of the vendor's limits is used. A used up quota is no error: work waits until it is available again.
   *
   * `GET /api/v1/connections/{id}/limits`
   */
  getLimits(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["ConnectionLimits"]>;
  /**
   * Describe an object of the vendor's account.
   *
   * Asks the vendor for the live metadata of one object: fields, types, permitted values. It costs a call of the vendor's budget.
   *
   * `GET /api/v1/connections/{id}/objects/{object}`
   */
  describeObject(id: string, object: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["VendorObject"]>;
}

export interface SyncsResource {
  /**
   * Create a sync.
   *
   * Keeps the records of two connections the same. The mapping is compared with the live metadata of both systems first: a field that is missing or read-only, or a choice that does not exist, is an error here. The first run reads everything. One that is created paused runs when it is resumed.
   *
   * `POST /api/v1/syncs`
   */
  create(body: Schemas["CreateSync"], options?: PostOptions): Call<Schemas["Sync"]>;
  /**
   * List syncs.
   *
   * Returns syncs, newest first.
   *
   * `GET /api/v1/syncs`
   */
  list(query?: Query<"listSyncs">, options?: RequestOptions): ListCall<Schemas["SyncList"]>;
  /**
   * Update a sync.
   *
   * Fields that you omit keep their values. Without `If-Match`, the last change wins. A new mapping is checked like that of a new sync, ends the present run, and every record is compared anew: POST /syncs/{id}/preview shows before what it would rewrite. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/syncs/{id}`
   */
  update(id: string, body: Schemas["SyncChange"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Sync"]>;
  /**
   * Retrieve a sync.
   *
   * Returns the current version of the sync, with its mapping.
   *
   * `GET /api/v1/syncs/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Sync"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Sync"]>;
  /**
   * Delete a sync.
   *
   * Deletes the sync, and what Causeway knows of its records. The records themselves stay as they are in both systems.
   *
   * `DELETE /api/v1/syncs/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
  /**
   * Run a sync now.
   *
   * Asks for a run. Several requests before it begins are one run. A sync that is paused runs when it is resumed.
   *
   * `POST /api/v1/syncs/{id}/trigger`
   */
  trigger(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Pause a sync.
   *
   * The present run stops after the page that it is at, and goes on there later.
   *
   * `POST /api/v1/syncs/{id}/pause`
   */
  pause(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Resume a sync.
   *
   * The run that was paused goes on, or a new one begins.
   *
   * `POST /api/v1/syncs/{id}/resume`
   */
  resume(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Reset a sync.
   *
   * The next run reads every record of both sides. Each is compared and merged again, whether it changed or not. Links and what both sides agreed on stay.
   *
   * `POST /api/v1/syncs/{id}/reset`
   */
  reset(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Read what changed for long.
   *
   * The next run reads again what changed in the last 90 days, or since the time that you give, on both sides, and handles what is not as it was known. It replaces the present run. After a pause or a crash it goes on where it was.
   *
   * `POST /api/v1/syncs/{id}/backfill`
   */
  backfill(id: string, body?: undefined, options?: PostOptions & { query?: Query<"backfillSync"> }): Call<void>;
  /**
   * Approve what a sync waits for.
   *
   * A run that would delete or change more records than the sync allows leaves them. This approves them, in a new run.
   *
   * `POST /api/v1/syncs/{id}/approve`
   */
  approveRun(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * List the runs of a sync.
   *
   * Returns runs, newest first.
   *
   * `GET /api/v1/syncs/{id}/runs`
   */
  listRuns(id: string, query?: Query<"listSyncRuns">, options?: RequestOptions): ListCall<Schemas["SyncRunList"]>;
  /**
   * List the writes of a sync.
   *
   * Returns the write ledger, newest first. With `state=failed`, the records that could not be written, each with its reason and remedy.
   *
   * `GET /api/v1/syncs/{id}/writes`
   */
  listWrites(id: string, query?: Query<"listSyncWrites">, options?: RequestOptions): ListCall<Schemas["SyncWriteList"]>;
  /**
   * Group failed records by reason.
   *
   * Returns how many records could not be written for which reason, the most frequent first, with its remedy.
   *
   * `GET /api/v1/syncs/{id}/writes/groups`
   */
  listWriteGroups(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["SyncWriteGroupList"]>;
  /**
   * Export failed records.
   *
   * Returns the records that could not be written and match the filters, newest first, as CSV (UTF-8).
   *
   * `GET /api/v1/syncs/{id}/writes/export`
   */
  exportFailedWrites(id: string, query?: Query<"exportFailedSyncWrites">, options?: RequestOptions): Call<Response>;
  /**
   * Retry failed records.
   *
   * Writes failed records again: those that match all that you name, or with an empty body all.
   *
   * `POST /api/v1/syncs/{id}/writes/retry`
   */
  retryWrites(id: string, body: Schemas["SyncRetry"], options?: PostOptions): Call<Schemas["SyncRetried"]>;
  /**
   * Dismiss a failed record.
   *
   * The record is not written. It is written again only if another state of it is wanted.
   *
   * `POST /api/v1/syncs/{id}/writes/{write}/dismiss`
   */
  dismissWrite(id: string, write: string, body: Schemas["SyncDismissal"], options?: PostOptions): Call<void>;
  /**
   * List conflicts.
   *
   * Returns fields that both sides changed and for which no rule decides, newest first. They are left as they are on both sides.
   *
   * `GET /api/v1/syncs/{id}/conflicts`
   */
  listConflicts(id: string, query?: Query<"listSyncConflicts">, options?: RequestOptions): ListCall<Schemas["SyncConflictList"]>;
  /**
   * Resolve a conflict.
   *
   * The next run, which begins now, writes the winner's value to the other side.
   *
   * `POST /api/v1/syncs/{id}/conflicts/{conflict}/resolve`
   */
  resolveConflict(id: string, conflict: string, body: Schemas["SyncResolution"], options?: PostOptions): Call<void>;
  /**
   * Link two records by hand.
   *
   * Says that a record of A and one of B are the same. They are compared in the next run, which begins now.
   *
   * `POST /api/v1/syncs/{id}/links`
   */
  linkRecords(id: string, body: Schemas["CreateSyncLink"], options?: PostOptions): Call<Schemas["SyncLink"]>;
  /**
   * Preview a mapping.
   *
   * Reads real records of both systems and returns, field by field, what the mapping would write: before and after. Nothing is written. Use it before you change a mapping, to see what that would rewrite.
   *
   * `POST /api/v1/syncs/{id}/preview`
   */
  preview(id: string, body: Schemas["SyncPreviewRequest"], options?: PostOptions): Call<Schemas["SyncPreview"]>;
  /**
   * Test a sync with one record.
   *
   * Returns what is to be written, field by field, writes it, and takes it back: what is created is removed, and changed fields get back what they had, unless somebody has changed them meanwhile. What a vendor does not remove is named, with its remedy. The sync must be paused; its runs wait until the test has ended.
   *
   * `POST /api/v1/syncs/{id}/test`
   */
  test(id: string, body: Schemas["SyncTestRequest"], options?: PostOptions): Call<Schemas["BegunSyncTest"]>;
  /**
   * List the tests of a sync.
   *
   * Returns tests, newest first.
   *
   * `GET /api/v1/syncs/{id}/tests`
   */
  listTests(id: string, query?: Query<"listSyncTests">, options?: RequestOptions): ListCall<Schemas["SyncTestList"]>;
  /**
   * Retrieve a test of a sync.
   *
   * Returns what the test has written, and whether it is taken back. A test that is under way changes.
   *
   * `GET /api/v1/syncs/{id}/tests/{test}`
   */
  getTest(id: string, test: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["SyncTest"]>;
  /**
   * Retrieve a preset mapping.
   *
   * Returns a mapping that fits both connections as they are now. What needs fields that a company adds to its CRM, such as `mrr`, is left out until there are such fields.
   *
   * `POST /api/v1/syncs/preset`
   */
  getPreset(body: Schemas["SyncPresetRequest"], options?: PostOptions): Call<Schemas["SyncPreset"]>;
}

export interface ReconciliationsResource {
  /**
   * Retrieve a sync's reconciliation plan.
   *
   * Returns when and how both sides of the sync are compared each night.
   *
   * `GET /api/v1/syncs/{id}/reconciliation-plan`
   */
  getPlan(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["ReconciliationPlan"] | undefined>;
  getPlan(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["ReconciliationPlan"]>;
  /**
   * Replace a sync's reconciliation plan.
   *
   * Fields that you omit get their defaults. Without `If-Match`, the last change wins. A run that is under way goes on.
   *
   * `PUT /api/v1/syncs/{id}/reconciliation-plan`
   */
  putPlan(id: string, body: Schemas["ReconciliationPlanSettings"], options?: RequestOptions & IfMatchOptions): Call<Schemas["ReconciliationPlan"]>;
  /**
   * Reconcile a sync now.
   *
   * Compares both sides now, or once for each night that you name. Runs of one sync follow each other; who asks twice before a run has begun gets one.
   *
   * `POST /api/v1/syncs/{id}/reconcile`
   */
  reconcileSync(id: string, body: Schemas["ReconcileRequest"], options?: PostOptions): Call<Schemas["Reconciling"]>;
  /**
   * List reconciliations.
   *
   * Returns the nights of all pairs of systems and of all books, newest first.
   *
   * `GET /api/v1/reconciliations`
   */
  list(query?: Query<"listReconciliations">, options?: RequestOptions): ListCall<Schemas["ReconciliationList"]>;
  /**
   * List what a reconciliation found.
   *
   * Returns differences, newest first. Each was looked at twice before it was called one.
   *
   * `GET /api/v1/reconciliations/{id}/findings`
   */
  listFindings(id: string, query?: Query<"listReconciliationFindings">, options?: RequestOptions): ListCall<Schemas["ReconciliationFindingList"]>;
  /**
   * Approve what a reconciliation waits for.
   *
   * A night that would repair or delete more records than the plan allows waits. This lets it go on.
   *
   * `POST /api/v1/reconciliations/{id}/approve`
   */
  approve(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Cancel a reconciliation.
   *
   * Ends a run that waits, or is under way, without a report. What it has asked the sync to repair is still written. The next night, or run that somebody asked for, begins as usual.
   *
   * `POST /api/v1/reconciliations/{id}/cancel`
   */
  cancel(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Repair a class of findings.
   *
   * The sync reads the records again, merges them by the owner rules, and writes. Findings that are repaired, ignored or questions for a person are left out. `GET /reconciliations/{id}/findings` says what became of each.
   *
   * `POST /api/v1/reconciliations/{id}/repairs`
   */
  repairFindings(id: string, body: Schemas["ReconciliationRepairs"], options?: PostOptions): Call<Schemas["ReconciliationRepairsResult"]>;
  /**
   * Get a reconciliation.
   *
   * Returns a night with its report.
   *
   * `GET /api/v1/reconciliations/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["ReportedReconciliation"]>;
  /**
   * Get the report of a reconciliation.
   *
   * Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV.
   *
   * `GET /api/v1/reconciliations/{id}/report`
   */
  getReport(id: string, query: AsFile<"getReconciliationReport">, options?: RequestOptions): Call<Response>;
  getReport(id: string, query?: AsJson<"getReconciliationReport">, options?: RequestOptions): Call<Schemas["ReconciliationReport"]>;
}

export interface ReconciliationDriftResource {
  /**
   * Retrieve the drift night by night.
   *
   * Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out.
   *
   * `GET /api/v1/reconciliation-drift`
   */
  get(query: AsFile<"getReconciliationDrift">, options?: RequestOptions): Call<Response>;
  get(query?: AsJson<"getReconciliationDrift">, options?: RequestOptions): Call<Schemas["ReconciliationDrift"]>;
}

export interface ReconciliationFindingsResource {
  /**
   * Repair a finding.
   *
   * The sync reads the records again, merges them by the owner rules, and writes.
   *
   * `POST /api/v1/reconciliation-findings/{id}/repair`
   */
  repair(id: string, body?: undefined, options?: PostOptions): Call<void>;
  /**
   * Ignore a finding.
   *
   * Says that a difference is right as it is. It is not counted, repaired or told again until its values change, or the time has passed.
   *
   * `POST /api/v1/reconciliation-findings/{id}/ignore`
   */
  ignore(id: string, body: Schemas["ReconciliationIgnore"], options?: PostOptions): Call<void>;
  /**
   * Stop ignoring a finding.
   *
   * It counts again, now and in later nights.
   *
   * `DELETE /api/v1/reconciliation-findings/{id}/ignore`
   */
  unignore(id: string, options?: RequestOptions): Call<void>;
}

export interface BooksResource {
  /**
   * List the books.
   *
   * Returns the company's own books: deliveries against workflows, deals against the CRM, the audit log, erasures, retention, and what expires. Each is compared every night.
   *
   * `GET /api/v1/books`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["BookList"]>;
  /**
   * Reconcile a book now.
   *
   * Compares everything, as in the night of a Sunday, and makes a report.
   *
   * `POST /api/v1/books/{book}/reconcile`
   */
  reconcile(book: string, body?: undefined, options?: PostOptions): Call<Schemas["BegunBookRun"]>;
}

export interface IntegrationHealthResource {
  /**
   * Retrieve the health of a connection.
   *
   * Returns its state with reason and remedy, what is left of its quota, and how fresh the records of its syncs are.
   *
   * `GET /api/v1/connections/{id}/health`
   */
  getConnectionHealth(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["IntegrationHealthDetail"]>;
  /**
   * Retrieve the health of a sync.
   *
   * Returns its state with reason and remedy, the records that are not written, and how old its last complete run is.
   *
   * `GET /api/v1/syncs/{id}/health`
   */
  getSyncHealth(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["IntegrationHealthDetail"]>;
  /**
   * Retrieve the health of an endpoint.
   *
   * Returns its state with reason and remedy: what is held, repeated or given up, and since when.
   *
   * `GET /api/v1/endpoints/{id}/health`
   */
  getEndpointHealth(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["IntegrationHealthDetail"]>;
  /**
   * Retrieve the health of a partner.
   *
   * Returns the state of the partner, which is that of its worst endpoint unless the partner itself is pending or suspended, and of each endpoint.
   *
   * `GET /api/v1/partners/{id}/health`
   */
  getPartnerHealth(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerHealth"]>;
}

export interface ExportsResource {
  /**
   * List the streams of exports.
   *
   * Returns what can be exported. A partner key sees the streams that have rows of its own.
   *
   * `GET /api/v1/exports`
   */
  listStreams(query?: NoQuery, options?: RequestOptions): Call<Schemas["ExportStreamList"]>;
  /**
   * Retrieve the schema of a stream.
   *
   * Returns the JSON Schema of its rows, its primary key and its cursor field.
   *
   * `GET /api/v1/exports/{stream}/schema`
   */
  getSchema(stream: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["ExportStreamSchema"]>;
  /**
   * Read a stream.
   *
   * Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction is committed. With `Accept: application/x-ndjson` the whole pass is streamed, a row a line, and the `Link` header has the cursor of the next pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own.
   *
   * `GET /api/v1/exports/{stream}`
   */
  read(stream: string, query?: Query<"readExport">, options?: RequestOptions): ListCall<Schemas["ExportPage"]>;
}

export interface AlertsResource {
  /**
   * List alerts.
   *
   * Returns what is and was wrong, the latest first. Alerts are kept for 90 days after their end. With `state=firing` it is what somebody has to look after.
   *
   * `GET /api/v1/alerts`
   */
  list(query?: Query<"listAlerts">, options?: RequestOptions): ListCall<Schemas["AlertList"]>;
  /**
   * Retrieve an alert.
   *
   * Returns the alert, and whom it was told.
   *
   * `GET /api/v1/alerts/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["AlertWithNotices"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["AlertWithNotices"]>;
  /**
   * Acknowledge an alert.
   *
   * Says that somebody looks after it: it does not escalate, nobody is reminded, and who has heard of it is told. If it becomes more severe, it fires again. Without If-Match the last change wins.
   *
   * `POST /api/v1/alerts/{id}/acknowledge`
   */
  acknowledge(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Alert"]>;
  /**
   * Take an acknowledgement back.
   *
   * The alert fires again, and escalates as if nobody had acknowledged it. Without If-Match the last change wins.
   *
   * `POST /api/v1/alerts/{id}/unacknowledge`
   */
  unacknowledge(id: string, body?: undefined, options?: PostOptions): Call<Schemas["Alert"]>;
  /**
   * Snooze an alert.
   *
   * Nobody is told of it before that time. If it still fires then, it is told, or who has heard of it is reminded. Without If-Match the last change wins.
   *
   * `POST /api/v1/alerts/{id}/snooze`
   */
  snooze(id: string, body: Schemas["SnoozeAlert"], options?: PostOptions): Call<Schemas["Alert"]>;
}

export interface AlertChannelsResource {
  /**
   * List alert channels.
   *
   * Returns where alerts are sent, the newest first.
   *
   * `GET /api/v1/alert-channels`
   */
  list(query?: Query<"listAlertChannels">, options?: RequestOptions): ListCall<Schemas["AlertChannelList"]>;
  /**
   * Create an alert channel.
   *
   * Creates a place where alerts are sent. Until a route names it, it is told of every alert. Try it with POST /alert-channels/{id}/test.
   *
   * `POST /api/v1/alert-channels`
   */
  create(body: Schemas["CreateAlertChannel"], options?: PostOptions): Call<Schemas["AlertChannel"]>;
  /**
   * Retrieve an alert channel.
   *
   * Returns the channel, and whether messages arrive.
   *
   * `GET /api/v1/alert-channels/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["AlertChannel"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["AlertChannel"]>;
  /**
   * Update an alert channel.
   *
   * Changes what is sent. Messages that could not be sent are tried again soon. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/alert-channels/{id}`
   */
  update(id: string, body: Schemas["AlertChannelChange"], options?: RequestOptions & IfMatchOptions): Call<Schemas["AlertChannel"]>;
  /**
   * Delete an alert channel.
   *
   * Deletes the channel and its secrets. What it was told stays with the alerts. A channel that a route names cannot be deleted. With If-Match, only that version is.
   *
   * `DELETE /api/v1/alert-channels/{id}`
   */
  delete(id: string, options?: RequestOptions & IfMatchOptions): Call<void>;
  /**
   * Try an alert channel.
   *
   * Sends a test message now, also to a disabled channel, and returns what the other side said.
   *
   * `POST /api/v1/alert-channels/{id}/test`
   */
  test(id: string, body?: undefined, options?: PostOptions): Call<Schemas["AlertChannelTest"]>;
}

export interface AlertRoutesResource {
  /**
   * Retrieve the routes of alerts.
   *
   * Returns which alerts are told to whom. A channel that no route names is told of every alert.
   *
   * `GET /api/v1/alert-routes`
   */
  get(query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["AlertRoutes"] | undefined>;
  get(query?: NoQuery, options?: RequestOptions): Call<Schemas["AlertRoutes"]>;
  /**
   * Replace the routes of alerts.
   *
   * Replaces all of them. Open alerts are told by the new ones at once. Without If-Match the last change wins.
   *
   * `PUT /api/v1/alert-routes`
   */
  set(body: Schemas["SetAlertRoutes"], options?: RequestOptions & IfMatchOptions): Call<Schemas["AlertRoutes"]>;
}

export interface AlertRulesResource {
  /**
   * List the rules of alerts.
   *
   * Returns what the company is alerted of, and the thresholds. They are set in the settings file.
   *
   * `GET /api/v1/alert-rules`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["AlertRuleList"]>;
}

export interface TouchesResource {
  /**
   * Record a touch.
   *
   * A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
   *
   * `POST /api/v1/touches`
   */
  record(body: Schemas["CreateTouch"], options?: PostOptions): Call<Schemas["Touch"]>;
  /**
   * List touches.
   *
   * Returns touches, newest recorded first. A partner key sees its own.
   *
   * `GET /api/v1/touches`
   */
  list(query?: Query<"listTouches">, options?: RequestOptions): ListCall<Schemas["TouchList"]>;
  /**
   * Record up to 1,000 touches.
   *
   * A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
   *
   * `POST /api/v1/touches/batch`
   */
  recordMany(body: Schemas["TouchesBatch"], options?: PostOptions): Call<Schemas["FactBatchResult"]>;
}

export interface ConversionsResource {
  /**
   * Record a conversion.
   *
   * A conversion tells that a subject became a lead, an opportunity or a customer. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
   *
   * `POST /api/v1/conversions`
   */
  record(body: Schemas["CreateConversion"], options?: PostOptions): Call<Schemas["Conversion"]>;
  /**
   * List conversions.
   *
   * Returns conversions, newest recorded first. Platform keys only: a conversion can belong to several partners.
   *
   * `GET /api/v1/conversions`
   */
  list(query?: Query<"listConversions">, options?: RequestOptions): ListCall<Schemas["ConversionList"]>;
  /**
   * Record up to 1,000 conversions.
   *
   * A conversion tells that a subject became a lead, an opportunity or a customer. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
   *
   * `POST /api/v1/conversions/batch`
   */
  recordMany(body: Schemas["ConversionsBatch"], options?: PostOptions): Call<Schemas["FactBatchResult"]>;
}

export interface RevenueResource {
  /**
   * Record a revenue.
   *
   * Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
   *
   * `POST /api/v1/revenue`
   */
  record(body: Schemas["CreateRevenue"], options?: PostOptions): Call<Schemas["Revenue"]>;
  /**
   * List revenue.
   *
   * Returns sales, refunds and changes of subscriptions, newest recorded first. Platform keys only.
   *
   * `GET /api/v1/revenue`
   */
  list(query?: Query<"listRevenue">, options?: RequestOptions): ListCall<Schemas["RevenueList"]>;
  /**
   * Record up to 1,000 revenue.
   *
   * Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
   *
   * `POST /api/v1/revenue/batch`
   */
  recordItems(body: Schemas["RevenueItemsBatch"], options?: PostOptions): Call<Schemas["FactBatchResult"]>;
}

export interface CostsResource {
  /**
   * Record a cost.
   *
   * A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
   *
   * `POST /api/v1/costs`
   */
  record(body: Schemas["CreateCost"], options?: PostOptions): Call<Schemas["Cost"]>;
  /**
   * List costs.
   *
   * Returns costs, newest recorded first. A partner key sees its own.
   *
   * `GET /api/v1/costs`
   */
  list(query?: Query<"listCosts">, options?: RequestOptions): ListCall<Schemas["CostList"]>;
  /**
   * Record up to 1,000 costs.
   *
   * A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
   *
   * `POST /api/v1/costs/batch`
   */
  recordMany(body: Schemas["CostsBatch"], options?: PostOptions): Call<Schemas["FactBatchResult"]>;
}

export interface SubjectsResource {
  /**
   * Say that two subjects are the same.
   *
   * A visitor is a user, or a user belongs to an account: from then on conversions and revenue of the one have the touches of all. Touches and conversions of the past count too, so earlier reports stay as they were, and later ones are computed anew. A subject is one other subject at most.
   *
   * `POST /api/v1/subjects/identify`
   */
  identify(body: Schemas["CreateIdentity"], options?: PostOptions): Call<Schemas["Identity"]>;
  /**
   * Take back that two subjects are the same.
   *
   * From then on the subject, and those that are the same as it, are on their own again.
   *
   * `POST /api/v1/subjects/unidentify`
   */
  unidentify(body: Schemas["IdentityEnd"], options?: PostOptions): Call<Schemas["Identity"]>;
  /**
   * Say of up to 1,000 subjects whom they are the same as.
   *
   * Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
   *
   * `POST /api/v1/subjects/identify/batch`
   */
  identifyMany(body: Schemas["IdentityBatch"], options?: PostOptions): Call<Schemas["IdentityBatchResult"]>;
}

export interface LinksResource {
  /**
   * Create a link that records touches.
   *
   * Whoever opens the link is forwarded to `target`, and a touch of the partner is recorded. The target receives the visitor as `cw_click` in its query: send it as `subject` to POST /subjects/identify once you know who it is. No cookie is set, unless `attribution.link_cookie` is on.
   *
   * `POST /api/v1/links`
   */
  create(body: Schemas["CreateLink"], options?: PostOptions): Call<Schemas["Link"]>;
  /**
   * List links.
   *
   * Returns links in the order of their codes. A partner key sees its own.
   *
   * `GET /api/v1/links`
   */
  list(query?: Query<"listLinks">, options?: RequestOptions): ListCall<Schemas["LinkList"]>;
  /**
   * Disable a link.
   *
   * From now on it leads nowhere. What it recorded stays.
   *
   * `POST /api/v1/links/{code}/disable`
   */
  disable(code: string, body?: undefined, options?: PostOptions): Call<Schemas["Link"]>;
}

export interface AttributionResource {
  /**
   * Retrieve by what a partner is found in touches.
   *
   * Returns the values of `utm_source` and the hosts of referrers that mean this partner.
   *
   * `GET /api/v1/partners/{id}/attribution-sources`
   */
  getSources(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["AttributionSources"]>;
  /**
   * Change by what a partner is found in touches.
   *
   * Replaces all names of the partner. A name means one partner only. Touches that were recorded before do not change.
   *
   * `PUT /api/v1/partners/{id}/attribution-sources`
   */
  replaceSources(id: string, body: Schemas["AttributionSourcesInput"], options?: RequestOptions): Call<Schemas["AttributionSources"]>;
  /**
   * Retrieve the return of a partner.
   *
   * Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner.
   *
   * `GET /api/v1/partners/{id}/roi`
   */
  getPartnerRoi(id: string, query: AsFile<"getPartnerRoi">, options?: RequestOptions): Call<Response>;
  getPartnerRoi(id: string, query?: AsJson<"getPartnerRoi">, options?: RequestOptions): Call<Schemas["RoiReport"]>;
  /**
   * Retrieve the return of a partner over time.
   *
   * Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window.
   *
   * `GET /api/v1/partners/{id}/roi/series`
   */
  getPartnerRoiSeries(id: string, query: AsFile<"getPartnerRoiSeries">, options?: RequestOptions): Call<Response>;
  getPartnerRoiSeries(id: string, query?: AsJson<"getPartnerRoiSeries">, options?: RequestOptions): Call<Schemas["RoiSeries"]>;
  /**
   * Retrieve the funnel of a partner.
   *
   * Returns how many touches, leads, opportunities and customers the window has, and the share of each step that reaches the next.
   *
   * `GET /api/v1/partners/{id}/roi/funnel`
   */
  getPartnerFunnel(id: string, query?: Query<"getPartnerFunnel">, options?: RequestOptions): Call<Schemas["PartnerFunnel"]>;
  /**
   * Retrieve the customers of a partner by month.
   *
   * Returns the customers whom the partner brought in each month of the window, and what they have paid, month by month, until `as_of`. A late refund restates its cohort. Which visitors and accounts are the same is as it was known at `as_of`.
   *
   * `GET /api/v1/partners/{id}/roi/cohorts`
   */
  getPartnerCohorts(id: string, query?: Query<"getPartnerCohorts">, options?: RequestOptions): Call<Schemas["PartnerCohorts"]>;
  /**
   * Explain a figure of a partner.
   *
   * Returns the facts that add up to a figure of the return, newest first, each with the share of the partner and the rates of its day.
   *
   * `GET /api/v1/partners/{id}/roi/explain`
   */
  explainPartnerRoi(id: string, query?: Query<"explainPartnerRoi">, options?: RequestOptions): ListCall<Schemas["RoiExplanation"]>;
  /**
   * Explain the credits of a fact.
   *
   * Returns the touches of a conversion or revenue, which of them count and why the others do not, what each weighs by each model, and what follows. Computed from the facts, by the code that credits them.
   *
   * `GET /api/v1/attribution/explain/{fact_id}`
   */
  explain(factId: string, query?: Query<"explainAttribution">, options?: RequestOptions): Call<Schemas["FactExplanation"]>;
  /**
   * Compare all partners.
   *
   * Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one.
   *
   * `GET /api/v1/attribution/league`
   */
  getPartnerLeague(query: AsFile<"getPartnerLeague">, options?: RequestOptions): Call<Response>;
  getPartnerLeague(query?: AsJson<"getPartnerLeague">, options?: RequestOptions): ListCall<Schemas["PartnerLeague"]>;
  /**
   * Measure how much attribution explains.
   *
   * Returns the share of conversions with an explained path, as a whole, by source and by partner, and what was lost and why. At most 92 days.
   *
   * `GET /api/v1/attribution/accuracy`
   */
  getAccuracy(query?: Query<"getAttributionAccuracy">, options?: RequestOptions): Call<Schemas["AttributionAccuracy"]>;
  /**
   * List attribution versions.
   *
   * Returns the versions of the credits, newest first. Reports use the one that is active, unless they name another one.
   *
   * `GET /api/v1/attribution/versions`
   */
  listVersions(query?: Query<"listAttributionVersions">, options?: RequestOptions): ListCall<Schemas["AttributionVersionList"]>;
  /**
   * Create an attribution version.
   *
   * Computes the credits of all facts anew, by the settings of the body or else by those of the installation. Reports do not change until the version is activated. At most 3 versions wait beside the active one.
   *
   * `POST /api/v1/attribution/versions`
   */
  createVersion(body: Schemas["CreateAttributionVersion"], options?: PostOptions): Call<Schemas["AttributionVersion"]>;
  /**
   * Get an attribution version.
   *
   * Returns one version of the credits: its settings, and how far it is computed.
   *
   * `GET /api/v1/attribution/versions/{number}`
   */
  getVersion(number: number, query?: NoQuery, options?: RequestOptions): Call<Schemas["AttributionVersion"]>;
  /**
   * Activate an attribution version.
   *
   * From now on reports use it. The one that was active is retired: it stays readable, as of this moment. Activating the active version changes nothing.
   *
   * `POST /api/v1/attribution/versions/{number}/activate`
   */
  activateVersion(number: number, body?: undefined, options?: PostOptions): Call<Schemas["AttributionVersion"]>;
  /**
   * Discard an attribution version.
   *
   * A version that is being computed, or waits to be activated, is retired. Nothing is added to it any more.
   *
   * `POST /api/v1/attribution/versions/{number}/discard`
   */
  discardVersion(number: number, body?: undefined, options?: PostOptions): Call<Schemas["AttributionVersion"]>;
  /**
   * Compare two attribution versions.
   *
   * Returns who gains and who loses if this version takes the place of another one, the largest changes first, with the conversions or the revenue that change most, and the rules in which the versions differ. Explain one of the facts with both versions to see its touches and weights.
   *
   * `GET /api/v1/attribution/versions/{number}/comparison`
   */
  compareVersions(number: number, query: Query<"compareAttributionVersions">, options?: RequestOptions): Call<Schemas["AttributionComparison"]>;
}

export interface CommissionPlansResource {
  /**
   * List commission plans.
   *
   * Returns the latest version of each plan, newest plan first.
   *
   * `GET /api/v1/commission-plans`
   */
  list(query?: Query<"listCommissionPlans">, options?: RequestOptions): ListCall<Schemas["CommissionPlanList"]>;
  /**
   * Create a commission plan.
   *
   * Creates a plan with its first version. It pays nobody until it is assigned. If it is not valid, the response lists all errors. Amounts are in the currency of the plan.
   *
   * `POST /api/v1/commission-plans`
   */
  create(body: Schemas["CommissionPlanInput"], options?: PostOptions): Call<Schemas["CommissionPlanVersion"]>;
  /**
   * Get a commission plan.
   *
   * Returns all versions of a plan, newest first.
   *
   * `GET /api/v1/commission-plans/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionPlanVersions"]>;
  /**
   * Create a version of a commission plan.
   *
   * Adds a version, which applies to sales from its `effective_from` on. What was accrued by earlier versions stays, and refunds of those sales still compute with them.
   *
   * `POST /api/v1/commission-plans/{id}/versions`
   */
  createVersion(id: string, body: Schemas["CommissionPlanInput"], options?: PostOptions): Call<Schemas["CommissionPlanVersion"]>;
  /**
   * Check a commission plan.
   *
   * Changes nothing. Returns all errors that creating the plan would return.
   *
   * `POST /api/v1/commission-plans/validate`
   */
  validate(body: Schemas["CommissionPlanInput"], options?: PostOptions): Call<Schemas["CommissionPlanCheck"]>;
  /**
   * Try a commission plan on past sales.
   *
   * Changes nothing. Computes what the sales that were accrued in a time would have brought each partner by this plan, and the difference to what they brought: at most 10000 of them, or fewer if the plan has more than two conditions. `npm run commissions:simulate` tries a plan on any number. Refunds are left out on both sides.
   *
   * `POST /api/v1/commission-plans/simulate`
   */
  simulate(body: Schemas["CommissionSimulation"], options?: PostOptions): Call<Schemas["CommissionSimulationResult"]>;
}

export interface CommissionPlanAssignmentsResource {
  /**
   * List assignments of commission plans.
   *
   * Returns who was given which plan from which day on, newest first. Of two for the same target and day, the newer one counts.
   *
   * `GET /api/v1/commission-plan-assignments`
   */
  list(query?: Query<"listCommissionPlanAssignments">, options?: RequestOptions): ListCall<Schemas["PlanAssignmentList"]>;
  /**
   * Assign a commission plan.
   *
   * Gives a partner, all partners of a level, or all of a programme a plan from a day on. It applies to sales whose commission is not accrued yet; what is accrued stays.
   *
   * `POST /api/v1/commission-plan-assignments`
   */
  create(body: Schemas["CreatePlanAssignment"], options?: PostOptions): Call<Schemas["PlanAssignment"]>;
}

export interface CommissionsResource {
  /**
   * List the commission splits of a deal.
   *
   * Returns all revisions, oldest first. On a day the one with the latest month that has begun applies, and of those for one month the latest. Without any, the attribution decides.
   *
   * `GET /api/v1/deals/{id}/commission-splits`
   */
  listSplits(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionSplitRevisions"]>;
  /**
   * Split the commissions of a deal.
   *
   * Adds a revision, which applies to sales of the deal from its month on. What is accrued already stays, and its refunds compute with the split that made it.
   *
   * `POST /api/v1/deals/{id}/commission-splits`
   */
  addSplit(id: string, body: Schemas["CommissionSplitInput"], options?: PostOptions): Call<Schemas["CommissionSplitRevision"]>;
  /**
   * List the shares of roles in a programme.
   *
   * Returns all revisions, oldest first. In a month the one with the latest month that has begun applies, and of those for one month the latest.
   *
   * `GET /api/v1/programmes/{id}/commission-role-shares`
   */
  listRoleShares(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionRoleSharesRevisions"]>;
  /**
   * Set the shares of roles in a programme.
   *
   * Adds a revision: which part of a commission goes to who found the sale (source), who helped to win it (influence) and who puts it to work (implement). Splits by roles that are made afterwards take it; what is split already stays.
   *
   * `POST /api/v1/programmes/{id}/commission-role-shares`
   */
  addRoleShares(id: string, body: Schemas["CommissionRoleSharesInput"], options?: PostOptions): Call<Schemas["CommissionRoleSharesRevision"]>;
  /**
   * Split the commissions of a deal by roles.
   *
   * Adds a revision of the deal's split by what each partner did, with the shares of the deal's programme in the month. Those in one role have equal parts of its share, and the company keeps the share of a role that nobody has. The parts are stored with the split: later shares do not change it.
   *
   * `POST /api/v1/deals/{id}/commission-splits/by-roles`
   */
  splitByRoles(id: string, body: Schemas["CommissionRoleSplit"], options?: PostOptions): Call<Schemas["CommissionSplitRevision"]>;
  /**
   * Get a partner's commission balance.
   *
   * Returns what the partner has in each account, by currency: the sums of its lines.
   *
   * `GET /api/v1/partners/{id}/commissions`
   */
  getBalance(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionBalances"]>;
  /**
   * List a partner's commission lines.
   *
   * Returns the lines of the ledger, newest first. Lines never change: a correction is another line.
   *
   * `GET /api/v1/partners/{id}/commissions/lines`
   */
  listLines(id: string, query?: Query<"listCommissionLines">, options?: RequestOptions): ListCall<Schemas["CommissionLineList"]>;
  /**
   * Explain a commission line.
   *
   * Returns the line, what it is computed with, and what happened to its commission since: release, clawbacks, payout.
   *
   * `GET /api/v1/partners/{id}/commissions/lines/{line_id}`
   */
  explainLine(id: string, lineId: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionExplanation"]>;
  /**
   * Correct a commission.
   *
   * Posts a line that adds to what the partner is owed, or takes from it. What is paid already is owed by the partner, and set off at its next payout.
   *
   * `POST /api/v1/partners/{id}/commissions/adjustments`
   */
  adjust(id: string, body: Schemas["CreateCommissionAdjustment"], options?: PostOptions): Call<Schemas["CommissionLine"]>;
  /**
   * Keep a commission back.
   *
   * What is not paid of a line is neither released nor paid until it is let go.
   *
   * `POST /api/v1/partners/{id}/commissions/lines/{line_id}/hold`
   */
  holdLine(id: string, lineId: string, body: Schemas["CommissionHold"], options?: PostOptions): Call<Schemas["CommissionLine"]>;
  /**
   * Let a commission go.
   *
   * It becomes payable if its hold period is over, and accrued if not.
   *
   * `POST /api/v1/partners/{id}/commissions/lines/{line_id}/unhold`
   */
  unholdLine(id: string, lineId: string, body: Schemas["CommissionHold"], options?: PostOptions): Call<Schemas["CommissionLine"]>;
  /**
   * Dispute a commission.
   *
   * Asks about a deal, a line or an invoice of the partner. What the books say is attached, and the company is told. It answers within the days of its settings.
   *
   * `POST /api/v1/partners/{id}/disputes`
   */
  openDispute(id: string, body: Schemas["CreateDispute"], options?: PostOptions): Call<Schemas["Dispute"]>;
  /**
   * List a partner's disputes.
   *
   * Returns the disputes, newest first.
   *
   * `GET /api/v1/partners/{id}/disputes`
   */
  listDisputes(id: string, query?: Query<"listDisputes">, options?: RequestOptions): ListCall<Schemas["DisputeList"]>;
  /**
   * Get a dispute.
   *
   * Returns the question, what the books say, and the answer.
   *
   * `GET /api/v1/partners/{id}/disputes/{dispute_id}`
   */
  getDispute(id: string, disputeId: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Dispute"]>;
  /**
   * Decide a dispute.
   *
   * Answers a dispute, with a correction or with a reason. The partner is told. A decision is final: another dispute can be opened.
   *
   * `POST /api/v1/partners/{id}/disputes/{dispute_id}/decide`
   */
  decideDispute(id: string, disputeId: string, body: Schemas["DisputeDecision"], options?: PostOptions): Call<Schemas["Dispute"]>;
  /**
   * List a partner's commission statements.
   *
   * Returns the statements that were issued, newest month first. They are issued in the night after the end of their month.
   *
   * `GET /api/v1/partners/{id}/statements`
   */
  listStatements(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["CommissionStatements"]>;
  /**
   * Get a commission statement.
   *
   * Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF.
   *
   * `GET /api/v1/partners/{id}/statements/{month}`
   */
  getStatement(id: string, month: string, query: AsFile<"getCommissionStatement">, options?: RequestOptions): Call<Response>;
  getStatement(id: string, month: string, query: AsJson<"getCommissionStatement">, options?: RequestOptions): Call<Schemas["CommissionStatement"]>;
  /**
   * List the invoices to a partner.
   *
   * Returns the invoices over what the partner owes, newest first.
   *
   * `GET /api/v1/partners/{id}/commission-invoices`
   */
  listInvoices(id: string, query?: Query<"listCommissionInvoices">, options?: RequestOptions): ListCall<Schemas["CommissionInvoiceList"]>;
  /**
   * Invoice what a partner owes.
   *
   * Sets off what is payable, and lists the rest of what the partner owes. A partner has one open invoice in a currency. With the setting commissions.negative_balances they are issued with the statements.
   *
   * `POST /api/v1/partners/{id}/commission-invoices`
   */
  issueInvoice(id: string, body: Schemas["CreateCommissionInvoice"], options?: PostOptions): Call<Schemas["CommissionInvoice"]>;
  /**
   * Get an invoice to a partner.
   *
   * Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF.
   *
   * `GET /api/v1/partners/{id}/commission-invoices/{invoice_id}`
   */
  getInvoice(id: string, invoiceId: string, query: AsFile<"getCommissionInvoice">, options?: RequestOptions): Call<Response>;
  getInvoice(id: string, invoiceId: string, query?: AsJson<"getCommissionInvoice">, options?: RequestOptions): Call<Schemas["CommissionInvoiceWithLines"]>;
  /**
   * Record that a partner has paid back.
   *
   * Posts a line: what the partner owed is money in the bank. The same external id is recorded once. What is more than is owed is refused.
   *
   * `POST /api/v1/partners/{id}/commission-invoices/{invoice_id}/repayments`
   */
  recordRepayment(id: string, invoiceId: string, body: Schemas["CreateCommissionRepayment"], options?: PostOptions): Call<Schemas["CommissionLine"]>;
  /**
   * Cancel an invoice to a partner.
   *
   * What it lists is carried forward again, and set off at the next payouts. What was repaid stays repaid.
   *
   * `POST /api/v1/partners/{id}/commission-invoices/{invoice_id}/cancel`
   */
  cancelInvoice(id: string, invoiceId: string, body: Schemas["CommissionInvoiceCancellation"], options?: PostOptions): Call<Schemas["CommissionInvoice"]>;
}

export interface CommissionGoalsResource {
  /**
   * List conversions whose commissions are computed.
   *
   * Returns conversions, and revenue that belongs to none, with the state of their commissions: which wait, which failed, and why.
   *
   * `GET /api/v1/commission-goals`
   */
  list(query?: Query<"listCommissionGoals">, options?: RequestOptions): ListCall<Schemas["CommissionGoalList"]>;
}

export interface PartnerLevelsResource {
  /**
   * List the levels of partners.
   *
   * Returns all versions of the levels and of what they require, newest first.
   *
   * `GET /api/v1/partner-levels`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerLevelsVersions"]>;
  /**
   * Change the levels of partners.
   *
   * Adds a version of the levels. From its day on every night promotes and demotes partners by it, with effect from the next day. Preview it before.
   *
   * `POST /api/v1/partner-levels`
   */
  create(body: Schemas["PartnerLevelsInput"], options?: PostOptions): Call<Schemas["PartnerLevelsVersion"]>;
  /**
   * Preview the levels of partners.
   *
   * Changes nothing. Returns who would be promoted and demoted by these levels tonight, and on which figures: of at most 10000 partners.
   *
   * `POST /api/v1/partner-levels/preview`
   */
  preview(body: Schemas["PartnerLevelsInput"], options?: PostOptions): Call<Schemas["PartnerLevelPreview"]>;
  /**
   * Get a partner's level.
   *
   * Returns the level that the partner has today, and what will become of it.
   *
   * `GET /api/v1/partners/{id}/level`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["PartnerLevel"]>;
  /**
   * Set a partner's level.
   *
   * Gives a partner a level whatever the rules say, from a day on, and keeps it there until another day, or for ever.
   *
   * `PUT /api/v1/partners/{id}/level`
   */
  set(id: string, body: Schemas["SetPartnerLevel"], options?: RequestOptions): Call<Schemas["PartnerLevelChange"]>;
  /**
   * List the changes of a partner's level.
   *
   * Returns the history, newest first. It never changes.
   *
   * `GET /api/v1/partners/{id}/level/changes`
   */
  listChanges(id: string, query?: Query<"listPartnerLevelChanges">, options?: RequestOptions): ListCall<Schemas["PartnerLevelChangeList"]>;
}

export interface PayoutsResource {
  /**
   * Get where a partner is paid.
   *
   * Returns the partner's account and tax fields.
   *
   * `GET /api/v1/partners/{id}/payee`
   */
  getPayee(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Payee"]>;
  /**
   * Change where a partner is paid.
   *
   * Applies to batches that are collected from now on. Tax fields are carried to exports, and nothing is computed with them.
   *
   * `PUT /api/v1/partners/{id}/payee`
   */
  savePayee(id: string, body: Schemas["PayeeInput"], options?: RequestOptions): Call<Schemas["Payee"]>;
}

export interface PayoutBatchesResource {
  /**
   * List payout batches.
   *
   * Returns the batches, newest first.
   *
   * `GET /api/v1/payout-batches`
   */
  list(query?: Query<"listPayoutBatches">, options?: RequestOptions): ListCall<Schemas["PayoutBatchList"]>;
  /**
   * Start a payout batch.
   *
   * Collects what is payable to each partner in a currency, less what it owes. Partners in a batch that is not finished are left out, so nobody is paid twice. Nothing is sent before the approvals that the settings ask for.
   *
   * `POST /api/v1/payout-batches`
   */
  create(body: Schemas["CreatePayoutBatch"], options?: PostOptions): Call<Schemas["PayoutBatch"]>;
  /**
   * Get a payout batch.
   *
   * Returns a batch, and how many of its transfers are in each state.
   *
   * `GET /api/v1/payout-batches/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["PayoutBatch"]>;
  /**
   * Approve a payout batch.
   *
   * Each credential counts once, and the one that started the batch cannot approve it. With the last approval that is needed the batch is sent.
   *
   * `POST /api/v1/payout-batches/{id}/approve`
   */
  approve(id: string, body?: undefined, options?: PostOptions): Call<Schemas["PayoutBatch"]>;
  /**
   * Cancel a payout batch.
   *
   * Only before it is sent. What was collected stays payable.
   *
   * `POST /api/v1/payout-batches/{id}/cancel`
   */
  cancel(id: string, body?: undefined, options?: PostOptions): Call<Schemas["PayoutBatch"]>;
  /**
   * Report the results of transfers.
   *
   * Confirms transfers, or fails them, after which their amounts are payable again. Sending the same results again changes nothing. A transfer that was confirmed can fail later.
   *
   * `POST /api/v1/payout-batches/{id}/results`
   */
  reportResults(id: string, body: Schemas["PayoutResults"], options?: PostOptions): Call<Schemas["PayoutOutcomes"]>;
  /**
   * List the transfers of a payout batch.
   *
   * Returns the transfers, oldest first, with the reason of each that failed.
   *
   * `GET /api/v1/payout-batches/{id}/payouts`
   */
  listPayouts(id: string, query?: Query<"listPayouts">, options?: RequestOptions): ListCall<Schemas["PayoutList"]>;
  /**
   * Export a payout batch.
   *
   * Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already.
   *
   * `GET /api/v1/payout-batches/{id}/export`
   */
  export(id: string, query: AsFile<"exportPayoutBatch">, options?: RequestOptions): Call<Response>;
  export(id: string, query?: AsJson<"exportPayoutBatch">, options?: RequestOptions): Call<Schemas["PayoutExport"]>;
}

export interface AuthResource {
  /**
   * Sign in.
   *
   * Begins a session: the answer sets its cookie, which only browsers need. Programs authenticate with an API key or an access token. The request must come from the console: `Sec-Fetch-Site: same-origin` and the header `x-causeway-console`.
   *
   * `POST /auth/sign-in`
   */
  signIn(body: Schemas["SignIn"], options?: PostOptions): Call<Schemas["SignedIn"]>;
  /**
   * Choose a password with a one-time link.
   *
   * Sets the password, ends all other sessions of the person, and begins a session. The link works once.
   *
   * `POST /auth/link`
   */
  useSignInLink(body: Schemas["UseSignInLink"], options?: PostOptions): Call<Schemas["SignedIn"]>;
  /**
   * Find how somebody signs in.
   *
   * Says by the domain of an address whether people sign in through an identity provider. It is the same for every address of a domain.
   *
   * `POST /auth/sso`
   */
  findSignInWay(body: Schemas["FindSignIn"], options?: PostOptions): Call<Schemas["SignInWay"]>;
  /**
   * Who is signed in.
   *
   * Returns the person of the session and the scopes that their roles give now.
   *
   * `GET /auth/session`
   */
  getOwnSession(query?: NoQuery, options?: RequestOptions): Call<Schemas["SignedIn"]>;
  /**
   * List your own sessions.
   *
   * Returns the browsers in which you are signed in, newest first.
   *
   * `GET /auth/sessions`
   */
  listOwnSessions(query?: Query<"listOwnSessions">, options?: RequestOptions): ListCall<Schemas["SessionList"]>;
  /**
   * End one of your sessions.
   *
   * Signs that browser out, in every process within a second. A session of somebody else, or one that has ended, changes nothing.
   *
   * `POST /auth/sessions/{id}/end`
   */
  endOwnSession(id: string, body?: undefined, options?: PostOptions): Call<Schemas["EndedSessions"]>;
  /**
   * Sign out.
   *
   * Ends this session, or with `everywhere` all of your sessions. The cookie is deleted.
   *
   * `POST /auth/sign-out`
   */
  signOut(body?: Schemas["SignOut"], options?: PostOptions): Call<Schemas["EndedSessions"]>;
  /**
   * Look as a partner.
   *
   * From now on, requests of this session are answered as those of the partner: only what it may read, and only what your roles let you read as well. Changes are refused. For people of the company with the scope `partners:read`. The audit log has the begin and the end.
   *
   * `POST /auth/view`
   */
  viewAsPartner(body: Schemas["ViewAsPartner"], options?: PostOptions): Call<Schemas["SignedIn"]>;
  /**
   * Stop looking as a partner.
   *
   * Requests of this session are yours again. Without a view, it changes nothing.
   *
   * `POST /auth/view/end`
   */
  endPartnerView(body?: undefined, options?: PostOptions): Call<Schemas["SignedIn"]>;
}

export interface InboundResource {
  /**
   * Receive a webhook of a vendor.
   *
   * Takes a webhook of a vendor, which its signature must prove: this is the URL to enter in the vendor's settings. The response is sent after the events were stored durably. An event that was received before has no second effect. Anything but 2xx makes vendors send again. Forms (application/x-www-form-urlencoded) are received like JSON.
   *
   * `POST /api/v1/inbound/{connection_id}`
   */
  receiveWebhook(connectionId: string, body: Body<"receiveWebhook">, options?: PostOptions): Call<Schemas["InboundReceipt"]>;
}

export interface UsersResource {
  /**
   * Create a user.
   *
   * Creates a person who can sign in to the console. Send them a one-time link, with which they choose a password.
   *
   * `POST /api/v1/users`
   */
  create(body: Schemas["CreateUser"], options?: PostOptions): Call<Schemas["User"]>;
  /**
   * List users.
   *
   * Returns the people who can sign in, newest first.
   *
   * `GET /api/v1/users`
   */
  list(query?: Query<"listUsers">, options?: RequestOptions): ListCall<Schemas["UserList"]>;
  /**
   * Retrieve a user.
   *
   * Returns the person with the roles they have now. Send the ETag of the response as If-Match to change the user.
   *
   * `GET /api/v1/users/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["User"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["User"]>;
  /**
   * Update a user.
   *
   * Changes only the given fields. New roles take effect with the next request of each session. A disabled user is signed out everywhere within a second. Your credential needs all scopes of the roles that the user has and gets. Send the ETag of the user as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/users/{id}`
   */
  update(id: string, body: Schemas["UpdateUser"], options?: RequestOptions & IfMatchOptions): Call<Schemas["User"]>;
  /**
   * Create a one-time link.
   *
   * Returns a link with which the person chooses a password: the first one, or another one. Earlier links no longer work. Whoever uses it is signed out everywhere else. It works once, within 72 hours. Your credential needs all scopes of the roles of the user.
   *
   * `POST /api/v1/users/{id}/link`
   */
  createSignInLink(id: string, body?: undefined, options?: PostOptions): Call<Schemas["SignInLink"]>;
  /**
   * List the sessions of a user.
   *
   * Returns the browsers in which the person is signed in, newest first.
   *
   * `GET /api/v1/users/{id}/sessions`
   */
  listSessions(id: string, query?: Query<"listUserSessions">, options?: RequestOptions): ListCall<Schemas["SessionList"]>;
  /**
   * Sign a user out everywhere.
   *
   * Ends all sessions of the person, in every process within a second. Your credential needs all scopes of the roles of the user.
   *
   * `POST /api/v1/users/{id}/sign-out`
   */
  endSessions(id: string, body?: undefined, options?: PostOptions): Call<Schemas["EndedSessions"]>;
}

export interface SsoConnectionsResource {
  /**
   * Create a sign-in connection.
   *
   * Lets people sign in through an identity provider: OpenID Connect or SAML 2.0, for the company or for one partner. Whoever sets it up can become anybody there, so your credential needs all scopes that people of that organisation can have.
   *
   * `POST /api/v1/sso-connections`
   */
  create(body: Schemas["CreateSsoConnection"], options?: PostOptions): Call<Schemas["SsoConnection"]>;
  /**
   * List sign-in connections.
   *
   * Returns the identity providers through which people sign in, newest first, without their secrets.
   *
   * `GET /api/v1/sso-connections`
   */
  list(query?: Query<"listSsoConnections">, options?: RequestOptions): ListCall<Schemas["SsoConnectionList"]>;
  /**
   * Retrieve a sign-in connection.
   *
   * Returns the connection, with what the identity provider and DNS have to know of it.
   *
   * `GET /api/v1/sso-connections/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["SsoConnection"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["SsoConnection"]>;
  /**
   * Update a sign-in connection.
   *
   * Changes only the given fields, for the next sign-ins. Your credential needs what creating it needs. Send the ETag of the connection as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/sso-connections/{id}`
   */
  update(id: string, body: Schemas["UpdateSsoConnection"], options?: RequestOptions & IfMatchOptions): Call<Schemas["SsoConnection"]>;
  /**
   * Delete a sign-in connection.
   *
   * Deletes the connection and its secret; nobody signs in through it any longer. Users stay, and sign in with a one-time link. With If-Match, only that version is deleted.
   *
   * `DELETE /api/v1/sso-connections/{id}`
   */
  delete(id: string, options?: RequestOptions & IfMatchOptions): Call<void>;
  /**
   * Verify the domains of a sign-in connection.
   *
   * Looks up the TXT record of `_causeway.<domain>` for each domain that is not verified. It must be the `txt_record` of the domain. Without one the domain stays as it is.
   *
   * `POST /api/v1/sso-connections/{id}/verify-domains`
   */
  verifySsoDomains(id: string, body?: undefined, options?: PostOptions): Call<Schemas["SsoConnection"]>;
  /**
   * Create a SCIM token.
   *
   * Switches SCIM on, and returns the token for the identity provider. The one before ends at once. Whoever has it decides who the people of the organisation are, so your credential needs what creating the connection needs.
   *
   * `POST /api/v1/sso-connections/{id}/scim-token`
   */
  createScimToken(id: string, body?: undefined, options?: PostOptions): Call<Schemas["ScimToken"]>;
  /**
   * Delete the SCIM token.
   *
   * Switches SCIM off. Users stay as the provider has left them.
   *
   * `DELETE /api/v1/sso-connections/{id}/scim-token`
   */
  deleteScimToken(id: string, options?: RequestOptions): Call<void>;
}

export interface EmbedSessionsResource {
  /**
   * Create an embed session.
   *
   * Returns a token with which a page of yours shows the health of one partner, read-only and for minutes. Call it on your server, for whoever is signed in there. Your credential needs `webhooks:read` as well. A partner has at most 500 sessions at a time.
   *
   * `POST /api/v1/embed-sessions`
   */
  create(body: Schemas["CreateEmbedSession"], options?: PostOptions): Call<Schemas["CreatedEmbedSession"]>;
  /**
   * List embed sessions.
   *
   * Returns the sessions that have not ended, newest first, without their tokens.
   *
   * `GET /api/v1/embed-sessions`
   */
  list(query?: Query<"listEmbedSessions">, options?: RequestOptions): ListCall<Schemas["EmbedSessionList"]>;
  /**
   * Revoke an embed session.
   *
   * Ends the session at once: the frame shows nothing any more when it next asks, within half a minute.
   *
   * `POST /api/v1/embed-sessions/{id}/revoke`
   */
  revoke(id: string, body?: undefined, options?: PostOptions): Call<Schemas["EmbedSession"]>;
}

export interface PlatformEndpointsResource {
  /**
   * Create a platform endpoint.
   *
   * Creates an endpoint of the company itself, which receives what Causeway tells its operators: the events of GET /platform-event-types, signed and retried like those of partners. The response contains the key that the receiver verifies signatures with.
   *
   * `POST /api/v1/platform-endpoints`
   */
  create(body: Schemas["CreatePlatformEndpoint"], options?: PostOptions): Call<Schemas["CreatedEndpoint"]>;
  /**
   * List platform endpoints.
   *
   * Returns the endpoints of the company itself, newest first.
   *
   * `GET /api/v1/platform-endpoints`
   */
  list(query?: Query<"listPlatformEndpoints">, options?: RequestOptions): ListCall<Schemas["EndpointList"]>;
  /**
   * Retrieve an endpoint.
   *
   * Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint.
   *
   * `GET /api/v1/platform-endpoints/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["Endpoint"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["Endpoint"]>;
  /**
   * Update an endpoint.
   *
   * Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused.
   *
   * `PATCH /api/v1/platform-endpoints/{id}`
   */
  update(id: string, body: Schemas["UpdateEndpoint"], options?: RequestOptions & IfMatchOptions): Call<Schemas["Endpoint"]>;
  /**
   * Delete an endpoint.
   *
   * Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint.
   *
   * `DELETE /api/v1/platform-endpoints/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
  /**
   * Enable an endpoint.
   *
   * Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count.
   *
   * `POST /api/v1/platform-endpoints/{id}/enable`
   */
  enable(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Disable an endpoint.
   *
   * Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again.
   *
   * `POST /api/v1/platform-endpoints/{id}/disable`
   */
  disable(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Pause an endpoint.
   *
   * Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost.
   *
   * `POST /api/v1/platform-endpoints/{id}/pause`
   */
  pause(id: string, body?: Schemas["ReasonGiven"], options?: PostOptions): Call<Schemas["Endpoint"]>;
  /**
   * Retrieve the signing secret.
   *
   * Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached.
   *
   * `GET /api/v1/platform-endpoints/{id}/secret`
   */
  getSecret(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EndpointSecret"]>;
  /**
   * Rotate the signing secret.
   *
   * Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h.
   *
   * `POST /api/v1/platform-endpoints/{id}/rotate-secret`
   */
  rotateSecret(id: string, body?: Schemas["RotateEndpointSecret"], options?: PostOptions): Call<Schemas["EndpointSecret"]>;
  /**
   * Retrieve the statistics of an endpoint.
   *
   * Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now.
   *
   * `GET /api/v1/platform-endpoints/{id}/stats`
   */
  getStats(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["EndpointStats"]>;
  /**
   * Send a test event to one endpoint.
   *
   * Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to.
   *
   * `POST /api/v1/platform-endpoints/{id}/test`
   */
  test(id: string, body?: undefined, options?: PostOptions): Call<Schemas["TestSent"]>;
}

export interface PlatformEventTypesResource {
  /**
   * List the types of platform events.
   *
   * Returns every type of event that platform endpoints receive, with its schema and an example. There are no pages.
   *
   * `GET /api/v1/platform-event-types`
   */
  list(query?: NoQuery, options?: RequestOptions): Call<Schemas["PlatformEventTypeList"]>;
}

export interface InboundSourcesResource {
  /**
   * List inbound sources.
   *
   * Returns what sends webhooks here, newest first.
   *
   * `GET /api/v1/inbound-sources`
   */
  list(query?: Query<"listInboundSources">, options?: RequestOptions): ListCall<Schemas["InboundSourceList"]>;
  /**
   * Create an inbound source.
   *
   * Creates a source and returns the URL to enter in the settings of its vendor. The secret is stored encrypted.
   *
   * `POST /api/v1/inbound-sources`
   */
  create(body: Schemas["CreateInboundSource"], options?: PostOptions): Call<Schemas["InboundSource"]>;
  /**
   * Retrieve an inbound source.
   *
   * Returns the source, with the URL that its vendor calls and the last webhook that was refused.
   *
   * `GET /api/v1/inbound-sources/{id}`
   */
  get(id: string, query: NoQuery | undefined, options: RequestOptions & IfNoneMatchOptions): Call<Schemas["InboundSource"] | undefined>;
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["InboundSource"]>;
  /**
   * Change an inbound source.
   *
   * Changes the name or the signing scheme, or stops or resumes accepting webhooks. Takes effect within a second. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
   *
   * `PATCH /api/v1/inbound-sources/{id}`
   */
  update(id: string, body: Schemas["InboundSourceChange"], options?: RequestOptions): Call<Schemas["InboundSource"]>;
  /**
   * Delete an inbound source.
   *
   * Deletes the source and its secrets. What it sent is deleted with the next nightly purge.
   *
   * `DELETE /api/v1/inbound-sources/{id}`
   */
  delete(id: string, options?: RequestOptions): Call<void>;
  /**
   * Rotate the secret of an inbound source.
   *
   * Adds a new secret. Until the overlap ends, webhooks that are signed with an older one are accepted too, so enter the new secret here first and then at the vendor. Takes effect within a second.
   *
   * `POST /api/v1/inbound-sources/{id}/rotate-secret`
   */
  rotateSecret(id: string, body: Schemas["InboundSecretRotation"], options?: PostOptions): Call<Schemas["InboundSource"]>;
  /**
   * Let a source tell the status of deals.
   *
   * From now on, events of this source bring deals to the stage that their status means, and so their opportunities in the CRM. The latest event by its own time counts. An event that names an unknown deal or status has the status `failed`, with the reason: mend it, then replay it.
   *
   * `PUT /api/v1/inbound-sources/{id}/deal-status`
   */
  setDealStatusRule(id: string, body: Schemas["DealStatusRuleInput"], options?: RequestOptions): Call<Schemas["DealStatusRule"]>;
  /**
   * Retrieve how a source tells the status of deals.
   *
   * Returns the rule of the source.
   *
   * `GET /api/v1/inbound-sources/{id}/deal-status`
   */
  getDealStatusRule(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["DealStatusRule"]>;
  /**
   * Stop following what a source tells of deals.
   *
   * Events of the source no longer change deals.
   *
   * `DELETE /api/v1/inbound-sources/{id}/deal-status`
   */
  deleteDealStatusRule(id: string, options?: RequestOptions): Call<void>;
}

export interface InboundEventsResource {
  /**
   * List inbound events.
   *
   * Returns events that vendors sent by webhook, newest first, without payloads.
   *
   * `GET /api/v1/inbound-events`
   */
  list(query?: Query<"listInboundEvents">, options?: RequestOptions): ListCall<Schemas["InboundEventList"]>;
  /**
   * Retrieve an inbound event.
   *
   * Returns the event. A credential with the scope connections:payloads also sees the webhook as it arrived.
   *
   * `GET /api/v1/inbound-events/{id}`
   */
  get(id: string, query?: NoQuery, options?: RequestOptions): Call<Schemas["InboundEventDetail"]>;
  /**
   * Replay an inbound event.
   *
   * Processes the event once more, as if it had just arrived: the record that it is about is read again.
   *
   * `POST /api/v1/inbound-events/{id}/replay`
   */
  replay(id: string, body?: undefined, options?: PostOptions): Call<Schemas["InboundEvent"]>;
  /**
   * Replay inbound events by filter.
   *
   * Processes all matching events once more. Use dry_run first to see how many match.
   *
   * `POST /api/v1/inbound-events/replay`
   */
  replayMany(body: Schemas["InboundEventSelection"], options?: PostOptions): Call<Schemas["ReplayInboundEventsResult"]>;
}

/** Every operation of the API, by resource. */
export interface Resources {
  readonly health: HealthResource;
  readonly oauth: OauthResource;
  readonly events: EventsResource;
  readonly eventTypes: EventTypesResource;
  readonly endpoints: EndpointsResource;
  readonly deliveries: DeliveriesResource;
  readonly deliverySeries: DeliverySeriesResource;
  readonly deadLetters: DeadLettersResource;
  readonly partners: PartnersResource;
  readonly erasures: ErasuresResource;
  readonly sandboxes: SandboxesResource;
  readonly promotions: PromotionsResource;
  readonly apiKeys: ApiKeysResource;
  readonly oauthClients: OauthClientsResource;
  readonly featureFlags: FeatureFlagsResource;
  readonly auditEntries: AuditEntriesResource;
  readonly programmes: ProgrammesResource;
  readonly deals: DealsResource;
  readonly dealSchema: DealSchemaResource;
  readonly dealImports: DealImportsResource;
  readonly accounts: AccountsResource;
  readonly accountVerdicts: AccountVerdictsResource;
  readonly accountMatches: AccountMatchesResource;
  readonly connectors: ConnectorsResource;
  readonly connections: ConnectionsResource;
  readonly syncs: SyncsResource;
  readonly reconciliations: ReconciliationsResource;
  readonly reconciliationDrift: ReconciliationDriftResource;
  readonly reconciliationFindings: ReconciliationFindingsResource;
  readonly books: BooksResource;
  readonly integrationHealth: IntegrationHealthResource;
  readonly exports: ExportsResource;
  readonly alerts: AlertsResource;
  readonly alertChannels: AlertChannelsResource;
  readonly alertRoutes: AlertRoutesResource;
  readonly alertRules: AlertRulesResource;
  readonly touches: TouchesResource;
  readonly conversions: ConversionsResource;
  readonly revenue: RevenueResource;
  readonly costs: CostsResource;
  readonly subjects: SubjectsResource;
  readonly links: LinksResource;
  readonly attribution: AttributionResource;
  readonly commissionPlans: CommissionPlansResource;
  readonly commissionPlanAssignments: CommissionPlanAssignmentsResource;
  readonly commissions: CommissionsResource;
  readonly commissionGoals: CommissionGoalsResource;
  readonly partnerLevels: PartnerLevelsResource;
  readonly payouts: PayoutsResource;
  readonly payoutBatches: PayoutBatchesResource;
  readonly auth: AuthResource;
  readonly inbound: InboundResource;
  readonly users: UsersResource;
  readonly ssoConnections: SsoConnectionsResource;
  readonly embedSessions: EmbedSessionsResource;
  readonly platformEndpoints: PlatformEndpointsResource;
  readonly platformEventTypes: PlatformEventTypesResource;
  readonly inboundSources: InboundSourcesResource;
  readonly inboundEvents: InboundEventsResource;
}

export const routes = {
  health: {
    getLiveness: { id: "getLiveness", method: "GET", path: "/health/live", auth: "none" },
    getReadiness: { id: "getReadiness", method: "GET", path: "/health/ready", auth: "none" },
    listIntegration: { id: "listIntegrationHealth", method: "GET", path: "/api/v1/health/integrations", list: true },
    listHistory: { id: "listHealthHistory", method: "GET", path: "/api/v1/health/history", list: true },
  },
  oauth: {
    getAccessToken: { id: "getAccessToken", method: "POST", path: "/oauth/token", form: true, auth: "client" },
    introspect: { id: "introspectToken", method: "POST", path: "/oauth/introspect", form: true, auth: "client" },
    revoke: { id: "revokeToken", method: "POST", path: "/oauth/revoke", form: true, auth: "client" },
    getAuthorizationServerMetadata: { id: "getAuthorizationServerMetadata", method: "GET", path: "/.well-known/oauth-authorization-server", auth: "none" },
    getJwks: { id: "getJwks", method: "GET", path: "/oauth/jwks", auth: "none" },
  },
  events: {
    publish: { id: "publishEvent", method: "POST", path: "/api/v1/events" },
    list: { id: "listEvents", method: "GET", path: "/api/v1/events", list: true },
    publishMany: { id: "publishEvents", method: "POST", path: "/api/v1/events/batch" },
    get: { id: "getEvent", method: "GET", path: "/api/v1/events/{id}" },
  },
  eventTypes: {
    create: { id: "createEventType", method: "POST", path: "/api/v1/event-types" },
    list: { id: "listEventTypes", method: "GET", path: "/api/v1/event-types", list: true },
    get: { id: "getEventType", method: "GET", path: "/api/v1/event-types/{name}" },
    update: { id: "updateEventType", method: "PATCH", path: "/api/v1/event-types/{name}" },
    addVersion: { id: "addEventTypeVersion", method: "POST", path: "/api/v1/event-types/{name}/versions" },
  },
  endpoints: {
    create: { id: "createEndpoint", method: "POST", path: "/api/v1/endpoints" },
    list: { id: "listEndpoints", method: "GET", path: "/api/v1/endpoints", list: true },
    get: { id: "getEndpoint", method: "GET", path: "/api/v1/endpoints/{id}" },
    update: { id: "updateEndpoint", method: "PATCH", path: "/api/v1/endpoints/{id}" },
    delete: { id: "deleteEndpoint", method: "DELETE", path: "/api/v1/endpoints/{id}", types: [] },
    enable: { id: "enableEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/enable" },
    disable: { id: "disableEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/disable" },
    pause: { id: "pauseEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/pause" },
    getSecret: { id: "getEndpointSecret", method: "GET", path: "/api/v1/endpoints/{id}/secret" },
    rotateSecret: { id: "rotateEndpointSecret", method: "POST", path: "/api/v1/endpoints/{id}/rotate-secret" },
    getStats: { id: "getEndpointStats", method: "GET", path: "/api/v1/endpoints/{id}/stats" },
    test: { id: "testEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/test" },
    replayMissing: { id: "replayMissing", method: "POST", path: "/api/v1/endpoints/{id}/replay-missing" },
    testPartnerWebhooks: { id: "testPartnerWebhooks", method: "POST", path: "/api/v1/partners/webhooks/test" },
    previewTransformation: { id: "previewTransformation", method: "POST", path: "/api/v1/endpoints/{id}/transformation/preview" },
  },
  deliveries: {
    list: { id: "listDeliveries", method: "GET", path: "/api/v1/deliveries", list: true },
    get: { id: "getDelivery", method: "GET", path: "/api/v1/deliveries/{id}" },
    cancel: { id: "cancelDelivery", method: "POST", path: "/api/v1/deliveries/{id}/cancel" },
    retry: { id: "retryDelivery", method: "POST", path: "/api/v1/deliveries/{id}/retry" },
  },
  deliverySeries: {
    get: { id: "getDeliverySeries", method: "GET", path: "/api/v1/delivery-series" },
  },
  deadLetters: {
    list: { id: "listDeadLetters", method: "GET", path: "/api/v1/dead-letters", list: true },
    get: { id: "getDeadLetter", method: "GET", path: "/api/v1/dead-letters/{id}" },
    replay: { id: "replayDeadLetter", method: "POST", path: "/api/v1/dead-letters/{id}/replay" },
    group: { id: "groupDeadLetters", method: "GET", path: "/api/v1/dead-letters/groups" },
    replayMany: { id: "replayDeadLetters", method: "POST", path: "/api/v1/dead-letters/replay" },
    purge: { id: "purgeDeadLetters", method: "POST", path: "/api/v1/dead-letters/purge" },
  },
  partners: {
    create: { id: "createPartner", method: "POST", path: "/api/v1/partners" },
    list: { id: "listPartners", method: "GET", path: "/api/v1/partners", list: true },
    get: { id: "getPartner", method: "GET", path: "/api/v1/partners/{id}" },
    update: { id: "updatePartner", method: "PATCH", path: "/api/v1/partners/{id}" },
    delete: { id: "deletePartner", method: "DELETE", path: "/api/v1/partners/{id}" },
    getOwn: { id: "getOwnPartner", method: "GET", path: "/api/v1/partners/me" },
    suspend: { id: "suspendPartner", method: "POST", path: "/api/v1/partners/{id}/suspend" },
    activate: { id: "activatePartner", method: "POST", path: "/api/v1/partners/{id}/activate" },
    listTasks: { id: "listPartnerTasks", method: "GET", path: "/api/v1/partners/me/tasks" },
  },
  erasures: {
    eraseDataSubject: { id: "eraseDataSubject", method: "POST", path: "/api/v1/erasures" },
    list: { id: "listErasures", method: "GET", path: "/api/v1/erasures", list: true },
    get: { id: "getErasure", method: "GET", path: "/api/v1/erasures/{id}" },
  },
  sandboxes: {
    create: { id: "createSandbox", method: "POST", path: "/api/v1/sandboxes" },
    get: { id: "getSandbox", method: "GET", path: "/api/v1/sandboxes/{partner_id}" },
    reset: { id: "resetSandbox", method: "POST", path: "/api/v1/sandboxes/{partner_id}/reset" },
  },
  promotions: {
    promotePartner: { id: "promotePartner", method: "POST", path: "/api/v1/partners/{id}/promotions" },
    get: { id: "getPromotion", method: "GET", path: "/api/v1/promotions/{id}" },
    getChecks: { id: "getPromotionChecks", method: "GET", path: "/api/v1/partners/{id}/promotion-checks" },
  },
  apiKeys: {
    create: { id: "createApiKey", method: "POST", path: "/api/v1/api-keys" },
    list: { id: "listApiKeys", method: "GET", path: "/api/v1/api-keys", list: true },
    get: { id: "getApiKey", method: "GET", path: "/api/v1/api-keys/{id}" },
    rotate: { id: "rotateApiKey", method: "POST", path: "/api/v1/api-keys/{id}/rotate" },
    revoke: { id: "revokeApiKey", method: "POST", path: "/api/v1/api-keys/{id}/revoke" },
  },
  oauthClients: {
    create: { id: "createOauthClient", method: "POST", path: "/api/v1/oauth-clients" },
    list: { id: "listOauthClients", method: "GET", path: "/api/v1/oauth-clients", list: true },
    get: { id: "getOauthClient", method: "GET", path: "/api/v1/oauth-clients/{id}" },
    update: { id: "updateOauthClient", method: "PATCH", path: "/api/v1/oauth-clients/{id}" },
    revoke: { id: "revokeOauthClient", method: "POST", path: "/api/v1/oauth-clients/{id}/revoke" },
    rotateSecret: { id: "rotateOauthClientSecret", method: "POST", path: "/api/v1/oauth-clients/{id}/rotate-secret" },
  },
  featureFlags: {
    list: { id: "listFeatureFlags", method: "GET", path: "/api/v1/feature-flags" },
    put: { id: "putFeatureFlag", method: "PUT", path: "/api/v1/feature-flags/{name}" },
    delete: { id: "deleteFeatureFlag", method: "DELETE", path: "/api/v1/feature-flags/{name}", types: [] },
    override: { id: "overrideFeatureFlag", method: "PUT", path: "/api/v1/feature-flags/{name}/partners/{partner_id}", types: [] },
    deleteOverride: { id: "deleteFeatureFlagOverride", method: "DELETE", path: "/api/v1/feature-flags/{name}/partners/{partner_id}", types: [] },
    getOwn: { id: "getOwnFeatureFlags", method: "GET", path: "/api/v1/partners/me/feature-flags" },
    getOfPartner: { id: "getPartnerFeatureFlags", method: "GET", path: "/api/v1/partners/{id}/feature-flags" },
  },
  auditEntries: {
    list: { id: "listAuditEntries", method: "GET", path: "/api/v1/audit-entries", list: true },
    export: { id: "exportAuditEntries", method: "GET", path: "/api/v1/audit-entries/export", types: ["application/x-ndjson"] },
  },
  programmes: {
    list: { id: "listProgrammes", method: "GET", path: "/api/v1/programmes", list: true },
    create: { id: "createProgramme", method: "POST", path: "/api/v1/programmes" },
    get: { id: "getProgramme", method: "GET", path: "/api/v1/programmes/{id}" },
    update: { id: "updateProgramme", method: "PATCH", path: "/api/v1/programmes/{id}" },
    delete: { id: "deleteProgramme", method: "DELETE", path: "/api/v1/programmes/{id}", types: [] },
    preview: { id: "previewProgramme", method: "POST", path: "/api/v1/programmes/{id}/preview" },
  },
  deals: {
    create: { id: "createDeal", method: "POST", path: "/api/v1/deals" },
    list: { id: "listDeals", method: "GET", path: "/api/v1/deals", list: true },
    validate: { id: "validateDeal", method: "POST", path: "/api/v1/deals/validate" },
    get: { id: "getDeal", method: "GET", path: "/api/v1/deals/{id}" },
    update: { id: "updateDeal", method: "PATCH", path: "/api/v1/deals/{id}" },
    delete: { id: "deleteDeal", method: "DELETE", path: "/api/v1/deals/{id}", types: [] },
    getHistory: { id: "getDealHistory", method: "GET", path: "/api/v1/deals/{id}/history", list: true },
    submit: { id: "submitDeal", method: "POST", path: "/api/v1/deals/{id}/submit" },
    withdraw: { id: "withdrawDeal", method: "POST", path: "/api/v1/deals/{id}/withdraw" },
    export: { id: "exportDeals", method: "GET", path: "/api/v1/deals/export", types: ["text/csv"] },
    getPipeline: { id: "getDealPipeline", method: "GET", path: "/api/v1/deals/pipeline" },
    listMatches: { id: "listDealMatches", method: "GET", path: "/api/v1/deals/{id}/matches" },
    approve: { id: "approveDeal", method: "POST", path: "/api/v1/deals/{id}/approve" },
    reject: { id: "rejectDeal", method: "POST", path: "/api/v1/deals/{id}/reject" },
    askForAction: { id: "askForAction", method: "POST", path: "/api/v1/deals/{id}/ask" },
    merge: { id: "mergeDeal", method: "POST", path: "/api/v1/deals/{id}/merge" },
    changeStage: { id: "changeDealStage", method: "POST", path: "/api/v1/deals/{id}/stage" },
    extendProtection: { id: "extendProtection", method: "POST", path: "/api/v1/deals/{id}/extension" },
    reassign: { id: "reassignDeal", method: "POST", path: "/api/v1/deals/{id}/reassign" },
    override: { id: "overrideDeal", method: "POST", path: "/api/v1/deals/{id}/override" },
    listReviewQueue: { id: "listReviewQueue", method: "GET", path: "/api/v1/deals/review-queue", list: true },
    addNote: { id: "addDealNote", method: "POST", path: "/api/v1/deals/{id}/notes" },
    listNotes: { id: "listDealNotes", method: "GET", path: "/api/v1/deals/{id}/notes", list: true },
  },
  dealSchema: {
    get: { id: "getDealSchema", method: "GET", path: "/api/v1/deal-schema" },
  },
  dealImports: {
    create: { id: "importDeals", method: "POST", path: "/api/v1/deal-imports" },
    list: { id: "listDealImports", method: "GET", path: "/api/v1/deal-imports", list: true },
    get: { id: "getDealImport", method: "GET", path: "/api/v1/deal-imports/{id}" },
    listRows: { id: "listDealImportRows", method: "GET", path: "/api/v1/deal-imports/{id}/rows", list: true },
  },
  accounts: {
    upsert: { id: "upsertAccounts", method: "POST", path: "/api/v1/accounts/batch" },
    list: { id: "listAccounts", method: "GET", path: "/api/v1/accounts", list: true },
    get: { id: "getAccount", method: "GET", path: "/api/v1/accounts/{id}" },
    delete: { id: "deleteAccount", method: "DELETE", path: "/api/v1/accounts/{id}", types: [] },
  },
  accountVerdicts: {
    record: { id: "recordAccountVerdict", method: "POST", path: "/api/v1/account-verdicts" },
    list: { id: "listAccountVerdicts", method: "GET", path: "/api/v1/account-verdicts", list: true },
    get: { id: "getAccountVerdict", method: "GET", path: "/api/v1/account-verdicts/{id}" },
    withdraw: { id: "withdrawAccountVerdict", method: "DELETE", path: "/api/v1/account-verdicts/{id}", types: [] },
  },
  accountMatches: {
    list: { id: "listAccountMatches", method: "GET", path: "/api/v1/account-matches", list: true },
  },
  connectors: {
    list: { id: "listConnectors", method: "GET", path: "/api/v1/connectors" },
  },
  connections: {
    create: { id: "createConnection", method: "POST", path: "/api/v1/connections" },
    list: { id: "listConnections", method: "GET", path: "/api/v1/connections", list: true },
    get: { id: "getConnection", method: "GET", path: "/api/v1/connections/{id}" },
    update: { id: "updateConnection", method: "PATCH", path: "/api/v1/connections/{id}" },
    pause: { id: "pauseConnection", method: "POST", path: "/api/v1/connections/{id}/pause" },
    resume: { id: "resumeConnection", method: "POST", path: "/api/v1/connections/{id}/resume" },
    test: { id: "testConnection", method: "POST", path: "/api/v1/connections/{id}/test" },
    reconnect: { id: "reconnectConnection", method: "POST", path: "/api/v1/connections/{id}/reconnect" },
    rotateCredentials: { id: "rotateConnectionCredentials", method: "POST", path: "/api/v1/connections/{id}/rotate" },
    disconnect: { id: "disconnectConnection", method: "POST", path: "/api/v1/connections/{id}/disconnect" },
    getLimits: { id: "getConnectionLimits", method: "GET", path: "/api/v1/connections/{id}/limits" },
    describeObject: { id: "describeConnectionObject", method: "GET", path: "/api/v1/connections/{id}/objects/{object}" },
  },
  syncs: {
    create: { id: "createSync", method: "POST", path: "/api/v1/syncs" },
    list: { id: "listSyncs", method: "GET", path: "/api/v1/syncs", list: true },
    update: { id: "updateSync", method: "PATCH", path: "/api/v1/syncs/{id}" },
    get: { id: "getSync", method: "GET", path: "/api/v1/syncs/{id}" },
    delete: { id: "deleteSync", method: "DELETE", path: "/api/v1/syncs/{id}", types: [] },
    trigger: { id: "triggerSync", method: "POST", path: "/api/v1/syncs/{id}/trigger", types: [] },
    pause: { id: "pauseSync", method: "POST", path: "/api/v1/syncs/{id}/pause", types: [] },
    resume: { id: "resumeSync", method: "POST", path: "/api/v1/syncs/{id}/resume", types: [] },
    reset: { id: "resetSync", method: "POST", path: "/api/v1/syncs/{id}/reset", types: [] },
    backfill: { id: "backfillSync", method: "POST", path: "/api/v1/syncs/{id}/backfill", types: [] },
    approveRun: { id: "approveSyncRun", method: "POST", path: "/api/v1/syncs/{id}/approve", types: [] },
    listRuns: { id: "listSyncRuns", method: "GET", path: "/api/v1/syncs/{id}/runs", list: true },
    listWrites: { id: "listSyncWrites", method: "GET", path: "/api/v1/syncs/{id}/writes", list: true },
    listWriteGroups: { id: "listSyncWriteGroups", method: "GET", path: "/api/v1/syncs/{id}/writes/groups" },
    exportFailedWrites: { id: "exportFailedSyncWrites", method: "GET", path: "/api/v1/syncs/{id}/writes/export", types: ["text/csv"] },
    retryWrites: { id: "retrySyncWrites", method: "POST", path: "/api/v1/syncs/{id}/writes/retry" },
    dismissWrite: { id: "dismissSyncWrite", method: "POST", path: "/api/v1/syncs/{id}/writes/{write}/dismiss", types: [] },
    listConflicts: { id: "listSyncConflicts", method: "GET", path: "/api/v1/syncs/{id}/conflicts", list: true },
    resolveConflict: { id: "resolveSyncConflict", method: "POST", path: "/api/v1/syncs/{id}/conflicts/{conflict}/resolve", types: [] },
    linkRecords: { id: "linkSyncRecords", method: "POST", path: "/api/v1/syncs/{id}/links" },
    preview: { id: "previewSync", method: "POST", path: "/api/v1/syncs/{id}/preview" },
    test: { id: "testSync", method: "POST", path: "/api/v1/syncs/{id}/test" },
    listTests: { id: "listSyncTests", method: "GET", path: "/api/v1/syncs/{id}/tests", list: true },
    getTest: { id: "getSyncTest", method: "GET", path: "/api/v1/syncs/{id}/tests/{test}" },
    getPreset: { id: "getSyncPreset", method: "POST", path: "/api/v1/syncs/preset" },
  },
  reconciliations: {
    getPlan: { id: "getReconciliationPlan", method: "GET", path: "/api/v1/syncs/{id}/reconciliation-plan" },
    putPlan: { id: "putReconciliationPlan", method: "PUT", path: "/api/v1/syncs/{id}/reconciliation-plan" },
    reconcileSync: { id: "reconcileSync", method: "POST", path: "/api/v1/syncs/{id}/reconcile" },
    list: { id: "listReconciliations", method: "GET", path: "/api/v1/reconciliations", list: true },
    listFindings: { id: "listReconciliationFindings", method: "GET", path: "/api/v1/reconciliations/{id}/findings", list: true },
    approve: { id: "approveReconciliation", method: "POST", path: "/api/v1/reconciliations/{id}/approve", types: [] },
    cancel: { id: "cancelReconciliation", method: "POST", path: "/api/v1/reconciliations/{id}/cancel", types: [] },
    repairFindings: { id: "repairReconciliationFindings", method: "POST", path: "/api/v1/reconciliations/{id}/repairs" },
    get: { id: "getReconciliation", method: "GET", path: "/api/v1/reconciliations/{id}" },
    getReport: { id: "getReconciliationReport", method: "GET", path: "/api/v1/reconciliations/{id}/report", types: ["application/json","text/csv","text/html"] },
  },
  reconciliationDrift: {
    get: { id: "getReconciliationDrift", method: "GET", path: "/api/v1/reconciliation-drift", types: ["application/json","text/csv"] },
  },
  reconciliationFindings: {
    repair: { id: "repairReconciliationFinding", method: "POST", path: "/api/v1/reconciliation-findings/{id}/repair", types: [] },
    ignore: { id: "ignoreReconciliationFinding", method: "POST", path: "/api/v1/reconciliation-findings/{id}/ignore", types: [] },
    unignore: { id: "endReconciliationIgnore", method: "DELETE", path: "/api/v1/reconciliation-findings/{id}/ignore", types: [] },
  },
  books: {
    list: { id: "listBooks", method: "GET", path: "/api/v1/books" },
    reconcile: { id: "reconcileBook", method: "POST", path: "/api/v1/books/{book}/reconcile" },
  },
  integrationHealth: {
    getConnectionHealth: { id: "getConnectionHealth", method: "GET", path: "/api/v1/connections/{id}/health" },
    getSyncHealth: { id: "getSyncHealth", method: "GET", path: "/api/v1/syncs/{id}/health" },
    getEndpointHealth: { id: "getEndpointHealth", method: "GET", path: "/api/v1/endpoints/{id}/health" },
    getPartnerHealth: { id: "getPartnerHealth", method: "GET", path: "/api/v1/partners/{id}/health" },
  },
  exports: {
    listStreams: { id: "listExportStreams", method: "GET", path: "/api/v1/exports" },
    getSchema: { id: "getExportSchema", method: "GET", path: "/api/v1/exports/{stream}/schema" },
    read: { id: "readExport", method: "GET", path: "/api/v1/exports/{stream}", types: ["application/json","application/x-ndjson"], list: true },
  },
  alerts: {
    list: { id: "listAlerts", method: "GET", path: "/api/v1/alerts", list: true },
    get: { id: "getAlert", method: "GET", path: "/api/v1/alerts/{id}" },
    acknowledge: { id: "acknowledgeAlert", method: "POST", path: "/api/v1/alerts/{id}/acknowledge" },
    unacknowledge: { id: "unacknowledgeAlert", method: "POST", path: "/api/v1/alerts/{id}/unacknowledge" },
    snooze: { id: "snoozeAlert", method: "POST", path: "/api/v1/alerts/{id}/snooze" },
  },
  alertChannels: {
    list: { id: "listAlertChannels", method: "GET", path: "/api/v1/alert-channels", list: true },
    create: { id: "createAlertChannel", method: "POST", path: "/api/v1/alert-channels" },
    get: { id: "getAlertChannel", method: "GET", path: "/api/v1/alert-channels/{id}" },
    update: { id: "updateAlertChannel", method: "PATCH", path: "/api/v1/alert-channels/{id}" },
    delete: { id: "deleteAlertChannel", method: "DELETE", path: "/api/v1/alert-channels/{id}", types: [] },
    test: { id: "testAlertChannel", method: "POST", path: "/api/v1/alert-channels/{id}/test" },
  },
  alertRoutes: {
    get: { id: "getAlertRoutes", method: "GET", path: "/api/v1/alert-routes" },
    set: { id: "setAlertRoutes", method: "PUT", path: "/api/v1/alert-routes" },
  },
  alertRules: {
    list: { id: "listAlertRules", method: "GET", path: "/api/v1/alert-rules" },
  },
  touches: {
    record: { id: "recordTouch", method: "POST", path: "/api/v1/touches" },
    list: { id: "listTouches", method: "GET", path: "/api/v1/touches", list: true },
    recordMany: { id: "recordTouches", method: "POST", path: "/api/v1/touches/batch" },
  },
  conversions: {
    record: { id: "recordConversion", method: "POST", path: "/api/v1/conversions" },
    list: { id: "listConversions", method: "GET", path: "/api/v1/conversions", list: true },
    recordMany: { id: "recordConversions", method: "POST", path: "/api/v1/conversions/batch" },
  },
  revenue: {
    record: { id: "recordRevenue", method: "POST", path: "/api/v1/revenue" },
    list: { id: "listRevenue", method: "GET", path: "/api/v1/revenue", list: true },
    recordItems: { id: "recordRevenueItems", method: "POST", path: "/api/v1/revenue/batch" },
  },
  costs: {
    record: { id: "recordCost", method: "POST", path: "/api/v1/costs" },
    list: { id: "listCosts", method: "GET", path: "/api/v1/costs", list: true },
    recordMany: { id: "recordCosts", method: "POST", path: "/api/v1/costs/batch" },
  },
  subjects: {
    identify: { id: "identifySubject", method: "POST", path: "/api/v1/subjects/identify" },
    unidentify: { id: "unidentifySubject", method: "POST", path: "/api/v1/subjects/unidentify" },
    identifyMany: { id: "identifySubjects", method: "POST", path: "/api/v1/subjects/identify/batch" },
  },
  links: {
    create: { id: "createLink", method: "POST", path: "/api/v1/links" },
    list: { id: "listLinks", method: "GET", path: "/api/v1/links", list: true },
    disable: { id: "disableLink", method: "POST", path: "/api/v1/links/{code}/disable" },
  },
  attribution: {
    getSources: { id: "getAttributionSources", method: "GET", path: "/api/v1/partners/{id}/attribution-sources" },
    replaceSources: { id: "replaceAttributionSources", method: "PUT", path: "/api/v1/partners/{id}/attribution-sources" },
    getPartnerRoi: { id: "getPartnerRoi", method: "GET", path: "/api/v1/partners/{id}/roi", types: ["application/json","text/csv"] },
    getPartnerRoiSeries: { id: "getPartnerRoiSeries", method: "GET", path: "/api/v1/partners/{id}/roi/series", types: ["application/json","text/csv"] },
    getPartnerFunnel: { id: "getPartnerFunnel", method: "GET", path: "/api/v1/partners/{id}/roi/funnel" },
    getPartnerCohorts: { id: "getPartnerCohorts", method: "GET", path: "/api/v1/partners/{id}/roi/cohorts" },
    explainPartnerRoi: { id: "explainPartnerRoi", method: "GET", path: "/api/v1/partners/{id}/roi/explain", list: true },
    explain: { id: "explainAttribution", method: "GET", path: "/api/v1/attribution/explain/{fact_id}" },
    getPartnerLeague: { id: "getPartnerLeague", method: "GET", path: "/api/v1/attribution/league", types: ["application/json","text/csv"], list: true },
    getAccuracy: { id: "getAttributionAccuracy", method: "GET", path: "/api/v1/attribution/accuracy" },
    listVersions: { id: "listAttributionVersions", method: "GET", path: "/api/v1/attribution/versions", list: true },
    createVersion: { id: "createAttributionVersion", method: "POST", path: "/api/v1/attribution/versions" },
    getVersion: { id: "getAttributionVersion", method: "GET", path: "/api/v1/attribution/versions/{number}" },
    activateVersion: { id: "activateAttributionVersion", method: "POST", path: "/api/v1/attribution/versions/{number}/activate" },
    discardVersion: { id: "discardAttributionVersion", method: "POST", path: "/api/v1/attribution/versions/{number}/discard" },
    compareVersions: { id: "compareAttributionVersions", method: "GET", path: "/api/v1/attribution/versions/{number}/comparison" },
  },
  commissionPlans: {
    list: { id: "listCommissionPlans", method: "GET", path: "/api/v1/commission-plans", list: true },
    create: { id: "createCommissionPlan", method: "POST", path: "/api/v1/commission-plans" },
    get: { id: "getCommissionPlan", method: "GET", path: "/api/v1/commission-plans/{id}" },
    createVersion: { id: "createCommissionPlanVersion", method: "POST", path: "/api/v1/commission-plans/{id}/versions" },
    validate: { id: "validateCommissionPlan", method: "POST", path: "/api/v1/commission-plans/validate" },
    simulate: { id: "simulateCommissionPlan", method: "POST", path: "/api/v1/commission-plans/simulate" },
  },
  commissionPlanAssignments: {
    list: { id: "listCommissionPlanAssignments", method: "GET", path: "/api/v1/commission-plan-assignments", list: true },
    create: { id: "assignCommissionPlan", method: "POST", path: "/api/v1/commission-plan-assignments" },
  },
  commissions: {
    listSplits: { id: "listCommissionSplits", method: "GET", path: "/api/v1/deals/{id}/commission-splits" },
    addSplit: { id: "addCommissionSplit", method: "POST", path: "/api/v1/deals/{id}/commission-splits" },
    listRoleShares: { id: "listCommissionRoleShares", method: "GET", path: "/api/v1/programmes/{id}/commission-role-shares" },
    addRoleShares: { id: "addCommissionRoleShares", method: "POST", path: "/api/v1/programmes/{id}/commission-role-shares" },
    splitByRoles: { id: "splitCommissionByRoles", method: "POST", path: "/api/v1/deals/{id}/commission-splits/by-roles" },
    getBalance: { id: "getCommissionBalance", method: "GET", path: "/api/v1/partners/{id}/commissions" },
    listLines: { id: "listCommissionLines", method: "GET", path: "/api/v1/partners/{id}/commissions/lines", list: true },
    explainLine: { id: "explainCommissionLine", method: "GET", path: "/api/v1/partners/{id}/commissions/lines/{line_id}" },
    adjust: { id: "adjustCommission", method: "POST", path: "/api/v1/partners/{id}/commissions/adjustments" },
    holdLine: { id: "holdCommissionLine", method: "POST", path: "/api/v1/partners/{id}/commissions/lines/{line_id}/hold" },
    unholdLine: { id: "unholdCommissionLine", method: "POST", path: "/api/v1/partners/{id}/commissions/lines/{line_id}/unhold" },
    openDispute: { id: "openDispute", method: "POST", path: "/api/v1/partners/{id}/disputes" },
    listDisputes: { id: "listDisputes", method: "GET", path: "/api/v1/partners/{id}/disputes", list: true },
    getDispute: { id: "getDispute", method: "GET", path: "/api/v1/partners/{id}/disputes/{dispute_id}" },
    decideDispute: { id: "decideDispute", method: "POST", path: "/api/v1/partners/{id}/disputes/{dispute_id}/decide" },
    listStatements: { id: "listCommissionStatements", method: "GET", path: "/api/v1/partners/{id}/statements" },
    getStatement: { id: "getCommissionStatement", method: "GET", path: "/api/v1/partners/{id}/statements/{month}", types: ["application/json","text/csv","text/html","application/pdf"] },
    listInvoices: { id: "listCommissionInvoices", method: "GET", path: "/api/v1/partners/{id}/commission-invoices", list: true },
    issueInvoice: { id: "issueCommissionInvoice", method: "POST", path: "/api/v1/partners/{id}/commission-invoices" },
    getInvoice: { id: "getCommissionInvoice", method: "GET", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}", types: ["application/json","text/csv","text/html","application/pdf"] },
    recordRepayment: { id: "recordCommissionRepayment", method: "POST", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}/repayments" },
    cancelInvoice: { id: "cancelCommissionInvoice", method: "POST", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}/cancel" },
  },
  commissionGoals: {
    list: { id: "listCommissionGoals", method: "GET", path: "/api/v1/commission-goals", list: true },
  },
  partnerLevels: {
    list: { id: "listPartnerLevels", method: "GET", path: "/api/v1/partner-levels" },
    create: { id: "createPartnerLevels", method: "POST", path: "/api/v1/partner-levels" },
    preview: { id: "previewPartnerLevels", method: "POST", path: "/api/v1/partner-levels/preview" },
    get: { id: "getPartnerLevel", method: "GET", path: "/api/v1/partners/{id}/level" },
    set: { id: "setPartnerLevel", method: "PUT", path: "/api/v1/partners/{id}/level" },
    listChanges: { id: "listPartnerLevelChanges", method: "GET", path: "/api/v1/partners/{id}/level/changes", list: true },
  },
  payouts: {
    getPayee: { id: "getPayee", method: "GET", path: "/api/v1/partners/{id}/payee" },
    savePayee: { id: "savePayee", method: "PUT", path: "/api/v1/partners/{id}/payee" },
  },
  payoutBatches: {
    list: { id: "listPayoutBatches", method: "GET", path: "/api/v1/payout-batches", list: true },
    create: { id: "createPayoutBatch", method: "POST", path: "/api/v1/payout-batches" },
    get: { id: "getPayoutBatch", method: "GET", path: "/api/v1/payout-batches/{id}" },
    approve: { id: "approvePayoutBatch", method: "POST", path: "/api/v1/payout-batches/{id}/approve" },
    cancel: { id: "cancelPayoutBatch", method: "POST", path: "/api/v1/payout-batches/{id}/cancel" },
    reportResults: { id: "reportPayoutResults", method: "POST", path: "/api/v1/payout-batches/{id}/results" },
    listPayouts: { id: "listPayouts", method: "GET", path: "/api/v1/payout-batches/{id}/payouts", list: true },
    export: { id: "exportPayoutBatch", method: "GET", path: "/api/v1/payout-batches/{id}/export", types: ["application/json","text/csv","application/xml"] },
  },
  auth: {
    signIn: { id: "signIn", method: "POST", path: "/auth/sign-in", auth: "none" },
    useSignInLink: { id: "useSignInLink", method: "POST", path: "/auth/link", auth: "none" },
    findSignInWay: { id: "findSignInWay", method: "POST", path: "/auth/sso", auth: "none" },
    getOwnSession: { id: "getOwnSession", method: "GET", path: "/auth/session", auth: "none" },
    listOwnSessions: { id: "listOwnSessions", method: "GET", path: "/auth/sessions", list: true, auth: "none" },
    endOwnSession: { id: "endOwnSession", method: "POST", path: "/auth/sessions/{id}/end", auth: "none" },
    signOut: { id: "signOut", method: "POST", path: "/auth/sign-out", auth: "none" },
    viewAsPartner: { id: "viewAsPartner", method: "POST", path: "/auth/view", auth: "none" },
    endPartnerView: { id: "endPartnerView", method: "POST", path: "/auth/view/end", auth: "none" },
  },
  inbound: {
    receiveWebhook: { id: "receiveWebhook", method: "POST", path: "/api/v1/inbound/{connection_id}", auth: "none" },
  },
  users: {
    create: { id: "createUser", method: "POST", path: "/api/v1/users" },
    list: { id: "listUsers", method: "GET", path: "/api/v1/users", list: true },
    get: { id: "getUser", method: "GET", path: "/api/v1/users/{id}" },
    update: { id: "updateUser", method: "PATCH", path: "/api/v1/users/{id}" },
    createSignInLink: { id: "createSignInLink", method: "POST", path: "/api/v1/users/{id}/link" },
    listSessions: { id: "listUserSessions", method: "GET", path: "/api/v1/users/{id}/sessions", list: true },
    endSessions: { id: "endUserSessions", method: "POST", path: "/api/v1/users/{id}/sign-out" },
  },
  ssoConnections: {
    create: { id: "createSsoConnection", method: "POST", path: "/api/v1/sso-connections" },
    list: { id: "listSsoConnections", method: "GET", path: "/api/v1/sso-connections", list: true },
    get: { id: "getSsoConnection", method: "GET", path: "/api/v1/sso-connections/{id}" },
    update: { id: "updateSsoConnection", method: "PATCH", path: "/api/v1/sso-connections/{id}" },
    delete: { id: "deleteSsoConnection", method: "DELETE", path: "/api/v1/sso-connections/{id}", types: [] },
    verifySsoDomains: { id: "verifySsoDomains", method: "POST", path: "/api/v1/sso-connections/{id}/verify-domains" },
    createScimToken: { id: "createScimToken", method: "POST", path: "/api/v1/sso-connections/{id}/scim-token" },
    deleteScimToken: { id: "deleteScimToken", method: "DELETE", path: "/api/v1/sso-connections/{id}/scim-token", types: [] },
  },
  embedSessions: {
    create: { id: "createEmbedSession", method: "POST", path: "/api/v1/embed-sessions" },
    list: { id: "listEmbedSessions", method: "GET", path: "/api/v1/embed-sessions", list: true },
    revoke: { id: "revokeEmbedSession", method: "POST", path: "/api/v1/embed-sessions/{id}/revoke" },
  },
  platformEndpoints: {
    create: { id: "createPlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints" },
    list: { id: "listPlatformEndpoints", method: "GET", path: "/api/v1/platform-endpoints", list: true },
    get: { id: "getPlatformEndpoint", method: "GET", path: "/api/v1/platform-endpoints/{id}" },
    update: { id: "updatePlatformEndpoint", method: "PATCH", path: "/api/v1/platform-endpoints/{id}" },
    delete: { id: "deletePlatformEndpoint", method: "DELETE", path: "/api/v1/platform-endpoints/{id}", types: [] },
    enable: { id: "enablePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/enable" },
    disable: { id: "disablePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/disable" },
    pause: { id: "pausePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/pause" },
    getSecret: { id: "getPlatformEndpointSecret", method: "GET", path: "/api/v1/platform-endpoints/{id}/secret" },
    rotateSecret: { id: "rotatePlatformEndpointSecret", method: "POST", path: "/api/v1/platform-endpoints/{id}/rotate-secret" },
    getStats: { id: "getPlatformEndpointStats", method: "GET", path: "/api/v1/platform-endpoints/{id}/stats" },
    test: { id: "testPlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/test" },
  },
  platformEventTypes: {
    list: { id: "listPlatformEndpointEventTypes", method: "GET", path: "/api/v1/platform-event-types" },
  },
  inboundSources: {
    list: { id: "listInboundSources", method: "GET", path: "/api/v1/inbound-sources", list: true },
    create: { id: "createInboundSource", method: "POST", path: "/api/v1/inbound-sources" },
    get: { id: "getInboundSource", method: "GET", path: "/api/v1/inbound-sources/{id}" },
    update: { id: "updateInboundSource", method: "PATCH", path: "/api/v1/inbound-sources/{id}" },
    delete: { id: "deleteInboundSource", method: "DELETE", path: "/api/v1/inbound-sources/{id}", types: [] },
    rotateSecret: { id: "rotateInboundSecret", method: "POST", path: "/api/v1/inbound-sources/{id}/rotate-secret" },
    setDealStatusRule: { id: "setDealStatusRule", method: "PUT", path: "/api/v1/inbound-sources/{id}/deal-status" },
    getDealStatusRule: { id: "getDealStatusRule", method: "GET", path: "/api/v1/inbound-sources/{id}/deal-status" },
    deleteDealStatusRule: { id: "deleteDealStatusRule", method: "DELETE", path: "/api/v1/inbound-sources/{id}/deal-status", types: [] },
  },
  inboundEvents: {
    list: { id: "listInboundEvents", method: "GET", path: "/api/v1/inbound-events", list: true },
    get: { id: "getInboundEvent", method: "GET", path: "/api/v1/inbound-events/{id}" },
    replay: { id: "replayInboundEvent", method: "POST", path: "/api/v1/inbound-events/{id}/replay" },
    replayMany: { id: "replayInboundEvents", method: "POST", path: "/api/v1/inbound-events/replay" },
  },
} satisfies RouteTable;
