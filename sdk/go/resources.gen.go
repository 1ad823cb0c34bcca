// Code generated with npm run sdk. DO NOT EDIT.

package causeway

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// resources has every operation of the API.
type resources struct {
	Health                    HealthService
	Oauth                     OauthService
	Events                    EventsService
	EventTypes                EventTypesService
	Endpoints                 EndpointsService
	Deliveries                DeliveriesService
	DeliverySeries            DeliverySeriesService
	DeadLetters               DeadLettersService
	Partners                  PartnersService
	Erasures                  ErasuresService
	Sandboxes                 SandboxesService
	Promotions                PromotionsService
	ApiKeys                   ApiKeysService
	OauthClients              OauthClientsService
	FeatureFlags              FeatureFlagsService
	AuditEntries              AuditEntriesService
	Programmes                ProgrammesService
	Deals                     DealsService
	DealSchema                DealSchemaService
	DealImports               DealImportsService
	Accounts                  AccountsService
	AccountVerdicts           AccountVerdictsService
	AccountMatches            AccountMatchesService
	Connectors                ConnectorsService
	Connections               ConnectionsService
	Syncs                     SyncsService
	Reconciliations           ReconciliationsService
	ReconciliationDrift       ReconciliationDriftService
	ReconciliationFindings    ReconciliationFindingsService
	Books                     BooksService
	IntegrationHealth         IntegrationHealthService
	Exports                   ExportsService
	Alerts                    AlertsService
	AlertChannels             AlertChannelsService
	AlertRoutes               AlertRoutesService
	AlertRules                AlertRulesService
	Touches                   TouchesService
	Conversions               ConversionsService
	Revenue                   RevenueService
	Costs                     CostsService
	Subjects                  SubjectsService
	Links                     LinksService
	Attribution               AttributionService
	CommissionPlans           CommissionPlansService
	CommissionPlanAssignments CommissionPlanAssignmentsService
	Commissions               CommissionsService
	CommissionGoals           CommissionGoalsService
	PartnerLevels             PartnerLevelsService
	Payouts                   PayoutsService
	PayoutBatches             PayoutBatchesService
	Auth                      AuthService
	Inbound                   InboundService
	Users                     UsersService
	SsoConnections            SsoConnectionsService
	EmbedSessions             EmbedSessionsService
	PlatformEndpoints         PlatformEndpointsService
	PlatformEventTypes        PlatformEventTypesService
	InboundSources            InboundSourcesService
	InboundEvents             InboundEventsService
}

func newResources(c *Client) resources {
	return resources{
		Health:                    HealthService{c},
		Oauth:                     OauthService{c},
		Events:                    EventsService{c},
		EventTypes:                EventTypesService{c},
		Endpoints:                 EndpointsService{c},
		Deliveries:                DeliveriesService{c},
		DeliverySeries:            DeliverySeriesService{c},
		DeadLetters:               DeadLettersService{c},
		Partners:                  PartnersService{c},
		Erasures:                  ErasuresService{c},
		Sandboxes:                 SandboxesService{c},
		Promotions:                PromotionsService{c},
		ApiKeys:                   ApiKeysService{c},
		OauthClients:              OauthClientsService{c},
		FeatureFlags:              FeatureFlagsService{c},
		AuditEntries:              AuditEntriesService{c},
		Programmes:                ProgrammesService{c},
		Deals:                     DealsService{c},
		DealSchema:                DealSchemaService{c},
		DealImports:               DealImportsService{c},
		Accounts:                  AccountsService{c},
		AccountVerdicts:           AccountVerdictsService{c},
		AccountMatches:            AccountMatchesService{c},
		Connectors:                ConnectorsService{c},
		Connections:               ConnectionsService{c},
		Syncs:                     SyncsService{c},
		Reconciliations:           ReconciliationsService{c},
		ReconciliationDrift:       ReconciliationDriftService{c},
		ReconciliationFindings:    ReconciliationFindingsService{c},
		Books:                     BooksService{c},
		IntegrationHealth:         IntegrationHealthService{c},
		Exports:                   ExportsService{c},
		Alerts:                    AlertsService{c},
		AlertChannels:             AlertChannelsService{c},
		AlertRoutes:               AlertRoutesService{c},
		AlertRules:                AlertRulesService{c},
		Touches:                   TouchesService{c},
		Conversions:               ConversionsService{c},
		Revenue:                   RevenueService{c},
		Costs:                     CostsService{c},
		Subjects:                  SubjectsService{c},
		Links:                     LinksService{c},
		Attribution:               AttributionService{c},
		CommissionPlans:           CommissionPlansService{c},
		CommissionPlanAssignments: CommissionPlanAssignmentsService{c},
		Commissions:               CommissionsService{c},
		CommissionGoals:           CommissionGoalsService{c},
		PartnerLevels:             PartnerLevelsService{c},
		Payouts:                   PayoutsService{c},
		PayoutBatches:             PayoutBatchesService{c},
		Auth:                      AuthService{c},
		Inbound:                   InboundService{c},
		Users:                     UsersService{c},
		SsoConnections:            SsoConnectionsService{c},
		EmbedSessions:             EmbedSessionsService{c},
		PlatformEndpoints:         PlatformEndpointsService{c},
		PlatformEventTypes:        PlatformEventTypesService{c},
		InboundSources:            InboundSourcesService{c},
		InboundEvents:             InboundEventsService{c},
	}
}

// HealthService is client.Health.
type HealthService struct{ client *Client }

// GetLivenessParams is for the query of [HealthService.GetLiveness], which has none yet: pass nil.
type GetLivenessParams struct{}

func (*GetLivenessParams) query() url.Values { return nil }

// GetLiveness: Responds with 200 while the process is alive. Restart the process if it does not respond. Does not check any dependency.
func (s HealthService) GetLiveness(ctx context.Context, params *GetLivenessParams, options ...RequestOption) (*Liveness, error) {
	what := call{
		id: "getLiveness", method: "GET", path: "/health/live", auth: "none",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[Liveness](ctx, s.client, what, options)
}

// GetReadinessParams is for the query of [HealthService.GetReadiness], which has none yet: pass nil.
type GetReadinessParams struct{}

func (*GetReadinessParams) query() url.Values { return nil }

// GetReadiness: Responds within about a second, with 503 if a required dependency is unavailable. `degraded` (200) means that events are accepted but another dependency has a problem. The result is cached for one second.
func (s HealthService) GetReadiness(ctx context.Context, params *GetReadinessParams, options ...RequestOption) (*Readiness, error) {
	what := call{
		id: "getReadiness", method: "GET", path: "/health/ready", auth: "none",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[Readiness](ctx, s.client, what, options)
}

// ListIntegrationHealthParams is the query of [HealthService.ListIntegration]. Zero values are left out.
type ListIntegrationHealthParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []ListedHealthKind
	// Matches any of the values. Repeat it, or separate them by commas
	State []HealthState
	// Connections, syncs or endpoints. Matches any of the ids. Repeat it, or separate them by commas
	SubjectId []string
	// Only the endpoints of this partner: connections and syncs belong to the company
	PartnerId string
}

func (p *ListIntegrationHealthParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "kind", p.Kind)
	add(query, "state", p.State)
	add(query, "subject_id", p.SubjectId)
	add(query, "partner_id", p.PartnerId)
	return query
}

// ListIntegration: Is everything all right, and if not, what is to be done? Returns connections, then syncs, then endpoints, the newest of each first. A partner sees its own endpoints. With a platform key, connections need the scope `connections:read` as well, and syncs `syncs:read`; without it they are left out.
func (s HealthService) ListIntegration(ctx context.Context, params *ListIntegrationHealthParams, options ...RequestOption) (*IntegrationHealthList, error) {
	what := call{
		id: "listIntegrationHealth", method: "GET", path: "/api/v1/health/integrations", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[IntegrationHealthList](ctx, s.client, what, options)
}

// ListHealthHistoryParams is the query of [HealthService.ListHistory]. Zero values are left out.
type ListHealthHistoryParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []ListedHealthKind
	// Of one connection, sync or endpoint
	SubjectId string
	// Of the endpoints of this partner
	PartnerId string
}

func (p *ListHealthHistoryParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "kind", p.Kind)
	add(query, "subject_id", p.SubjectId)
	add(query, "partner_id", p.PartnerId)
	return query
}

// ListHistory: Returns how connections, syncs and endpoints were, and for how long, the latest first: what a status page needs. Everything is looked at twice a minute, and kept for `health.history_days` of the settings. Each sees what it sees in `GET /health/integrations`.
func (s HealthService) ListHistory(ctx context.Context, params *ListHealthHistoryParams, options ...RequestOption) iter.Seq2[HealthPeriod, error] {
	what := call{
		id: "listHealthHistory", method: "GET", path: "/api/v1/health/history", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[HealthPeriod](ctx, s.client, what, options)
}

// OauthService is client.Oauth.
type OauthService struct{ client *Client }

// GetAccessToken: Issues an access token for the client credentials grant (RFC 6749 §4.4). The client authenticates as registered: with a secret in the header or the form (either works), with a signed assertion (RFC 7523), or with a client certificate (RFC 8705), to which the token is then bound.
func (s OauthService) GetAccessToken(ctx context.Context, body TokenRequest, options ...RequestOption) (*TokenResponse, error) {
	what := call{
		id: "getAccessToken", method: "POST", path: "/oauth/token", auth: "client",
		accept: []string{"application/json"},
	}
	content, err := formOf(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[TokenResponse](ctx, s.client, what, options)
}

// Introspect: Returns whether a token is valid, and its claims. A client sees the tokens of its own partner. A platform key with partners:read, sent as a Bearer token, sees all tokens.
func (s OauthService) Introspect(ctx context.Context, body TokenForm, options ...RequestOption) (*Introspection, error) {
	what := call{
		id: "introspectToken", method: "POST", path: "/oauth/introspect", auth: "client",
		accept: []string{"application/json"},
	}
	content, err := formOf(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Introspection](ctx, s.client, what, options)
}

// Revoke: Revokes a token (RFC 7009). Only the client that obtained it can revoke it. Works even if the partner exceeded its rate limit. Every process rejects the token within one second. If the token is already invalid, the response is the same.
func (s OauthService) Revoke(ctx context.Context, body TokenForm, options ...RequestOption) (*RevokeTokenResponse, error) {
	what := call{
		id: "revokeToken", method: "POST", path: "/oauth/revoke", auth: "client",
		accept: []string{"application/json"},
	}
	content, err := formOf(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[RevokeTokenResponse](ctx, s.client, what, options)
}

// GetAuthorizationServerMetadataParams is for the query of [OauthService.GetAuthorizationServerMetadata], which has none yet: pass nil.
type GetAuthorizationServerMetadataParams struct{}

func (*GetAuthorizationServerMetadataParams) query() url.Values { return nil }

// GetAuthorizationServerMetadata: Returns the metadata that OAuth libraries discover first (RFC 8414).
func (s OauthService) GetAuthorizationServerMetadata(ctx context.Context, params *GetAuthorizationServerMetadataParams, options ...RequestOption) (*AuthorizationServerMetadata, error) {
	what := call{
		id: "getAuthorizationServerMetadata", method: "GET", path: "/.well-known/oauth-authorization-server", auth: "none",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[AuthorizationServerMetadata](ctx, s.client, what, options)
}

// GetJwksParams is for the query of [OauthService.GetJwks], which has none yet: pass nil.
type GetJwksParams struct{}

func (*GetJwksParams) query() url.Values { return nil }

// GetJwks: Returns the public keys to verify access tokens. A new key is published for longer than this response may be cached before it signs tokens.
func (s OauthService) GetJwks(ctx context.Context, params *GetJwksParams, options ...RequestOption) (*Jwks, error) {
	what := call{
		id: "getJwks", method: "GET", path: "/oauth/jwks", auth: "none",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[Jwks](ctx, s.client, what, options)
}

// EventsService is client.Events.
type EventsService struct{ client *Client }

// Publish: Publishes an event. The response is sent after the event and its deliveries were stored durably. The event is sent to every endpoint whose filter matches, or only to those of `partner_ids`. If an event with the same `id` was published before, the response is that event.
func (s EventsService) Publish(ctx context.Context, body PublishEvent, options ...RequestOption) (*AcceptedEvent, error) {
	what := call{
		id: "publishEvent", method: "POST", path: "/api/v1/events", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AcceptedEvent](ctx, s.client, what, options)
}

// ListEventsParams is the query of [EventsService.List]. Zero values are left out.
type ListEventsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only events of this type
	Type string
	// Return only events with a delivery to this partner
	PartnerId string
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Return only what changed at or after this time. To follow changes, read all pages, then begin again with the latest `updated_at` that you have seen: nothing is left out, whatever changes meanwhile, and a few are returned again
	UpdatedSince time.Time
	// Return only events of which a delivery ended after this time. Exclusive
	EndedAfter time.Time
}

func (p *ListEventsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "type", p.Type)
	add(query, "partner_id", p.PartnerId)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "ended_after", p.EndedAfter)
	return query
}

// List: Returns events, newest first, without payloads. A partner key sees the events that have a delivery to its partner.
func (s EventsService) List(ctx context.Context, params *ListEventsParams, options ...RequestOption) iter.Seq2[EventListItem, error] {
	what := call{
		id: "listEvents", method: "GET", path: "/api/v1/events", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[EventListItem](ctx, s.client, what, options)
}

// PublishMany: Publishes a batch. Each event succeeds or fails independently: check `results`, which has one entry per event, in order. The `Deprecation` header is set if the type of at least one event is deprecated.
func (s EventsService) PublishMany(ctx context.Context, body PublishBatch, options ...RequestOption) (*BatchResult, error) {
	what := call{
		id: "publishEvents", method: "POST", path: "/api/v1/events/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[BatchResult](ctx, s.client, what, options)
}

// GetEventParams is for the query of [EventsService.Get], which has none yet: pass nil.
type GetEventParams struct{}

func (*GetEventParams) query() url.Values { return nil }

// Get: Returns the event with its payload exactly as published. A partner key sees only its own deliveries.
func (s EventsService) Get(ctx context.Context, id string, params *GetEventParams, options ...RequestOption) (*EventDetail, error) {
	what := call{
		id: "getEvent", method: "GET", path: "/api/v1/events/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EventDetail](ctx, s.client, what, options)
}

// EventTypesService is client.EventTypes.
type EventTypesService struct{ client *Client }

// Create: Creates an event type. Its first schema is version 1. Names that begin with `causeway.` are reserved.
func (s EventTypesService) Create(ctx context.Context, body CreateEventType, options ...RequestOption) (*EventTypeDetail, error) {
	what := call{
		id: "createEventType", method: "POST", path: "/api/v1/event-types", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[EventTypeDetail](ctx, s.client, what, options)
}

// ListEventTypesParams is the query of [EventTypesService.List]. Zero values are left out.
type ListEventTypesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListEventTypesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns event types by name, without their schemas.
func (s EventTypesService) List(ctx context.Context, params *ListEventTypesParams, options ...RequestOption) iter.Seq2[EventType, error] {
	what := call{
		id: "listEventTypes", method: "GET", path: "/api/v1/event-types", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[EventType](ctx, s.client, what, options)
}

// GetEventTypeParams is for the query of [EventTypesService.Get], which has none yet: pass nil.
type GetEventTypeParams struct{}

func (*GetEventTypeParams) query() url.Values { return nil }

// Get: Returns the event type. `schema` is the newest version; published events are validated against it.
func (s EventTypesService) Get(ctx context.Context, name string, params *GetEventTypeParams, options ...RequestOption) (*EventTypeDetail, error) {
	what := call{
		id: "getEventType", method: "GET", path: "/api/v1/event-types/{name}", auth: "bearer",
		segments: []string{"name", name},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EventTypeDetail](ctx, s.client, what, options)
}

// Update: Updates the description or the deprecation. A deprecated type still works; publishers get a `Deprecation` header. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s EventTypesService) Update(ctx context.Context, name string, body EventTypeChange, options ...RequestOption) (*EventTypeDetail, error) {
	what := call{
		id: "updateEventType", method: "PATCH", path: "/api/v1/event-types/{name}", auth: "bearer",
		segments: []string{"name", name},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[EventTypeDetail](ctx, s.client, what, options)
}

// AddVersion: Adds a schema version. It takes effect immediately: new events are validated against it. With a down_conversion, endpoints can continue to receive the previous version. A down_conversion is required while endpoints pin a version.
func (s EventTypesService) AddVersion(ctx context.Context, name string, body CreateEventTypeVersion, options ...RequestOption) (*EventTypeDetail, error) {
	what := call{
		id: "addEventTypeVersion", method: "POST", path: "/api/v1/event-types/{name}/versions", auth: "bearer",
		segments: []string{"name", name},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[EventTypeDetail](ctx, s.client, what, options)
}

// EndpointsService is client.Endpoints.
type EndpointsService struct{ client *Client }

// Create: Creates an endpoint. The response contains the key that the receiver verifies signatures with. GET /endpoints/{id}/secret returns it again.
func (s EndpointsService) Create(ctx context.Context, body CreateEndpoint, options ...RequestOption) (*CreatedEndpoint, error) {
	what := call{
		id: "createEndpoint", method: "POST", path: "/api/v1/endpoints", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CreatedEndpoint](ctx, s.client, what, options)
}

// ListEndpointsParams is the query of [EndpointsService.List]. Zero values are left out.
type ListEndpointsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only endpoints of this partner. A partner key always sees only its own
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	State []EndpointState
	// State of the circuit breaker, as in `breaker.state`. Matches any of the values. Repeat it, or separate them by commas
	Breaker []BreakerState
}

func (p *ListEndpointsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "state", p.State)
	add(query, "breaker", p.Breaker)
	return query
}

// List: Returns endpoints of partners, newest first.
func (s EndpointsService) List(ctx context.Context, params *ListEndpointsParams, options ...RequestOption) iter.Seq2[Endpoint, error] {
	what := call{
		id: "listEndpoints", method: "GET", path: "/api/v1/endpoints", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Endpoint](ctx, s.client, what, options)
}

// GetEndpointParams is for the query of [EndpointsService.Get], which has none yet: pass nil.
type GetEndpointParams struct{}

func (*GetEndpointParams) query() url.Values { return nil }

// Get: Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint.
func (s EndpointsService) Get(ctx context.Context, id string, params *GetEndpointParams, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "getEndpoint", method: "GET", path: "/api/v1/endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Update: Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused.
func (s EndpointsService) Update(ctx context.Context, id string, body UpdateEndpoint, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "updateEndpoint", method: "PATCH", path: "/api/v1/endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Delete: Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint.
func (s EndpointsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteEndpoint", method: "DELETE", path: "/api/v1/endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Enable: Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count.
func (s EndpointsService) Enable(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "enableEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/enable", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Disable: Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again.
func (s EndpointsService) Disable(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "disableEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/disable", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Pause: Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost.
func (s EndpointsService) Pause(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "pauseEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/pause", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// GetEndpointSecretParams is for the query of [EndpointsService.GetSecret], which has none yet: pass nil.
type GetEndpointSecretParams struct{}

func (*GetEndpointSecretParams) query() url.Values { return nil }

// GetSecret: Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached.
func (s EndpointsService) GetSecret(ctx context.Context, id string, params *GetEndpointSecretParams, options ...RequestOption) (*EndpointSecret, error) {
	what := call{
		id: "getEndpointSecret", method: "GET", path: "/api/v1/endpoints/{id}/secret", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EndpointSecret](ctx, s.client, what, options)
}

// RotateSecret: Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h.
func (s EndpointsService) RotateSecret(ctx context.Context, id string, body *RotateEndpointSecret, options ...RequestOption) (*EndpointSecret, error) {
	what := call{
		id: "rotateEndpointSecret", method: "POST", path: "/api/v1/endpoints/{id}/rotate-secret", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[EndpointSecret](ctx, s.client, what, options)
}

// GetEndpointStatsParams is for the query of [EndpointsService.GetStats], which has none yet: pass nil.
type GetEndpointStatsParams struct{}

func (*GetEndpointStatsParams) query() url.Values { return nil }

// GetStats: Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now.
func (s EndpointsService) GetStats(ctx context.Context, id string, params *GetEndpointStatsParams, options ...RequestOption) (*EndpointStats, error) {
	what := call{
		id: "getEndpointStats", method: "GET", path: "/api/v1/endpoints/{id}/stats", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EndpointStats](ctx, s.client, what, options)
}

// Test: Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to.
func (s EndpointsService) Test(ctx context.Context, id string, options ...RequestOption) (*TestSent, error) {
	what := call{
		id: "testEndpoint", method: "POST", path: "/api/v1/endpoints/{id}/test", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[TestSent](ctx, s.client, what, options)
}

// ReplayMissing: Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for example because they are older than the endpoint or than its subscription to their type. One call creates at most 100000 deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing; events older than `webhooks.retention_days` do not. Safe to repeat.
func (s EndpointsService) ReplayMissing(ctx context.Context, id string, body ReplayMissing, options ...RequestOption) (*ReplayMissingResult, error) {
	what := call{
		id: "replayMissing", method: "POST", path: "/api/v1/endpoints/{id}/replay-missing", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ReplayMissingResult](ctx, s.client, what, options)
}

// TestPartnerWebhooks: Sends a signed webhook.test event to each of your enabled endpoints, or to one of them. Requires a partner key.
func (s EndpointsService) TestPartnerWebhooks(ctx context.Context, body *TestPartnerWebhooks, options ...RequestOption) (*TestSent, error) {
	what := call{
		id: "testPartnerWebhooks", method: "POST", path: "/api/v1/partners/webhooks/test", auth: "bearer",
		accept: []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[TestSent](ctx, s.client, what, options)
}

// PreviewTransformation: Transforms a past event or a sample with schema_versions and transformation: those of the endpoint, or others to try. Nothing is stored or sent. An error is explained in the same way as for a held delivery.
func (s EndpointsService) PreviewTransformation(ctx context.Context, id string, body TransformationPreview, options ...RequestOption) (*TransformationPreviewed, error) {
	what := call{
		id: "previewTransformation", method: "POST", path: "/api/v1/endpoints/{id}/transformation/preview", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[TransformationPreviewed](ctx, s.client, what, options)
}

// DeliveriesService is client.Deliveries.
type DeliveriesService struct{ client *Client }

// ListDeliveriesParams is the query of [DeliveriesService.List]. Zero values are left out.
type ListDeliveriesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only those of this partner. A partner key always sees only its own
	PartnerId  string
	EndpointId string
	EventId    string
	EventType  string
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Kind of error of the last attempt. Matches any of the values. Repeat it, or separate them by commas
	ErrorClass []ErrorClass
	// Exact value of `last_error`
	LastError string
	// Matches any of the values. Repeat it, or separate them by commas
	Status []DeliveryStatus
	// Matches any of the values. Repeat it, or separate them by commas
	HoldReason []HoldReason
	// Return only what changed at or after this time. To follow changes, read all pages, then begin again with the latest `updated_at` that you have seen: nothing is left out, whatever changes meanwhile, and a few are returned again
	UpdatedSince time.Time
	// Return only those that were delivered, dead-lettered or cancelled after this time. Exclusive
	EndedAfter time.Time
	// Exclusive
	EndedBefore time.Time
	// Return only those whose next attempt is due before this time. Exclusive
	NextAttemptBefore time.Time
	// Matches any of the values. Repeat it, or separate them by commas
	Expand []DeliveryPart
}

func (p *ListDeliveriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "endpoint_id", p.EndpointId)
	add(query, "event_id", p.EventId)
	add(query, "event_type", p.EventType)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "error_class", p.ErrorClass)
	add(query, "last_error", p.LastError)
	add(query, "status", p.Status)
	add(query, "hold_reason", p.HoldReason)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "ended_after", p.EndedAfter)
	add(query, "ended_before", p.EndedBefore)
	add(query, "next_attempt_before", p.NextAttemptBefore)
	add(query, "expand", p.Expand)
	return query
}

// List: Returns deliveries, newest first. All filters must match. `expand` adds what would otherwise take another request for each delivery: the event with its payload, and the attempts. A page then has fewer items if they are large.
func (s DeliveriesService) List(ctx context.Context, params *ListDeliveriesParams, options ...RequestOption) iter.Seq2[Delivery, error] {
	what := call{
		id: "listDeliveries", method: "GET", path: "/api/v1/deliveries", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Delivery](ctx, s.client, what, options)
}

// GetDeliveryParams is the query of [DeliveriesService.Get]. Zero values are left out.
type GetDeliveryParams struct {
	// Adds the payload of the event. Matches any of the values. Repeat it, or separate them by commas
	Expand []DeliveryDetailPart
}

func (p *GetDeliveryParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "expand", p.Expand)
	return query
}

// Get: Returns the delivery with every attempt, its response and the reason for the time of the next attempt. If the delivery is held, `hold` explains why and what releases it. With a platform key the response also links to the workflow in Temporal UI.
func (s DeliveriesService) Get(ctx context.Context, id string, params *GetDeliveryParams, options ...RequestOption) (*DeliveryWithTimeline, error) {
	what := call{
		id: "getDelivery", method: "GET", path: "/api/v1/deliveries/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[DeliveryWithTimeline](ctx, s.client, what, options)
}

// Cancel: Cancels the delivery. No further attempt is made. An attempt that is in flight can still arrive.
func (s DeliveriesService) Cancel(ctx context.Context, id string, options ...RequestOption) (*DeliveryWithTimeline, error) {
	what := call{
		id: "cancelDelivery", method: "POST", path: "/api/v1/deliveries/{id}/cancel", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[DeliveryWithTimeline](ctx, s.client, what, options)
}

// Retry: Makes an attempt now. It does not count towards the retry budget, and if it fails, the next scheduled attempt stays when it was. A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it.
func (s DeliveriesService) Retry(ctx context.Context, id string, options ...RequestOption) (*DeliveryWithTimeline, error) {
	what := call{
		id: "retryDelivery", method: "POST", path: "/api/v1/deliveries/{id}/retry", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[DeliveryWithTimeline](ctx, s.client, what, options)
}

// DeliverySeriesService is client.DeliverySeries.
type DeliverySeriesService struct{ client *Client }

// GetDeliverySeriesParams is the query of [DeliverySeriesService.Get]. Zero values are left out.
type GetDeliverySeriesParams struct {
	// Only deliveries of this partner. A partner sees only its own
	PartnerId string
	// Only deliveries to this endpoint
	EndpointId string
	// hour, or day in UTC
	By DeliveryPeriodLength
	// How many, up to the present one. The numbers are kept for 92 days
	Periods int
}

func (p *GetDeliverySeriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "endpoint_id", p.EndpointId)
	add(query, "by", p.By)
	add(query, "periods", p.Periods)
	return query
}

// Get: Returns how many deliveries ended in each hour or day, how many of them succeeded, and how long they took. It reads numbers that are kept by hour, never the deliveries. The endpoints of the company itself are left out.
func (s DeliverySeriesService) Get(ctx context.Context, params *GetDeliverySeriesParams, options ...RequestOption) (*DeliverySeries, error) {
	what := call{
		id: "getDeliverySeries", method: "GET", path: "/api/v1/delivery-series", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[DeliverySeries](ctx, s.client, what, options)
}

// DeadLettersService is client.DeadLetters.
type DeadLettersService struct{ client *Client }

// ListDeadLettersParams is the query of [DeadLettersService.List]. Zero values are left out.
type ListDeadLettersParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only those of this partner. A partner key always sees only its own
	PartnerId  string
	EndpointId string
	EventId    string
	EventType  string
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Kind of error of the last attempt. Matches any of the values. Repeat it, or separate them by commas
	ErrorClass []ErrorClass
	// Exact value of `last_error`
	LastError string
	// Exact value of dead_letter_reason
	Reason string
	// Exclusive
	DeadLetteredAfter time.Time
	// Exclusive
	DeadLetteredBefore time.Time
}

func (p *ListDeadLettersParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "endpoint_id", p.EndpointId)
	add(query, "event_id", p.EventId)
	add(query, "event_type", p.EventType)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "error_class", p.ErrorClass)
	add(query, "last_error", p.LastError)
	add(query, "reason", p.Reason)
	add(query, "dead_lettered_after", p.DeadLetteredAfter)
	add(query, "dead_lettered_before", p.DeadLetteredBefore)
	return query
}

// List: Returns dead letters, newest first. A dead letter is a delivery that is no longer retried.
func (s DeadLettersService) List(ctx context.Context, params *ListDeadLettersParams, options ...RequestOption) iter.Seq2[DeadLetter, error] {
	what := call{
		id: "listDeadLetters", method: "GET", path: "/api/v1/dead-letters", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[DeadLetter](ctx, s.client, what, options)
}

// GetDeadLetterParams is for the query of [DeadLettersService.Get], which has none yet: pass nil.
type GetDeadLetterParams struct{}

func (*GetDeadLetterParams) query() url.Values { return nil }

// Get: Returns the dead letter with its event, its endpoint, every attempt and the reason why it was dead-lettered.
func (s DeadLettersService) Get(ctx context.Context, id string, params *GetDeadLetterParams, options ...RequestOption) (*DeadLetterWithTimeline, error) {
	what := call{
		id: "getDeadLetter", method: "GET", path: "/api/v1/dead-letters/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[DeadLetterWithTimeline](ctx, s.client, what, options)
}

// Replay: Sends the dead letter again, with a new retry budget and the same webhook-id. If its endpoint cannot receive now, the delivery is held until it can. Afterwards read it with GET /deliveries/{id}.
func (s DeadLettersService) Replay(ctx context.Context, id string, options ...RequestOption) (*DeliveryWithTimeline, error) {
	what := call{
		id: "replayDeadLetter", method: "POST", path: "/api/v1/dead-letters/{id}/replay", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[DeliveryWithTimeline](ctx, s.client, what, options)
}

// GroupDeadLettersParams is the query of [DeadLettersService.Group]. Zero values are left out.
type GroupDeadLettersParams struct {
	// Return only those of this partner. A partner key always sees only its own
	PartnerId  string
	EndpointId string
	EventId    string
	EventType  string
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Kind of error of the last attempt. Matches any of the values. Repeat it, or separate them by commas
	ErrorClass []ErrorClass
	// Exact value of `last_error`
	LastError string
	// Exact value of dead_letter_reason
	Reason string
	// Exclusive
	DeadLetteredAfter time.Time
	// Exclusive
	DeadLetteredBefore time.Time
	// Maximum number of groups
	Limit int
}

func (p *GroupDeadLettersParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "endpoint_id", p.EndpointId)
	add(query, "event_id", p.EventId)
	add(query, "event_type", p.EventType)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "error_class", p.ErrorClass)
	add(query, "last_error", p.LastError)
	add(query, "reason", p.Reason)
	add(query, "dead_lettered_after", p.DeadLetteredAfter)
	add(query, "dead_lettered_before", p.DeadLetteredBefore)
	add(query, "limit", p.Limit)
	return query
}

// Group: Counts the matching dead letters by the error of their last attempt, the most frequent first. To list, replay or purge one group, use its `error_class` and `last_error` as filters.
func (s DeadLettersService) Group(ctx context.Context, params *GroupDeadLettersParams, options ...RequestOption) (*DeadLetterGroups, error) {
	what := call{
		id: "groupDeadLetters", method: "GET", path: "/api/v1/dead-letters/groups", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[DeadLetterGroups](ctx, s.client, what, options)
}

// ReplayMany: Replays all matching dead letters. Each gets a new retry budget and keeps its webhook-id. They are held first and then sent oldest first, behind live traffic. Dead letters of deleted endpoints are skipped. Use dry_run first to see how many match.
func (s DeadLettersService) ReplayMany(ctx context.Context, body DeadLetterSelection, options ...RequestOption) (*ReplayDeadLettersResult, error) {
	what := call{
		id: "replayDeadLetters", method: "POST", path: "/api/v1/dead-letters/replay", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ReplayDeadLettersResult](ctx, s.client, what, options)
}

// Purge: Permanently deletes the matching dead letters and their attempts. Requires a platform key. Use dry_run first to see how many match.
func (s DeadLettersService) Purge(ctx context.Context, body DeadLetterSelection, options ...RequestOption) (*PurgeDeadLettersResult, error) {
	what := call{
		id: "purgeDeadLetters", method: "POST", path: "/api/v1/dead-letters/purge", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PurgeDeadLettersResult](ctx, s.client, what, options)
}

// PartnersService is client.Partners.
type PartnersService struct{ client *Client }

// Create: Creates a partner, which is a separate tenant and sees only its own data. Create a key for it with POST /api-keys.
func (s PartnersService) Create(ctx context.Context, body CreatePartner, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "createPartner", method: "POST", path: "/api/v1/partners", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Partner](ctx, s.client, what, options)
}

// ListPartnersParams is the query of [PartnersService.List]. Zero values are left out.
type ListPartnersParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Tier []PartnerTier
	// Deleted partners are only returned with status=deleted. Matches any of the values. Repeat it, or separate them by commas
	Status []PartnerStatus
	// Part of the name, case-insensitive
	Name string
}

func (p *ListPartnersParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "tier", p.Tier)
	add(query, "status", p.Status)
	add(query, "name", p.Name)
	return query
}

// List: Returns partners, newest first.
func (s PartnersService) List(ctx context.Context, params *ListPartnersParams, options ...RequestOption) iter.Seq2[Partner, error] {
	what := call{
		id: "listPartners", method: "GET", path: "/api/v1/partners", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Partner](ctx, s.client, what, options)
}

// GetPartnerParams is for the query of [PartnersService.Get], which has none yet: pass nil.
type GetPartnerParams struct{}

func (*GetPartnerParams) query() url.Values { return nil }

// Get: Returns the partner. Send the ETag of the response as If-Match to change the partner.
func (s PartnersService) Get(ctx context.Context, id string, params *GetPartnerParams, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "getPartner", method: "GET", path: "/api/v1/partners/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Partner](ctx, s.client, what, options)
}

// Update: Updates a partner. Takes effect within one second on every process. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s PartnersService) Update(ctx context.Context, id string, body UpdatePartner, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "updatePartner", method: "PATCH", path: "/api/v1/partners/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Partner](ctx, s.client, what, options)
}

// Delete: Deletes the partner. Its credentials are rejected and nothing more is sent to it, both with immediate effect. Its data is then permanently erased; the returned erasure shows the progress. This cannot be undone.
func (s PartnersService) Delete(ctx context.Context, id string, options ...RequestOption) (*Erasure, error) {
	what := call{
		id: "deletePartner", method: "DELETE", path: "/api/v1/partners/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Erasure](ctx, s.client, what, options)
}

// GetOwnPartnerParams is for the query of [PartnersService.GetOwn], which has none yet: pass nil.
type GetOwnPartnerParams struct{}

func (*GetOwnPartnerParams) query() url.Values { return nil }

// GetOwn: Returns the partner of the credential, with its effective rate limit.
func (s PartnersService) GetOwn(ctx context.Context, params *GetOwnPartnerParams, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "getOwnPartner", method: "GET", path: "/api/v1/partners/me", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[Partner](ctx, s.client, what, options)
}

// Suspend: Suspends the partner. Its credentials are rejected with the reason, and all deliveries to its endpoints are held; nothing is lost. Requests that are in flight can still arrive.
func (s PartnersService) Suspend(ctx context.Context, id string, body SuspendPartner, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "suspendPartner", method: "POST", path: "/api/v1/partners/{id}/suspend", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Partner](ctx, s.client, what, options)
}

// Activate: Activates the partner. Its credentials work again, and its held deliveries are sent, oldest first.
func (s PartnersService) Activate(ctx context.Context, id string, options ...RequestOption) (*Partner, error) {
	what := call{
		id: "activatePartner", method: "POST", path: "/api/v1/partners/{id}/activate", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Partner](ctx, s.client, what, options)
}

// ListPartnerTasksParams is for the query of [PartnersService.ListTasks], which has none yet: pass nil.
type ListPartnerTasksParams struct{}

func (*ListPartnerTasksParams) query() url.Values { return nil }

// ListTasks: Returns what somebody of your partner should look at: questions on deals, rejected deals, protection that ends, endpoints that fail, keys and secrets that end, answered disputes, new statements. What ends within 14 days is among it, and what was decided or issued in the last 14; of each kind at most 20, the most urgent first. Kinds whose objects your scopes do not let you read are left out.
func (s PartnersService) ListTasks(ctx context.Context, params *ListPartnerTasksParams, options ...RequestOption) (*PartnerTasks, error) {
	what := call{
		id: "listPartnerTasks", method: "GET", path: "/api/v1/partners/me/tasks", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[PartnerTasks](ctx, s.client, what, options)
}

// ErasuresService is client.Erasures.
type ErasuresService struct{ client *Client }

// EraseDataSubject: Erases a person's data across all partners. Events that contain the address lose their payload, and their pending deliveries are cancelled. Receivers' responses, contacts and audit details that contain the address are emptied. The erasure covers data that was accepted before this request.
func (s ErasuresService) EraseDataSubject(ctx context.Context, body CreateErasure, options ...RequestOption) (*Erasure, error) {
	what := call{
		id: "eraseDataSubject", method: "POST", path: "/api/v1/erasures", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Erasure](ctx, s.client, what, options)
}

// ListErasuresParams is the query of [ErasuresService.List]. Zero values are left out.
type ListErasuresParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []ErasureKind
	// Matches any of the values. Repeat it, or separate them by commas
	Status    []ErasureStatus
	PartnerId string
}

func (p *ListErasuresParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "kind", p.Kind)
	add(query, "status", p.Status)
	add(query, "partner_id", p.PartnerId)
	return query
}

// List: Returns erasures, newest first, with the number of erased rows.
func (s ErasuresService) List(ctx context.Context, params *ListErasuresParams, options ...RequestOption) iter.Seq2[Erasure, error] {
	what := call{
		id: "listErasures", method: "GET", path: "/api/v1/erasures", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Erasure](ctx, s.client, what, options)
}

// GetErasureParams is for the query of [ErasuresService.Get], which has none yet: pass nil.
type GetErasureParams struct{}

func (*GetErasureParams) query() url.Values { return nil }

// Get: Returns the progress of the erasure and the number of erased rows. The erasure does not record whom it was about.
func (s ErasuresService) Get(ctx context.Context, id string, params *GetErasureParams, options ...RequestOption) (*Erasure, error) {
	what := call{
		id: "getErasure", method: "GET", path: "/api/v1/erasures/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Erasure](ctx, s.client, what, options)
}

// SandboxesService is client.Sandboxes.
type SandboxesService struct{ client *Client }

// Create: Creates a partner with an API key and, if you send a URL, an endpoint. The sandbox is filled asynchronously with synthetic customers and deals, whose events are published only to it. Read GET /sandboxes/{partner_id} until its status is `ready`.
func (s SandboxesService) Create(ctx context.Context, body *CreateSandbox, options ...RequestOption) (*CreatedSandbox, error) {
	what := call{
		id: "createSandbox", method: "POST", path: "/api/v1/sandboxes", auth: "bearer",
		accept: []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[CreatedSandbox](ctx, s.client, what, options)
}

// GetSandboxParams is for the query of [SandboxesService.Get], which has none yet: pass nil.
type GetSandboxParams struct{}

func (*GetSandboxParams) query() url.Values { return nil }

// Get: Returns whether the synthetic data is ready, and its size. A partner key sees only its own sandbox.
func (s SandboxesService) Get(ctx context.Context, partnerId string, params *GetSandboxParams, options ...RequestOption) (*Sandbox, error) {
	what := call{
		id: "getSandbox", method: "GET", path: "/api/v1/sandboxes/{partner_id}", auth: "bearer",
		segments: []string{"partner_id", partnerId},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Sandbox](ctx, s.client, what, options)
}

// Reset: Erases the synthetic events and their deliveries, then publishes the same data again with new ids. Events published by others, keys and endpoints are kept.
func (s SandboxesService) Reset(ctx context.Context, partnerId string, options ...RequestOption) (*Sandbox, error) {
	what := call{
		id: "resetSandbox", method: "POST", path: "/api/v1/sandboxes/{partner_id}/reset", auth: "bearer",
		segments: []string{"partner_id", partnerId},
		accept:   []string{"application/json"},
	}
	return sendJSON[Sandbox](ctx, s.client, what, options)
}

// PromotionsService is client.Promotions.
type PromotionsService struct{ client *Client }

// PromotePartner: Checks whether the partner is ready for production. If all checks pass, the partner gets the tier and its synthetic data is erased. Otherwise the promotion is blocked, and `checks` shows why.
func (s PromotionsService) PromotePartner(ctx context.Context, id string, body CreatePromotion, options ...RequestOption) (*Promotion, error) {
	what := call{
		id: "promotePartner", method: "POST", path: "/api/v1/partners/{id}/promotions", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Promotion](ctx, s.client, what, options)
}

// GetPromotionParams is for the query of [PromotionsService.Get], which has none yet: pass nil.
type GetPromotionParams struct{}

func (*GetPromotionParams) query() url.Values { return nil }

// Get: Returns the promotion with the result of each check. A partner key sees only promotions of its own partner.
func (s PromotionsService) Get(ctx context.Context, id string, params *GetPromotionParams, options ...RequestOption) (*Promotion, error) {
	what := call{
		id: "getPromotion", method: "GET", path: "/api/v1/promotions/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Promotion](ctx, s.client, what, options)
}

// GetPromotionChecksParams is for the query of [PromotionsService.GetChecks], which has none yet: pass nil.
type GetPromotionChecksParams struct{}

func (*GetPromotionChecksParams) query() url.Values { return nil }

// GetChecks: Returns the current results of the checks without changing anything. A partner key sees only its own partner. Returns 409 if the partner is not a sandbox any more.
func (s PromotionsService) GetChecks(ctx context.Context, id string, params *GetPromotionChecksParams, options ...RequestOption) (*PromotionChecks, error) {
	what := call{
		id: "getPromotionChecks", method: "GET", path: "/api/v1/partners/{id}/promotion-checks", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PromotionChecks](ctx, s.client, what, options)
}

// ApiKeysService is client.ApiKeys.
type ApiKeysService struct{ client *Client }

// Create: Creates an API key. The key is returned only in this response, because only its hash is stored.
func (s ApiKeysService) Create(ctx context.Context, body CreateApiKey, options ...RequestOption) (*CreatedApiKey, error) {
	what := call{
		id: "createApiKey", method: "POST", path: "/api/v1/api-keys", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CreatedApiKey](ctx, s.client, what, options)
}

// ListApiKeysParams is the query of [ApiKeysService.List]. Zero values are left out.
type ListApiKeysParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only keys of this partner. `platform` returns only platform keys
	PartnerId string
	// Return only keys that are neither expired nor revoked
	Active *bool
}

func (p *ListApiKeysParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "active", p.Active)
	return query
}

// List: Returns API keys, newest first, without the keys themselves.
func (s ApiKeysService) List(ctx context.Context, params *ListApiKeysParams, options ...RequestOption) iter.Seq2[ApiKey, error] {
	what := call{
		id: "listApiKeys", method: "GET", path: "/api/v1/api-keys", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[ApiKey](ctx, s.client, what, options)
}

// GetApiKeyParams is for the query of [ApiKeysService.Get], which has none yet: pass nil.
type GetApiKeyParams struct{}

func (*GetApiKeyParams) query() url.Values { return nil }

// Get: Returns the API key without the key itself.
func (s ApiKeysService) Get(ctx context.Context, id string, params *GetApiKeyParams, options ...RequestOption) (*ApiKey, error) {
	what := call{
		id: "getApiKey", method: "GET", path: "/api/v1/api-keys/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ApiKey](ctx, s.client, what, options)
}

// Rotate: Creates a new key with the same name, owner and scopes. The old key continues to work until the overlap ends.
func (s ApiKeysService) Rotate(ctx context.Context, id string, body *RotateApiKey, options ...RequestOption) (*CreatedApiKey, error) {
	what := call{
		id: "rotateApiKey", method: "POST", path: "/api/v1/api-keys/{id}/rotate", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[CreatedApiKey](ctx, s.client, what, options)
}

// Revoke: Revokes the key immediately. Every process rejects it within one second. This cannot be undone. Your credential needs all scopes of the key.
func (s ApiKeysService) Revoke(ctx context.Context, id string, options ...RequestOption) (*ApiKey, error) {
	what := call{
		id: "revokeApiKey", method: "POST", path: "/api/v1/api-keys/{id}/revoke", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[ApiKey](ctx, s.client, what, options)
}

// OauthClientsService is client.OauthClients.
type OauthClientsService struct{ client *Client }

// Create: Creates an OAuth client. Its `id` is the client_id. The secret is returned only in this response, because only its hash is stored.
func (s OauthClientsService) Create(ctx context.Context, body CreateOauthClient, options ...RequestOption) (*CreatedOauthClient, error) {
	what := call{
		id: "createOauthClient", method: "POST", path: "/api/v1/oauth-clients", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CreatedOauthClient](ctx, s.client, what, options)
}

// ListOauthClientsParams is the query of [OauthClientsService.List]. Zero values are left out.
type ListOauthClientsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
	// Return only clients that are not revoked
	Active string
}

func (p *ListOauthClientsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "active", p.Active)
	return query
}

// List: Returns OAuth clients, newest first, without their secrets.
func (s OauthClientsService) List(ctx context.Context, params *ListOauthClientsParams, options ...RequestOption) iter.Seq2[OauthClient, error] {
	what := call{
		id: "listOauthClients", method: "GET", path: "/api/v1/oauth-clients", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[OauthClient](ctx, s.client, what, options)
}

// GetOauthClientParams is for the query of [OauthClientsService.Get], which has none yet: pass nil.
type GetOauthClientParams struct{}

func (*GetOauthClientParams) query() url.Values { return nil }

// Get: Returns the OAuth client without its secrets.
func (s OauthClientsService) Get(ctx context.Context, id string, params *GetOauthClientParams, options ...RequestOption) (*OauthClient, error) {
	what := call{
		id: "getOauthClient", method: "GET", path: "/api/v1/oauth-clients/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[OauthClient](ctx, s.client, what, options)
}

// Update: Updates the name, scopes, keys or certificate. Existing tokens immediately lose the scopes that the client loses. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s OauthClientsService) Update(ctx context.Context, id string, body UpdateOauthClient, options ...RequestOption) (*OauthClient, error) {
	what := call{
		id: "updateOauthClient", method: "PATCH", path: "/api/v1/oauth-clients/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[OauthClient](ctx, s.client, what, options)
}

// Revoke: Revokes the client. It gets no new tokens, and its existing tokens are rejected by every process within one second. This cannot be undone. Your credential needs all scopes of the client.
func (s OauthClientsService) Revoke(ctx context.Context, id string, options ...RequestOption) (*OauthClient, error) {
	what := call{
		id: "revokeOauthClient", method: "POST", path: "/api/v1/oauth-clients/{id}/revoke", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[OauthClient](ctx, s.client, what, options)
}

// RotateSecret: Creates a new secret. The old secret continues to work until the overlap ends. Tokens that were obtained with it stay valid until they expire.
func (s OauthClientsService) RotateSecret(ctx context.Context, id string, body *RotateOauthClientSecret, options ...RequestOption) (*CreatedOauthClient, error) {
	what := call{
		id: "rotateOauthClientSecret", method: "POST", path: "/api/v1/oauth-clients/{id}/rotate-secret", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[CreatedOauthClient](ctx, s.client, what, options)
}

// FeatureFlagsService is client.FeatureFlags.
type FeatureFlagsService struct{ client *Client }

// ListFeatureFlagsParams is for the query of [FeatureFlagsService.List], which has none yet: pass nil.
type ListFeatureFlagsParams struct{}

func (*ListFeatureFlagsParams) query() url.Values { return nil }

// List: Returns all feature flags by name, without pagination.
func (s FeatureFlagsService) List(ctx context.Context, params *ListFeatureFlagsParams, options ...RequestOption) (*FeatureFlagList, error) {
	what := call{
		id: "listFeatureFlags", method: "GET", path: "/api/v1/feature-flags", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[FeatureFlagList](ctx, s.client, what, options)
}

// Put: Creates or replaces a flag. Takes effect within one second on every process. Overrides of partners are kept.
func (s FeatureFlagsService) Put(ctx context.Context, name string, body PutFeatureFlag, options ...RequestOption) (*FeatureFlag, error) {
	what := call{
		id: "putFeatureFlag", method: "PUT", path: "/api/v1/feature-flags/{name}", auth: "bearer",
		segments: []string{"name", name},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[FeatureFlag](ctx, s.client, what, options)
}

// Delete: Deletes a flag and its overrides. Deleting an unknown flag has no effect.
func (s FeatureFlagsService) Delete(ctx context.Context, name string, options ...RequestOption) error {
	what := call{
		id: "deleteFeatureFlag", method: "DELETE", path: "/api/v1/feature-flags/{name}", auth: "bearer",
		segments: []string{"name", name},
	}
	return sendNone(ctx, s.client, what, options)
}

// Override: Sets the flag for this partner, regardless of the flag's own settings, until the override is deleted.
func (s FeatureFlagsService) Override(ctx context.Context, name string, partnerId string, body FeatureFlagOverride, options ...RequestOption) error {
	what := call{
		id: "overrideFeatureFlag", method: "PUT", path: "/api/v1/feature-flags/{name}/partners/{partner_id}", auth: "bearer",
		segments: []string{"name", name, "partner_id", partnerId},
	}
	content, err := JSON(body)
	if err != nil {
		return err
	}
	what.body = &content
	return sendNone(ctx, s.client, what, options)
}

// DeleteOverride: Deletes the override. The flag's own settings apply to the partner again.
func (s FeatureFlagsService) DeleteOverride(ctx context.Context, name string, partnerId string, options ...RequestOption) error {
	what := call{
		id: "deleteFeatureFlagOverride", method: "DELETE", path: "/api/v1/feature-flags/{name}/partners/{partner_id}", auth: "bearer",
		segments: []string{"name", name, "partner_id", partnerId},
	}
	return sendNone(ctx, s.client, what, options)
}

// GetOwnFeatureFlagsParams is for the query of [FeatureFlagsService.GetOwn], which has none yet: pass nil.
type GetOwnFeatureFlagsParams struct{}

func (*GetOwnFeatureFlagsParams) query() url.Values { return nil }

// GetOwn: Returns all flags with their values for the partner of the credential.
func (s FeatureFlagsService) GetOwn(ctx context.Context, params *GetOwnFeatureFlagsParams, options ...RequestOption) (*PartnerFeatureFlags, error) {
	what := call{
		id: "getOwnFeatureFlags", method: "GET", path: "/api/v1/partners/me/feature-flags", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[PartnerFeatureFlags](ctx, s.client, what, options)
}

// GetPartnerFeatureFlagsParams is for the query of [FeatureFlagsService.GetOfPartner], which has none yet: pass nil.
type GetPartnerFeatureFlagsParams struct{}

func (*GetPartnerFeatureFlagsParams) query() url.Values { return nil }

// GetOfPartner: Returns all flags with their values for this partner and what determined them.
func (s FeatureFlagsService) GetOfPartner(ctx context.Context, id string, params *GetPartnerFeatureFlagsParams, options ...RequestOption) (*PartnerFeatureFlags, error) {
	what := call{
		id: "getPartnerFeatureFlags", method: "GET", path: "/api/v1/partners/{id}/feature-flags", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PartnerFeatureFlags](ctx, s.client, what, options)
}

// AuditEntriesService is client.AuditEntries.
type AuditEntriesService struct{ client *Client }

// ListAuditEntriesParams is the query of [AuditEntriesService.List]. Zero values are left out.
type ListAuditEntriesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
	// The key, OAuth client, command or database user that made the change
	ActorId string
	// partner, api_key, endpoint, …, or route for API calls
	ObjectKind string
	ObjectId   string
	// partner.updated, api_key.created, http.called, …
	Action string
	From   time.Time
	// Exclusive end of the time range
	To time.Time
}

func (p *ListAuditEntriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "actor_id", p.ActorId)
	add(query, "object_kind", p.ObjectKind)
	add(query, "object_id", p.ObjectId)
	add(query, "action", p.Action)
	add(query, "from", p.From)
	add(query, "to", p.To)
	return query
}

// List: Returns audit entries, newest first: who changed what and, for enterprise partners, every API call. Deals also have their own history: GET /deals/{id}/history.
func (s AuditEntriesService) List(ctx context.Context, params *ListAuditEntriesParams, options ...RequestOption) iter.Seq2[AuditEntry, error] {
	what := call{
		id: "listAuditEntries", method: "GET", path: "/api/v1/audit-entries", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[AuditEntry](ctx, s.client, what, options)
}

// ExportAuditEntriesParams is the query of [AuditEntriesService.Export]. Zero values are left out.
type ExportAuditEntriesParams struct {
	PartnerId string
	// The key, OAuth client, command or database user that made the change
	ActorId string
	// partner, api_key, endpoint, …, or route for API calls
	ObjectKind string
	ObjectId   string
	// partner.updated, api_key.created, http.called, …
	Action string
	From   time.Time
	// Exclusive end of the time range
	To time.Time
}

func (p *ExportAuditEntriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "actor_id", p.ActorId)
	add(query, "object_kind", p.ObjectKind)
	add(query, "object_id", p.ObjectId)
	add(query, "action", p.Action)
	add(query, "from", p.From)
	add(query, "to", p.To)
	return query
}

// Export: Returns all matching entries, oldest first, as one JSON object per line, in the form of GET /audit-entries. The export can be verified. `detail` contains exactly the bytes that `detail_hash` was computed from: the UTF-8 text between the first `"detail":` and the last `,"detail_hash":` of its line (null if it was erased). `hash` is the SHA-256 of `[prev_hash, seq, at, actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after each comma. Without filters, each `prev_hash` is the `hash` of the previous line.
func (s AuditEntriesService) Export(ctx context.Context, params *ExportAuditEntriesParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "exportAuditEntries", method: "GET", path: "/api/v1/audit-entries/export", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/x-ndjson"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// ProgrammesService is client.Programmes.
type ProgrammesService struct{ client *Client }

// ListProgrammesParams is the query of [ProgrammesService.List]. Zero values are left out.
type ListProgrammesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListProgrammesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns the default programme prg_default, then the others, newest first.
func (s ProgrammesService) List(ctx context.Context, params *ListProgrammesParams, options ...RequestOption) iter.Seq2[Programme, error] {
	what := call{
		id: "listProgrammes", method: "GET", path: "/api/v1/programmes", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Programme](ctx, s.client, what, options)
}

// Create: Creates a programme. Assign it to partners with `programme_id`: their new deals are then registered under it. If the settings are not valid, the response lists all errors.
func (s ProgrammesService) Create(ctx context.Context, body CreateProgramme, options ...RequestOption) (*Programme, error) {
	what := call{
		id: "createProgramme", method: "POST", path: "/api/v1/programmes", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Programme](ctx, s.client, what, options)
}

// GetProgrammeParams is for the query of [ProgrammesService.Get], which has none yet: pass nil.
type GetProgrammeParams struct{}

func (*GetProgrammeParams) query() url.Values { return nil }

// Get: Returns the programme with all settings, including defaults. Send the ETag of the response as If-Match to change the programme.
func (s ProgrammesService) Get(ctx context.Context, id string, params *GetProgrammeParams, options ...RequestOption) (*Programme, error) {
	what := call{
		id: "getProgramme", method: "GET", path: "/api/v1/programmes/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Programme](ctx, s.client, what, options)
}

// Update: Updates a programme. The change applies to deals that are submitted, approved or extended from now on. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s ProgrammesService) Update(ctx context.Context, id string, body UpdateProgramme, options ...RequestOption) (*Programme, error) {
	what := call{
		id: "updateProgramme", method: "PATCH", path: "/api/v1/programmes/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Programme](ctx, s.client, what, options)
}

// Delete: Deletes a programme. Fails with 409 while a partner or a deal uses it. prg_default cannot be deleted.
func (s ProgrammesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteProgramme", method: "DELETE", path: "/api/v1/programmes/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Preview: Returns which open deals the change would affect and how: their next steps by the present and by the changed settings, as if they were taken now. Nothing is written. A change never touches what has been decided: the protection of approved deals, the due dates of reviews, and the conflicts that were found. Reminders that are planned stay until their deal changes. If-Match is optional.
func (s ProgrammesService) Preview(ctx context.Context, id string, body ProgrammePreviewRequest, options ...RequestOption) (*ProgrammePreview, error) {
	what := call{
		id: "previewProgramme", method: "POST", path: "/api/v1/programmes/{id}/preview", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ProgrammePreview](ctx, s.client, what, options)
}

// DealsService is client.Deals.
type DealsService struct{ client *Client }

// Create: Creates a draft. Only the customer’s name is required. The rules of the partner’s programme apply when the deal is submitted.
func (s DealsService) Create(ctx context.Context, body CreateDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "createDeal", method: "POST", path: "/api/v1/deals", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// ListDealsParams is the query of [DealsService.List]. Zero values are left out.
type ListDealsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	ReviewStatus []DealReviewStatus
	// Matches any of the values. Repeat it, or separate them by commas
	Stage      []DealStage
	ExternalId string
	// State of the CRM write, as in `crm.state` of a deal. For example, `retrying` while the CRM is unavailable. Platform keys only. Matches any of the values. Repeat it, or separate them by commas
	CrmState []DealCrmState
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Return only what changed at or after this time. To follow changes, read all pages, then begin again with the latest `updated_at` that you have seen: nothing is left out, whatever changes meanwhile, and a few are returned again
	UpdatedSince time.Time
	// Open deals whose protection ends before this time
	ProtectionEndsBefore time.Time
	// Deals that came to their stage before this time
	InStageBefore time.Time
	// Matches any of the values. Repeat it, or separate them by commas
	Expand []DealPart
	// `-` means latest first. By `updated_at`, a deal that changes while you read its list comes again later, and none is left out
	Sort ListDealsSort
}

func (p *ListDealsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "review_status", p.ReviewStatus)
	add(query, "stage", p.Stage)
	add(query, "external_id", p.ExternalId)
	add(query, "crm_state", p.CrmState)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "protection_ends_before", p.ProtectionEndsBefore)
	add(query, "in_stage_before", p.InStageBefore)
	add(query, "expand", p.Expand)
	add(query, "sort", p.Sort)
	return query
}

// List: Returns deals, newest first unless you `sort` them otherwise. A partner sees only its own. To list the deals of a sandbox, filter by its partner_id.
func (s DealsService) List(ctx context.Context, params *ListDealsParams, options ...RequestOption) iter.Seq2[Deal, error] {
	what := call{
		id: "listDeals", method: "GET", path: "/api/v1/deals", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Deal](ctx, s.client, what, options)
}

// Validate: Returns all errors that would prevent the deal from being submitted under the programme of its partner. `x-submission` of this operation shows what such rules look like; GET /deal-schema returns the rules that apply. Nothing is stored.
func (s DealsService) Validate(ctx context.Context, body CreateDeal, options ...RequestOption) (*DealValidation, error) {
	what := call{
		id: "validateDeal", method: "POST", path: "/api/v1/deals/validate", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[DealValidation](ctx, s.client, what, options)
}

// GetDealParams is the query of [DealsService.Get]. Zero values are left out.
type GetDealParams struct {
	// Matches any of the values. Repeat it, or separate them by commas
	Expand []DealPart
}

func (p *GetDealParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "expand", p.Expand)
	return query
}

// Get: Returns the deal. Send the ETag of the response as If-Match to change the deal.
func (s DealsService) Get(ctx context.Context, id string, params *GetDealParams, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "getDeal", method: "GET", path: "/api/v1/deals/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Update: Updates a deal. The fields that may be changed depend on the review status: all fields of a draft, the requested fields when action is required, and a few fields of an approved deal. `metadata` may be changed in every state. An object replaces the stored one as a whole. If-Match is required. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: its objects are merged with those that are stored.
func (s DealsService) Update(ctx context.Context, id string, body UpdateDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "updateDeal", method: "PATCH", path: "/api/v1/deals/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Delete: Deletes a deal that was never submitted, with its history and notes. Its `external_id` can be used again. A deal that was submitted stays: withdraw it. If-Match is optional.
func (s DealsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteDeal", method: "DELETE", path: "/api/v1/deals/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// GetDealHistoryParams is the query of [DealsService.GetHistory]. Zero values are left out.
type GetDealHistoryParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *GetDealHistoryParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// GetHistory: Returns all changes of the deal, oldest first. A partner sees the changes since the deal became its own.
func (s DealsService) GetHistory(ctx context.Context, id string, params *GetDealHistoryParams, options ...RequestOption) iter.Seq2[DealChange, error] {
	what := call{
		id: "getDealHistory", method: "GET", path: "/api/v1/deals/{id}/history", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[DealChange](ctx, s.client, what, options)
}

// Submit: Submits the deal for review. The first submission for a customer registers the customer. If the deal violates the rules of its programme, the response lists all errors. GET /deal-schema returns its rules. If-Match is optional.
func (s DealsService) Submit(ctx context.Context, id string, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "submitDeal", method: "POST", path: "/api/v1/deals/{id}/submit", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Withdraw: Withdraws the deal. Other partners can then register its customer. This cannot be undone. If-Match is optional.
func (s DealsService) Withdraw(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "withdrawDeal", method: "POST", path: "/api/v1/deals/{id}/withdraw", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Deal](ctx, s.client, what, options)
}

// ExportDealsParams is the query of [DealsService.Export]. Zero values are left out.
type ExportDealsParams struct {
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	ReviewStatus []DealReviewStatus
	// Matches any of the values. Repeat it, or separate them by commas
	Stage      []DealStage
	ExternalId string
	// State of the CRM write, as in `crm.state` of a deal. For example, `retrying` while the CRM is unavailable. Platform keys only. Matches any of the values. Repeat it, or separate them by commas
	CrmState []DealCrmState
	// Exclusive
	CreatedAfter time.Time
	// Exclusive
	CreatedBefore time.Time
	// Return only what changed at or after this time. To follow changes, read all pages, then begin again with the latest `updated_at` that you have seen: nothing is left out, whatever changes meanwhile, and a few are returned again
	UpdatedSince time.Time
	// Open deals whose protection ends before this time
	ProtectionEndsBefore time.Time
	// Deals that came to their stage before this time
	InStageBefore time.Time
	// `true` starts the file with a byte order mark, so that Excel recognises UTF-8
	Bom *bool
}

func (p *ExportDealsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "review_status", p.ReviewStatus)
	add(query, "stage", p.Stage)
	add(query, "external_id", p.ExternalId)
	add(query, "crm_state", p.CrmState)
	add(query, "created_after", p.CreatedAfter)
	add(query, "created_before", p.CreatedBefore)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "protection_ends_before", p.ProtectionEndsBefore)
	add(query, "in_stage_before", p.InStageBefore)
	add(query, "bom", p.Bom)
	return query
}

// Export: Returns all matching deals, newest first, as CSV (UTF-8) with the columns that POST /deal-imports accepts. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe, which an import removes. To export the deals of a sandbox, filter by its partner_id.
func (s DealsService) Export(ctx context.Context, params *ExportDealsParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "exportDeals", method: "GET", path: "/api/v1/deals/export", auth: "bearer",
		query:  params.query(),
		accept: []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// GetDealPipelineParams is the query of [DealsService.GetPipeline]. Zero values are left out.
type GetDealPipelineParams struct {
	PartnerId string
	// Open deals whose protection ends before this time
	ProtectionEndsBefore time.Time
	// Deals that came to their stage before this time
	InStageBefore time.Time
}

func (p *GetDealPipelineParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "protection_ends_before", p.ProtectionEndsBefore)
	add(query, "in_stage_before", p.InStageBefore)
	return query
}

// GetPipeline: Returns how many approved deals are open in each stage, what they are worth, how long they have been there, and whose protection ends soon. GET /deals with `review_status=approved` and the same filters lists the deals of a stage. A partner sees only its own. For the deals of a sandbox, filter by its partner_id.
func (s DealsService) GetPipeline(ctx context.Context, params *GetDealPipelineParams, options ...RequestOption) (*DealPipeline, error) {
	what := call{
		id: "getDealPipeline", method: "GET", path: "/api/v1/deals/pipeline", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[DealPipeline](ctx, s.client, what, options)
}

// ListDealMatchesParams is for the query of [DealsService.ListMatches], which has none yet: pass nil.
type ListDealMatchesParams struct{}

func (*ListDealMatchesParams) query() url.Values { return nil }

// ListMatches: Returns the accounts and open deals that matched the deal when it was submitted, the most likely first, with the evidence for each.
func (s DealsService) ListMatches(ctx context.Context, id string, params *ListDealMatchesParams, options ...RequestOption) (*DealMatches, error) {
	what := call{
		id: "listDealMatches", method: "GET", path: "/api/v1/deals/{id}/matches", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[DealMatches](ctx, s.client, what, options)
}

// Approve: Approves the deal. From now on its customer is protected for the partner. If-Match is optional.
func (s DealsService) Approve(ctx context.Context, id string, body *ApproveDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "approveDeal", method: "POST", path: "/api/v1/deals/{id}/approve", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Reject: Rejects the deal. The partner sees the reason. This cannot be undone. If-Match is optional.
func (s DealsService) Reject(ctx context.Context, id string, body RejectDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "rejectDeal", method: "POST", path: "/api/v1/deals/{id}/reject", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// AskForAction: Returns the deal to the partner, who may change the listed fields and submit it again. If-Match is optional.
func (s DealsService) AskForAction(ctx context.Context, id string, body AskForAction, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "askForAction", method: "POST", path: "/api/v1/deals/{id}/ask", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Merge: Closes the deal as a duplicate of another deal. The other deal must be submitted and open and, like this deal, in production or in a sandbox. If-Match is optional.
func (s DealsService) Merge(ctx context.Context, id string, body MergeDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "mergeDeal", method: "POST", path: "/api/v1/deals/{id}/merge", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// ChangeStage: Moves the deal to a stage that may follow its current stage. `won` and `lost` are final. If-Match is optional.
func (s DealsService) ChangeStage(ctx context.Context, id string, body ChangeDealStage, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "changeDealStage", method: "POST", path: "/api/v1/deals/{id}/stage", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// ExtendProtection: Extends the protection immediately, by the duration and up to the number of extensions that the programme allows. The deal must be approved, open and still protected. If-Match is optional.
func (s DealsService) ExtendProtection(ctx context.Context, id string, body ExtendProtection, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "extendProtection", method: "POST", path: "/api/v1/deals/{id}/extension", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Reassign: Changes the person responsible for an open deal at the company, or the partner that it belongs to. The new partner does not see the past: notes become internal, the history starts again, and `external_id` and `team` are cleared. The old partner can no longer read the deal. The programme does not change. If-Match is optional.
func (s DealsService) Reassign(ctx context.Context, id string, body ReassignDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "reassignDeal", method: "POST", path: "/api/v1/deals/{id}/reassign", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// Override: Overrides a rule for a submitted, open deal by a person's decision. The history records it with the reason. If-Match is optional.
func (s DealsService) Override(ctx context.Context, id string, body OverrideDeal, options ...RequestOption) (*Deal, error) {
	what := call{
		id: "overrideDeal", method: "POST", path: "/api/v1/deals/{id}/override", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Deal](ctx, s.client, what, options)
}

// ListReviewQueueParams is the query of [DealsService.ListReviewQueue]. Zero values are left out.
type ListReviewQueueParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Person at the company who is responsible for the deal; `none` for deals without one
	Assignee string
	// Matches any of the values. Repeat it, or separate them by commas
	Conflict []DealConflictLevel
	// Whether the review is past its due date
	Overdue   *bool
	PartnerId string
}

func (p *ListReviewQueueParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "assignee", p.Assignee)
	add(query, "conflict", p.Conflict)
	add(query, "overdue", p.Overdue)
	add(query, "partner_id", p.PartnerId)
	return query
}

// ListReviewQueue: Returns deals that are submitted or in review, the earliest `review_due_at` first.
func (s DealsService) ListReviewQueue(ctx context.Context, params *ListReviewQueueParams, options ...RequestOption) iter.Seq2[Deal, error] {
	what := call{
		id: "listReviewQueue", method: "GET", path: "/api/v1/deals/review-queue", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Deal](ctx, s.client, what, options)
}

// AddNote: Adds a note that partner and company can read. With `internal: true` (platform keys only) it is visible only to the company. Notes cannot be changed or deleted.
func (s DealsService) AddNote(ctx context.Context, id string, body CreateDealNote, options ...RequestOption) (*DealNote, error) {
	what := call{
		id: "addDealNote", method: "POST", path: "/api/v1/deals/{id}/notes", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[DealNote](ctx, s.client, what, options)
}

// ListDealNotesParams is the query of [DealsService.ListNotes]. Zero values are left out.
type ListDealNotesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListDealNotesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListNotes: Returns notes, newest first. A partner does not see internal notes.
func (s DealsService) ListNotes(ctx context.Context, id string, params *ListDealNotesParams, options ...RequestOption) iter.Seq2[DealNote, error] {
	what := call{
		id: "listDealNotes", method: "GET", path: "/api/v1/deals/{id}/notes", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[DealNote](ctx, s.client, what, options)
}

// DealSchemaService is client.DealSchema.
type DealSchemaService struct{ client *Client }

// GetDealSchemaParams is the query of [DealSchemaService.Get]. Zero values are left out.
type GetDealSchemaParams struct {
	// Partner whose programme is used. Platform keys only
	PartnerId string
	// Programme to use. With a partner key it can only be your own
	ProgrammeId string
}

func (p *GetDealSchemaParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "programme_id", p.ProgrammeId)
	return query
}

// Get: Returns a JSON Schema of a deal that can be submitted: field types, the required fields of the programme, its conditional rules as if/then, and its custom fields. `x-editable-fields` lists the fields that may be changed in each review status. Send the ETag as If-None-Match to get 304 while nothing has changed.
func (s DealSchemaService) Get(ctx context.Context, params *GetDealSchemaParams, options ...RequestOption) (*DealSchema, error) {
	what := call{
		id: "getDealSchema", method: "GET", path: "/api/v1/deal-schema", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[DealSchema](ctx, s.client, what, options)
}

// DealImportsService is client.DealImports.
type DealImportsService struct{ client *Client }

// ImportDealsParams is the query of [DealImportsService.Create]. Zero values are left out.
type ImportDealsParams struct {
	// Partner that the deals belong to. Required with a platform key; with a partner key always your own partner
	PartnerId string
	// `true` submits each draft, in the order of the rows
	Submit *bool
	// For CSV: a JSON object that maps headers of the file to field paths, such as {"Company":"customer.company_name"}. Other columns are ignored. Default: the headers are the paths
	Columns string
	// For CSV. Default: the delimiter that occurs most often in the header
	Delimiter ImportDealsDelimiter
}

func (p *ImportDealsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "partner_id", p.PartnerId)
	add(query, "submit", p.Submit)
	add(query, "columns", p.Columns)
	add(query, "delimiter", p.Delimiter)
	return query
}

// Create: Imports up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET /deal-imports/{id}. Up to 50,000 rows of a partner can wait: with more, the response is 429 (import_backlog_full) with Retry-After. CSV needs a header with the columns of GET /deals/export; lists have ; between their items.
func (s DealImportsService) Create(ctx context.Context, body Content, params *ImportDealsParams, options ...RequestOption) (*DealImport, error) {
	what := call{
		id: "importDeals", method: "POST", path: "/api/v1/deal-imports", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	what.body = &body
	return sendJSON[DealImport](ctx, s.client, what, options)
}

// ListDealImportsParams is the query of [DealImportsService.List]. Zero values are left out.
type ListDealImportsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
}

func (p *ListDealImportsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	return query
}

// List: Returns imports, newest first. A partner sees only its own.
func (s DealImportsService) List(ctx context.Context, params *ListDealImportsParams, options ...RequestOption) iter.Seq2[DealImport, error] {
	what := call{
		id: "listDealImports", method: "GET", path: "/api/v1/deal-imports", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[DealImport](ctx, s.client, what, options)
}

// GetDealImportParams is for the query of [DealImportsService.Get], which has none yet: pass nil.
type GetDealImportParams struct{}

func (*GetDealImportParams) query() url.Values { return nil }

// Get: Returns the progress of the import and the number of rows per result.
func (s DealImportsService) Get(ctx context.Context, id string, params *GetDealImportParams, options ...RequestOption) (*DealImport, error) {
	what := call{
		id: "getDealImport", method: "GET", path: "/api/v1/deal-imports/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[DealImport](ctx, s.client, what, options)
}

// ListDealImportRowsParams is the query of [DealImportsService.ListRows]. Zero values are left out.
type ListDealImportRowsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Status []DealImportRowStatus
}

func (p *ListDealImportRowsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "status", p.Status)
	return query
}

// ListRows: Returns the rows in the order of the file, each with its result. With status=failed it lists the rows to fix and send again.
func (s DealImportsService) ListRows(ctx context.Context, id string, params *ListDealImportRowsParams, options ...RequestOption) iter.Seq2[DealImportRow, error] {
	what := call{
		id: "listDealImportRows", method: "GET", path: "/api/v1/deal-imports/{id}/rows", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[DealImportRow](ctx, s.client, what, options)
}

// AccountsService is client.Accounts.
type AccountsService struct{ client *Client }

// Upsert: Upserts accounts by `external_id`. A row replaces the account with the same `external_id`; a row without changes is skipped. Each row succeeds or fails independently: check `results`. Deals submitted afterwards are matched against the new data.
func (s AccountsService) Upsert(ctx context.Context, body AccountBatch, options ...RequestOption) (*AccountBatchResult, error) {
	what := call{
		id: "upsertAccounts", method: "POST", path: "/api/v1/accounts/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AccountBatchResult](ctx, s.client, what, options)
}

// ListAccountsParams is the query of [AccountsService.List]. Zero values are left out.
type ListAccountsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit      int
	ExternalId string
	// The complete name. Spelling and legal form may differ
	Name string
	// Domain of a website or of e-mail addresses. A URL is accepted, too
	Domain string
	// Return only accounts that changed at or after this time. Use it to synchronise
	UpdatedSince time.Time
}

func (p *ListAccountsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "external_id", p.ExternalId)
	add(query, "name", p.Name)
	add(query, "domain", p.Domain)
	add(query, "updated_since", p.UpdatedSince)
	return query
}

// List: Returns accounts, newest first.
func (s AccountsService) List(ctx context.Context, params *ListAccountsParams, options ...RequestOption) iter.Seq2[Account, error] {
	what := call{
		id: "listAccounts", method: "GET", path: "/api/v1/accounts", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Account](ctx, s.client, what, options)
}

// GetAccountParams is for the query of [AccountsService.Get], which has none yet: pass nil.
type GetAccountParams struct{}

func (*GetAccountParams) query() url.Values { return nil }

// Get: Returns the current version of the account.
func (s AccountsService) Get(ctx context.Context, id string, params *GetAccountParams, options ...RequestOption) (*Account, error) {
	what := call{
		id: "getAccount", method: "GET", path: "/api/v1/accounts/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Account](ctx, s.client, what, options)
}

// Delete: Deletes the account. New deals are no longer matched against it. Matches of earlier deals are kept.
func (s AccountsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteAccount", method: "DELETE", path: "/api/v1/accounts/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// AccountVerdictsService is client.AccountVerdicts.
type AccountVerdictsService struct{ client *Client }

// Record: Remembers the decision for all deals that are submitted afterwards: `same` makes every match of the two a certain one, `different` removes it. A company is named by a name, in any spelling, or by its website. A second verdict about the same two replaces the first.
func (s AccountVerdictsService) Record(ctx context.Context, body CreateAccountVerdict, options ...RequestOption) (*AccountVerdict, error) {
	what := call{
		id: "recordAccountVerdict", method: "POST", path: "/api/v1/account-verdicts", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AccountVerdict](ctx, s.client, what, options)
}

// ListAccountVerdictsParams is the query of [AccountVerdictsService.List]. Zero values are left out.
type ListAccountVerdictsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListAccountVerdictsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns what people decided about two companies, newest first.
func (s AccountVerdictsService) List(ctx context.Context, params *ListAccountVerdictsParams, options ...RequestOption) iter.Seq2[AccountVerdict, error] {
	what := call{
		id: "listAccountVerdicts", method: "GET", path: "/api/v1/account-verdicts", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[AccountVerdict](ctx, s.client, what, options)
}

// GetAccountVerdictParams is for the query of [AccountVerdictsService.Get], which has none yet: pass nil.
type GetAccountVerdictParams struct{}

func (*GetAccountVerdictParams) query() url.Values { return nil }

// Get: Returns the verdict.
func (s AccountVerdictsService) Get(ctx context.Context, id string, params *GetAccountVerdictParams, options ...RequestOption) (*AccountVerdict, error) {
	what := call{
		id: "getAccountVerdict", method: "GET", path: "/api/v1/account-verdicts/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AccountVerdict](ctx, s.client, what, options)
}

// Withdraw: Deletes the verdict: from then on the score decides again. The audit log keeps it.
func (s AccountVerdictsService) Withdraw(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "withdrawAccountVerdict", method: "DELETE", path: "/api/v1/account-verdicts/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// AccountMatchesService is client.AccountMatches.
type AccountMatchesService struct{ client *Client }

// ListAccountMatchesParams is the query of [AccountMatchesService.List]. Zero values are left out.
type ListAccountMatchesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []DealMatchKind
}

func (p *ListAccountMatchesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "kind", p.Kind)
	return query
}

// List: Returns what the customers of deals that await a decision matched when they were submitted, the newest deal first, with the facts of both sides. Decide about a pair with POST /account-verdicts. To list those of a sandbox, filter by its partner_id.
func (s AccountMatchesService) List(ctx context.Context, params *ListAccountMatchesParams, options ...RequestOption) iter.Seq2[AccountMatch, error] {
	what := call{
		id: "listAccountMatches", method: "GET", path: "/api/v1/account-matches", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[AccountMatch](ctx, s.client, what, options)
}

// ConnectorsService is client.Connectors.
type ConnectorsService struct{ client *Client }

// ListConnectorsParams is for the query of [ConnectorsService.List], which has none yet: pass nil.
type ListConnectorsParams struct{}

func (*ListConnectorsParams) query() url.Values { return nil }

// List: Returns what each vendor has, needs and permits: objects, scopes with their reasons, limits, and what it does not tell. There is one page.
func (s ConnectorsService) List(ctx context.Context, params *ListConnectorsParams, options ...RequestOption) (*ConnectorList, error) {
	what := call{
		id: "listConnectors", method: "GET", path: "/api/v1/connectors", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[ConnectorList](ctx, s.client, what, options)
}

// ConnectionsService is client.Connections.
type ConnectionsService struct{ client *Client }

// Create: Stores the credentials encrypted and connects to the vendor. With `oauth`, nothing happens until an administrator of the account opens `connect_url` and consents. The other methods are tried out at once: if that fails, the connection is `action_required`, and `status_reason` says why.
func (s ConnectionsService) Create(ctx context.Context, body CreateConnection, options ...RequestOption) (*ConnectionWithLink, error) {
	what := call{
		id: "createConnection", method: "POST", path: "/api/v1/connections", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ConnectionWithLink](ctx, s.client, what, options)
}

// ListConnectionsParams is the query of [ConnectionsService.List]. Zero values are left out.
type ListConnectionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit  int
	Vendor string
	// Matches any of the values. Repeat it, or separate them by commas
	Status []ConnectionStatus
}

func (p *ListConnectionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "vendor", p.Vendor)
	add(query, "status", p.Status)
	return query
}

// List: Returns connections, newest first. Disconnected ones stay in the list, with their report.
func (s ConnectionsService) List(ctx context.Context, params *ListConnectionsParams, options ...RequestOption) iter.Seq2[Connection, error] {
	what := call{
		id: "listConnections", method: "GET", path: "/api/v1/connections", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Connection](ctx, s.client, what, options)
}

// GetConnectionParams is for the query of [ConnectionsService.Get], which has none yet: pass nil.
type GetConnectionParams struct{}

func (*GetConnectionParams) query() url.Values { return nil }

// Get: Returns the connection, its status and what it lacks, never its credentials.
func (s ConnectionsService) Get(ctx context.Context, id string, params *GetConnectionParams, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "getConnection", method: "GET", path: "/api/v1/connections/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Update: Changes the name, the part of the limits that Causeway may use, or whether the log of changes is read. Fields that you omit keep their values. Without `If-Match`, the last change wins. `POST /connections/{id}/rotate` replaces credentials. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s ConnectionsService) Update(ctx context.Context, id string, body UpdateConnection, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "updateConnection", method: "PATCH", path: "/api/v1/connections/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Pause: Stops reading and writing until you resume. Tokens are still renewed, so that the connection stays alive.
func (s ConnectionsService) Pause(ctx context.Context, id string, body *PauseConnection, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "pauseConnection", method: "POST", path: "/api/v1/connections/{id}/pause", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Resume: Continues a paused connection where it stopped.
func (s ConnectionsService) Resume(ctx context.Context, id string, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "resumeConnection", method: "POST", path: "/api/v1/connections/{id}/resume", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Test: Asks the vendor which account and scopes the credentials have, and records the answer. If they work again, an `action_required` connection becomes active.
func (s ConnectionsService) Test(ctx context.Context, id string, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "testConnection", method: "POST", path: "/api/v1/connections/{id}/test", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Reconnect: Returns a new `connect_url`; earlier links stop working. What was granted before keeps working until a person consents. Connections without `oauth` get no link: rotate their credentials.
func (s ConnectionsService) Reconnect(ctx context.Context, id string, options ...RequestOption) (*ConnectionWithLink, error) {
	what := call{
		id: "reconnectConnection", method: "POST", path: "/api/v1/connections/{id}/reconnect", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[ConnectionWithLink](ctx, s.client, what, options)
}

// RotateCredentials: Tries the new credentials out, then replaces the old ones. They must reach the same account of the vendor, by the same method. If they do not work, nothing changes.
func (s ConnectionsService) RotateCredentials(ctx context.Context, id string, body RotateConnection, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "rotateConnectionCredentials", method: "POST", path: "/api/v1/connections/{id}/rotate", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Connection](ctx, s.client, what, options)
}

// Disconnect: Stops everything at once, then asynchronously revokes the permission at the vendor and erases the credentials. Cached data is erased after `connections.erase_after_days` of the settings. `disconnect_report` says what was erased, and what the vendor still holds.
func (s ConnectionsService) Disconnect(ctx context.Context, id string, body *DisconnectConnection, options ...RequestOption) (*Connection, error) {
	what := call{
		id: "disconnectConnection", method: "POST", path: "/api/v1/connections/{id}/disconnect", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Connection](ctx, s.client, what, options)
}

// GetConnectionLimitsParams is for the query of [ConnectionsService.GetLimits], which has none yet: pass nil.
type GetConnectionLimitsParams struct{}

func (*GetConnectionLimitsParams) query() url.Values { return nil }

// GetLimits: Returns how much of the vendor's limits is used. A used up quota is no error: work waits until it is available again.
func (s ConnectionsService) GetLimits(ctx context.Context, id string, params *GetConnectionLimitsParams, options ...RequestOption) (*ConnectionLimits, error) {
	what := call{
		id: "getConnectionLimits", method: "GET", path: "/api/v1/connections/{id}/limits", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ConnectionLimits](ctx, s.client, what, options)
}

// DescribeConnectionObjectParams is for the query of [ConnectionsService.DescribeObject], which has none yet: pass nil.
type DescribeConnectionObjectParams struct{}

func (*DescribeConnectionObjectParams) query() url.Values { return nil }

// DescribeObject: Asks the vendor for the live metadata of one object: fields, types, permitted values. It costs a call of the vendor's budget.
func (s ConnectionsService) DescribeObject(ctx context.Context, id string, object string, params *DescribeConnectionObjectParams, options ...RequestOption) (*VendorObject, error) {
	what := call{
		id: "describeConnectionObject", method: "GET", path: "/api/v1/connections/{id}/objects/{object}", auth: "bearer",
		segments: []string{"id", id, "object", object},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[VendorObject](ctx, s.client, what, options)
}

// SyncsService is client.Syncs.
type SyncsService struct{ client *Client }

// Create: Keeps the records of two connections the same. The mapping is compared with the live metadata of both systems first: a field that is missing or read-only, or a choice that does not exist, is an error here. The first run reads everything. One that is created paused runs when it is resumed.
func (s SyncsService) Create(ctx context.Context, body CreateSync, options ...RequestOption) (*Sync, error) {
	what := call{
		id: "createSync", method: "POST", path: "/api/v1/syncs", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Sync](ctx, s.client, what, options)
}

// ListSyncsParams is the query of [SyncsService.List]. Zero values are left out.
type ListSyncsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Only syncs of this connection, on either side
	ConnectionId string
}

func (p *ListSyncsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "connection_id", p.ConnectionId)
	return query
}

// List: Returns syncs, newest first.
func (s SyncsService) List(ctx context.Context, params *ListSyncsParams, options ...RequestOption) iter.Seq2[Sync, error] {
	what := call{
		id: "listSyncs", method: "GET", path: "/api/v1/syncs", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Sync](ctx, s.client, what, options)
}

// Update: Fields that you omit keep their values. Without `If-Match`, the last change wins. A new mapping is checked like that of a new sync, ends the present run, and every record is compared anew: POST /syncs/{id}/preview shows before what it would rewrite. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s SyncsService) Update(ctx context.Context, id string, body SyncChange, options ...RequestOption) (*Sync, error) {
	what := call{
		id: "updateSync", method: "PATCH", path: "/api/v1/syncs/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Sync](ctx, s.client, what, options)
}

// GetSyncParams is for the query of [SyncsService.Get], which has none yet: pass nil.
type GetSyncParams struct{}

func (*GetSyncParams) query() url.Values { return nil }

// Get: Returns the current version of the sync, with its mapping.
func (s SyncsService) Get(ctx context.Context, id string, params *GetSyncParams, options ...RequestOption) (*Sync, error) {
	what := call{
		id: "getSync", method: "GET", path: "/api/v1/syncs/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Sync](ctx, s.client, what, options)
}

// Delete: Deletes the sync, and what Causeway knows of its records. The records themselves stay as they are in both systems.
func (s SyncsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteSync", method: "DELETE", path: "/api/v1/syncs/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Trigger: Asks for a run. Several requests before it begins are one run. A sync that is paused runs when it is resumed.
func (s SyncsService) Trigger(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "triggerSync", method: "POST", path: "/api/v1/syncs/{id}/trigger", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Pause: The present run stops after the page that it is at, and goes on there later.
func (s SyncsService) Pause(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "pauseSync", method: "POST", path: "/api/v1/syncs/{id}/pause", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Resume: The run that was paused goes on, or a new one begins.
func (s SyncsService) Resume(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "resumeSync", method: "POST", path: "/api/v1/syncs/{id}/resume", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Reset: The next run reads every record of both sides. Each is compared and merged again, whether it changed or not. Links and what both sides agreed on stay.
func (s SyncsService) Reset(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "resetSync", method: "POST", path: "/api/v1/syncs/{id}/reset", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// BackfillSyncParams is the query of [SyncsService.Backfill]. Zero values are left out.
type BackfillSyncParams struct {
	// By default 90 days ago
	Since time.Time
}

func (p *BackfillSyncParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "since", p.Since)
	return query
}

// Backfill: The next run reads again what changed in the last 90 days, or since the time that you give, on both sides, and handles what is not as it was known. It replaces the present run. After a pause or a crash it goes on where it was.
func (s SyncsService) Backfill(ctx context.Context, id string, params *BackfillSyncParams, options ...RequestOption) error {
	what := call{
		id: "backfillSync", method: "POST", path: "/api/v1/syncs/{id}/backfill", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
	}
	return sendNone(ctx, s.client, what, options)
}

// ApproveRun: A run that would delete or change more records than the sync allows leaves them. This approves them, in a new run.
func (s SyncsService) ApproveRun(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "approveSyncRun", method: "POST", path: "/api/v1/syncs/{id}/approve", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// ListSyncRunsParams is the query of [SyncsService.ListRuns]. Zero values are left out.
type ListSyncRunsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListSyncRunsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListRuns: Returns runs, newest first.
func (s SyncsService) ListRuns(ctx context.Context, id string, params *ListSyncRunsParams, options ...RequestOption) iter.Seq2[SyncRun, error] {
	what := call{
		id: "listSyncRuns", method: "GET", path: "/api/v1/syncs/{id}/runs", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[SyncRun](ctx, s.client, what, options)
}

// ListSyncWritesParams is the query of [SyncsService.ListWrites]. Zero values are left out.
type ListSyncWritesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	State []SyncWriteState
	// Only records that failed for this class of reasons. Matches any of the values. Repeat it, or separate them by commas
	Reason []SyncWriteReason
	// Only writes of this record. Of a creation, the record of the other side
	RecordId string
}

func (p *ListSyncWritesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "state", p.State)
	add(query, "reason", p.Reason)
	add(query, "record_id", p.RecordId)
	return query
}

// ListWrites: Returns the write ledger, newest first. With `state=failed`, the records that could not be written, each with its reason and remedy.
func (s SyncsService) ListWrites(ctx context.Context, id string, params *ListSyncWritesParams, options ...RequestOption) iter.Seq2[SyncWrite, error] {
	what := call{
		id: "listSyncWrites", method: "GET", path: "/api/v1/syncs/{id}/writes", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[SyncWrite](ctx, s.client, what, options)
}

// ListSyncWriteGroupsParams is for the query of [SyncsService.ListWriteGroups], which has none yet: pass nil.
type ListSyncWriteGroupsParams struct{}

func (*ListSyncWriteGroupsParams) query() url.Values { return nil }

// ListWriteGroups: Returns how many records could not be written for which reason, the most frequent first, with its remedy.
func (s SyncsService) ListWriteGroups(ctx context.Context, id string, params *ListSyncWriteGroupsParams, options ...RequestOption) (*SyncWriteGroupList, error) {
	what := call{
		id: "listSyncWriteGroups", method: "GET", path: "/api/v1/syncs/{id}/writes/groups", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[SyncWriteGroupList](ctx, s.client, what, options)
}

// ExportFailedSyncWritesParams is the query of [SyncsService.ExportFailedWrites]. Zero values are left out.
type ExportFailedSyncWritesParams struct {
	// Only records that failed for this class of reasons. Matches any of the values. Repeat it, or separate them by commas
	Reason []SyncWriteReason
	// Only writes of this record. Of a creation, the record of the other side
	RecordId string
}

func (p *ExportFailedSyncWritesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "reason", p.Reason)
	add(query, "record_id", p.RecordId)
	return query
}

// ExportFailedWrites: Returns the records that could not be written and match the filters, newest first, as CSV (UTF-8).
func (s SyncsService) ExportFailedWrites(ctx context.Context, id string, params *ExportFailedSyncWritesParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "exportFailedSyncWrites", method: "GET", path: "/api/v1/syncs/{id}/writes/export", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// RetryWrites: Writes failed records again: those that match all that you name, or with an empty body all.
func (s SyncsService) RetryWrites(ctx context.Context, id string, body SyncRetry, options ...RequestOption) (*SyncRetried, error) {
	what := call{
		id: "retrySyncWrites", method: "POST", path: "/api/v1/syncs/{id}/writes/retry", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SyncRetried](ctx, s.client, what, options)
}

// DismissWrite: The record is not written. It is written again only if another state of it is wanted.
func (s SyncsService) DismissWrite(ctx context.Context, id string, write string, body SyncDismissal, options ...RequestOption) error {
	what := call{
		id: "dismissSyncWrite", method: "POST", path: "/api/v1/syncs/{id}/writes/{write}/dismiss", auth: "bearer",
		segments: []string{"id", id, "write", write},
	}
	content, err := JSON(body)
	if err != nil {
		return err
	}
	what.body = &content
	return sendNone(ctx, s.client, what, options)
}

// ListSyncConflictsParams is the query of [SyncsService.ListConflicts]. Zero values are left out.
type ListSyncConflictsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	State []ListSyncConflictsState
}

func (p *ListSyncConflictsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "state", p.State)
	return query
}

// ListConflicts: Returns fields that both sides changed and for which no rule decides, newest first. They are left as they are on both sides.
func (s SyncsService) ListConflicts(ctx context.Context, id string, params *ListSyncConflictsParams, options ...RequestOption) iter.Seq2[SyncConflict, error] {
	what := call{
		id: "listSyncConflicts", method: "GET", path: "/api/v1/syncs/{id}/conflicts", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[SyncConflict](ctx, s.client, what, options)
}

// ResolveConflict: The next run, which begins now, writes the winner's value to the other side.
func (s SyncsService) ResolveConflict(ctx context.Context, id string, conflict string, body SyncResolution, options ...RequestOption) error {
	what := call{
		id: "resolveSyncConflict", method: "POST", path: "/api/v1/syncs/{id}/conflicts/{conflict}/resolve", auth: "bearer",
		segments: []string{"id", id, "conflict", conflict},
	}
	content, err := JSON(body)
	if err != nil {
		return err
	}
	what.body = &content
	return sendNone(ctx, s.client, what, options)
}

// LinkRecords: Says that a record of A and one of B are the same. They are compared in the next run, which begins now.
func (s SyncsService) LinkRecords(ctx context.Context, id string, body CreateSyncLink, options ...RequestOption) (*SyncLink, error) {
	what := call{
		id: "linkSyncRecords", method: "POST", path: "/api/v1/syncs/{id}/links", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SyncLink](ctx, s.client, what, options)
}

// Preview: Reads real records of both systems and returns, field by field, what the mapping would write: before and after. Nothing is written. Use it before you change a mapping, to see what that would rewrite.
func (s SyncsService) Preview(ctx context.Context, id string, body SyncPreviewRequest, options ...RequestOption) (*SyncPreview, error) {
	what := call{
		id: "previewSync", method: "POST", path: "/api/v1/syncs/{id}/preview", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SyncPreview](ctx, s.client, what, options)
}

// Test: Returns what is to be written, field by field, writes it, and takes it back: what is created is removed, and changed fields get back what they had, unless somebody has changed them meanwhile. What a vendor does not remove is named, with its remedy. The sync must be paused; its runs wait until the test has ended.
func (s SyncsService) Test(ctx context.Context, id string, body SyncTestRequest, options ...RequestOption) (*BegunSyncTest, error) {
	what := call{
		id: "testSync", method: "POST", path: "/api/v1/syncs/{id}/test", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[BegunSyncTest](ctx, s.client, what, options)
}

// ListSyncTestsParams is the query of [SyncsService.ListTests]. Zero values are left out.
type ListSyncTestsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListSyncTestsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListTests: Returns tests, newest first.
func (s SyncsService) ListTests(ctx context.Context, id string, params *ListSyncTestsParams, options ...RequestOption) iter.Seq2[SyncTest, error] {
	what := call{
		id: "listSyncTests", method: "GET", path: "/api/v1/syncs/{id}/tests", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[SyncTest](ctx, s.client, what, options)
}

// GetSyncTestParams is for the query of [SyncsService.GetTest], which has none yet: pass nil.
type GetSyncTestParams struct{}

func (*GetSyncTestParams) query() url.Values { return nil }

// GetTest: Returns what the test has written, and whether it is taken back. A test that is under way changes.
func (s SyncsService) GetTest(ctx context.Context, id string, test string, params *GetSyncTestParams, options ...RequestOption) (*SyncTest, error) {
	what := call{
		id: "getSyncTest", method: "GET", path: "/api/v1/syncs/{id}/tests/{test}", auth: "bearer",
		segments: []string{"id", id, "test", test},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[SyncTest](ctx, s.client, what, options)
}

// GetPreset: Returns a mapping that fits both connections as they are now. What needs fields that a company adds to its CRM, such as `mrr`, is left out until there are such fields.
func (s SyncsService) GetPreset(ctx context.Context, body SyncPresetRequest, options ...RequestOption) (*SyncPreset, error) {
	what := call{
		id: "getSyncPreset", method: "POST", path: "/api/v1/syncs/preset", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SyncPreset](ctx, s.client, what, options)
}

// ReconciliationsService is client.Reconciliations.
type ReconciliationsService struct{ client *Client }

// GetReconciliationPlanParams is for the query of [ReconciliationsService.GetPlan], which has none yet: pass nil.
type GetReconciliationPlanParams struct{}

func (*GetReconciliationPlanParams) query() url.Values { return nil }

// GetPlan: Returns when and how both sides of the sync are compared each night.
func (s ReconciliationsService) GetPlan(ctx context.Context, id string, params *GetReconciliationPlanParams, options ...RequestOption) (*ReconciliationPlan, error) {
	what := call{
		id: "getReconciliationPlan", method: "GET", path: "/api/v1/syncs/{id}/reconciliation-plan", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ReconciliationPlan](ctx, s.client, what, options)
}

// PutPlan: Fields that you omit get their defaults. Without `If-Match`, the last change wins. A run that is under way goes on.
func (s ReconciliationsService) PutPlan(ctx context.Context, id string, body ReconciliationPlanSettings, options ...RequestOption) (*ReconciliationPlan, error) {
	what := call{
		id: "putReconciliationPlan", method: "PUT", path: "/api/v1/syncs/{id}/reconciliation-plan", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ReconciliationPlan](ctx, s.client, what, options)
}

// ReconcileSync: Compares both sides now, or once for each night that you name. Runs of one sync follow each other; who asks twice before a run has begun gets one.
func (s ReconciliationsService) ReconcileSync(ctx context.Context, id string, body ReconcileRequest, options ...RequestOption) (*Reconciling, error) {
	what := call{
		id: "reconcileSync", method: "POST", path: "/api/v1/syncs/{id}/reconcile", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Reconciling](ctx, s.client, what, options)
}

// ListReconciliationsParams is the query of [ReconciliationsService.List]. Zero values are left out.
type ListReconciliationsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit  int
	SyncId string
	// Matches any of the values. Repeat it, or separate them by commas
	Book []BookName
	// Matches any of the values. Repeat it, or separate them by commas
	State []ReconciliationState
	Night string
}

func (p *ListReconciliationsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "sync_id", p.SyncId)
	add(query, "book", p.Book)
	add(query, "state", p.State)
	add(query, "night", p.Night)
	return query
}

// List: Returns the nights of all pairs of systems and of all books, newest first.
func (s ReconciliationsService) List(ctx context.Context, params *ListReconciliationsParams, options ...RequestOption) iter.Seq2[Reconciliation, error] {
	what := call{
		id: "listReconciliations", method: "GET", path: "/api/v1/reconciliations", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Reconciliation](ctx, s.client, what, options)
}

// ListReconciliationFindingsParams is the query of [ReconciliationsService.ListFindings]. Zero values are left out.
type ListReconciliationFindingsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Class []FindingClass
	// The names of the field in A and B, such as `name=name`
	Field  string
	Object string
	// Matches any of the values. Repeat it, or separate them by commas
	State []FindingState
}

func (p *ListReconciliationFindingsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "class", p.Class)
	add(query, "field", p.Field)
	add(query, "object", p.Object)
	add(query, "state", p.State)
	return query
}

// ListFindings: Returns differences, newest first. Each was looked at twice before it was called one.
func (s ReconciliationsService) ListFindings(ctx context.Context, id string, params *ListReconciliationFindingsParams, options ...RequestOption) iter.Seq2[ReconciliationFinding, error] {
	what := call{
		id: "listReconciliationFindings", method: "GET", path: "/api/v1/reconciliations/{id}/findings", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[ReconciliationFinding](ctx, s.client, what, options)
}

// Approve: A night that would repair or delete more records than the plan allows waits. This lets it go on.
func (s ReconciliationsService) Approve(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "approveReconciliation", method: "POST", path: "/api/v1/reconciliations/{id}/approve", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Cancel: Ends a run that waits, or is under way, without a report. What it has asked the sync to repair is still written. The next night, or run that somebody asked for, begins as usual.
func (s ReconciliationsService) Cancel(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "cancelReconciliation", method: "POST", path: "/api/v1/reconciliations/{id}/cancel", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// RepairFindings: The sync reads the records again, merges them by the owner rules, and writes. Findings that are repaired, ignored or questions for a person are left out. `GET /reconciliations/{id}/findings` says what became of each.
func (s ReconciliationsService) RepairFindings(ctx context.Context, id string, body ReconciliationRepairs, options ...RequestOption) (*ReconciliationRepairsResult, error) {
	what := call{
		id: "repairReconciliationFindings", method: "POST", path: "/api/v1/reconciliations/{id}/repairs", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ReconciliationRepairsResult](ctx, s.client, what, options)
}

// GetReconciliationParams is for the query of [ReconciliationsService.Get], which has none yet: pass nil.
type GetReconciliationParams struct{}

func (*GetReconciliationParams) query() url.Values { return nil }

// Get: Returns a night with its report.
func (s ReconciliationsService) Get(ctx context.Context, id string, params *GetReconciliationParams, options ...RequestOption) (*ReportedReconciliation, error) {
	what := call{
		id: "getReconciliation", method: "GET", path: "/api/v1/reconciliations/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ReportedReconciliation](ctx, s.client, what, options)
}

// GetReconciliationReportParams is for the query of [ReconciliationsService.GetReport], which has none yet: pass nil.
type GetReconciliationReportParams struct{}

func (*GetReconciliationReportParams) query() url.Values { return nil }

// GetReport: Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV.
func (s ReconciliationsService) GetReport(ctx context.Context, id string, params *GetReconciliationReportParams, options ...RequestOption) (*ReconciliationReport, error) {
	what := call{
		id: "getReconciliationReport", method: "GET", path: "/api/v1/reconciliations/{id}/report", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ReconciliationReport](ctx, s.client, what, options)
}

// GetReconciliationReportFileParams is the query of [ReconciliationsService.GetReportFile]. Zero values are left out.
type GetReconciliationReportFileParams struct {
	// `csv`: a line for each finding. `html`: one page that a manager can read and print
	Format string
}

func (p *GetReconciliationReportFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "format", p.Format)
	return query
}

// GetReportFile: Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV.
func (s ReconciliationsService) GetReportFile(ctx context.Context, id string, params *GetReconciliationReportFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getReconciliationReport", method: "GET", path: "/api/v1/reconciliations/{id}/report", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"text/csv", "text/html"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// ReconciliationDriftService is client.ReconciliationDrift.
type ReconciliationDriftService struct{ client *Client }

// GetReconciliationDriftParams is the query of [ReconciliationDriftService.Get]. Zero values are left out.
type GetReconciliationDriftParams struct {
	// The pair of systems
	SyncId string
	Book   BookName
	Nights int
}

func (p *GetReconciliationDriftParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "sync_id", p.SyncId)
	add(query, "book", p.Book)
	add(query, "nights", p.Nights)
	return query
}

// Get: Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out.
func (s ReconciliationDriftService) Get(ctx context.Context, params *GetReconciliationDriftParams, options ...RequestOption) (*ReconciliationDrift, error) {
	what := call{
		id: "getReconciliationDrift", method: "GET", path: "/api/v1/reconciliation-drift", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[ReconciliationDrift](ctx, s.client, what, options)
}

// GetReconciliationDriftFileParams is the query of [ReconciliationDriftService.GetFile]. Zero values are left out.
type GetReconciliationDriftFileParams struct {
	// The pair of systems
	SyncId string
	Book   BookName
	Nights int
	Format string
}

func (p *GetReconciliationDriftFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "sync_id", p.SyncId)
	add(query, "book", p.Book)
	add(query, "nights", p.Nights)
	add(query, "format", p.Format)
	return query
}

// GetFile: Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out.
func (s ReconciliationDriftService) GetFile(ctx context.Context, params *GetReconciliationDriftFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getReconciliationDrift", method: "GET", path: "/api/v1/reconciliation-drift", auth: "bearer",
		query:  params.query(),
		accept: []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// ReconciliationFindingsService is client.ReconciliationFindings.
type ReconciliationFindingsService struct{ client *Client }

// Repair: The sync reads the records again, merges them by the owner rules, and writes.
func (s ReconciliationFindingsService) Repair(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "repairReconciliationFinding", method: "POST", path: "/api/v1/reconciliation-findings/{id}/repair", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Ignore: Says that a difference is right as it is. It is not counted, repaired or told again until its values change, or the time has passed.
func (s ReconciliationFindingsService) Ignore(ctx context.Context, id string, body ReconciliationIgnore, options ...RequestOption) error {
	what := call{
		id: "ignoreReconciliationFinding", method: "POST", path: "/api/v1/reconciliation-findings/{id}/ignore", auth: "bearer",
		segments: []string{"id", id},
	}
	content, err := JSON(body)
	if err != nil {
		return err
	}
	what.body = &content
	return sendNone(ctx, s.client, what, options)
}

// Unignore: It counts again, now and in later nights.
func (s ReconciliationFindingsService) Unignore(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "endReconciliationIgnore", method: "DELETE", path: "/api/v1/reconciliation-findings/{id}/ignore", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// BooksService is client.Books.
type BooksService struct{ client *Client }

// ListBooksParams is for the query of [BooksService.List], which has none yet: pass nil.
type ListBooksParams struct{}

func (*ListBooksParams) query() url.Values { return nil }

// List: Returns the company's own books: deliveries against workflows, deals against the CRM, the audit log, erasures, retention, and what expires. Each is compared every night.
func (s BooksService) List(ctx context.Context, params *ListBooksParams, options ...RequestOption) (*BookList, error) {
	what := call{
		id: "listBooks", method: "GET", path: "/api/v1/books", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[BookList](ctx, s.client, what, options)
}

// Reconcile: Compares everything, as in the night of a Sunday, and makes a report.
func (s BooksService) Reconcile(ctx context.Context, book BookName, options ...RequestOption) (*BegunBookRun, error) {
	what := call{
		id: "reconcileBook", method: "POST", path: "/api/v1/books/{book}/reconcile", auth: "bearer",
		segments: []string{"book", string(book)},
		accept:   []string{"application/json"},
	}
	return sendJSON[BegunBookRun](ctx, s.client, what, options)
}

// IntegrationHealthService is client.IntegrationHealth.
type IntegrationHealthService struct{ client *Client }

// GetConnectionHealthParams is for the query of [IntegrationHealthService.GetConnectionHealth], which has none yet: pass nil.
type GetConnectionHealthParams struct{}

func (*GetConnectionHealthParams) query() url.Values { return nil }

// GetConnectionHealth: Returns its state with reason and remedy, what is left of its quota, and how fresh the records of its syncs are.
func (s IntegrationHealthService) GetConnectionHealth(ctx context.Context, id string, params *GetConnectionHealthParams, options ...RequestOption) (*IntegrationHealthDetail, error) {
	what := call{
		id: "getConnectionHealth", method: "GET", path: "/api/v1/connections/{id}/health", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[IntegrationHealthDetail](ctx, s.client, what, options)
}

// GetSyncHealthParams is for the query of [IntegrationHealthService.GetSyncHealth], which has none yet: pass nil.
type GetSyncHealthParams struct{}

func (*GetSyncHealthParams) query() url.Values { return nil }

// GetSyncHealth: Returns its state with reason and remedy, the records that are not written, and how old its last complete run is.
func (s IntegrationHealthService) GetSyncHealth(ctx context.Context, id string, params *GetSyncHealthParams, options ...RequestOption) (*IntegrationHealthDetail, error) {
	what := call{
		id: "getSyncHealth", method: "GET", path: "/api/v1/syncs/{id}/health", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[IntegrationHealthDetail](ctx, s.client, what, options)
}

// GetEndpointHealthParams is for the query of [IntegrationHealthService.GetEndpointHealth], which has none yet: pass nil.
type GetEndpointHealthParams struct{}

func (*GetEndpointHealthParams) query() url.Values { return nil }

// GetEndpointHealth: Returns its state with reason and remedy: what is held, repeated or given up, and since when.
func (s IntegrationHealthService) GetEndpointHealth(ctx context.Context, id string, params *GetEndpointHealthParams, options ...RequestOption) (*IntegrationHealthDetail, error) {
	what := call{
		id: "getEndpointHealth", method: "GET", path: "/api/v1/endpoints/{id}/health", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[IntegrationHealthDetail](ctx, s.client, what, options)
}

// GetPartnerHealthParams is for the query of [IntegrationHealthService.GetPartnerHealth], which has none yet: pass nil.
type GetPartnerHealthParams struct{}

func (*GetPartnerHealthParams) query() url.Values { return nil }

// GetPartnerHealth: Returns the state of the partner, which is that of its worst endpoint unless the partner itself is pending or suspended, and of each endpoint.
func (s IntegrationHealthService) GetPartnerHealth(ctx context.Context, id string, params *GetPartnerHealthParams, options ...RequestOption) (*PartnerHealth, error) {
	what := call{
		id: "getPartnerHealth", method: "GET", path: "/api/v1/partners/{id}/health", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PartnerHealth](ctx, s.client, what, options)
}

// ExportsService is client.Exports.
type ExportsService struct{ client *Client }

// ListExportStreamsParams is for the query of [ExportsService.ListStreams], which has none yet: pass nil.
type ListExportStreamsParams struct{}

func (*ListExportStreamsParams) query() url.Values { return nil }

// ListStreams: Returns what can be exported. A partner key sees the streams that have rows of its own.
func (s ExportsService) ListStreams(ctx context.Context, params *ListExportStreamsParams, options ...RequestOption) (*ExportStreamList, error) {
	what := call{
		id: "listExportStreams", method: "GET", path: "/api/v1/exports", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[ExportStreamList](ctx, s.client, what, options)
}

// GetExportSchemaParams is for the query of [ExportsService.GetSchema], which has none yet: pass nil.
type GetExportSchemaParams struct{}

func (*GetExportSchemaParams) query() url.Values { return nil }

// GetSchema: Returns the JSON Schema of its rows, its primary key and its cursor field.
func (s ExportsService) GetSchema(ctx context.Context, stream ExportStreamName, params *GetExportSchemaParams, options ...RequestOption) (*ExportStreamSchema, error) {
	what := call{
		id: "getExportSchema", method: "GET", path: "/api/v1/exports/{stream}/schema", auth: "bearer",
		segments: []string{"stream", string(stream)},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[ExportStreamSchema](ctx, s.client, what, options)
}

// ReadExportParams is the query of [ExportsService.Read]. Zero values are left out.
type ReadExportParams struct {
	// `next_cursor` of the previous page or pass. `updated_since` is ignored with it
	Cursor string
	// Return only what was changed or deleted at or after this time, such as the latest `updated_at` that you have. Without it and without `cursor`, everything is returned
	UpdatedSince time.Time
	// Maximum number of rows per page. A page of large rows has fewer
	Limit int
}

func (p *ReadExportParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "limit", p.Limit)
	return query
}

// Read: Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction is committed. With `Accept: application/x-ndjson` the whole pass is streamed, a row a line, and the `Link` header has the cursor of the next pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own.
func (s ExportsService) Read(ctx context.Context, stream ExportStreamName, params *ReadExportParams, options ...RequestOption) iter.Seq2[ExportRow, error] {
	what := call{
		id: "readExport", method: "GET", path: "/api/v1/exports/{stream}", auth: "bearer",
		segments: []string{"stream", string(stream)},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[ExportRow](ctx, s.client, what, options)
}

// ReadExportFileParams is the query of [ExportsService.ReadFile]. Zero values are left out.
type ReadExportFileParams struct {
	// `next_cursor` of the previous page or pass. `updated_since` is ignored with it
	Cursor string
	// Return only what was changed or deleted at or after this time, such as the latest `updated_at` that you have. Without it and without `cursor`, everything is returned
	UpdatedSince time.Time
	// Maximum number of rows per page. A page of large rows has fewer
	Limit int
}

func (p *ReadExportFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "updated_since", p.UpdatedSince)
	add(query, "limit", p.Limit)
	return query
}

// ReadFile: Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction is committed. With `Accept: application/x-ndjson` the whole pass is streamed, a row a line, and the `Link` header has the cursor of the next pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own.
func (s ExportsService) ReadFile(ctx context.Context, stream ExportStreamName, params *ReadExportFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "readExport", method: "GET", path: "/api/v1/exports/{stream}", auth: "bearer",
		segments: []string{"stream", string(stream)},
		query:    params.query(),
		accept:   []string{"application/x-ndjson"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// AlertsService is client.Alerts.
type AlertsService struct{ client *Client }

// ListAlertsParams is the query of [AlertsService.List]. Zero values are left out.
type ListAlertsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	Rule []AlertRuleName
	// Matches any of the values. Repeat it, or separate them by commas
	State []AlertState
	// Matches any of the values. Repeat it, or separate them by commas
	Severity []AlertSeverity
	// About this partner
	PartnerId string
	// About this connection, sync, endpoint, …
	SubjectId string
}

func (p *ListAlertsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "rule", p.Rule)
	add(query, "state", p.State)
	add(query, "severity", p.Severity)
	add(query, "partner_id", p.PartnerId)
	add(query, "subject_id", p.SubjectId)
	return query
}

// List: Returns what is and was wrong, the latest first. Alerts are kept for 90 days after their end. With `state=firing` it is what somebody has to look after.
func (s AlertsService) List(ctx context.Context, params *ListAlertsParams, options ...RequestOption) iter.Seq2[Alert, error] {
	what := call{
		id: "listAlerts", method: "GET", path: "/api/v1/alerts", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Alert](ctx, s.client, what, options)
}

// GetAlertParams is for the query of [AlertsService.Get], which has none yet: pass nil.
type GetAlertParams struct{}

func (*GetAlertParams) query() url.Values { return nil }

// Get: Returns the alert, and whom it was told.
func (s AlertsService) Get(ctx context.Context, id string, params *GetAlertParams, options ...RequestOption) (*AlertWithNotices, error) {
	what := call{
		id: "getAlert", method: "GET", path: "/api/v1/alerts/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AlertWithNotices](ctx, s.client, what, options)
}

// Acknowledge: Says that somebody looks after it: it does not escalate, nobody is reminded, and who has heard of it is told. If it becomes more severe, it fires again. Without If-Match the last change wins.
func (s AlertsService) Acknowledge(ctx context.Context, id string, options ...RequestOption) (*Alert, error) {
	what := call{
		id: "acknowledgeAlert", method: "POST", path: "/api/v1/alerts/{id}/acknowledge", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Alert](ctx, s.client, what, options)
}

// Unacknowledge: The alert fires again, and escalates as if nobody had acknowledged it. Without If-Match the last change wins.
func (s AlertsService) Unacknowledge(ctx context.Context, id string, options ...RequestOption) (*Alert, error) {
	what := call{
		id: "unacknowledgeAlert", method: "POST", path: "/api/v1/alerts/{id}/unacknowledge", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[Alert](ctx, s.client, what, options)
}

// Snooze: Nobody is told of it before that time. If it still fires then, it is told, or who has heard of it is reminded. Without If-Match the last change wins.
func (s AlertsService) Snooze(ctx context.Context, id string, body SnoozeAlert, options ...RequestOption) (*Alert, error) {
	what := call{
		id: "snoozeAlert", method: "POST", path: "/api/v1/alerts/{id}/snooze", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Alert](ctx, s.client, what, options)
}

// AlertChannelsService is client.AlertChannels.
type AlertChannelsService struct{ client *Client }

// ListAlertChannelsParams is the query of [AlertChannelsService.List]. Zero values are left out.
type ListAlertChannelsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListAlertChannelsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns where alerts are sent, the newest first.
func (s AlertChannelsService) List(ctx context.Context, params *ListAlertChannelsParams, options ...RequestOption) iter.Seq2[AlertChannel, error] {
	what := call{
		id: "listAlertChannels", method: "GET", path: "/api/v1/alert-channels", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[AlertChannel](ctx, s.client, what, options)
}

// Create: Creates a place where alerts are sent. Until a route names it, it is told of every alert. Try it with POST /alert-channels/{id}/test.
func (s AlertChannelsService) Create(ctx context.Context, body CreateAlertChannel, options ...RequestOption) (*AlertChannel, error) {
	what := call{
		id: "createAlertChannel", method: "POST", path: "/api/v1/alert-channels", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AlertChannel](ctx, s.client, what, options)
}

// GetAlertChannelParams is for the query of [AlertChannelsService.Get], which has none yet: pass nil.
type GetAlertChannelParams struct{}

func (*GetAlertChannelParams) query() url.Values { return nil }

// Get: Returns the channel, and whether messages arrive.
func (s AlertChannelsService) Get(ctx context.Context, id string, params *GetAlertChannelParams, options ...RequestOption) (*AlertChannel, error) {
	what := call{
		id: "getAlertChannel", method: "GET", path: "/api/v1/alert-channels/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AlertChannel](ctx, s.client, what, options)
}

// Update: Changes what is sent. Messages that could not be sent are tried again soon. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s AlertChannelsService) Update(ctx context.Context, id string, body AlertChannelChange, options ...RequestOption) (*AlertChannel, error) {
	what := call{
		id: "updateAlertChannel", method: "PATCH", path: "/api/v1/alert-channels/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AlertChannel](ctx, s.client, what, options)
}

// Delete: Deletes the channel and its secrets. What it was told stays with the alerts. A channel that a route names cannot be deleted. With If-Match, only that version is.
func (s AlertChannelsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteAlertChannel", method: "DELETE", path: "/api/v1/alert-channels/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Test: Sends a test message now, also to a disabled channel, and returns what the other side said.
func (s AlertChannelsService) Test(ctx context.Context, id string, options ...RequestOption) (*AlertChannelTest, error) {
	what := call{
		id: "testAlertChannel", method: "POST", path: "/api/v1/alert-channels/{id}/test", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[AlertChannelTest](ctx, s.client, what, options)
}

// AlertRoutesService is client.AlertRoutes.
type AlertRoutesService struct{ client *Client }

// GetAlertRoutesParams is for the query of [AlertRoutesService.Get], which has none yet: pass nil.
type GetAlertRoutesParams struct{}

func (*GetAlertRoutesParams) query() url.Values { return nil }

// Get: Returns which alerts are told to whom. A channel that no route names is told of every alert.
func (s AlertRoutesService) Get(ctx context.Context, params *GetAlertRoutesParams, options ...RequestOption) (*AlertRoutes, error) {
	what := call{
		id: "getAlertRoutes", method: "GET", path: "/api/v1/alert-routes", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[AlertRoutes](ctx, s.client, what, options)
}

// Set: Replaces all of them. Open alerts are told by the new ones at once. Without If-Match the last change wins.
func (s AlertRoutesService) Set(ctx context.Context, body SetAlertRoutes, options ...RequestOption) (*AlertRoutes, error) {
	what := call{
		id: "setAlertRoutes", method: "PUT", path: "/api/v1/alert-routes", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AlertRoutes](ctx, s.client, what, options)
}

// AlertRulesService is client.AlertRules.
type AlertRulesService struct{ client *Client }

// ListAlertRulesParams is for the query of [AlertRulesService.List], which has none yet: pass nil.
type ListAlertRulesParams struct{}

func (*ListAlertRulesParams) query() url.Values { return nil }

// List: Returns what the company is alerted of, and the thresholds. They are set in the settings file.
func (s AlertRulesService) List(ctx context.Context, params *ListAlertRulesParams, options ...RequestOption) (*AlertRuleList, error) {
	what := call{
		id: "listAlertRules", method: "GET", path: "/api/v1/alert-rules", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[AlertRuleList](ctx, s.client, what, options)
}

// TouchesService is client.Touches.
type TouchesService struct{ client *Client }

// Record: A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
func (s TouchesService) Record(ctx context.Context, body CreateTouch, options ...RequestOption) (*Touch, error) {
	what := call{
		id: "recordTouch", method: "POST", path: "/api/v1/touches", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Touch](ctx, s.client, what, options)
}

// ListTouchesParams is the query of [TouchesService.List]. Zero values are left out.
type ListTouchesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit      int
	ExternalId string
	// Inclusive
	OccurredFrom time.Time
	// Exclusive
	OccurredTo time.Time
	// Only for platform keys: facts of this sandbox instead of live ones
	SandboxId string
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	Source []TouchSource
	// Your own id of the subject: its facts, and those of subjects that are the same
	Subject string
}

func (p *ListTouchesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "external_id", p.ExternalId)
	add(query, "occurred_from", p.OccurredFrom)
	add(query, "occurred_to", p.OccurredTo)
	add(query, "sandbox_id", p.SandboxId)
	add(query, "partner_id", p.PartnerId)
	add(query, "source", p.Source)
	add(query, "subject", p.Subject)
	return query
}

// List: Returns touches, newest recorded first. A partner key sees its own.
func (s TouchesService) List(ctx context.Context, params *ListTouchesParams, options ...RequestOption) iter.Seq2[Touch, error] {
	what := call{
		id: "listTouches", method: "GET", path: "/api/v1/touches", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Touch](ctx, s.client, what, options)
}

// RecordMany: A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
func (s TouchesService) RecordMany(ctx context.Context, body TouchesBatch, options ...RequestOption) (*FactBatchResult, error) {
	what := call{
		id: "recordTouches", method: "POST", path: "/api/v1/touches/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[FactBatchResult](ctx, s.client, what, options)
}

// ConversionsService is client.Conversions.
type ConversionsService struct{ client *Client }

// Record: A conversion tells that a subject became a lead, an opportunity or a customer. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
func (s ConversionsService) Record(ctx context.Context, body CreateConversion, options ...RequestOption) (*Conversion, error) {
	what := call{
		id: "recordConversion", method: "POST", path: "/api/v1/conversions", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Conversion](ctx, s.client, what, options)
}

// ListConversionsParams is the query of [ConversionsService.List]. Zero values are left out.
type ListConversionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit      int
	ExternalId string
	// Inclusive
	OccurredFrom time.Time
	// Exclusive
	OccurredTo time.Time
	// Only for platform keys: facts of this sandbox instead of live ones
	SandboxId string
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []ConversionKind
	// Your own id of the subject: its facts, and those of subjects that are the same
	Subject string
}

func (p *ListConversionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "external_id", p.ExternalId)
	add(query, "occurred_from", p.OccurredFrom)
	add(query, "occurred_to", p.OccurredTo)
	add(query, "sandbox_id", p.SandboxId)
	add(query, "kind", p.Kind)
	add(query, "subject", p.Subject)
	return query
}

// List: Returns conversions, newest recorded first. Platform keys only: a conversion can belong to several partners.
func (s ConversionsService) List(ctx context.Context, params *ListConversionsParams, options ...RequestOption) iter.Seq2[Conversion, error] {
	what := call{
		id: "listConversions", method: "GET", path: "/api/v1/conversions", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Conversion](ctx, s.client, what, options)
}

// RecordMany: A conversion tells that a subject became a lead, an opportunity or a customer. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
func (s ConversionsService) RecordMany(ctx context.Context, body ConversionsBatch, options ...RequestOption) (*FactBatchResult, error) {
	what := call{
		id: "recordConversions", method: "POST", path: "/api/v1/conversions/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[FactBatchResult](ctx, s.client, what, options)
}

// RevenueService is client.Revenue.
type RevenueService struct{ client *Client }

// Record: Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
func (s RevenueService) Record(ctx context.Context, body CreateRevenue, options ...RequestOption) (*Revenue, error) {
	what := call{
		id: "recordRevenue", method: "POST", path: "/api/v1/revenue", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Revenue](ctx, s.client, what, options)
}

// ListRevenueParams is the query of [RevenueService.List]. Zero values are left out.
type ListRevenueParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit      int
	ExternalId string
	// Inclusive
	OccurredFrom time.Time
	// Exclusive
	OccurredTo time.Time
	// Only for platform keys: facts of this sandbox instead of live ones
	SandboxId string
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []RevenueKind
	// Your own id of the subject: its facts, and those of subjects that are the same
	Subject string
}

func (p *ListRevenueParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "external_id", p.ExternalId)
	add(query, "occurred_from", p.OccurredFrom)
	add(query, "occurred_to", p.OccurredTo)
	add(query, "sandbox_id", p.SandboxId)
	add(query, "kind", p.Kind)
	add(query, "subject", p.Subject)
	return query
}

// List: Returns sales, refunds and changes of subscriptions, newest recorded first. Platform keys only.
func (s RevenueService) List(ctx context.Context, params *ListRevenueParams, options ...RequestOption) iter.Seq2[Revenue, error] {
	what := call{
		id: "listRevenue", method: "GET", path: "/api/v1/revenue", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Revenue](ctx, s.client, what, options)
}

// RecordItems: Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
func (s RevenueService) RecordItems(ctx context.Context, body RevenueItemsBatch, options ...RequestOption) (*FactBatchResult, error) {
	what := call{
		id: "recordRevenueItems", method: "POST", path: "/api/v1/revenue/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[FactBatchResult](ctx, s.client, what, options)
}

// CostsService is client.Costs.
type CostsService struct{ client *Client }

// Record: A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact.
func (s CostsService) Record(ctx context.Context, body CreateCost, options ...RequestOption) (*Cost, error) {
	what := call{
		id: "recordCost", method: "POST", path: "/api/v1/costs", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Cost](ctx, s.client, what, options)
}

// ListCostsParams is the query of [CostsService.List]. Zero values are left out.
type ListCostsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit      int
	ExternalId string
	// Inclusive
	OccurredFrom time.Time
	// Exclusive
	OccurredTo time.Time
	// Only for platform keys: facts of this sandbox instead of live ones
	SandboxId string
	PartnerId string
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []CostKind
}

func (p *ListCostsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "external_id", p.ExternalId)
	add(query, "occurred_from", p.OccurredFrom)
	add(query, "occurred_to", p.OccurredTo)
	add(query, "sandbox_id", p.SandboxId)
	add(query, "partner_id", p.PartnerId)
	add(query, "kind", p.Kind)
	return query
}

// List: Returns costs, newest recorded first. A partner key sees its own.
func (s CostsService) List(ctx context.Context, params *ListCostsParams, options ...RequestOption) iter.Seq2[Cost, error] {
	what := call{
		id: "listCosts", method: "GET", path: "/api/v1/costs", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Cost](ctx, s.client, what, options)
}

// RecordMany: A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
func (s CostsService) RecordMany(ctx context.Context, body CostsBatch, options ...RequestOption) (*FactBatchResult, error) {
	what := call{
		id: "recordCosts", method: "POST", path: "/api/v1/costs/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[FactBatchResult](ctx, s.client, what, options)
}

// SubjectsService is client.Subjects.
type SubjectsService struct{ client *Client }

// Identify: A visitor is a user, or a user belongs to an account: from then on conversions and revenue of the one have the touches of all. Touches and conversions of the past count too, so earlier reports stay as they were, and later ones are computed anew. A subject is one other subject at most.
func (s SubjectsService) Identify(ctx context.Context, body CreateIdentity, options ...RequestOption) (*Identity, error) {
	what := call{
		id: "identifySubject", method: "POST", path: "/api/v1/subjects/identify", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Identity](ctx, s.client, what, options)
}

// Unidentify: From then on the subject, and those that are the same as it, are on their own again.
func (s SubjectsService) Unidentify(ctx context.Context, body IdentityEnd, options ...RequestOption) (*Identity, error) {
	what := call{
		id: "unidentifySubject", method: "POST", path: "/api/v1/subjects/unidentify", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Identity](ctx, s.client, what, options)
}

// IdentifyMany: Each item succeeds or fails independently: check `results`, which has one entry per item, in order.
func (s SubjectsService) IdentifyMany(ctx context.Context, body IdentityBatch, options ...RequestOption) (*IdentityBatchResult, error) {
	what := call{
		id: "identifySubjects", method: "POST", path: "/api/v1/subjects/identify/batch", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[IdentityBatchResult](ctx, s.client, what, options)
}

// LinksService is client.Links.
type LinksService struct{ client *Client }

// Create: Whoever opens the link is forwarded to `target`, and a touch of the partner is recorded. The target receives the visitor as `cw_click` in its query: send it as `subject` to POST /subjects/identify once you know who it is. No cookie is set, unless `attribution.link_cookie` is on.
func (s LinksService) Create(ctx context.Context, body CreateLink, options ...RequestOption) (*Link, error) {
	what := call{
		id: "createLink", method: "POST", path: "/api/v1/links", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Link](ctx, s.client, what, options)
}

// ListLinksParams is the query of [LinksService.List]. Zero values are left out.
type ListLinksParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit     int
	PartnerId string
	SandboxId string
}

func (p *ListLinksParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	add(query, "sandbox_id", p.SandboxId)
	return query
}

// List: Returns links in the order of their codes. A partner key sees its own.
func (s LinksService) List(ctx context.Context, params *ListLinksParams, options ...RequestOption) iter.Seq2[Link, error] {
	what := call{
		id: "listLinks", method: "GET", path: "/api/v1/links", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Link](ctx, s.client, what, options)
}

// Disable: From now on it leads nowhere. What it recorded stays.
func (s LinksService) Disable(ctx context.Context, code string, options ...RequestOption) (*Link, error) {
	what := call{
		id: "disableLink", method: "POST", path: "/api/v1/links/{code}/disable", auth: "bearer",
		segments: []string{"code", code},
		accept:   []string{"application/json"},
	}
	return sendJSON[Link](ctx, s.client, what, options)
}

// AttributionService is client.Attribution.
type AttributionService struct{ client *Client }

// GetAttributionSourcesParams is for the query of [AttributionService.GetSources], which has none yet: pass nil.
type GetAttributionSourcesParams struct{}

func (*GetAttributionSourcesParams) query() url.Values { return nil }

// GetSources: Returns the values of `utm_source` and the hosts of referrers that mean this partner.
func (s AttributionService) GetSources(ctx context.Context, id string, params *GetAttributionSourcesParams, options ...RequestOption) (*AttributionSources, error) {
	what := call{
		id: "getAttributionSources", method: "GET", path: "/api/v1/partners/{id}/attribution-sources", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AttributionSources](ctx, s.client, what, options)
}

// ReplaceSources: Replaces all names of the partner. A name means one partner only. Touches that were recorded before do not change.
func (s AttributionService) ReplaceSources(ctx context.Context, id string, body AttributionSourcesInput, options ...RequestOption) (*AttributionSources, error) {
	what := call{
		id: "replaceAttributionSources", method: "PUT", path: "/api/v1/partners/{id}/attribution-sources", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AttributionSources](ctx, s.client, what, options)
}

// GetPartnerRoiParams is the query of [AttributionService.GetPartnerRoi]. Zero values are left out.
type GetPartnerRoiParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	// Whether to add what the customers of the window have really paid, which takes longer
	Observed *bool
}

func (p *GetPartnerRoiParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "observed", p.Observed)
	return query
}

// GetPartnerRoi: Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner.
func (s AttributionService) GetPartnerRoi(ctx context.Context, id string, params *GetPartnerRoiParams, options ...RequestOption) (*RoiReport, error) {
	what := call{
		id: "getPartnerRoi", method: "GET", path: "/api/v1/partners/{id}/roi", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[RoiReport](ctx, s.client, what, options)
}

// GetPartnerRoiFileParams is the query of [AttributionService.GetPartnerRoiFile]. Zero values are left out.
type GetPartnerRoiFileParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	// Whether to add what the customers of the window have really paid, which takes longer
	Observed *bool
	Format   string
}

func (p *GetPartnerRoiFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "observed", p.Observed)
	add(query, "format", p.Format)
	return query
}

// GetPartnerRoiFile: Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner.
func (s AttributionService) GetPartnerRoiFile(ctx context.Context, id string, params *GetPartnerRoiFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getPartnerRoi", method: "GET", path: "/api/v1/partners/{id}/roi", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// GetPartnerRoiSeriesParams is the query of [AttributionService.GetPartnerRoiSeries]. Zero values are left out.
type GetPartnerRoiSeriesParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	By     RoiPeriod
}

func (p *GetPartnerRoiSeriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "by", p.By)
	return query
}

// GetPartnerRoiSeries: Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window.
func (s AttributionService) GetPartnerRoiSeries(ctx context.Context, id string, params *GetPartnerRoiSeriesParams, options ...RequestOption) (*RoiSeries, error) {
	what := call{
		id: "getPartnerRoiSeries", method: "GET", path: "/api/v1/partners/{id}/roi/series", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[RoiSeries](ctx, s.client, what, options)
}

// GetPartnerRoiSeriesFileParams is the query of [AttributionService.GetPartnerRoiSeriesFile]. Zero values are left out.
type GetPartnerRoiSeriesFileParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	By     RoiPeriod
	Format string
}

func (p *GetPartnerRoiSeriesFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "by", p.By)
	add(query, "format", p.Format)
	return query
}

// GetPartnerRoiSeriesFile: Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window.
func (s AttributionService) GetPartnerRoiSeriesFile(ctx context.Context, id string, params *GetPartnerRoiSeriesFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getPartnerRoiSeries", method: "GET", path: "/api/v1/partners/{id}/roi/series", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// GetPartnerFunnelParams is the query of [AttributionService.GetPartnerFunnel]. Zero values are left out.
type GetPartnerFunnelParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
}

func (p *GetPartnerFunnelParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	return query
}

// GetPartnerFunnel: Returns how many touches, leads, opportunities and customers the window has, and the share of each step that reaches the next.
func (s AttributionService) GetPartnerFunnel(ctx context.Context, id string, params *GetPartnerFunnelParams, options ...RequestOption) (*PartnerFunnel, error) {
	what := call{
		id: "getPartnerFunnel", method: "GET", path: "/api/v1/partners/{id}/roi/funnel", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PartnerFunnel](ctx, s.client, what, options)
}

// GetPartnerCohortsParams is the query of [AttributionService.GetPartnerCohorts]. Zero values are left out.
type GetPartnerCohortsParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
}

func (p *GetPartnerCohortsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	return query
}

// GetPartnerCohorts: Returns the customers whom the partner brought in each month of the window, and what they have paid, month by month, until `as_of`. A late refund restates its cohort. Which visitors and accounts are the same is as it was known at `as_of`.
func (s AttributionService) GetPartnerCohorts(ctx context.Context, id string, params *GetPartnerCohortsParams, options ...RequestOption) (*PartnerCohorts, error) {
	what := call{
		id: "getPartnerCohorts", method: "GET", path: "/api/v1/partners/{id}/roi/cohorts", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PartnerCohorts](ctx, s.client, what, options)
}

// ExplainPartnerRoiParams is the query of [AttributionService.ExplainPartnerRoi]. Zero values are left out.
type ExplainPartnerRoiParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The figure
	Measure RoiMeasure
}

func (p *ExplainPartnerRoiParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "measure", p.Measure)
	return query
}

// ExplainPartnerRoi: Returns the facts that add up to a figure of the return, newest first, each with the share of the partner and the rates of its day.
func (s AttributionService) ExplainPartnerRoi(ctx context.Context, id string, params *ExplainPartnerRoiParams, options ...RequestOption) (*RoiExplanation, error) {
	what := call{
		id: "explainPartnerRoi", method: "GET", path: "/api/v1/partners/{id}/roi/explain", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[RoiExplanation](ctx, s.client, what, options)
}

// ExplainAttributionParams is the query of [AttributionService.Explain]. Zero values are left out.
type ExplainAttributionParams struct {
	// Default: the active one
	Version int
}

func (p *ExplainAttributionParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "version", p.Version)
	return query
}

// Explain: Returns the touches of a conversion or revenue, which of them count and why the others do not, what each weighs by each model, and what follows. Computed from the facts, by the code that credits them.
func (s AttributionService) Explain(ctx context.Context, factId string, params *ExplainAttributionParams, options ...RequestOption) (*FactExplanation, error) {
	what := call{
		id: "explainAttribution", method: "GET", path: "/api/v1/attribution/explain/{fact_id}", auth: "bearer",
		segments: []string{"fact_id", factId},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[FactExplanation](ctx, s.client, what, options)
}

// GetPartnerLeagueParams is the query of [AttributionService.GetPartnerLeague]. Zero values are left out.
type GetPartnerLeagueParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	// Descending. What is null comes last
	Sort PartnerLeagueSort
}

func (p *GetPartnerLeagueParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "sort", p.Sort)
	return query
}

// GetPartnerLeague: Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one.
func (s AttributionService) GetPartnerLeague(ctx context.Context, params *GetPartnerLeagueParams, options ...RequestOption) (*PartnerLeague, error) {
	what := call{
		id: "getPartnerLeague", method: "GET", path: "/api/v1/attribution/league", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[PartnerLeague](ctx, s.client, what, options)
}

// GetPartnerLeagueFileParams is the query of [AttributionService.GetPartnerLeagueFile]. Zero values are left out.
type GetPartnerLeagueFileParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// Default: the setting `attribution.model`
	Model AttributionModel
	// Of the report. Default: the setting `attribution.currency`
	Currency string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
	// The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`
	Margin string
	// Descending. What is null comes last
	Sort PartnerLeagueSort
	// `csv` has all partners
	Format string
}

func (p *GetPartnerLeagueFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "model", p.Model)
	add(query, "currency", p.Currency)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	add(query, "margin", p.Margin)
	add(query, "sort", p.Sort)
	add(query, "format", p.Format)
	return query
}

// GetPartnerLeagueFile: Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one.
func (s AttributionService) GetPartnerLeagueFile(ctx context.Context, params *GetPartnerLeagueFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getPartnerLeague", method: "GET", path: "/api/v1/attribution/league", auth: "bearer",
		query:  params.query(),
		accept: []string{"text/csv"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// GetAttributionAccuracyParams is the query of [AttributionService.GetAccuracy]. Zero values are left out.
type GetAttributionAccuracyParams struct {
	// The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`
	Window string
	// Begin of the window. A day begins at midnight in the time zone of the attribution settings
	From string
	// End of the window, which is not in it
	To string
	// The report as it stood then. Default: the newest moment up to which everything is computed
	AsOf time.Time
	// Version of the attribution. Default: the one that was active at `as_of`
	Version int
}

func (p *GetAttributionAccuracyParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "window", p.Window)
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "as_of", p.AsOf)
	add(query, "version", p.Version)
	return query
}

// GetAccuracy: Returns the share of conversions with an explained path, as a whole, by source and by partner, and what was lost and why. At most 92 days.
func (s AttributionService) GetAccuracy(ctx context.Context, params *GetAttributionAccuracyParams, options ...RequestOption) (*AttributionAccuracy, error) {
	what := call{
		id: "getAttributionAccuracy", method: "GET", path: "/api/v1/attribution/accuracy", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[AttributionAccuracy](ctx, s.client, what, options)
}

// ListAttributionVersionsParams is the query of [AttributionService.ListVersions]. Zero values are left out.
type ListAttributionVersionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListAttributionVersionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListVersions: Returns the versions of the credits, newest first. Reports use the one that is active, unless they name another one.
func (s AttributionService) ListVersions(ctx context.Context, params *ListAttributionVersionsParams, options ...RequestOption) iter.Seq2[AttributionVersion, error] {
	what := call{
		id: "listAttributionVersions", method: "GET", path: "/api/v1/attribution/versions", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[AttributionVersion](ctx, s.client, what, options)
}

// CreateVersion: Computes the credits of all facts anew, by the settings of the body or else by those of the installation. Reports do not change until the version is activated. At most 3 versions wait beside the active one.
func (s AttributionService) CreateVersion(ctx context.Context, body CreateAttributionVersion, options ...RequestOption) (*AttributionVersion, error) {
	what := call{
		id: "createAttributionVersion", method: "POST", path: "/api/v1/attribution/versions", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[AttributionVersion](ctx, s.client, what, options)
}

// GetAttributionVersionParams is for the query of [AttributionService.GetVersion], which has none yet: pass nil.
type GetAttributionVersionParams struct{}

func (*GetAttributionVersionParams) query() url.Values { return nil }

// GetVersion: Returns one version of the credits: its settings, and how far it is computed.
func (s AttributionService) GetVersion(ctx context.Context, number int, params *GetAttributionVersionParams, options ...RequestOption) (*AttributionVersion, error) {
	what := call{
		id: "getAttributionVersion", method: "GET", path: "/api/v1/attribution/versions/{number}", auth: "bearer",
		segments: []string{"number", strconv.Itoa(number)},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AttributionVersion](ctx, s.client, what, options)
}

// ActivateVersion: From now on reports use it. The one that was active is retired: it stays readable, as of this moment. Activating the active version changes nothing.
func (s AttributionService) ActivateVersion(ctx context.Context, number int, options ...RequestOption) (*AttributionVersion, error) {
	what := call{
		id: "activateAttributionVersion", method: "POST", path: "/api/v1/attribution/versions/{number}/activate", auth: "bearer",
		segments: []string{"number", strconv.Itoa(number)},
		accept:   []string{"application/json"},
	}
	return sendJSON[AttributionVersion](ctx, s.client, what, options)
}

// DiscardVersion: A version that is being computed, or waits to be activated, is retired. Nothing is added to it any more.
func (s AttributionService) DiscardVersion(ctx context.Context, number int, options ...RequestOption) (*AttributionVersion, error) {
	what := call{
		id: "discardAttributionVersion", method: "POST", path: "/api/v1/attribution/versions/{number}/discard", auth: "bearer",
		segments: []string{"number", strconv.Itoa(number)},
		accept:   []string{"application/json"},
	}
	return sendJSON[AttributionVersion](ctx, s.client, what, options)
}

// CompareAttributionVersionsParams is the query of [AttributionService.CompareVersions]. Zero values are left out.
type CompareAttributionVersionsParams struct {
	// The version before. Omitted: the active one
	With int
	// By the calendar of the version
	From string
	// The day after the last one
	Until   string
	Model   AttributionModel
	Measure CompareAttributionVersionsMeasure
	// Partners, and facts of each
	Limit int
}

func (p *CompareAttributionVersionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "with", p.With)
	add(query, "from", p.From)
	add(query, "until", p.Until)
	add(query, "model", p.Model)
	add(query, "measure", p.Measure)
	add(query, "limit", p.Limit)
	return query
}

// CompareVersions: Returns who gains and who loses if this version takes the place of another one, the largest changes first, with the conversions or the revenue that change most, and the rules in which the versions differ. Explain one of the facts with both versions to see its touches and weights.
func (s AttributionService) CompareVersions(ctx context.Context, number int, params *CompareAttributionVersionsParams, options ...RequestOption) (*AttributionComparison, error) {
	what := call{
		id: "compareAttributionVersions", method: "GET", path: "/api/v1/attribution/versions/{number}/comparison", auth: "bearer",
		segments: []string{"number", strconv.Itoa(number)},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[AttributionComparison](ctx, s.client, what, options)
}

// CommissionPlansService is client.CommissionPlans.
type CommissionPlansService struct{ client *Client }

// ListCommissionPlansParams is the query of [CommissionPlansService.List]. Zero values are left out.
type ListCommissionPlansParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListCommissionPlansParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns the latest version of each plan, newest plan first.
func (s CommissionPlansService) List(ctx context.Context, params *ListCommissionPlansParams, options ...RequestOption) iter.Seq2[CommissionPlanVersion, error] {
	what := call{
		id: "listCommissionPlans", method: "GET", path: "/api/v1/commission-plans", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[CommissionPlanVersion](ctx, s.client, what, options)
}

// Create: Creates a plan with its first version. It pays nobody until it is assigned. If it is not valid, the response lists all errors. Amounts are in the currency of the plan.
func (s CommissionPlansService) Create(ctx context.Context, body CommissionPlanInput, options ...RequestOption) (*CommissionPlanVersion, error) {
	what := call{
		id: "createCommissionPlan", method: "POST", path: "/api/v1/commission-plans", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionPlanVersion](ctx, s.client, what, options)
}

// GetCommissionPlanParams is for the query of [CommissionPlansService.Get], which has none yet: pass nil.
type GetCommissionPlanParams struct{}

func (*GetCommissionPlanParams) query() url.Values { return nil }

// Get: Returns all versions of a plan, newest first.
func (s CommissionPlansService) Get(ctx context.Context, id string, params *GetCommissionPlanParams, options ...RequestOption) (*CommissionPlanVersions, error) {
	what := call{
		id: "getCommissionPlan", method: "GET", path: "/api/v1/commission-plans/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionPlanVersions](ctx, s.client, what, options)
}

// CreateVersion: Adds a version, which applies to sales from its `effective_from` on. What was accrued by earlier versions stays, and refunds of those sales still compute with them.
func (s CommissionPlansService) CreateVersion(ctx context.Context, id string, body CommissionPlanInput, options ...RequestOption) (*CommissionPlanVersion, error) {
	what := call{
		id: "createCommissionPlanVersion", method: "POST", path: "/api/v1/commission-plans/{id}/versions", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionPlanVersion](ctx, s.client, what, options)
}

// Validate: Changes nothing. Returns all errors that creating the plan would return.
func (s CommissionPlansService) Validate(ctx context.Context, body CommissionPlanInput, options ...RequestOption) (*CommissionPlanCheck, error) {
	what := call{
		id: "validateCommissionPlan", method: "POST", path: "/api/v1/commission-plans/validate", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionPlanCheck](ctx, s.client, what, options)
}

// Simulate: Changes nothing. Computes what the sales that were accrued in a time would have brought each partner by this plan, and the difference to what they brought: at most 10000 of them, or fewer if the plan has more than two conditions. `npm run commissions:simulate` tries a plan on any number. Refunds are left out on both sides.
func (s CommissionPlansService) Simulate(ctx context.Context, body CommissionSimulation, options ...RequestOption) (*CommissionSimulationResult, error) {
	what := call{
		id: "simulateCommissionPlan", method: "POST", path: "/api/v1/commission-plans/simulate", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionSimulationResult](ctx, s.client, what, options)
}

// CommissionPlanAssignmentsService is client.CommissionPlanAssignments.
type CommissionPlanAssignmentsService struct{ client *Client }

// ListCommissionPlanAssignmentsParams is the query of [CommissionPlanAssignmentsService.List]. Zero values are left out.
type ListCommissionPlanAssignmentsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListCommissionPlanAssignmentsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns who was given which plan from which day on, newest first. Of two for the same target and day, the newer one counts.
func (s CommissionPlanAssignmentsService) List(ctx context.Context, params *ListCommissionPlanAssignmentsParams, options ...RequestOption) iter.Seq2[PlanAssignment, error] {
	what := call{
		id: "listCommissionPlanAssignments", method: "GET", path: "/api/v1/commission-plan-assignments", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[PlanAssignment](ctx, s.client, what, options)
}

// Create: Gives a partner, all partners of a level, or all of a programme a plan from a day on. It applies to sales whose commission is not accrued yet; what is accrued stays.
func (s CommissionPlanAssignmentsService) Create(ctx context.Context, body CreatePlanAssignment, options ...RequestOption) (*PlanAssignment, error) {
	what := call{
		id: "assignCommissionPlan", method: "POST", path: "/api/v1/commission-plan-assignments", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PlanAssignment](ctx, s.client, what, options)
}

// CommissionsService is client.Commissions.
type CommissionsService struct{ client *Client }

// ListCommissionSplitsParams is for the query of [CommissionsService.ListSplits], which has none yet: pass nil.
type ListCommissionSplitsParams struct{}

func (*ListCommissionSplitsParams) query() url.Values { return nil }

// ListSplits: Returns all revisions, oldest first. On a day the one with the latest month that has begun applies, and of those for one month the latest. Without any, the attribution decides.
func (s CommissionsService) ListSplits(ctx context.Context, id string, params *ListCommissionSplitsParams, options ...RequestOption) (*CommissionSplitRevisions, error) {
	what := call{
		id: "listCommissionSplits", method: "GET", path: "/api/v1/deals/{id}/commission-splits", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionSplitRevisions](ctx, s.client, what, options)
}

// AddSplit: Adds a revision, which applies to sales of the deal from its month on. What is accrued already stays, and its refunds compute with the split that made it.
func (s CommissionsService) AddSplit(ctx context.Context, id string, body CommissionSplitInput, options ...RequestOption) (*CommissionSplitRevision, error) {
	what := call{
		id: "addCommissionSplit", method: "POST", path: "/api/v1/deals/{id}/commission-splits", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionSplitRevision](ctx, s.client, what, options)
}

// ListCommissionRoleSharesParams is for the query of [CommissionsService.ListRoleShares], which has none yet: pass nil.
type ListCommissionRoleSharesParams struct{}

func (*ListCommissionRoleSharesParams) query() url.Values { return nil }

// ListRoleShares: Returns all revisions, oldest first. In a month the one with the latest month that has begun applies, and of those for one month the latest.
func (s CommissionsService) ListRoleShares(ctx context.Context, id string, params *ListCommissionRoleSharesParams, options ...RequestOption) (*CommissionRoleSharesRevisions, error) {
	what := call{
		id: "listCommissionRoleShares", method: "GET", path: "/api/v1/programmes/{id}/commission-role-shares", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionRoleSharesRevisions](ctx, s.client, what, options)
}

// AddRoleShares: Adds a revision: which part of a commission goes to who found the sale (source), who helped to win it (influence) and who puts it to work (implement). Splits by roles that are made afterwards take it; what is split already stays.
func (s CommissionsService) AddRoleShares(ctx context.Context, id string, body CommissionRoleSharesInput, options ...RequestOption) (*CommissionRoleSharesRevision, error) {
	what := call{
		id: "addCommissionRoleShares", method: "POST", path: "/api/v1/programmes/{id}/commission-role-shares", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionRoleSharesRevision](ctx, s.client, what, options)
}

// SplitByRoles: Adds a revision of the deal's split by what each partner did, with the shares of the deal's programme in the month. Those in one role have equal parts of its share, and the company keeps the share of a role that nobody has. The parts are stored with the split: later shares do not change it.
func (s CommissionsService) SplitByRoles(ctx context.Context, id string, body CommissionRoleSplit, options ...RequestOption) (*CommissionSplitRevision, error) {
	what := call{
		id: "splitCommissionByRoles", method: "POST", path: "/api/v1/deals/{id}/commission-splits/by-roles", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionSplitRevision](ctx, s.client, what, options)
}

// GetCommissionBalanceParams is for the query of [CommissionsService.GetBalance], which has none yet: pass nil.
type GetCommissionBalanceParams struct{}

func (*GetCommissionBalanceParams) query() url.Values { return nil }

// GetBalance: Returns what the partner has in each account, by currency: the sums of its lines.
func (s CommissionsService) GetBalance(ctx context.Context, id string, params *GetCommissionBalanceParams, options ...RequestOption) (*CommissionBalances, error) {
	what := call{
		id: "getCommissionBalance", method: "GET", path: "/api/v1/partners/{id}/commissions", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionBalances](ctx, s.client, what, options)
}

// ListCommissionLinesParams is the query of [CommissionsService.ListLines]. Zero values are left out.
type ListCommissionLinesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit    int
	Currency string
	// Matches any of the values. Repeat it, or separate them by commas
	Kind []CommissionLineKind
}

func (p *ListCommissionLinesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "currency", p.Currency)
	add(query, "kind", p.Kind)
	return query
}

// ListLines: Returns the lines of the ledger, newest first. Lines never change: a correction is another line.
func (s CommissionsService) ListLines(ctx context.Context, id string, params *ListCommissionLinesParams, options ...RequestOption) iter.Seq2[CommissionLine, error] {
	what := call{
		id: "listCommissionLines", method: "GET", path: "/api/v1/partners/{id}/commissions/lines", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[CommissionLine](ctx, s.client, what, options)
}

// ExplainCommissionLineParams is for the query of [CommissionsService.ExplainLine], which has none yet: pass nil.
type ExplainCommissionLineParams struct{}

func (*ExplainCommissionLineParams) query() url.Values { return nil }

// ExplainLine: Returns the line, what it is computed with, and what happened to its commission since: release, clawbacks, payout.
func (s CommissionsService) ExplainLine(ctx context.Context, id string, lineId string, params *ExplainCommissionLineParams, options ...RequestOption) (*CommissionExplanation, error) {
	what := call{
		id: "explainCommissionLine", method: "GET", path: "/api/v1/partners/{id}/commissions/lines/{line_id}", auth: "bearer",
		segments: []string{"id", id, "line_id", lineId},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionExplanation](ctx, s.client, what, options)
}

// Adjust: Posts a line that adds to what the partner is owed, or takes from it. What is paid already is owed by the partner, and set off at its next payout.
func (s CommissionsService) Adjust(ctx context.Context, id string, body CreateCommissionAdjustment, options ...RequestOption) (*CommissionLine, error) {
	what := call{
		id: "adjustCommission", method: "POST", path: "/api/v1/partners/{id}/commissions/adjustments", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionLine](ctx, s.client, what, options)
}

// HoldLine: What is not paid of a line is neither released nor paid until it is let go.
func (s CommissionsService) HoldLine(ctx context.Context, id string, lineId string, body CommissionHold, options ...RequestOption) (*CommissionLine, error) {
	what := call{
		id: "holdCommissionLine", method: "POST", path: "/api/v1/partners/{id}/commissions/lines/{line_id}/hold", auth: "bearer",
		segments: []string{"id", id, "line_id", lineId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionLine](ctx, s.client, what, options)
}

// UnholdLine: It becomes payable if its hold period is over, and accrued if not.
func (s CommissionsService) UnholdLine(ctx context.Context, id string, lineId string, body CommissionHold, options ...RequestOption) (*CommissionLine, error) {
	what := call{
		id: "unholdCommissionLine", method: "POST", path: "/api/v1/partners/{id}/commissions/lines/{line_id}/unhold", auth: "bearer",
		segments: []string{"id", id, "line_id", lineId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionLine](ctx, s.client, what, options)
}

// OpenDispute: Asks about a deal, a line or an invoice of the partner. What the books say is attached, and the company is told. It answers within the days of its settings.
func (s CommissionsService) OpenDispute(ctx context.Context, id string, body CreateDispute, options ...RequestOption) (*Dispute, error) {
	what := call{
		id: "openDispute", method: "POST", path: "/api/v1/partners/{id}/disputes", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Dispute](ctx, s.client, what, options)
}

// ListDisputesParams is the query of [CommissionsService.ListDisputes]. Zero values are left out.
type ListDisputesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListDisputesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListDisputes: Returns the disputes, newest first.
func (s CommissionsService) ListDisputes(ctx context.Context, id string, params *ListDisputesParams, options ...RequestOption) iter.Seq2[Dispute, error] {
	what := call{
		id: "listDisputes", method: "GET", path: "/api/v1/partners/{id}/disputes", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[Dispute](ctx, s.client, what, options)
}

// GetDisputeParams is for the query of [CommissionsService.GetDispute], which has none yet: pass nil.
type GetDisputeParams struct{}

func (*GetDisputeParams) query() url.Values { return nil }

// GetDispute: Returns the question, what the books say, and the answer.
func (s CommissionsService) GetDispute(ctx context.Context, id string, disputeId string, params *GetDisputeParams, options ...RequestOption) (*Dispute, error) {
	what := call{
		id: "getDispute", method: "GET", path: "/api/v1/partners/{id}/disputes/{dispute_id}", auth: "bearer",
		segments: []string{"id", id, "dispute_id", disputeId},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Dispute](ctx, s.client, what, options)
}

// DecideDispute: Answers a dispute, with a correction or with a reason. The partner is told. A decision is final: another dispute can be opened.
func (s CommissionsService) DecideDispute(ctx context.Context, id string, disputeId string, body DisputeDecision, options ...RequestOption) (*Dispute, error) {
	what := call{
		id: "decideDispute", method: "POST", path: "/api/v1/partners/{id}/disputes/{dispute_id}/decide", auth: "bearer",
		segments: []string{"id", id, "dispute_id", disputeId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Dispute](ctx, s.client, what, options)
}

// ListCommissionStatementsParams is for the query of [CommissionsService.ListStatements], which has none yet: pass nil.
type ListCommissionStatementsParams struct{}

func (*ListCommissionStatementsParams) query() url.Values { return nil }

// ListStatements: Returns the statements that were issued, newest month first. They are issued in the night after the end of their month.
func (s CommissionsService) ListStatements(ctx context.Context, id string, params *ListCommissionStatementsParams, options ...RequestOption) (*CommissionStatements, error) {
	what := call{
		id: "listCommissionStatements", method: "GET", path: "/api/v1/partners/{id}/statements", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionStatements](ctx, s.client, what, options)
}

// GetCommissionStatementParams is the query of [CommissionsService.GetStatement]. Zero values are left out.
type GetCommissionStatementParams struct {
	Currency string
}

func (p *GetCommissionStatementParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "currency", p.Currency)
	return query
}

// GetStatement: Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF.
func (s CommissionsService) GetStatement(ctx context.Context, id string, month string, params *GetCommissionStatementParams, options ...RequestOption) (*CommissionStatement, error) {
	what := call{
		id: "getCommissionStatement", method: "GET", path: "/api/v1/partners/{id}/statements/{month}", auth: "bearer",
		segments: []string{"id", id, "month", month},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionStatement](ctx, s.client, what, options)
}

// GetCommissionStatementFileParams is the query of [CommissionsService.GetStatementFile]. Zero values are left out.
type GetCommissionStatementFileParams struct {
	Currency string
	Format   string
}

func (p *GetCommissionStatementFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "currency", p.Currency)
	add(query, "format", p.Format)
	return query
}

// GetStatementFile: Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF.
func (s CommissionsService) GetStatementFile(ctx context.Context, id string, month string, params *GetCommissionStatementFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getCommissionStatement", method: "GET", path: "/api/v1/partners/{id}/statements/{month}", auth: "bearer",
		segments: []string{"id", id, "month", month},
		query:    params.query(),
		accept:   []string{"text/csv", "text/html", "application/pdf"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// ListCommissionInvoicesParams is the query of [CommissionsService.ListInvoices]. Zero values are left out.
type ListCommissionInvoicesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListCommissionInvoicesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListInvoices: Returns the invoices over what the partner owes, newest first.
func (s CommissionsService) ListInvoices(ctx context.Context, id string, params *ListCommissionInvoicesParams, options ...RequestOption) iter.Seq2[CommissionInvoice, error] {
	what := call{
		id: "listCommissionInvoices", method: "GET", path: "/api/v1/partners/{id}/commission-invoices", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[CommissionInvoice](ctx, s.client, what, options)
}

// IssueInvoice: Sets off what is payable, and lists the rest of what the partner owes. A partner has one open invoice in a currency. With the setting commissions.negative_balances they are issued with the statements.
func (s CommissionsService) IssueInvoice(ctx context.Context, id string, body CreateCommissionInvoice, options ...RequestOption) (*CommissionInvoice, error) {
	what := call{
		id: "issueCommissionInvoice", method: "POST", path: "/api/v1/partners/{id}/commission-invoices", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionInvoice](ctx, s.client, what, options)
}

// GetCommissionInvoiceParams is for the query of [CommissionsService.GetInvoice], which has none yet: pass nil.
type GetCommissionInvoiceParams struct{}

func (*GetCommissionInvoiceParams) query() url.Values { return nil }

// GetInvoice: Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF.
func (s CommissionsService) GetInvoice(ctx context.Context, id string, invoiceId string, params *GetCommissionInvoiceParams, options ...RequestOption) (*CommissionInvoiceWithLines, error) {
	what := call{
		id: "getCommissionInvoice", method: "GET", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}", auth: "bearer",
		segments: []string{"id", id, "invoice_id", invoiceId},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[CommissionInvoiceWithLines](ctx, s.client, what, options)
}

// GetCommissionInvoiceFileParams is the query of [CommissionsService.GetInvoiceFile]. Zero values are left out.
type GetCommissionInvoiceFileParams struct {
	Format string
}

func (p *GetCommissionInvoiceFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "format", p.Format)
	return query
}

// GetInvoiceFile: Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF.
func (s CommissionsService) GetInvoiceFile(ctx context.Context, id string, invoiceId string, params *GetCommissionInvoiceFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "getCommissionInvoice", method: "GET", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}", auth: "bearer",
		segments: []string{"id", id, "invoice_id", invoiceId},
		query:    params.query(),
		accept:   []string{"text/csv", "text/html", "application/pdf"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// RecordRepayment: Posts a line: what the partner owed is money in the bank. The same external id is recorded once. What is more than is owed is refused.
func (s CommissionsService) RecordRepayment(ctx context.Context, id string, invoiceId string, body CreateCommissionRepayment, options ...RequestOption) (*CommissionLine, error) {
	what := call{
		id: "recordCommissionRepayment", method: "POST", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}/repayments", auth: "bearer",
		segments: []string{"id", id, "invoice_id", invoiceId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionLine](ctx, s.client, what, options)
}

// CancelInvoice: What it lists is carried forward again, and set off at the next payouts. What was repaid stays repaid.
func (s CommissionsService) CancelInvoice(ctx context.Context, id string, invoiceId string, body CommissionInvoiceCancellation, options ...RequestOption) (*CommissionInvoice, error) {
	what := call{
		id: "cancelCommissionInvoice", method: "POST", path: "/api/v1/partners/{id}/commission-invoices/{invoice_id}/cancel", auth: "bearer",
		segments: []string{"id", id, "invoice_id", invoiceId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CommissionInvoice](ctx, s.client, what, options)
}

// CommissionGoalsService is client.CommissionGoals.
type CommissionGoalsService struct{ client *Client }

// ListCommissionGoalsParams is the query of [CommissionGoalsService.List]. Zero values are left out.
type ListCommissionGoalsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	State []CommissionGoalState
}

func (p *ListCommissionGoalsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "state", p.State)
	return query
}

// List: Returns conversions, and revenue that belongs to none, with the state of their commissions: which wait, which failed, and why.
func (s CommissionGoalsService) List(ctx context.Context, params *ListCommissionGoalsParams, options ...RequestOption) iter.Seq2[CommissionGoal, error] {
	what := call{
		id: "listCommissionGoals", method: "GET", path: "/api/v1/commission-goals", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[CommissionGoal](ctx, s.client, what, options)
}

// PartnerLevelsService is client.PartnerLevels.
type PartnerLevelsService struct{ client *Client }

// ListPartnerLevelsParams is for the query of [PartnerLevelsService.List], which has none yet: pass nil.
type ListPartnerLevelsParams struct{}

func (*ListPartnerLevelsParams) query() url.Values { return nil }

// List: Returns all versions of the levels and of what they require, newest first.
func (s PartnerLevelsService) List(ctx context.Context, params *ListPartnerLevelsParams, options ...RequestOption) (*PartnerLevelsVersions, error) {
	what := call{
		id: "listPartnerLevels", method: "GET", path: "/api/v1/partner-levels", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[PartnerLevelsVersions](ctx, s.client, what, options)
}

// Create: Adds a version of the levels. From its day on every night promotes and demotes partners by it, with effect from the next day. Preview it before.
func (s PartnerLevelsService) Create(ctx context.Context, body PartnerLevelsInput, options ...RequestOption) (*PartnerLevelsVersion, error) {
	what := call{
		id: "createPartnerLevels", method: "POST", path: "/api/v1/partner-levels", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PartnerLevelsVersion](ctx, s.client, what, options)
}

// Preview: Changes nothing. Returns who would be promoted and demoted by these levels tonight, and on which figures: of at most 10000 partners.
func (s PartnerLevelsService) Preview(ctx context.Context, body PartnerLevelsInput, options ...RequestOption) (*PartnerLevelPreview, error) {
	what := call{
		id: "previewPartnerLevels", method: "POST", path: "/api/v1/partner-levels/preview", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PartnerLevelPreview](ctx, s.client, what, options)
}

// GetPartnerLevelParams is for the query of [PartnerLevelsService.Get], which has none yet: pass nil.
type GetPartnerLevelParams struct{}

func (*GetPartnerLevelParams) query() url.Values { return nil }

// Get: Returns the level that the partner has today, and what will become of it.
func (s PartnerLevelsService) Get(ctx context.Context, id string, params *GetPartnerLevelParams, options ...RequestOption) (*PartnerLevel, error) {
	what := call{
		id: "getPartnerLevel", method: "GET", path: "/api/v1/partners/{id}/level", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PartnerLevel](ctx, s.client, what, options)
}

// Set: Gives a partner a level whatever the rules say, from a day on, and keeps it there until another day, or for ever.
func (s PartnerLevelsService) Set(ctx context.Context, id string, body SetPartnerLevel, options ...RequestOption) (*PartnerLevelChange, error) {
	what := call{
		id: "setPartnerLevel", method: "PUT", path: "/api/v1/partners/{id}/level", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PartnerLevelChange](ctx, s.client, what, options)
}

// ListPartnerLevelChangesParams is the query of [PartnerLevelsService.ListChanges]. Zero values are left out.
type ListPartnerLevelChangesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListPartnerLevelChangesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListChanges: Returns the history, newest first. It never changes.
func (s PartnerLevelsService) ListChanges(ctx context.Context, id string, params *ListPartnerLevelChangesParams, options ...RequestOption) iter.Seq2[PartnerLevelChange, error] {
	what := call{
		id: "listPartnerLevelChanges", method: "GET", path: "/api/v1/partners/{id}/level/changes", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[PartnerLevelChange](ctx, s.client, what, options)
}

// PayoutsService is client.Payouts.
type PayoutsService struct{ client *Client }

// GetPayeeParams is for the query of [PayoutsService.GetPayee], which has none yet: pass nil.
type GetPayeeParams struct{}

func (*GetPayeeParams) query() url.Values { return nil }

// GetPayee: Returns the partner's account and tax fields.
func (s PayoutsService) GetPayee(ctx context.Context, id string, params *GetPayeeParams, options ...RequestOption) (*Payee, error) {
	what := call{
		id: "getPayee", method: "GET", path: "/api/v1/partners/{id}/payee", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Payee](ctx, s.client, what, options)
}

// SavePayee: Applies to batches that are collected from now on. Tax fields are carried to exports, and nothing is computed with them.
func (s PayoutsService) SavePayee(ctx context.Context, id string, body PayeeInput, options ...RequestOption) (*Payee, error) {
	what := call{
		id: "savePayee", method: "PUT", path: "/api/v1/partners/{id}/payee", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Payee](ctx, s.client, what, options)
}

// PayoutBatchesService is client.PayoutBatches.
type PayoutBatchesService struct{ client *Client }

// ListPayoutBatchesParams is the query of [PayoutBatchesService.List]. Zero values are left out.
type ListPayoutBatchesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListPayoutBatchesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns the batches, newest first.
func (s PayoutBatchesService) List(ctx context.Context, params *ListPayoutBatchesParams, options ...RequestOption) iter.Seq2[PayoutBatchSummary, error] {
	what := call{
		id: "listPayoutBatches", method: "GET", path: "/api/v1/payout-batches", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[PayoutBatchSummary](ctx, s.client, what, options)
}

// Create: Collects what is payable to each partner in a currency, less what it owes. Partners in a batch that is not finished are left out, so nobody is paid twice. Nothing is sent before the approvals that the settings ask for.
func (s PayoutBatchesService) Create(ctx context.Context, body CreatePayoutBatch, options ...RequestOption) (*PayoutBatch, error) {
	what := call{
		id: "createPayoutBatch", method: "POST", path: "/api/v1/payout-batches", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PayoutBatch](ctx, s.client, what, options)
}

// GetPayoutBatchParams is for the query of [PayoutBatchesService.Get], which has none yet: pass nil.
type GetPayoutBatchParams struct{}

func (*GetPayoutBatchParams) query() url.Values { return nil }

// Get: Returns a batch, and how many of its transfers are in each state.
func (s PayoutBatchesService) Get(ctx context.Context, id string, params *GetPayoutBatchParams, options ...RequestOption) (*PayoutBatch, error) {
	what := call{
		id: "getPayoutBatch", method: "GET", path: "/api/v1/payout-batches/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PayoutBatch](ctx, s.client, what, options)
}

// Approve: Each credential counts once, and the one that started the batch cannot approve it. With the last approval that is needed the batch is sent.
func (s PayoutBatchesService) Approve(ctx context.Context, id string, options ...RequestOption) (*PayoutBatch, error) {
	what := call{
		id: "approvePayoutBatch", method: "POST", path: "/api/v1/payout-batches/{id}/approve", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[PayoutBatch](ctx, s.client, what, options)
}

// Cancel: Only before it is sent. What was collected stays payable.
func (s PayoutBatchesService) Cancel(ctx context.Context, id string, options ...RequestOption) (*PayoutBatch, error) {
	what := call{
		id: "cancelPayoutBatch", method: "POST", path: "/api/v1/payout-batches/{id}/cancel", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[PayoutBatch](ctx, s.client, what, options)
}

// ReportResults: Confirms transfers, or fails them, after which their amounts are payable again. Sending the same results again changes nothing. A transfer that was confirmed can fail later.
func (s PayoutBatchesService) ReportResults(ctx context.Context, id string, body PayoutResults, options ...RequestOption) (*PayoutOutcomes, error) {
	what := call{
		id: "reportPayoutResults", method: "POST", path: "/api/v1/payout-batches/{id}/results", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[PayoutOutcomes](ctx, s.client, what, options)
}

// ListPayoutsParams is the query of [PayoutBatchesService.ListPayouts]. Zero values are left out.
type ListPayoutsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	State []PayoutState
}

func (p *ListPayoutsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "state", p.State)
	return query
}

// ListPayouts: Returns the transfers, oldest first, with the reason of each that failed.
func (s PayoutBatchesService) ListPayouts(ctx context.Context, id string, params *ListPayoutsParams, options ...RequestOption) iter.Seq2[Payout, error] {
	what := call{
		id: "listPayouts", method: "GET", path: "/api/v1/payout-batches/{id}/payouts", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[Payout](ctx, s.client, what, options)
}

// ExportPayoutBatchParams is for the query of [PayoutBatchesService.Export], which has none yet: pass nil.
type ExportPayoutBatchParams struct{}

func (*ExportPayoutBatchParams) query() url.Values { return nil }

// Export: Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already.
func (s PayoutBatchesService) Export(ctx context.Context, id string, params *ExportPayoutBatchParams, options ...RequestOption) (*PayoutExport, error) {
	what := call{
		id: "exportPayoutBatch", method: "GET", path: "/api/v1/payout-batches/{id}/export", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[PayoutExport](ctx, s.client, what, options)
}

// ExportPayoutBatchFileParams is the query of [PayoutBatchesService.ExportFile]. Zero values are left out.
type ExportPayoutBatchFileParams struct {
	Format string
}

func (p *ExportPayoutBatchFileParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "format", p.Format)
	return query
}

// ExportFile: Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already.
func (s PayoutBatchesService) ExportFile(ctx context.Context, id string, params *ExportPayoutBatchFileParams, options ...RequestOption) ([]byte, error) {
	what := call{
		id: "exportPayoutBatch", method: "GET", path: "/api/v1/payout-batches/{id}/export", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"text/csv", "application/xml"},
	}
	return sendBytes(ctx, s.client, what, options)
}

// AuthService is client.Auth.
type AuthService struct{ client *Client }

// SignIn: Begins a session: the answer sets its cookie, which only browsers need. Programs authenticate with an API key or an access token. The request must come from the console: `Sec-Fetch-Site: same-origin` and the header `x-causeway-console`.
func (s AuthService) SignIn(ctx context.Context, body SignIn, options ...RequestOption) (*SignedIn, error) {
	what := call{
		id: "signIn", method: "POST", path: "/auth/sign-in", auth: "none",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SignedIn](ctx, s.client, what, options)
}

// UseSignInLink: Sets the password, ends all other sessions of the person, and begins a session. The link works once.
func (s AuthService) UseSignInLink(ctx context.Context, body UseSignInLink, options ...RequestOption) (*SignedIn, error) {
	what := call{
		id: "useSignInLink", method: "POST", path: "/auth/link", auth: "none",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SignedIn](ctx, s.client, what, options)
}

// FindSignInWay: Says by the domain of an address whether people sign in through an identity provider. It is the same for every address of a domain.
func (s AuthService) FindSignInWay(ctx context.Context, body FindSignIn, options ...RequestOption) (*SignInWay, error) {
	what := call{
		id: "findSignInWay", method: "POST", path: "/auth/sso", auth: "none",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SignInWay](ctx, s.client, what, options)
}

// GetOwnSessionParams is for the query of [AuthService.GetOwnSession], which has none yet: pass nil.
type GetOwnSessionParams struct{}

func (*GetOwnSessionParams) query() url.Values { return nil }

// GetOwnSession: Returns the person of the session and the scopes that their roles give now.
func (s AuthService) GetOwnSession(ctx context.Context, params *GetOwnSessionParams, options ...RequestOption) (*SignedIn, error) {
	what := call{
		id: "getOwnSession", method: "GET", path: "/auth/session", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[SignedIn](ctx, s.client, what, options)
}

// ListOwnSessionsParams is the query of [AuthService.ListOwnSessions]. Zero values are left out.
type ListOwnSessionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListOwnSessionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListOwnSessions: Returns the browsers in which you are signed in, newest first.
func (s AuthService) ListOwnSessions(ctx context.Context, params *ListOwnSessionsParams, options ...RequestOption) iter.Seq2[Session, error] {
	what := call{
		id: "listOwnSessions", method: "GET", path: "/auth/sessions", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Session](ctx, s.client, what, options)
}

// EndOwnSession: Signs that browser out, in every process within a second. A session of somebody else, or one that has ended, changes nothing.
func (s AuthService) EndOwnSession(ctx context.Context, id string, options ...RequestOption) (*EndedSessions, error) {
	what := call{
		id: "endOwnSession", method: "POST", path: "/auth/sessions/{id}/end", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[EndedSessions](ctx, s.client, what, options)
}

// SignOut: Ends this session, or with `everywhere` all of your sessions. The cookie is deleted.
func (s AuthService) SignOut(ctx context.Context, body *SignOut, options ...RequestOption) (*EndedSessions, error) {
	what := call{
		id: "signOut", method: "POST", path: "/auth/sign-out", auth: "bearer",
		accept: []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[EndedSessions](ctx, s.client, what, options)
}

// ViewAsPartner: From now on, requests of this session are answered as those of the partner: only what it may read, and only what your roles let you read as well. Changes are refused. For people of the company with the scope `partners:read`. The audit log has the begin and the end.
func (s AuthService) ViewAsPartner(ctx context.Context, body ViewAsPartner, options ...RequestOption) (*SignedIn, error) {
	what := call{
		id: "viewAsPartner", method: "POST", path: "/auth/view", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SignedIn](ctx, s.client, what, options)
}

// EndPartnerView: Requests of this session are yours again. Without a view, it changes nothing.
func (s AuthService) EndPartnerView(ctx context.Context, options ...RequestOption) (*SignedIn, error) {
	what := call{
		id: "endPartnerView", method: "POST", path: "/auth/view/end", auth: "bearer",
		accept: []string{"application/json"},
	}
	return sendJSON[SignedIn](ctx, s.client, what, options)
}

// InboundService is client.Inbound.
type InboundService struct{ client *Client }

// ReceiveWebhook: Takes a webhook of a vendor, which its signature must prove: this is the URL to enter in the vendor's settings. The response is sent after the events were stored durably. An event that was received before has no second effect. Anything but 2xx makes vendors send again. Forms (application/x-www-form-urlencoded) are received like JSON.
func (s InboundService) ReceiveWebhook(ctx context.Context, connectionId string, body ReceiveWebhookRequest, options ...RequestOption) (*InboundReceipt, error) {
	what := call{
		id: "receiveWebhook", method: "POST", path: "/api/v1/inbound/{connection_id}", auth: "bearer",
		segments: []string{"connection_id", connectionId},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[InboundReceipt](ctx, s.client, what, options)
}

// UsersService is client.Users.
type UsersService struct{ client *Client }

// Create: Creates a person who can sign in to the console. Send them a one-time link, with which they choose a password.
func (s UsersService) Create(ctx context.Context, body CreateUser, options ...RequestOption) (*User, error) {
	what := call{
		id: "createUser", method: "POST", path: "/api/v1/users", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[User](ctx, s.client, what, options)
}

// ListUsersParams is the query of [UsersService.List]. Zero values are left out.
type ListUsersParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only users of this partner. `platform` returns only those of your own company
	PartnerId string
}

func (p *ListUsersParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	return query
}

// List: Returns the people who can sign in, newest first.
func (s UsersService) List(ctx context.Context, params *ListUsersParams, options ...RequestOption) iter.Seq2[User, error] {
	what := call{
		id: "listUsers", method: "GET", path: "/api/v1/users", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[User](ctx, s.client, what, options)
}

// GetUserParams is for the query of [UsersService.Get], which has none yet: pass nil.
type GetUserParams struct{}

func (*GetUserParams) query() url.Values { return nil }

// Get: Returns the person with the roles they have now. Send the ETag of the response as If-Match to change the user.
func (s UsersService) Get(ctx context.Context, id string, params *GetUserParams, options ...RequestOption) (*User, error) {
	what := call{
		id: "getUser", method: "GET", path: "/api/v1/users/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[User](ctx, s.client, what, options)
}

// Update: Changes only the given fields. New roles take effect with the next request of each session. A disabled user is signed out everywhere within a second. Your credential needs all scopes of the roles that the user has and gets. Send the ETag of the user as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s UsersService) Update(ctx context.Context, id string, body UpdateUser, options ...RequestOption) (*User, error) {
	what := call{
		id: "updateUser", method: "PATCH", path: "/api/v1/users/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[User](ctx, s.client, what, options)
}

// CreateSignInLink: Returns a link with which the person chooses a password: the first one, or another one. Earlier links no longer work. Whoever uses it is signed out everywhere else. It works once, within 72 hours. Your credential needs all scopes of the roles of the user.
func (s UsersService) CreateSignInLink(ctx context.Context, id string, options ...RequestOption) (*SignInLink, error) {
	what := call{
		id: "createSignInLink", method: "POST", path: "/api/v1/users/{id}/link", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[SignInLink](ctx, s.client, what, options)
}

// ListUserSessionsParams is the query of [UsersService.ListSessions]. Zero values are left out.
type ListUserSessionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListUserSessionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// ListSessions: Returns the browsers in which the person is signed in, newest first.
func (s UsersService) ListSessions(ctx context.Context, id string, params *ListUserSessionsParams, options ...RequestOption) iter.Seq2[Session, error] {
	what := call{
		id: "listUserSessions", method: "GET", path: "/api/v1/users/{id}/sessions", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return list[Session](ctx, s.client, what, options)
}

// EndSessions: Ends all sessions of the person, in every process within a second. Your credential needs all scopes of the roles of the user.
func (s UsersService) EndSessions(ctx context.Context, id string, options ...RequestOption) (*EndedSessions, error) {
	what := call{
		id: "endUserSessions", method: "POST", path: "/api/v1/users/{id}/sign-out", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[EndedSessions](ctx, s.client, what, options)
}

// SsoConnectionsService is client.SsoConnections.
type SsoConnectionsService struct{ client *Client }

// Create: Lets people sign in through an identity provider: OpenID Connect or SAML 2.0, for the company or for one partner. Whoever sets it up can become anybody there, so your credential needs all scopes that people of that organisation can have.
func (s SsoConnectionsService) Create(ctx context.Context, body CreateSsoConnection, options ...RequestOption) (*SsoConnection, error) {
	what := call{
		id: "createSsoConnection", method: "POST", path: "/api/v1/sso-connections", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SsoConnection](ctx, s.client, what, options)
}

// ListSsoConnectionsParams is the query of [SsoConnectionsService.List]. Zero values are left out.
type ListSsoConnectionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only connections of this partner. `platform` returns only those of your own company
	PartnerId string
}

func (p *ListSsoConnectionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	return query
}

// List: Returns the identity providers through which people sign in, newest first, without their secrets.
func (s SsoConnectionsService) List(ctx context.Context, params *ListSsoConnectionsParams, options ...RequestOption) iter.Seq2[SsoConnection, error] {
	what := call{
		id: "listSsoConnections", method: "GET", path: "/api/v1/sso-connections", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[SsoConnection](ctx, s.client, what, options)
}

// GetSsoConnectionParams is for the query of [SsoConnectionsService.Get], which has none yet: pass nil.
type GetSsoConnectionParams struct{}

func (*GetSsoConnectionParams) query() url.Values { return nil }

// Get: Returns the connection, with what the identity provider and DNS have to know of it.
func (s SsoConnectionsService) Get(ctx context.Context, id string, params *GetSsoConnectionParams, options ...RequestOption) (*SsoConnection, error) {
	what := call{
		id: "getSsoConnection", method: "GET", path: "/api/v1/sso-connections/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[SsoConnection](ctx, s.client, what, options)
}

// Update: Changes only the given fields, for the next sign-ins. Your credential needs what creating it needs. Send the ETag of the connection as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s SsoConnectionsService) Update(ctx context.Context, id string, body UpdateSsoConnection, options ...RequestOption) (*SsoConnection, error) {
	what := call{
		id: "updateSsoConnection", method: "PATCH", path: "/api/v1/sso-connections/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[SsoConnection](ctx, s.client, what, options)
}

// Delete: Deletes the connection and its secret; nobody signs in through it any longer. Users stay, and sign in with a one-time link. With If-Match, only that version is deleted.
func (s SsoConnectionsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteSsoConnection", method: "DELETE", path: "/api/v1/sso-connections/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// VerifySsoDomains: Looks up the TXT record of `_causeway.<domain>` for each domain that is not verified. It must be the `txt_record` of the domain. Without one the domain stays as it is.
func (s SsoConnectionsService) VerifySsoDomains(ctx context.Context, id string, options ...RequestOption) (*SsoConnection, error) {
	what := call{
		id: "verifySsoDomains", method: "POST", path: "/api/v1/sso-connections/{id}/verify-domains", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[SsoConnection](ctx, s.client, what, options)
}

// CreateScimToken: Switches SCIM on, and returns the token for the identity provider. The one before ends at once. Whoever has it decides who the people of the organisation are, so your credential needs what creating the connection needs.
func (s SsoConnectionsService) CreateScimToken(ctx context.Context, id string, options ...RequestOption) (*ScimToken, error) {
	what := call{
		id: "createScimToken", method: "POST", path: "/api/v1/sso-connections/{id}/scim-token", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[ScimToken](ctx, s.client, what, options)
}

// DeleteScimToken: Switches SCIM off. Users stay as the provider has left them.
func (s SsoConnectionsService) DeleteScimToken(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteScimToken", method: "DELETE", path: "/api/v1/sso-connections/{id}/scim-token", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// EmbedSessionsService is client.EmbedSessions.
type EmbedSessionsService struct{ client *Client }

// Create: Returns a token with which a page of yours shows the health of one partner, read-only and for minutes. Call it on your server, for whoever is signed in there. Your credential needs `webhooks:read` as well. A partner has at most 500 sessions at a time.
func (s EmbedSessionsService) Create(ctx context.Context, body CreateEmbedSession, options ...RequestOption) (*CreatedEmbedSession, error) {
	what := call{
		id: "createEmbedSession", method: "POST", path: "/api/v1/embed-sessions", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CreatedEmbedSession](ctx, s.client, what, options)
}

// ListEmbedSessionsParams is the query of [EmbedSessionsService.List]. Zero values are left out.
type ListEmbedSessionsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only sessions of this partner
	PartnerId string
}

func (p *ListEmbedSessionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "partner_id", p.PartnerId)
	return query
}

// List: Returns the sessions that have not ended, newest first, without their tokens.
func (s EmbedSessionsService) List(ctx context.Context, params *ListEmbedSessionsParams, options ...RequestOption) iter.Seq2[EmbedSession, error] {
	what := call{
		id: "listEmbedSessions", method: "GET", path: "/api/v1/embed-sessions", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[EmbedSession](ctx, s.client, what, options)
}

// Revoke: Ends the session at once: the frame shows nothing any more when it next asks, within half a minute.
func (s EmbedSessionsService) Revoke(ctx context.Context, id string, options ...RequestOption) (*EmbedSession, error) {
	what := call{
		id: "revokeEmbedSession", method: "POST", path: "/api/v1/embed-sessions/{id}/revoke", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[EmbedSession](ctx, s.client, what, options)
}

// PlatformEndpointsService is client.PlatformEndpoints.
type PlatformEndpointsService struct{ client *Client }

// Create: Creates an endpoint of the company itself, which receives what Causeway tells its operators: the events of GET /platform-event-types, signed and retried like those of partners. The response contains the key that the receiver verifies signatures with.
func (s PlatformEndpointsService) Create(ctx context.Context, body CreatePlatformEndpoint, options ...RequestOption) (*CreatedEndpoint, error) {
	what := call{
		id: "createPlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[CreatedEndpoint](ctx, s.client, what, options)
}

// ListPlatformEndpointsParams is the query of [PlatformEndpointsService.List]. Zero values are left out.
type ListPlatformEndpointsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Matches any of the values. Repeat it, or separate them by commas
	State []EndpointState
}

func (p *ListPlatformEndpointsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "state", p.State)
	return query
}

// List: Returns the endpoints of the company itself, newest first.
func (s PlatformEndpointsService) List(ctx context.Context, params *ListPlatformEndpointsParams, options ...RequestOption) iter.Seq2[Endpoint, error] {
	what := call{
		id: "listPlatformEndpoints", method: "GET", path: "/api/v1/platform-endpoints", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[Endpoint](ctx, s.client, what, options)
}

// GetPlatformEndpointParams is for the query of [PlatformEndpointsService.Get], which has none yet: pass nil.
type GetPlatformEndpointParams struct{}

func (*GetPlatformEndpointParams) query() url.Values { return nil }

// Get: Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint.
func (s PlatformEndpointsService) Get(ctx context.Context, id string, params *GetPlatformEndpointParams, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "getPlatformEndpoint", method: "GET", path: "/api/v1/platform-endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Update: Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused.
func (s PlatformEndpointsService) Update(ctx context.Context, id string, body UpdateEndpoint, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "updatePlatformEndpoint", method: "PATCH", path: "/api/v1/platform-endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Delete: Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint.
func (s PlatformEndpointsService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deletePlatformEndpoint", method: "DELETE", path: "/api/v1/platform-endpoints/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// Enable: Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count.
func (s PlatformEndpointsService) Enable(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "enablePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/enable", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Disable: Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again.
func (s PlatformEndpointsService) Disable(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "disablePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/disable", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// Pause: Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost.
func (s PlatformEndpointsService) Pause(ctx context.Context, id string, body *ReasonGiven, options ...RequestOption) (*Endpoint, error) {
	what := call{
		id: "pausePlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/pause", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[Endpoint](ctx, s.client, what, options)
}

// GetPlatformEndpointSecretParams is for the query of [PlatformEndpointsService.GetSecret], which has none yet: pass nil.
type GetPlatformEndpointSecretParams struct{}

func (*GetPlatformEndpointSecretParams) query() url.Values { return nil }

// GetSecret: Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached.
func (s PlatformEndpointsService) GetSecret(ctx context.Context, id string, params *GetPlatformEndpointSecretParams, options ...RequestOption) (*EndpointSecret, error) {
	what := call{
		id: "getPlatformEndpointSecret", method: "GET", path: "/api/v1/platform-endpoints/{id}/secret", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EndpointSecret](ctx, s.client, what, options)
}

// RotateSecret: Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h.
func (s PlatformEndpointsService) RotateSecret(ctx context.Context, id string, body *RotateEndpointSecret, options ...RequestOption) (*EndpointSecret, error) {
	what := call{
		id: "rotatePlatformEndpointSecret", method: "POST", path: "/api/v1/platform-endpoints/{id}/rotate-secret", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	if body != nil {
		content, err := JSON(body)
		if err != nil {
			return nil, err
		}
		what.body = &content
	}
	return sendJSON[EndpointSecret](ctx, s.client, what, options)
}

// GetPlatformEndpointStatsParams is for the query of [PlatformEndpointsService.GetStats], which has none yet: pass nil.
type GetPlatformEndpointStatsParams struct{}

func (*GetPlatformEndpointStatsParams) query() url.Values { return nil }

// GetStats: Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now.
func (s PlatformEndpointsService) GetStats(ctx context.Context, id string, params *GetPlatformEndpointStatsParams, options ...RequestOption) (*EndpointStats, error) {
	what := call{
		id: "getPlatformEndpointStats", method: "GET", path: "/api/v1/platform-endpoints/{id}/stats", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[EndpointStats](ctx, s.client, what, options)
}

// Test: Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to.
func (s PlatformEndpointsService) Test(ctx context.Context, id string, options ...RequestOption) (*TestSent, error) {
	what := call{
		id: "testPlatformEndpoint", method: "POST", path: "/api/v1/platform-endpoints/{id}/test", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[TestSent](ctx, s.client, what, options)
}

// PlatformEventTypesService is client.PlatformEventTypes.
type PlatformEventTypesService struct{ client *Client }

// ListPlatformEndpointEventTypesParams is for the query of [PlatformEventTypesService.List], which has none yet: pass nil.
type ListPlatformEndpointEventTypesParams struct{}

func (*ListPlatformEndpointEventTypesParams) query() url.Values { return nil }

// List: Returns every type of event that platform endpoints receive, with its schema and an example. There are no pages.
func (s PlatformEventTypesService) List(ctx context.Context, params *ListPlatformEndpointEventTypesParams, options ...RequestOption) (*PlatformEventTypeList, error) {
	what := call{
		id: "listPlatformEndpointEventTypes", method: "GET", path: "/api/v1/platform-event-types", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return sendJSON[PlatformEventTypeList](ctx, s.client, what, options)
}

// InboundSourcesService is client.InboundSources.
type InboundSourcesService struct{ client *Client }

// ListInboundSourcesParams is the query of [InboundSourcesService.List]. Zero values are left out.
type ListInboundSourcesParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
}

func (p *ListInboundSourcesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	return query
}

// List: Returns what sends webhooks here, newest first.
func (s InboundSourcesService) List(ctx context.Context, params *ListInboundSourcesParams, options ...RequestOption) iter.Seq2[InboundSource, error] {
	what := call{
		id: "listInboundSources", method: "GET", path: "/api/v1/inbound-sources", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[InboundSource](ctx, s.client, what, options)
}

// Create: Creates a source and returns the URL to enter in the settings of its vendor. The secret is stored encrypted.
func (s InboundSourcesService) Create(ctx context.Context, body CreateInboundSource, options ...RequestOption) (*InboundSource, error) {
	what := call{
		id: "createInboundSource", method: "POST", path: "/api/v1/inbound-sources", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[InboundSource](ctx, s.client, what, options)
}

// GetInboundSourceParams is for the query of [InboundSourcesService.Get], which has none yet: pass nil.
type GetInboundSourceParams struct{}

func (*GetInboundSourceParams) query() url.Values { return nil }

// Get: Returns the source, with the URL that its vendor calls and the last webhook that was refused.
func (s InboundSourcesService) Get(ctx context.Context, id string, params *GetInboundSourceParams, options ...RequestOption) (*InboundSource, error) {
	what := call{
		id: "getInboundSource", method: "GET", path: "/api/v1/inbound-sources/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[InboundSource](ctx, s.client, what, options)
}

// Update: Changes the name or the signing scheme, or stops or resumes accepting webhooks. Takes effect within a second. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored.
func (s InboundSourcesService) Update(ctx context.Context, id string, body InboundSourceChange, options ...RequestOption) (*InboundSource, error) {
	what := call{
		id: "updateInboundSource", method: "PATCH", path: "/api/v1/inbound-sources/{id}", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[InboundSource](ctx, s.client, what, options)
}

// Delete: Deletes the source and its secrets. What it sent is deleted with the next nightly purge.
func (s InboundSourcesService) Delete(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteInboundSource", method: "DELETE", path: "/api/v1/inbound-sources/{id}", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// RotateSecret: Adds a new secret. Until the overlap ends, webhooks that are signed with an older one are accepted too, so enter the new secret here first and then at the vendor. Takes effect within a second.
func (s InboundSourcesService) RotateSecret(ctx context.Context, id string, body InboundSecretRotation, options ...RequestOption) (*InboundSource, error) {
	what := call{
		id: "rotateInboundSecret", method: "POST", path: "/api/v1/inbound-sources/{id}/rotate-secret", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[InboundSource](ctx, s.client, what, options)
}

// SetDealStatusRule: From now on, events of this source bring deals to the stage that their status means, and so their opportunities in the CRM. The latest event by its own time counts. An event that names an unknown deal or status has the status `failed`, with the reason: mend it, then replay it.
func (s InboundSourcesService) SetDealStatusRule(ctx context.Context, id string, body DealStatusRuleInput, options ...RequestOption) (*DealStatusRule, error) {
	what := call{
		id: "setDealStatusRule", method: "PUT", path: "/api/v1/inbound-sources/{id}/deal-status", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[DealStatusRule](ctx, s.client, what, options)
}

// GetDealStatusRuleParams is for the query of [InboundSourcesService.GetDealStatusRule], which has none yet: pass nil.
type GetDealStatusRuleParams struct{}

func (*GetDealStatusRuleParams) query() url.Values { return nil }

// GetDealStatusRule: Returns the rule of the source.
func (s InboundSourcesService) GetDealStatusRule(ctx context.Context, id string, params *GetDealStatusRuleParams, options ...RequestOption) (*DealStatusRule, error) {
	what := call{
		id: "getDealStatusRule", method: "GET", path: "/api/v1/inbound-sources/{id}/deal-status", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[DealStatusRule](ctx, s.client, what, options)
}

// DeleteDealStatusRule: Events of the source no longer change deals.
func (s InboundSourcesService) DeleteDealStatusRule(ctx context.Context, id string, options ...RequestOption) error {
	what := call{
		id: "deleteDealStatusRule", method: "DELETE", path: "/api/v1/inbound-sources/{id}/deal-status", auth: "bearer",
		segments: []string{"id", id},
	}
	return sendNone(ctx, s.client, what, options)
}

// InboundEventsService is client.InboundEvents.
type InboundEventsService struct{ client *Client }

// ListInboundEventsParams is the query of [InboundEventsService.List]. Zero values are left out.
type ListInboundEventsParams struct {
	// `next_cursor` of the previous page. Send it with the same filters
	Cursor string
	// Maximum number of items per page. A page of large items has fewer
	Limit int
	// Return only events of this source or connection
	SourceId string
	// The vendor's own id of the event
	ExternalId string
	Type       string
	Object     string
	RecordId   string
	// Matches any of the values. Repeat it, or separate them by commas
	Status []InboundEventStatus
	// Exclusive
	ReceivedAfter time.Time
	// Exclusive
	ReceivedBefore time.Time
}

func (p *ListInboundEventsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	add(query, "cursor", p.Cursor)
	add(query, "limit", p.Limit)
	add(query, "source_id", p.SourceId)
	add(query, "external_id", p.ExternalId)
	add(query, "type", p.Type)
	add(query, "object", p.Object)
	add(query, "record_id", p.RecordId)
	add(query, "status", p.Status)
	add(query, "received_after", p.ReceivedAfter)
	add(query, "received_before", p.ReceivedBefore)
	return query
}

// List: Returns events that vendors sent by webhook, newest first, without payloads.
func (s InboundEventsService) List(ctx context.Context, params *ListInboundEventsParams, options ...RequestOption) iter.Seq2[InboundEvent, error] {
	what := call{
		id: "listInboundEvents", method: "GET", path: "/api/v1/inbound-events", auth: "bearer",
		query:  params.query(),
		accept: []string{"application/json"},
	}
	return list[InboundEvent](ctx, s.client, what, options)
}

// GetInboundEventParams is for the query of [InboundEventsService.Get], which has none yet: pass nil.
type GetInboundEventParams struct{}

func (*GetInboundEventParams) query() url.Values { return nil }

// Get: Returns the event. A credential with the scope connections:payloads also sees the webhook as it arrived.
func (s InboundEventsService) Get(ctx context.Context, id string, params *GetInboundEventParams, options ...RequestOption) (*InboundEventDetail, error) {
	what := call{
		id: "getInboundEvent", method: "GET", path: "/api/v1/inbound-events/{id}", auth: "bearer",
		segments: []string{"id", id},
		query:    params.query(),
		accept:   []string{"application/json"},
	}
	return sendJSON[InboundEventDetail](ctx, s.client, what, options)
}

// Replay: Processes the event once more, as if it had just arrived: the record that it is about is read again.
func (s InboundEventsService) Replay(ctx context.Context, id string, options ...RequestOption) (*InboundEvent, error) {
	what := call{
		id: "replayInboundEvent", method: "POST", path: "/api/v1/inbound-events/{id}/replay", auth: "bearer",
		segments: []string{"id", id},
		accept:   []string{"application/json"},
	}
	return sendJSON[InboundEvent](ctx, s.client, what, options)
}

// ReplayMany: Processes all matching events once more. Use dry_run first to see how many match.
func (s InboundEventsService) ReplayMany(ctx context.Context, body InboundEventSelection, options ...RequestOption) (*ReplayInboundEventsResult, error) {
	what := call{
		id: "replayInboundEvents", method: "POST", path: "/api/v1/inbound-events/replay", auth: "bearer",
		accept: []string{"application/json"},
	}
	content, err := JSON(body)
	if err != nil {
		return nil, err
	}
	what.body = &content
	return sendJSON[ReplayInboundEventsResult](ctx, s.client, what, options)
}
