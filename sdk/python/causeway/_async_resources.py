# Generated with npm run sdk: changes made here are lost.
from __future__ import annotations

from typing import Literal, Optional, Sequence, Union

from . import models as m
from ._call import Call
from ._pages import AsyncPages
from ._sender import AsyncSender
from ._values import Day, Instant


class _Resource:
    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender


class AsyncHealth(_Resource):
    """``causeway.health``"""

    async def get_liveness(
        self,
    ) -> m.Liveness:
        """Responds with 200 while the process is alive. Restart the process if it does not respond. Does not check any dependency."""
        call = Call(
            "getLiveness",
            "GET",
            "/health/live",
            auth="none",
        )
        return await self._sender.run(call)

    async def get_readiness(
        self,
    ) -> m.Readiness:
        """Responds within about a second, with 503 if a required dependency is unavailable. `degraded` (200) means that events are accepted but another dependency has a problem. The result is cached for one second."""
        call = Call(
            "getReadiness",
            "GET",
            "/health/ready",
            auth="none",
        )
        return await self._sender.run(call)

    async def list_integration(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        kind: Optional[Union[m.ListedHealthKind, Sequence[m.ListedHealthKind]]] = None,
        state: Optional[Union[m.HealthState, Sequence[m.HealthState]]] = None,
        subject_id: Optional[Union[str, Sequence[str]]] = None,
        partner_id: Optional[str] = None,
    ) -> m.IntegrationHealthList:
        """Is everything all right, and if not, what is to be done? Returns connections, then syncs, then endpoints, the newest of each first. A partner sees its own endpoints. With a platform key, connections need the scope `connections:read` as well, and syncs `syncs:read`; without it they are left out."""
        call = Call(
            "listIntegrationHealth",
            "GET",
            "/api/v1/health/integrations",
            query={"cursor": cursor, "limit": limit, "kind": kind, "state": state, "subject_id": subject_id, "partner_id": partner_id},
        )
        return await self._sender.run(call)

    def list_history(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        kind: Optional[Union[m.ListedHealthKind, Sequence[m.ListedHealthKind]]] = None,
        subject_id: Optional[str] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.HealthPeriod]:
        """Returns how connections, syncs and endpoints were, and for how long, the latest first: what a status page needs. Everything is looked at twice a minute, and kept for `health.history_days` of the settings. Each sees what it sees in `GET /health/integrations`."""
        call = Call(
            "listHealthHistory",
            "GET",
            "/api/v1/health/history",
            query={"cursor": cursor, "limit": limit, "kind": kind, "subject_id": subject_id, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)


class AsyncOauth(_Resource):
    """``causeway.oauth``"""

    async def get_access_token(
        self,
        body: m.TokenRequest,
    ) -> m.TokenResponse:
        """Issues an access token for the client credentials grant (RFC 6749 §4.4). The client authenticates as registered: with a secret in the header or the form (either works), with a signed assertion (RFC 7523), or with a client certificate (RFC 8705), to which the token is then bound."""
        call = Call(
            "getAccessToken",
            "POST",
            "/oauth/token",
            body=body,
            content_type="application/x-www-form-urlencoded",
            auth="client",
        )
        return await self._sender.run(call)

    async def introspect(
        self,
        body: m.TokenForm,
    ) -> m.Introspection:
        """Returns whether a token is valid, and its claims. A client sees the tokens of its own partner. A platform key with partners:read, sent as a Bearer token, sees all tokens."""
        call = Call(
            "introspectToken",
            "POST",
            "/oauth/introspect",
            body=body,
            content_type="application/x-www-form-urlencoded",
            auth="client",
        )
        return await self._sender.run(call)

    async def revoke(
        self,
        body: m.TokenForm,
    ) -> m.RevokeTokenResponse:
        """Revokes a token (RFC 7009). Only the client that obtained it can revoke it. Works even if the partner exceeded its rate limit. Every process rejects the token within one second. If the token is already invalid, the response is the same."""
        call = Call(
            "revokeToken",
            "POST",
            "/oauth/revoke",
            body=body,
            content_type="application/x-www-form-urlencoded",
            auth="client",
        )
        return await self._sender.run(call)

    async def get_authorization_server_metadata(
        self,
    ) -> m.AuthorizationServerMetadata:
        """Returns the metadata that OAuth libraries discover first (RFC 8414)."""
        call = Call(
            "getAuthorizationServerMetadata",
            "GET",
            "/.well-known/oauth-authorization-server",
            auth="none",
        )
        return await self._sender.run(call)

    async def get_jwks(
        self,
    ) -> m.Jwks:
        """Returns the public keys to verify access tokens. A new key is published for longer than this response may be cached before it signs tokens."""
        call = Call(
            "getJwks",
            "GET",
            "/oauth/jwks",
            auth="none",
        )
        return await self._sender.run(call)


class AsyncEvents(_Resource):
    """``causeway.events``"""

    async def publish(
        self,
        body: m.PublishEvent,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AcceptedEvent:
        """Publishes an event. The response is sent after the event and its deliveries were stored durably. The event is sent to every endpoint whose filter matches, or only to those of `partner_ids`. If an event with the same `id` was published before, the response is that event."""
        call = Call(
            "publishEvent",
            "POST",
            "/api/v1/events",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        type: Optional[str] = None,
        partner_id: Optional[str] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        updated_since: Optional[Instant] = None,
        ended_after: Optional[Instant] = None,
    ) -> AsyncPages[m.EventListItem]:
        """Returns events, newest first, without payloads. A partner key sees the events that have a delivery to its partner."""
        call = Call(
            "listEvents",
            "GET",
            "/api/v1/events",
            query={"cursor": cursor, "limit": limit, "type": type, "partner_id": partner_id, "created_after": created_after, "created_before": created_before, "updated_since": updated_since, "ended_after": ended_after},
        )
        return AsyncPages(self._sender, call)

    async def publish_many(
        self,
        body: m.PublishBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.BatchResult:
        """Publishes a batch. Each event succeeds or fails independently: check `results`, which has one entry per event, in order. The `Deprecation` header is set if the type of at least one event is deprecated."""
        call = Call(
            "publishEvents",
            "POST",
            "/api/v1/events/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.EventDetail:
        """Returns the event with its payload exactly as published. A partner key sees only its own deliveries."""
        call = Call(
            "getEvent",
            "GET",
            "/api/v1/events/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)


class AsyncEventTypes(_Resource):
    """``causeway.event_types``"""

    async def create(
        self,
        body: m.CreateEventType,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EventTypeDetail:
        """Creates an event type. Its first schema is version 1. Names that begin with `causeway.` are reserved."""
        call = Call(
            "createEventType",
            "POST",
            "/api/v1/event-types",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.EventType]:
        """Returns event types by name, without their schemas."""
        call = Call(
            "listEventTypes",
            "GET",
            "/api/v1/event-types",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        name: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.EventTypeDetail:
        """Returns the event type. `schema` is the newest version; published events are validated against it."""
        call = Call(
            "getEventType",
            "GET",
            "/api/v1/event-types/{name}",
            path={"name": name},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        name: str,
        body: m.EventTypeChange,
    ) -> m.EventTypeDetail:
        """Updates the description or the deprecation. A deprecated type still works; publishers get a `Deprecation` header. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateEventType",
            "PATCH",
            "/api/v1/event-types/{name}",
            path={"name": name},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def add_version(
        self,
        name: str,
        body: m.CreateEventTypeVersion,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EventTypeDetail:
        """Adds a schema version. It takes effect immediately: new events are validated against it. With a down_conversion, endpoints can continue to receive the previous version. A down_conversion is required while endpoints pin a version."""
        call = Call(
            "addEventTypeVersion",
            "POST",
            "/api/v1/event-types/{name}/versions",
            path={"name": name},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncEndpoints(_Resource):
    """``causeway.endpoints``"""

    async def create(
        self,
        body: m.CreateEndpoint,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedEndpoint:
        """Creates an endpoint. The response contains the key that the receiver verifies signatures with. GET /endpoints/{id}/secret returns it again."""
        call = Call(
            "createEndpoint",
            "POST",
            "/api/v1/endpoints",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        state: Optional[Union[m.EndpointState, Sequence[m.EndpointState]]] = None,
        breaker: Optional[Union[m.BreakerState, Sequence[m.BreakerState]]] = None,
    ) -> AsyncPages[m.Endpoint]:
        """Returns endpoints of partners, newest first."""
        call = Call(
            "listEndpoints",
            "GET",
            "/api/v1/endpoints",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "state": state, "breaker": breaker},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Endpoint:
        """Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint."""
        call = Call(
            "getEndpoint",
            "GET",
            "/api/v1/endpoints/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateEndpoint,
        *,
        if_match: Optional[str] = None,
    ) -> m.Endpoint:
        """Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused."""
        call = Call(
            "updateEndpoint",
            "PATCH",
            "/api/v1/endpoints/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint."""
        call = Call(
            "deleteEndpoint",
            "DELETE",
            "/api/v1/endpoints/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)

    async def enable(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count."""
        call = Call(
            "enableEndpoint",
            "POST",
            "/api/v1/endpoints/{id}/enable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def disable(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again."""
        call = Call(
            "disableEndpoint",
            "POST",
            "/api/v1/endpoints/{id}/disable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def pause(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost."""
        call = Call(
            "pauseEndpoint",
            "POST",
            "/api/v1/endpoints/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_secret(
        self,
        id: str,
    ) -> m.EndpointSecret:
        """Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached."""
        call = Call(
            "getEndpointSecret",
            "GET",
            "/api/v1/endpoints/{id}/secret",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def rotate_secret(
        self,
        id: str,
        body: Optional[m.RotateEndpointSecret] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EndpointSecret:
        """Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h."""
        call = Call(
            "rotateEndpointSecret",
            "POST",
            "/api/v1/endpoints/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_stats(
        self,
        id: str,
    ) -> m.EndpointStats:
        """Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now."""
        call = Call(
            "getEndpointStats",
            "GET",
            "/api/v1/endpoints/{id}/stats",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def test(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TestSent:
        """Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to."""
        call = Call(
            "testEndpoint",
            "POST",
            "/api/v1/endpoints/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def replay_missing(
        self,
        id: str,
        body: m.ReplayMissing,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReplayMissingResult:
        """Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for example because they are older than the endpoint or than its subscription to their type. One call creates at most 100000 deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing; events older than `webhooks.retention_days` do not. Safe to repeat."""
        call = Call(
            "replayMissing",
            "POST",
            "/api/v1/endpoints/{id}/replay-missing",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def test_partner_webhooks(
        self,
        body: Optional[m.TestPartnerWebhooks] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TestSent:
        """Sends a signed webhook.test event to each of your enabled endpoints, or to one of them. Requires a partner key."""
        call = Call(
            "testPartnerWebhooks",
            "POST",
            "/api/v1/partners/webhooks/test",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def preview_transformation(
        self,
        id: str,
        body: m.TransformationPreview,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TransformationPreviewed:
        """Transforms a past event or a sample with schema_versions and transformation: those of the endpoint, or others to try. Nothing is stored or sent. An error is explained in the same way as for a held delivery."""
        call = Call(
            "previewTransformation",
            "POST",
            "/api/v1/endpoints/{id}/transformation/preview",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncDeliveries(_Resource):
    """``causeway.deliveries``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        error_class: Optional[Union[m.ErrorClass, Sequence[m.ErrorClass]]] = None,
        last_error: Optional[str] = None,
        status: Optional[Union[m.DeliveryStatus, Sequence[m.DeliveryStatus]]] = None,
        hold_reason: Optional[Union[m.HoldReason, Sequence[m.HoldReason]]] = None,
        updated_since: Optional[Instant] = None,
        ended_after: Optional[Instant] = None,
        ended_before: Optional[Instant] = None,
        next_attempt_before: Optional[Instant] = None,
        expand: Optional[Union[m.DeliveryPart, Sequence[m.DeliveryPart]]] = None,
    ) -> AsyncPages[m.Delivery]:
        """Returns deliveries, newest first. All filters must match. `expand` adds what would otherwise take another request for each delivery: the event with its payload, and the attempts. A page then has fewer items if they are large."""
        call = Call(
            "listDeliveries",
            "GET",
            "/api/v1/deliveries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "status": status, "hold_reason": hold_reason, "updated_since": updated_since, "ended_after": ended_after, "ended_before": ended_before, "next_attempt_before": next_attempt_before, "expand": expand},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        expand: Optional[Union[m.DeliveryDetailPart, Sequence[m.DeliveryDetailPart]]] = None,
        if_none_match: Optional[str] = None,
    ) -> m.DeliveryWithTimeline:
        """Returns the delivery with every attempt, its response and the reason for the time of the next attempt. If the delivery is held, `hold` explains why and what releases it. With a platform key the response also links to the workflow in Temporal UI."""
        call = Call(
            "getDelivery",
            "GET",
            "/api/v1/deliveries/{id}",
            path={"id": id},
            query={"expand": expand},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def cancel(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DeliveryWithTimeline:
        """Cancels the delivery. No further attempt is made. An attempt that is in flight can still arrive."""
        call = Call(
            "cancelDelivery",
            "POST",
            "/api/v1/deliveries/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def retry(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DeliveryWithTimeline:
        """Makes an attempt now. It does not count towards the retry budget, and if it fails, the next scheduled attempt stays when it was. A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it."""
        call = Call(
            "retryDelivery",
            "POST",
            "/api/v1/deliveries/{id}/retry",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncDeliverySeries(_Resource):
    """``causeway.delivery_series``"""

    async def get(
        self,
        *,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        by: Optional[m.DeliveryPeriodLength] = None,
        periods: Optional[int] = None,
    ) -> m.DeliverySeries:
        """Returns how many deliveries ended in each hour or day, how many of them succeeded, and how long they took. It reads numbers that are kept by hour, never the deliveries. The endpoints of the company itself are left out."""
        call = Call(
            "getDeliverySeries",
            "GET",
            "/api/v1/delivery-series",
            query={"partner_id": partner_id, "endpoint_id": endpoint_id, "by": by, "periods": periods},
        )
        return await self._sender.run(call)


class AsyncDeadLetters(_Resource):
    """``causeway.dead_letters``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        error_class: Optional[Union[m.ErrorClass, Sequence[m.ErrorClass]]] = None,
        last_error: Optional[str] = None,
        reason: Optional[str] = None,
        dead_lettered_after: Optional[Instant] = None,
        dead_lettered_before: Optional[Instant] = None,
    ) -> AsyncPages[m.DeadLetter]:
        """Returns dead letters, newest first. A dead letter is a delivery that is no longer retried."""
        call = Call(
            "listDeadLetters",
            "GET",
            "/api/v1/dead-letters",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.DeadLetterWithTimeline:
        """Returns the dead letter with its event, its endpoint, every attempt and the reason why it was dead-lettered."""
        call = Call(
            "getDeadLetter",
            "GET",
            "/api/v1/dead-letters/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def replay(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DeliveryWithTimeline:
        """Sends the dead letter again, with a new retry budget and the same webhook-id. If its endpoint cannot receive now, the delivery is held until it can. Afterwards read it with GET /deliveries/{id}."""
        call = Call(
            "replayDeadLetter",
            "POST",
            "/api/v1/dead-letters/{id}/replay",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def group(
        self,
        *,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        error_class: Optional[Union[m.ErrorClass, Sequence[m.ErrorClass]]] = None,
        last_error: Optional[str] = None,
        reason: Optional[str] = None,
        dead_lettered_after: Optional[Instant] = None,
        dead_lettered_before: Optional[Instant] = None,
        limit: Optional[int] = None,
    ) -> m.DeadLetterGroups:
        """Counts the matching dead letters by the error of their last attempt, the most frequent first. To list, replay or purge one group, use its `error_class` and `last_error` as filters."""
        call = Call(
            "groupDeadLetters",
            "GET",
            "/api/v1/dead-letters/groups",
            query={"partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before, "limit": limit},
        )
        return await self._sender.run(call)

    async def replay_many(
        self,
        body: m.DeadLetterSelection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReplayDeadLettersResult:
        """Replays all matching dead letters. Each gets a new retry budget and keeps its webhook-id. They are held first and then sent oldest first, behind live traffic. Dead letters of deleted endpoints are skipped. Use dry_run first to see how many match."""
        call = Call(
            "replayDeadLetters",
            "POST",
            "/api/v1/dead-letters/replay",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def purge(
        self,
        body: m.DeadLetterSelection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PurgeDeadLettersResult:
        """Permanently deletes the matching dead letters and their attempts. Requires a platform key. Use dry_run first to see how many match."""
        call = Call(
            "purgeDeadLetters",
            "POST",
            "/api/v1/dead-letters/purge",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncPartners(_Resource):
    """``causeway.partners``"""

    async def create(
        self,
        body: m.CreatePartner,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Partner:
        """Creates a partner, which is a separate tenant and sees only its own data. Create a key for it with POST /api-keys."""
        call = Call(
            "createPartner",
            "POST",
            "/api/v1/partners",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        tier: Optional[Union[m.PartnerTier, Sequence[m.PartnerTier]]] = None,
        status: Optional[Union[m.PartnerStatus, Sequence[m.PartnerStatus]]] = None,
        name: Optional[str] = None,
    ) -> AsyncPages[m.Partner]:
        """Returns partners, newest first."""
        call = Call(
            "listPartners",
            "GET",
            "/api/v1/partners",
            query={"cursor": cursor, "limit": limit, "tier": tier, "status": status, "name": name},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Partner:
        """Returns the partner. Send the ETag of the response as If-Match to change the partner."""
        call = Call(
            "getPartner",
            "GET",
            "/api/v1/partners/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdatePartner,
        *,
        if_match: Optional[str] = None,
    ) -> m.Partner:
        """Updates a partner. Takes effect within one second on every process. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updatePartner",
            "PATCH",
            "/api/v1/partners/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> m.Erasure:
        """Deletes the partner. Its credentials are rejected and nothing more is sent to it, both with immediate effect. Its data is then permanently erased; the returned erasure shows the progress. This cannot be undone."""
        call = Call(
            "deletePartner",
            "DELETE",
            "/api/v1/partners/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_own(
        self,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Partner:
        """Returns the partner of the credential, with its effective rate limit."""
        call = Call(
            "getOwnPartner",
            "GET",
            "/api/v1/partners/me",
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def suspend(
        self,
        id: str,
        body: m.SuspendPartner,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Partner:
        """Suspends the partner. Its credentials are rejected with the reason, and all deliveries to its endpoints are held; nothing is lost. Requests that are in flight can still arrive."""
        call = Call(
            "suspendPartner",
            "POST",
            "/api/v1/partners/{id}/suspend",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def activate(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Partner:
        """Activates the partner. Its credentials work again, and its held deliveries are sent, oldest first."""
        call = Call(
            "activatePartner",
            "POST",
            "/api/v1/partners/{id}/activate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def list_tasks(
        self,
    ) -> m.PartnerTasks:
        """Returns what somebody of your partner should look at: questions on deals, rejected deals, protection that ends, endpoints that fail, keys and secrets that end, answered disputes, new statements. What ends within 14 days is among it, and what was decided or issued in the last 14; of each kind at most 20, the most urgent first. Kinds whose objects your scopes do not let you read are left out."""
        call = Call(
            "listPartnerTasks",
            "GET",
            "/api/v1/partners/me/tasks",
        )
        return await self._sender.run(call)


class AsyncErasures(_Resource):
    """``causeway.erasures``"""

    async def erase_data_subject(
        self,
        body: m.CreateErasure,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Erasure:
        """Erases a person's data across all partners. Events that contain the address lose their payload, and their pending deliveries are cancelled. Receivers' responses, contacts and audit details that contain the address are emptied. The erasure covers data that was accepted before this request."""
        call = Call(
            "eraseDataSubject",
            "POST",
            "/api/v1/erasures",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        kind: Optional[Union[m.ErasureKind, Sequence[m.ErasureKind]]] = None,
        status: Optional[Union[m.ErasureStatus, Sequence[m.ErasureStatus]]] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.Erasure]:
        """Returns erasures, newest first, with the number of erased rows."""
        call = Call(
            "listErasures",
            "GET",
            "/api/v1/erasures",
            query={"cursor": cursor, "limit": limit, "kind": kind, "status": status, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.Erasure:
        """Returns the progress of the erasure and the number of erased rows. The erasure does not record whom it was about."""
        call = Call(
            "getErasure",
            "GET",
            "/api/v1/erasures/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)


class AsyncSandboxes(_Resource):
    """``causeway.sandboxes``"""

    async def create(
        self,
        body: Optional[m.CreateSandbox] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedSandbox:
        """Creates a partner with an API key and, if you send a URL, an endpoint. The sandbox is filled asynchronously with synthetic customers and deals, whose events are published only to it. Read GET /sandboxes/{partner_id} until its status is `ready`."""
        call = Call(
            "createSandbox",
            "POST",
            "/api/v1/sandboxes",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        partner_id: str,
    ) -> m.Sandbox:
        """Returns whether the synthetic data is ready, and its size. A partner key sees only its own sandbox."""
        call = Call(
            "getSandbox",
            "GET",
            "/api/v1/sandboxes/{partner_id}",
            path={"partner_id": partner_id},
        )
        return await self._sender.run(call)

    async def reset(
        self,
        partner_id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Sandbox:
        """Erases the synthetic events and their deliveries, then publishes the same data again with new ids. Events published by others, keys and endpoints are kept."""
        call = Call(
            "resetSandbox",
            "POST",
            "/api/v1/sandboxes/{partner_id}/reset",
            path={"partner_id": partner_id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncPromotions(_Resource):
    """``causeway.promotions``"""

    async def promote_partner(
        self,
        id: str,
        body: m.CreatePromotion,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Promotion:
        """Checks whether the partner is ready for production. If all checks pass, the partner gets the tier and its synthetic data is erased. Otherwise the promotion is blocked, and `checks` shows why."""
        call = Call(
            "promotePartner",
            "POST",
            "/api/v1/partners/{id}/promotions",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
    ) -> m.Promotion:
        """Returns the promotion with the result of each check. A partner key sees only promotions of its own partner."""
        call = Call(
            "getPromotion",
            "GET",
            "/api/v1/promotions/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_checks(
        self,
        id: str,
    ) -> m.PromotionChecks:
        """Returns the current results of the checks without changing anything. A partner key sees only its own partner. Returns 409 if the partner is not a sandbox any more."""
        call = Call(
            "getPromotionChecks",
            "GET",
            "/api/v1/partners/{id}/promotion-checks",
            path={"id": id},
        )
        return await self._sender.run(call)


class AsyncApiKeys(_Resource):
    """``causeway.api_keys``"""

    async def create(
        self,
        body: m.CreateApiKey,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedApiKey:
        """Creates an API key. The key is returned only in this response, because only its hash is stored."""
        call = Call(
            "createApiKey",
            "POST",
            "/api/v1/api-keys",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        active: Optional[bool] = None,
    ) -> AsyncPages[m.ApiKey]:
        """Returns API keys, newest first, without the keys themselves."""
        call = Call(
            "listApiKeys",
            "GET",
            "/api/v1/api-keys",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.ApiKey:
        """Returns the API key without the key itself."""
        call = Call(
            "getApiKey",
            "GET",
            "/api/v1/api-keys/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def rotate(
        self,
        id: str,
        body: Optional[m.RotateApiKey] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedApiKey:
        """Creates a new key with the same name, owner and scopes. The old key continues to work until the overlap ends."""
        call = Call(
            "rotateApiKey",
            "POST",
            "/api/v1/api-keys/{id}/rotate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def revoke(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ApiKey:
        """Revokes the key immediately. Every process rejects it within one second. This cannot be undone. Your credential needs all scopes of the key."""
        call = Call(
            "revokeApiKey",
            "POST",
            "/api/v1/api-keys/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncOauthClients(_Resource):
    """``causeway.oauth_clients``"""

    async def create(
        self,
        body: m.CreateOauthClient,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedOauthClient:
        """Creates an OAuth client. Its `id` is the client_id. The secret is returned only in this response, because only its hash is stored."""
        call = Call(
            "createOauthClient",
            "POST",
            "/api/v1/oauth-clients",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        active: Optional[str] = None,
    ) -> AsyncPages[m.OauthClient]:
        """Returns OAuth clients, newest first, without their secrets."""
        call = Call(
            "listOauthClients",
            "GET",
            "/api/v1/oauth-clients",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.OauthClient:
        """Returns the OAuth client without its secrets."""
        call = Call(
            "getOauthClient",
            "GET",
            "/api/v1/oauth-clients/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateOauthClient,
        *,
        if_match: Optional[str] = None,
    ) -> m.OauthClient:
        """Updates the name, scopes, keys or certificate. Existing tokens immediately lose the scopes that the client loses. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateOauthClient",
            "PATCH",
            "/api/v1/oauth-clients/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def revoke(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.OauthClient:
        """Revokes the client. It gets no new tokens, and its existing tokens are rejected by every process within one second. This cannot be undone. Your credential needs all scopes of the client."""
        call = Call(
            "revokeOauthClient",
            "POST",
            "/api/v1/oauth-clients/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def rotate_secret(
        self,
        id: str,
        body: Optional[m.RotateOauthClientSecret] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedOauthClient:
        """Creates a new secret. The old secret continues to work until the overlap ends. Tokens that were obtained with it stay valid until they expire."""
        call = Call(
            "rotateOauthClientSecret",
            "POST",
            "/api/v1/oauth-clients/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncFeatureFlags(_Resource):
    """``causeway.feature_flags``"""

    async def list(
        self,
    ) -> m.FeatureFlagList:
        """Returns all feature flags by name, without pagination."""
        call = Call(
            "listFeatureFlags",
            "GET",
            "/api/v1/feature-flags",
        )
        return await self._sender.run(call)

    async def put(
        self,
        name: str,
        body: m.PutFeatureFlag,
    ) -> m.FeatureFlag:
        """Creates or replaces a flag. Takes effect within one second on every process. Overrides of partners are kept."""
        call = Call(
            "putFeatureFlag",
            "PUT",
            "/api/v1/feature-flags/{name}",
            path={"name": name},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        name: str,
    ) -> None:
        """Deletes a flag and its overrides. Deleting an unknown flag has no effect."""
        call = Call(
            "deleteFeatureFlag",
            "DELETE",
            "/api/v1/feature-flags/{name}",
            path={"name": name},
            accept=(),
        )
        await self._sender.run(call)

    async def override(
        self,
        name: str,
        partner_id: str,
        body: m.FeatureFlagOverride,
    ) -> None:
        """Sets the flag for this partner, regardless of the flag's own settings, until the override is deleted."""
        call = Call(
            "overrideFeatureFlag",
            "PUT",
            "/api/v1/feature-flags/{name}/partners/{partner_id}",
            path={"name": name, "partner_id": partner_id},
            body=body,
            content_type="application/json",
            accept=(),
        )
        await self._sender.run(call)

    async def delete_override(
        self,
        name: str,
        partner_id: str,
    ) -> None:
        """Deletes the override. The flag's own settings apply to the partner again."""
        call = Call(
            "deleteFeatureFlagOverride",
            "DELETE",
            "/api/v1/feature-flags/{name}/partners/{partner_id}",
            path={"name": name, "partner_id": partner_id},
            accept=(),
        )
        await self._sender.run(call)

    async def get_own(
        self,
    ) -> m.PartnerFeatureFlags:
        """Returns all flags with their values for the partner of the credential."""
        call = Call(
            "getOwnFeatureFlags",
            "GET",
            "/api/v1/partners/me/feature-flags",
        )
        return await self._sender.run(call)

    async def get_of_partner(
        self,
        id: str,
    ) -> m.PartnerFeatureFlags:
        """Returns all flags with their values for this partner and what determined them."""
        call = Call(
            "getPartnerFeatureFlags",
            "GET",
            "/api/v1/partners/{id}/feature-flags",
            path={"id": id},
        )
        return await self._sender.run(call)


class AsyncAuditEntries(_Resource):
    """``causeway.audit_entries``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_kind: Optional[str] = None,
        object_id: Optional[str] = None,
        action: Optional[str] = None,
        from_: Optional[Instant] = None,
        to: Optional[Instant] = None,
    ) -> AsyncPages[m.AuditEntry]:
        """Returns audit entries, newest first: who changed what and, for enterprise partners, every API call. Deals also have their own history: GET /deals/{id}/history."""
        call = Call(
            "listAuditEntries",
            "GET",
            "/api/v1/audit-entries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "actor_id": actor_id, "object_kind": object_kind, "object_id": object_id, "action": action, "from": from_, "to": to},
        )
        return AsyncPages(self._sender, call)

    async def export(
        self,
        *,
        partner_id: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_kind: Optional[str] = None,
        object_id: Optional[str] = None,
        action: Optional[str] = None,
        from_: Optional[Instant] = None,
        to: Optional[Instant] = None,
    ) -> str:
        """Returns all matching entries, oldest first, as one JSON object per line, in the form of GET /audit-entries. The export can be verified. `detail` contains exactly the bytes that `detail_hash` was computed from: the UTF-8 text between the first `"detail":` and the last `,"detail_hash":` of its line (null if it was erased). `hash` is the SHA-256 of `[prev_hash, seq, at, actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after each comma. Without filters, each `prev_hash` is the `hash` of the previous line."""
        call = Call(
            "exportAuditEntries",
            "GET",
            "/api/v1/audit-entries/export",
            query={"partner_id": partner_id, "actor_id": actor_id, "object_kind": object_kind, "object_id": object_id, "action": action, "from": from_, "to": to},
            accept=("application/x-ndjson",),
        )
        return await self._sender.run(call)


class AsyncProgrammes(_Resource):
    """``causeway.programmes``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.Programme]:
        """Returns the default programme prg_default, then the others, newest first."""
        call = Call(
            "listProgrammes",
            "GET",
            "/api/v1/programmes",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CreateProgramme,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Programme:
        """Creates a programme. Assign it to partners with `programme_id`: their new deals are then registered under it. If the settings are not valid, the response lists all errors."""
        call = Call(
            "createProgramme",
            "POST",
            "/api/v1/programmes",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Programme:
        """Returns the programme with all settings, including defaults. Send the ETag of the response as If-Match to change the programme."""
        call = Call(
            "getProgramme",
            "GET",
            "/api/v1/programmes/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateProgramme,
        *,
        if_match: Optional[str] = None,
    ) -> m.Programme:
        """Updates a programme. The change applies to deals that are submitted, approved or extended from now on. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateProgramme",
            "PATCH",
            "/api/v1/programmes/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes a programme. Fails with 409 while a partner or a deal uses it. prg_default cannot be deleted."""
        call = Call(
            "deleteProgramme",
            "DELETE",
            "/api/v1/programmes/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)

    async def preview(
        self,
        id: str,
        body: m.ProgrammePreviewRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ProgrammePreview:
        """Returns which open deals the change would affect and how: their next steps by the present and by the changed settings, as if they were taken now. Nothing is written. A change never touches what has been decided: the protection of approved deals, the due dates of reviews, and the conflicts that were found. Reminders that are planned stay until their deal changes. If-Match is optional."""
        call = Call(
            "previewProgramme",
            "POST",
            "/api/v1/programmes/{id}/preview",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncDeals(_Resource):
    """``causeway.deals``"""

    async def create(
        self,
        body: m.CreateDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Creates a draft. Only the customer’s name is required. The rules of the partner’s programme apply when the deal is submitted."""
        call = Call(
            "createDeal",
            "POST",
            "/api/v1/deals",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        review_status: Optional[Union[m.DealReviewStatus, Sequence[m.DealReviewStatus]]] = None,
        stage: Optional[Union[m.DealStage, Sequence[m.DealStage]]] = None,
        external_id: Optional[str] = None,
        crm_state: Optional[Union[m.DealCrmState, Sequence[m.DealCrmState]]] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        updated_since: Optional[Instant] = None,
        protection_ends_before: Optional[Instant] = None,
        in_stage_before: Optional[Instant] = None,
        expand: Optional[Union[m.DealPart, Sequence[m.DealPart]]] = None,
        sort: Optional[m.ListDealsSort] = None,
    ) -> AsyncPages[m.Deal]:
        """Returns deals, newest first unless you `sort` them otherwise. A partner sees only its own. To list the deals of a sandbox, filter by its partner_id."""
        call = Call(
            "listDeals",
            "GET",
            "/api/v1/deals",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "crm_state": crm_state, "created_after": created_after, "created_before": created_before, "updated_since": updated_since, "protection_ends_before": protection_ends_before, "in_stage_before": in_stage_before, "expand": expand, "sort": sort},
        )
        return AsyncPages(self._sender, call)

    async def validate(
        self,
        body: m.CreateDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DealValidation:
        """Returns all errors that would prevent the deal from being submitted under the programme of its partner. `x-submission` of this operation shows what such rules look like; GET /deal-schema returns the rules that apply. Nothing is stored."""
        call = Call(
            "validateDeal",
            "POST",
            "/api/v1/deals/validate",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        expand: Optional[Union[m.DealPart, Sequence[m.DealPart]]] = None,
        if_none_match: Optional[str] = None,
    ) -> m.Deal:
        """Returns the deal. Send the ETag of the response as If-Match to change the deal."""
        call = Call(
            "getDeal",
            "GET",
            "/api/v1/deals/{id}",
            path={"id": id},
            query={"expand": expand},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateDeal,
        *,
        if_match: Optional[str] = None,
    ) -> m.Deal:
        """Updates a deal. The fields that may be changed depend on the review status: all fields of a draft, the requested fields when action is required, and a few fields of an approved deal. `metadata` may be changed in every state. An object replaces the stored one as a whole. If-Match is required. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: its objects are merged with those that are stored."""
        call = Call(
            "updateDeal",
            "PATCH",
            "/api/v1/deals/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
    ) -> None:
        """Deletes a deal that was never submitted, with its history and notes. Its `external_id` can be used again. A deal that was submitted stays: withdraw it. If-Match is optional."""
        call = Call(
            "deleteDeal",
            "DELETE",
            "/api/v1/deals/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            accept=(),
        )
        await self._sender.run(call)

    def get_history(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.DealChange]:
        """Returns all changes of the deal, oldest first. A partner sees the changes since the deal became its own."""
        call = Call(
            "getDealHistory",
            "GET",
            "/api/v1/deals/{id}/history",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def submit(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Submits the deal for review. The first submission for a customer registers the customer. If the deal violates the rules of its programme, the response lists all errors. GET /deal-schema returns its rules. If-Match is optional."""
        call = Call(
            "submitDeal",
            "POST",
            "/api/v1/deals/{id}/submit",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def withdraw(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Withdraws the deal. Other partners can then register its customer. This cannot be undone. If-Match is optional."""
        call = Call(
            "withdrawDeal",
            "POST",
            "/api/v1/deals/{id}/withdraw",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def export(
        self,
        *,
        partner_id: Optional[str] = None,
        review_status: Optional[Union[m.DealReviewStatus, Sequence[m.DealReviewStatus]]] = None,
        stage: Optional[Union[m.DealStage, Sequence[m.DealStage]]] = None,
        external_id: Optional[str] = None,
        crm_state: Optional[Union[m.DealCrmState, Sequence[m.DealCrmState]]] = None,
        created_after: Optional[Instant] = None,
        created_before: Optional[Instant] = None,
        updated_since: Optional[Instant] = None,
        protection_ends_before: Optional[Instant] = None,
        in_stage_before: Optional[Instant] = None,
        bom: Optional[bool] = None,
    ) -> str:
        """Returns all matching deals, newest first, as CSV (UTF-8) with the columns that POST /deal-imports accepts. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe, which an import removes. To export the deals of a sandbox, filter by its partner_id."""
        call = Call(
            "exportDeals",
            "GET",
            "/api/v1/deals/export",
            query={"partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "crm_state": crm_state, "created_after": created_after, "created_before": created_before, "updated_since": updated_since, "protection_ends_before": protection_ends_before, "in_stage_before": in_stage_before, "bom": bom},
            accept=("text/csv",),
        )
        return await self._sender.run(call)

    async def get_pipeline(
        self,
        *,
        partner_id: Optional[str] = None,
        protection_ends_before: Optional[Instant] = None,
        in_stage_before: Optional[Instant] = None,
    ) -> m.DealPipeline:
        """Returns how many approved deals are open in each stage, what they are worth, how long they have been there, and whose protection ends soon. GET /deals with `review_status=approved` and the same filters lists the deals of a stage. A partner sees only its own. For the deals of a sandbox, filter by its partner_id."""
        call = Call(
            "getDealPipeline",
            "GET",
            "/api/v1/deals/pipeline",
            query={"partner_id": partner_id, "protection_ends_before": protection_ends_before, "in_stage_before": in_stage_before},
        )
        return await self._sender.run(call)

    async def list_matches(
        self,
        id: str,
    ) -> m.DealMatches:
        """Returns the accounts and open deals that matched the deal when it was submitted, the most likely first, with the evidence for each."""
        call = Call(
            "listDealMatches",
            "GET",
            "/api/v1/deals/{id}/matches",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def approve(
        self,
        id: str,
        body: Optional[m.ApproveDeal] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Approves the deal. From now on its customer is protected for the partner. If-Match is optional."""
        call = Call(
            "approveDeal",
            "POST",
            "/api/v1/deals/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def reject(
        self,
        id: str,
        body: m.RejectDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Rejects the deal. The partner sees the reason. This cannot be undone. If-Match is optional."""
        call = Call(
            "rejectDeal",
            "POST",
            "/api/v1/deals/{id}/reject",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def ask_for_action(
        self,
        id: str,
        body: m.AskForAction,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Returns the deal to the partner, who may change the listed fields and submit it again. If-Match is optional."""
        call = Call(
            "askForAction",
            "POST",
            "/api/v1/deals/{id}/ask",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def merge(
        self,
        id: str,
        body: m.MergeDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Closes the deal as a duplicate of another deal. The other deal must be submitted and open and, like this deal, in production or in a sandbox. If-Match is optional."""
        call = Call(
            "mergeDeal",
            "POST",
            "/api/v1/deals/{id}/merge",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def change_stage(
        self,
        id: str,
        body: m.ChangeDealStage,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Moves the deal to a stage that may follow its current stage. `won` and `lost` are final. If-Match is optional."""
        call = Call(
            "changeDealStage",
            "POST",
            "/api/v1/deals/{id}/stage",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def extend_protection(
        self,
        id: str,
        body: m.ExtendProtection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Extends the protection immediately, by the duration and up to the number of extensions that the programme allows. The deal must be approved, open and still protected. If-Match is optional."""
        call = Call(
            "extendProtection",
            "POST",
            "/api/v1/deals/{id}/extension",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def reassign(
        self,
        id: str,
        body: m.ReassignDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Changes the person responsible for an open deal at the company, or the partner that it belongs to. The new partner does not see the past: notes become internal, the history starts again, and `external_id` and `team` are cleared. The old partner can no longer read the deal. The programme does not change. If-Match is optional."""
        call = Call(
            "reassignDeal",
            "POST",
            "/api/v1/deals/{id}/reassign",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def override(
        self,
        id: str,
        body: m.OverrideDeal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Deal:
        """Overrides a rule for a submitted, open deal by a person's decision. The history records it with the reason. If-Match is optional."""
        call = Call(
            "overrideDeal",
            "POST",
            "/api/v1/deals/{id}/override",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_review_queue(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        assignee: Optional[str] = None,
        conflict: Optional[Union[m.DealConflictLevel, Sequence[m.DealConflictLevel]]] = None,
        overdue: Optional[bool] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.Deal]:
        """Returns deals that are submitted or in review, the earliest `review_due_at` first."""
        call = Call(
            "listReviewQueue",
            "GET",
            "/api/v1/deals/review-queue",
            query={"cursor": cursor, "limit": limit, "assignee": assignee, "conflict": conflict, "overdue": overdue, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def add_note(
        self,
        id: str,
        body: m.CreateDealNote,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DealNote:
        """Adds a note that partner and company can read. With `internal: true` (platform keys only) it is visible only to the company. Notes cannot be changed or deleted."""
        call = Call(
            "addDealNote",
            "POST",
            "/api/v1/deals/{id}/notes",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_notes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.DealNote]:
        """Returns notes, newest first. A partner does not see internal notes."""
        call = Call(
            "listDealNotes",
            "GET",
            "/api/v1/deals/{id}/notes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)


class AsyncDealSchema(_Resource):
    """``causeway.deal_schema``"""

    async def get(
        self,
        *,
        partner_id: Optional[str] = None,
        programme_id: Optional[str] = None,
        if_none_match: Optional[str] = None,
    ) -> m.DealSchema:
        """Returns a JSON Schema of a deal that can be submitted: field types, the required fields of the programme, its conditional rules as if/then, and its custom fields. `x-editable-fields` lists the fields that may be changed in each review status. Send the ETag as If-None-Match to get 304 while nothing has changed."""
        call = Call(
            "getDealSchema",
            "GET",
            "/api/v1/deal-schema",
            query={"partner_id": partner_id, "programme_id": programme_id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)


class AsyncDealImports(_Resource):
    """``causeway.deal_imports``"""

    async def create(
        self,
        body: Union[Sequence[m.ImportedDeal], str, bytes],
        *,
        content_type: Literal["application/json", "application/x-ndjson", "text/csv"] = "application/json",
        partner_id: Optional[str] = None,
        submit: Optional[bool] = None,
        columns: Optional[str] = None,
        delimiter: Optional[m.ImportDealsDelimiter] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.DealImport:
        """Imports up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET /deal-imports/{id}. Up to 50,000 rows of a partner can wait: with more, the response is 429 (import_backlog_full) with Retry-After. CSV needs a header with the columns of GET /deals/export; lists have ; between their items."""
        call = Call(
            "importDeals",
            "POST",
            "/api/v1/deal-imports",
            query={"partner_id": partner_id, "submit": submit, "columns": columns, "delimiter": delimiter},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type=content_type,
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.DealImport]:
        """Returns imports, newest first. A partner sees only its own."""
        call = Call(
            "listDealImports",
            "GET",
            "/api/v1/deal-imports",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.DealImport:
        """Returns the progress of the import and the number of rows per result."""
        call = Call(
            "getDealImport",
            "GET",
            "/api/v1/deal-imports/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    def list_rows(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        status: Optional[Union[m.DealImportRowStatus, Sequence[m.DealImportRowStatus]]] = None,
    ) -> AsyncPages[m.DealImportRow]:
        """Returns the rows in the order of the file, each with its result. With status=failed it lists the rows to fix and send again."""
        call = Call(
            "listDealImportRows",
            "GET",
            "/api/v1/deal-imports/{id}/rows",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "status": status},
        )
        return AsyncPages(self._sender, call)


class AsyncAccounts(_Resource):
    """``causeway.accounts``"""

    async def upsert(
        self,
        body: m.AccountBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AccountBatchResult:
        """Upserts accounts by `external_id`. A row replaces the account with the same `external_id`; a row without changes is skipped. Each row succeeds or fails independently: check `results`. Deals submitted afterwards are matched against the new data."""
        call = Call(
            "upsertAccounts",
            "POST",
            "/api/v1/accounts/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        name: Optional[str] = None,
        domain: Optional[str] = None,
        updated_since: Optional[Instant] = None,
    ) -> AsyncPages[m.Account]:
        """Returns accounts, newest first."""
        call = Call(
            "listAccounts",
            "GET",
            "/api/v1/accounts",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "name": name, "domain": domain, "updated_since": updated_since},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.Account:
        """Returns the current version of the account."""
        call = Call(
            "getAccount",
            "GET",
            "/api/v1/accounts/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes the account. New deals are no longer matched against it. Matches of earlier deals are kept."""
        call = Call(
            "deleteAccount",
            "DELETE",
            "/api/v1/accounts/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)


class AsyncAccountVerdicts(_Resource):
    """``causeway.account_verdicts``"""

    async def record(
        self,
        body: m.CreateAccountVerdict,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AccountVerdict:
        """Remembers the decision for all deals that are submitted afterwards: `same` makes every match of the two a certain one, `different` removes it. A company is named by a name, in any spelling, or by its website. A second verdict about the same two replaces the first."""
        call = Call(
            "recordAccountVerdict",
            "POST",
            "/api/v1/account-verdicts",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.AccountVerdict]:
        """Returns what people decided about two companies, newest first."""
        call = Call(
            "listAccountVerdicts",
            "GET",
            "/api/v1/account-verdicts",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.AccountVerdict:
        """Returns the verdict."""
        call = Call(
            "getAccountVerdict",
            "GET",
            "/api/v1/account-verdicts/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def withdraw(
        self,
        id: str,
    ) -> None:
        """Deletes the verdict: from then on the score decides again. The audit log keeps it."""
        call = Call(
            "withdrawAccountVerdict",
            "DELETE",
            "/api/v1/account-verdicts/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)


class AsyncAccountMatches(_Resource):
    """``causeway.account_matches``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        kind: Optional[Union[m.DealMatchKind, Sequence[m.DealMatchKind]]] = None,
    ) -> AsyncPages[m.AccountMatch]:
        """Returns what the customers of deals that await a decision matched when they were submitted, the newest deal first, with the facts of both sides. Decide about a pair with POST /account-verdicts. To list those of a sandbox, filter by its partner_id."""
        call = Call(
            "listAccountMatches",
            "GET",
            "/api/v1/account-matches",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "kind": kind},
        )
        return AsyncPages(self._sender, call)


class AsyncConnectors(_Resource):
    """``causeway.connectors``"""

    async def list(
        self,
    ) -> m.ConnectorList:
        """Returns what each vendor has, needs and permits: objects, scopes with their reasons, limits, and what it does not tell. There is one page."""
        call = Call(
            "listConnectors",
            "GET",
            "/api/v1/connectors",
        )
        return await self._sender.run(call)


class AsyncConnections(_Resource):
    """``causeway.connections``"""

    async def create(
        self,
        body: m.CreateConnection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ConnectionWithLink:
        """Stores the credentials encrypted and connects to the vendor. With `oauth`, nothing happens until an administrator of the account opens `connect_url` and consents. The other methods are tried out at once: if that fails, the connection is `action_required`, and `status_reason` says why."""
        call = Call(
            "createConnection",
            "POST",
            "/api/v1/connections",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        vendor: Optional[str] = None,
        status: Optional[Union[m.ConnectionStatus, Sequence[m.ConnectionStatus]]] = None,
    ) -> AsyncPages[m.Connection]:
        """Returns connections, newest first. Disconnected ones stay in the list, with their report."""
        call = Call(
            "listConnections",
            "GET",
            "/api/v1/connections",
            query={"cursor": cursor, "limit": limit, "vendor": vendor, "status": status},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Connection:
        """Returns the connection, its status and what it lacks, never its credentials."""
        call = Call(
            "getConnection",
            "GET",
            "/api/v1/connections/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateConnection,
        *,
        if_match: Optional[str] = None,
    ) -> m.Connection:
        """Changes the name, the part of the limits that Causeway may use, or whether the log of changes is read. Fields that you omit keep their values. Without `If-Match`, the last change wins. `POST /connections/{id}/rotate` replaces credentials. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateConnection",
            "PATCH",
            "/api/v1/connections/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def pause(
        self,
        id: str,
        body: Optional[m.PauseConnection] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Connection:
        """Stops reading and writing until you resume. Tokens are still renewed, so that the connection stays alive."""
        call = Call(
            "pauseConnection",
            "POST",
            "/api/v1/connections/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def resume(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Connection:
        """Continues a paused connection where it stopped."""
        call = Call(
            "resumeConnection",
            "POST",
            "/api/v1/connections/{id}/resume",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def test(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Connection:
        """Asks the vendor which account and scopes the credentials have, and records the answer. If they work again, an `action_required` connection becomes active."""
        call = Call(
            "testConnection",
            "POST",
            "/api/v1/connections/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def reconnect(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ConnectionWithLink:
        """Returns a new `connect_url`; earlier links stop working. What was granted before keeps working until a person consents. Connections without `oauth` get no link: rotate their credentials."""
        call = Call(
            "reconnectConnection",
            "POST",
            "/api/v1/connections/{id}/reconnect",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def rotate_credentials(
        self,
        id: str,
        body: m.RotateConnection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Connection:
        """Tries the new credentials out, then replaces the old ones. They must reach the same account of the vendor, by the same method. If they do not work, nothing changes."""
        call = Call(
            "rotateConnectionCredentials",
            "POST",
            "/api/v1/connections/{id}/rotate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def disconnect(
        self,
        id: str,
        body: Optional[m.DisconnectConnection] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Connection:
        """Stops everything at once, then asynchronously revokes the permission at the vendor and erases the credentials. Cached data is erased after `connections.erase_after_days` of the settings. `disconnect_report` says what was erased, and what the vendor still holds."""
        call = Call(
            "disconnectConnection",
            "POST",
            "/api/v1/connections/{id}/disconnect",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_limits(
        self,
        id: str,
    ) -> m.ConnectionLimits:
        """Returns how much of the vendor's limits is used. A used up quota is no error: work waits until it is available again."""
        call = Call(
            "getConnectionLimits",
            "GET",
            "/api/v1/connections/{id}/limits",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def describe_object(
        self,
        id: str,
        object: str,
    ) -> m.VendorObject:
        """Asks the vendor for the live metadata of one object: fields, types, permitted values. It costs a call of the vendor's budget."""
        call = Call(
            "describeConnectionObject",
            "GET",
            "/api/v1/connections/{id}/objects/{object}",
            path={"id": id, "object": object},
        )
        return await self._sender.run(call)


class AsyncSyncs(_Resource):
    """``causeway.syncs``"""

    async def create(
        self,
        body: m.CreateSync,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Sync:
        """Keeps the records of two connections the same. The mapping is compared with the live metadata of both systems first: a field that is missing or read-only, or a choice that does not exist, is an error here. The first run reads everything. One that is created paused runs when it is resumed."""
        call = Call(
            "createSync",
            "POST",
            "/api/v1/syncs",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        connection_id: Optional[str] = None,
    ) -> AsyncPages[m.Sync]:
        """Returns syncs, newest first."""
        call = Call(
            "listSyncs",
            "GET",
            "/api/v1/syncs",
            query={"cursor": cursor, "limit": limit, "connection_id": connection_id},
        )
        return AsyncPages(self._sender, call)

    async def update(
        self,
        id: str,
        body: m.SyncChange,
        *,
        if_match: Optional[str] = None,
    ) -> m.Sync:
        """Fields that you omit keep their values. Without `If-Match`, the last change wins. A new mapping is checked like that of a new sync, ends the present run, and every record is compared anew: POST /syncs/{id}/preview shows before what it would rewrite. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateSync",
            "PATCH",
            "/api/v1/syncs/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Sync:
        """Returns the current version of the sync, with its mapping."""
        call = Call(
            "getSync",
            "GET",
            "/api/v1/syncs/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes the sync, and what Causeway knows of its records. The records themselves stay as they are in both systems."""
        call = Call(
            "deleteSync",
            "DELETE",
            "/api/v1/syncs/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)

    async def trigger(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """Asks for a run. Several requests before it begins are one run. A sync that is paused runs when it is resumed."""
        call = Call(
            "triggerSync",
            "POST",
            "/api/v1/syncs/{id}/trigger",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def pause(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The present run stops after the page that it is at, and goes on there later."""
        call = Call(
            "pauseSync",
            "POST",
            "/api/v1/syncs/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def resume(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The run that was paused goes on, or a new one begins."""
        call = Call(
            "resumeSync",
            "POST",
            "/api/v1/syncs/{id}/resume",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def reset(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The next run reads every record of both sides. Each is compared and merged again, whether it changed or not. Links and what both sides agreed on stay."""
        call = Call(
            "resetSync",
            "POST",
            "/api/v1/syncs/{id}/reset",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def backfill(
        self,
        id: str,
        *,
        since: Optional[Instant] = None,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The next run reads again what changed in the last 90 days, or since the time that you give, on both sides, and handles what is not as it was known. It replaces the present run. After a pause or a crash it goes on where it was."""
        call = Call(
            "backfillSync",
            "POST",
            "/api/v1/syncs/{id}/backfill",
            path={"id": id},
            query={"since": since},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def approve_run(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """A run that would delete or change more records than the sync allows leaves them. This approves them, in a new run."""
        call = Call(
            "approveSyncRun",
            "POST",
            "/api/v1/syncs/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    def list_runs(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.SyncRun]:
        """Returns runs, newest first."""
        call = Call(
            "listSyncRuns",
            "GET",
            "/api/v1/syncs/{id}/runs",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    def list_writes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[Union[m.SyncWriteState, Sequence[m.SyncWriteState]]] = None,
        reason: Optional[Union[m.SyncWriteReason, Sequence[m.SyncWriteReason]]] = None,
        record_id: Optional[str] = None,
    ) -> AsyncPages[m.SyncWrite]:
        """Returns the write ledger, newest first. With `state=failed`, the records that could not be written, each with its reason and remedy."""
        call = Call(
            "listSyncWrites",
            "GET",
            "/api/v1/syncs/{id}/writes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state, "reason": reason, "record_id": record_id},
        )
        return AsyncPages(self._sender, call)

    async def list_write_groups(
        self,
        id: str,
    ) -> m.SyncWriteGroupList:
        """Returns how many records could not be written for which reason, the most frequent first, with its remedy."""
        call = Call(
            "listSyncWriteGroups",
            "GET",
            "/api/v1/syncs/{id}/writes/groups",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def export_failed_writes(
        self,
        id: str,
        *,
        reason: Optional[Union[m.SyncWriteReason, Sequence[m.SyncWriteReason]]] = None,
        record_id: Optional[str] = None,
    ) -> str:
        """Returns the records that could not be written and match the filters, newest first, as CSV (UTF-8)."""
        call = Call(
            "exportFailedSyncWrites",
            "GET",
            "/api/v1/syncs/{id}/writes/export",
            path={"id": id},
            query={"reason": reason, "record_id": record_id},
            accept=("text/csv",),
        )
        return await self._sender.run(call)

    async def retry_writes(
        self,
        id: str,
        body: m.SyncRetry,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SyncRetried:
        """Writes failed records again: those that match all that you name, or with an empty body all."""
        call = Call(
            "retrySyncWrites",
            "POST",
            "/api/v1/syncs/{id}/writes/retry",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def dismiss_write(
        self,
        id: str,
        write: str,
        body: m.SyncDismissal,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The record is not written. It is written again only if another state of it is wanted."""
        call = Call(
            "dismissSyncWrite",
            "POST",
            "/api/v1/syncs/{id}/writes/{write}/dismiss",
            path={"id": id, "write": write},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            accept=(),
        )
        await self._sender.run(call)

    def list_conflicts(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[Union[m.ListSyncConflictsState, Sequence[m.ListSyncConflictsState]]] = None,
    ) -> AsyncPages[m.SyncConflict]:
        """Returns fields that both sides changed and for which no rule decides, newest first. They are left as they are on both sides."""
        call = Call(
            "listSyncConflicts",
            "GET",
            "/api/v1/syncs/{id}/conflicts",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state},
        )
        return AsyncPages(self._sender, call)

    async def resolve_conflict(
        self,
        id: str,
        conflict: str,
        body: m.SyncResolution,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The next run, which begins now, writes the winner's value to the other side."""
        call = Call(
            "resolveSyncConflict",
            "POST",
            "/api/v1/syncs/{id}/conflicts/{conflict}/resolve",
            path={"id": id, "conflict": conflict},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            accept=(),
        )
        await self._sender.run(call)

    async def link_records(
        self,
        id: str,
        body: m.CreateSyncLink,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SyncLink:
        """Says that a record of A and one of B are the same. They are compared in the next run, which begins now."""
        call = Call(
            "linkSyncRecords",
            "POST",
            "/api/v1/syncs/{id}/links",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def preview(
        self,
        id: str,
        body: m.SyncPreviewRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SyncPreview:
        """Reads real records of both systems and returns, field by field, what the mapping would write: before and after. Nothing is written. Use it before you change a mapping, to see what that would rewrite."""
        call = Call(
            "previewSync",
            "POST",
            "/api/v1/syncs/{id}/preview",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def test(
        self,
        id: str,
        body: m.SyncTestRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.BegunSyncTest:
        """Returns what is to be written, field by field, writes it, and takes it back: what is created is removed, and changed fields get back what they had, unless somebody has changed them meanwhile. What a vendor does not remove is named, with its remedy. The sync must be paused; its runs wait until the test has ended."""
        call = Call(
            "testSync",
            "POST",
            "/api/v1/syncs/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_tests(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.SyncTest]:
        """Returns tests, newest first."""
        call = Call(
            "listSyncTests",
            "GET",
            "/api/v1/syncs/{id}/tests",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def get_test(
        self,
        id: str,
        test: str,
    ) -> m.SyncTest:
        """Returns what the test has written, and whether it is taken back. A test that is under way changes."""
        call = Call(
            "getSyncTest",
            "GET",
            "/api/v1/syncs/{id}/tests/{test}",
            path={"id": id, "test": test},
        )
        return await self._sender.run(call)

    async def get_preset(
        self,
        body: m.SyncPresetRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SyncPreset:
        """Returns a mapping that fits both connections as they are now. What needs fields that a company adds to its CRM, such as `mrr`, is left out until there are such fields."""
        call = Call(
            "getSyncPreset",
            "POST",
            "/api/v1/syncs/preset",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncReconciliations(_Resource):
    """``causeway.reconciliations``"""

    async def get_plan(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.ReconciliationPlan:
        """Returns when and how both sides of the sync are compared each night."""
        call = Call(
            "getReconciliationPlan",
            "GET",
            "/api/v1/syncs/{id}/reconciliation-plan",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def put_plan(
        self,
        id: str,
        body: m.ReconciliationPlanSettings,
        *,
        if_match: Optional[str] = None,
    ) -> m.ReconciliationPlan:
        """Fields that you omit get their defaults. Without `If-Match`, the last change wins. A run that is under way goes on."""
        call = Call(
            "putReconciliationPlan",
            "PUT",
            "/api/v1/syncs/{id}/reconciliation-plan",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def reconcile_sync(
        self,
        id: str,
        body: m.ReconcileRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Reconciling:
        """Compares both sides now, or once for each night that you name. Runs of one sync follow each other; who asks twice before a run has begun gets one."""
        call = Call(
            "reconcileSync",
            "POST",
            "/api/v1/syncs/{id}/reconcile",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        sync_id: Optional[str] = None,
        book: Optional[Union[m.BookName, Sequence[m.BookName]]] = None,
        state: Optional[Union[m.ReconciliationState, Sequence[m.ReconciliationState]]] = None,
        night: Optional[Day] = None,
    ) -> AsyncPages[m.Reconciliation]:
        """Returns the nights of all pairs of systems and of all books, newest first."""
        call = Call(
            "listReconciliations",
            "GET",
            "/api/v1/reconciliations",
            query={"cursor": cursor, "limit": limit, "sync_id": sync_id, "book": book, "state": state, "night": night},
        )
        return AsyncPages(self._sender, call)

    def list_findings(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        class_: Optional[Union[m.FindingClass, Sequence[m.FindingClass]]] = None,
        field: Optional[str] = None,
        object: Optional[str] = None,
        state: Optional[Union[m.FindingState, Sequence[m.FindingState]]] = None,
    ) -> AsyncPages[m.ReconciliationFinding]:
        """Returns differences, newest first. Each was looked at twice before it was called one."""
        call = Call(
            "listReconciliationFindings",
            "GET",
            "/api/v1/reconciliations/{id}/findings",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "class": class_, "field": field, "object": object, "state": state},
        )
        return AsyncPages(self._sender, call)

    async def approve(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """A night that would repair or delete more records than the plan allows waits. This lets it go on."""
        call = Call(
            "approveReconciliation",
            "POST",
            "/api/v1/reconciliations/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def cancel(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """Ends a run that waits, or is under way, without a report. What it has asked the sync to repair is still written. The next night, or run that somebody asked for, begins as usual."""
        call = Call(
            "cancelReconciliation",
            "POST",
            "/api/v1/reconciliations/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def repair_findings(
        self,
        id: str,
        body: m.ReconciliationRepairs,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReconciliationRepairsResult:
        """The sync reads the records again, merges them by the owner rules, and writes. Findings that are repaired, ignored or questions for a person are left out. `GET /reconciliations/{id}/findings` says what became of each."""
        call = Call(
            "repairReconciliationFindings",
            "POST",
            "/api/v1/reconciliations/{id}/repairs",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
    ) -> m.ReportedReconciliation:
        """Returns a night with its report."""
        call = Call(
            "getReconciliation",
            "GET",
            "/api/v1/reconciliations/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_report(
        self,
        id: str,
    ) -> m.ReconciliationReport:
        """Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV."""
        call = Call(
            "getReconciliationReport",
            "GET",
            "/api/v1/reconciliations/{id}/report",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_report_file(
        self,
        id: str,
        *,
        format: Literal["csv", "html"],
    ) -> bytes:
        """Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV."""
        call = Call(
            "getReconciliationReport",
            "GET",
            "/api/v1/reconciliations/{id}/report",
            path={"id": id},
            query={"format": format},
            accept=("text/csv", "text/html",),
            as_bytes=True,
        )
        return await self._sender.run(call)


class AsyncReconciliationDrift(_Resource):
    """``causeway.reconciliation_drift``"""

    async def get(
        self,
        *,
        sync_id: Optional[str] = None,
        book: Optional[m.BookName] = None,
        nights: Optional[int] = None,
    ) -> m.ReconciliationDrift:
        """Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out."""
        call = Call(
            "getReconciliationDrift",
            "GET",
            "/api/v1/reconciliation-drift",
            query={"sync_id": sync_id, "book": book, "nights": nights},
        )
        return await self._sender.run(call)

    async def get_file(
        self,
        *,
        format: Literal["csv"],
        sync_id: Optional[str] = None,
        book: Optional[m.BookName] = None,
        nights: Optional[int] = None,
    ) -> bytes:
        """Returns what the latest nights of a pair of systems, or of a book, found, the newest first. Nights that were not compared are left out."""
        call = Call(
            "getReconciliationDrift",
            "GET",
            "/api/v1/reconciliation-drift",
            query={"sync_id": sync_id, "book": book, "nights": nights, "format": format},
            accept=("text/csv",),
            as_bytes=True,
        )
        return await self._sender.run(call)


class AsyncReconciliationFindings(_Resource):
    """``causeway.reconciliation_findings``"""

    async def repair(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """The sync reads the records again, merges them by the owner rules, and writes."""
        call = Call(
            "repairReconciliationFinding",
            "POST",
            "/api/v1/reconciliation-findings/{id}/repair",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            accept=(),
        )
        await self._sender.run(call)

    async def ignore(
        self,
        id: str,
        body: m.ReconciliationIgnore,
        *,
        idempotency_key: Optional[str] = None,
    ) -> None:
        """Says that a difference is right as it is. It is not counted, repaired or told again until its values change, or the time has passed."""
        call = Call(
            "ignoreReconciliationFinding",
            "POST",
            "/api/v1/reconciliation-findings/{id}/ignore",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            accept=(),
        )
        await self._sender.run(call)

    async def unignore(
        self,
        id: str,
    ) -> None:
        """It counts again, now and in later nights."""
        call = Call(
            "endReconciliationIgnore",
            "DELETE",
            "/api/v1/reconciliation-findings/{id}/ignore",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)


class AsyncBooks(_Resource):
    """``causeway.books``"""

    async def list(
        self,
    ) -> m.BookList:
        """Returns the company's own books: deliveries against workflows, deals against the CRM, the audit log, erasures, retention, and what expires. Each is compared every night."""
        call = Call(
            "listBooks",
            "GET",
            "/api/v1/books",
        )
        return await self._sender.run(call)

    async def reconcile(
        self,
        book: m.BookName,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.BegunBookRun:
        """Compares everything, as in the night of a Sunday, and makes a report."""
        call = Call(
            "reconcileBook",
            "POST",
            "/api/v1/books/{book}/reconcile",
            path={"book": book},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncIntegrationHealth(_Resource):
    """``causeway.integration_health``"""

    async def get_connection_health(
        self,
        id: str,
    ) -> m.IntegrationHealthDetail:
        """Returns its state with reason and remedy, what is left of its quota, and how fresh the records of its syncs are."""
        call = Call(
            "getConnectionHealth",
            "GET",
            "/api/v1/connections/{id}/health",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_sync_health(
        self,
        id: str,
    ) -> m.IntegrationHealthDetail:
        """Returns its state with reason and remedy, the records that are not written, and how old its last complete run is."""
        call = Call(
            "getSyncHealth",
            "GET",
            "/api/v1/syncs/{id}/health",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_endpoint_health(
        self,
        id: str,
    ) -> m.IntegrationHealthDetail:
        """Returns its state with reason and remedy: what is held, repeated or given up, and since when."""
        call = Call(
            "getEndpointHealth",
            "GET",
            "/api/v1/endpoints/{id}/health",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_partner_health(
        self,
        id: str,
    ) -> m.PartnerHealth:
        """Returns the state of the partner, which is that of its worst endpoint unless the partner itself is pending or suspended, and of each endpoint."""
        call = Call(
            "getPartnerHealth",
            "GET",
            "/api/v1/partners/{id}/health",
            path={"id": id},
        )
        return await self._sender.run(call)


class AsyncExports(_Resource):
    """``causeway.exports``"""

    async def list_streams(
        self,
    ) -> m.ExportStreamList:
        """Returns what can be exported. A partner key sees the streams that have rows of its own."""
        call = Call(
            "listExportStreams",
            "GET",
            "/api/v1/exports",
        )
        return await self._sender.run(call)

    async def get_schema(
        self,
        stream: m.ExportStreamName,
    ) -> m.ExportStreamSchema:
        """Returns the JSON Schema of its rows, its primary key and its cursor field."""
        call = Call(
            "getExportSchema",
            "GET",
            "/api/v1/exports/{stream}/schema",
            path={"stream": stream},
        )
        return await self._sender.run(call)

    def read(
        self,
        stream: m.ExportStreamName,
        *,
        cursor: Optional[str] = None,
        updated_since: Optional[Instant] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.ExportRow]:
        """Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction is committed. With `Accept: application/x-ndjson` the whole pass is streamed, a row a line, and the `Link` header has the cursor of the next pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own."""
        call = Call(
            "readExport",
            "GET",
            "/api/v1/exports/{stream}",
            path={"stream": stream},
            query={"cursor": cursor, "updated_since": updated_since, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def read_file(
        self,
        stream: m.ExportStreamName,
        *,
        cursor: Optional[str] = None,
        updated_since: Optional[Instant] = None,
        limit: Optional[int] = None,
    ) -> bytes:
        """Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction is committed. With `Accept: application/x-ndjson` the whole pass is streamed, a row a line, and the `Link` header has the cursor of the next pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own."""
        call = Call(
            "readExport",
            "GET",
            "/api/v1/exports/{stream}",
            path={"stream": stream},
            query={"cursor": cursor, "updated_since": updated_since, "limit": limit},
            accept=("application/x-ndjson",),
            as_bytes=True,
        )
        return await self._sender.run(call)


class AsyncAlerts(_Resource):
    """``causeway.alerts``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        rule: Optional[Union[m.AlertRuleName, Sequence[m.AlertRuleName]]] = None,
        state: Optional[Union[m.AlertState, Sequence[m.AlertState]]] = None,
        severity: Optional[Union[m.AlertSeverity, Sequence[m.AlertSeverity]]] = None,
        partner_id: Optional[str] = None,
        subject_id: Optional[str] = None,
    ) -> AsyncPages[m.Alert]:
        """Returns what is and was wrong, the latest first. Alerts are kept for 90 days after their end. With `state=firing` it is what somebody has to look after."""
        call = Call(
            "listAlerts",
            "GET",
            "/api/v1/alerts",
            query={"cursor": cursor, "limit": limit, "rule": rule, "state": state, "severity": severity, "partner_id": partner_id, "subject_id": subject_id},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.AlertWithNotices:
        """Returns the alert, and whom it was told."""
        call = Call(
            "getAlert",
            "GET",
            "/api/v1/alerts/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def acknowledge(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Alert:
        """Says that somebody looks after it: it does not escalate, nobody is reminded, and who has heard of it is told. If it becomes more severe, it fires again. Without If-Match the last change wins."""
        call = Call(
            "acknowledgeAlert",
            "POST",
            "/api/v1/alerts/{id}/acknowledge",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def unacknowledge(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Alert:
        """The alert fires again, and escalates as if nobody had acknowledged it. Without If-Match the last change wins."""
        call = Call(
            "unacknowledgeAlert",
            "POST",
            "/api/v1/alerts/{id}/unacknowledge",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def snooze(
        self,
        id: str,
        body: m.SnoozeAlert,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Alert:
        """Nobody is told of it before that time. If it still fires then, it is told, or who has heard of it is reminded. Without If-Match the last change wins."""
        call = Call(
            "snoozeAlert",
            "POST",
            "/api/v1/alerts/{id}/snooze",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncAlertChannels(_Resource):
    """``causeway.alert_channels``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.AlertChannel]:
        """Returns where alerts are sent, the newest first."""
        call = Call(
            "listAlertChannels",
            "GET",
            "/api/v1/alert-channels",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CreateAlertChannel,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AlertChannel:
        """Creates a place where alerts are sent. Until a route names it, it is told of every alert. Try it with POST /alert-channels/{id}/test."""
        call = Call(
            "createAlertChannel",
            "POST",
            "/api/v1/alert-channels",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.AlertChannel:
        """Returns the channel, and whether messages arrive."""
        call = Call(
            "getAlertChannel",
            "GET",
            "/api/v1/alert-channels/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.AlertChannelChange,
        *,
        if_match: Optional[str] = None,
    ) -> m.AlertChannel:
        """Changes what is sent. Messages that could not be sent are tried again soon. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateAlertChannel",
            "PATCH",
            "/api/v1/alert-channels/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
    ) -> None:
        """Deletes the channel and its secrets. What it was told stays with the alerts. A channel that a route names cannot be deleted. With If-Match, only that version is."""
        call = Call(
            "deleteAlertChannel",
            "DELETE",
            "/api/v1/alert-channels/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            accept=(),
        )
        await self._sender.run(call)

    async def test(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AlertChannelTest:
        """Sends a test message now, also to a disabled channel, and returns what the other side said."""
        call = Call(
            "testAlertChannel",
            "POST",
            "/api/v1/alert-channels/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncAlertRoutes(_Resource):
    """``causeway.alert_routes``"""

    async def get(
        self,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.AlertRoutes:
        """Returns which alerts are told to whom. A channel that no route names is told of every alert."""
        call = Call(
            "getAlertRoutes",
            "GET",
            "/api/v1/alert-routes",
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def set(
        self,
        body: m.SetAlertRoutes,
        *,
        if_match: Optional[str] = None,
    ) -> m.AlertRoutes:
        """Replaces all of them. Open alerts are told by the new ones at once. Without If-Match the last change wins."""
        call = Call(
            "setAlertRoutes",
            "PUT",
            "/api/v1/alert-routes",
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncAlertRules(_Resource):
    """``causeway.alert_rules``"""

    async def list(
        self,
    ) -> m.AlertRuleList:
        """Returns what the company is alerted of, and the thresholds. They are set in the settings file."""
        call = Call(
            "listAlertRules",
            "GET",
            "/api/v1/alert-rules",
        )
        return await self._sender.run(call)


class AsyncTouches(_Resource):
    """``causeway.touches``"""

    async def record(
        self,
        body: m.CreateTouch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Touch:
        """A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        call = Call(
            "recordTouch",
            "POST",
            "/api/v1/touches",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[Instant] = None,
        occurred_to: Optional[Instant] = None,
        sandbox_id: Optional[str] = None,
        partner_id: Optional[str] = None,
        source: Optional[Union[m.TouchSource, Sequence[m.TouchSource]]] = None,
        subject: Optional[str] = None,
    ) -> AsyncPages[m.Touch]:
        """Returns touches, newest recorded first. A partner key sees its own."""
        call = Call(
            "listTouches",
            "GET",
            "/api/v1/touches",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "partner_id": partner_id, "source": source, "subject": subject},
        )
        return AsyncPages(self._sender, call)

    async def record_many(
        self,
        body: m.TouchesBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FactBatchResult:
        """A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        call = Call(
            "recordTouches",
            "POST",
            "/api/v1/touches/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncConversions(_Resource):
    """``causeway.conversions``"""

    async def record(
        self,
        body: m.CreateConversion,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Conversion:
        """A conversion tells that a subject became a lead, an opportunity or a customer. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        call = Call(
            "recordConversion",
            "POST",
            "/api/v1/conversions",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[Instant] = None,
        occurred_to: Optional[Instant] = None,
        sandbox_id: Optional[str] = None,
        kind: Optional[Union[m.ConversionKind, Sequence[m.ConversionKind]]] = None,
        subject: Optional[str] = None,
    ) -> AsyncPages[m.Conversion]:
        """Returns conversions, newest recorded first. Platform keys only: a conversion can belong to several partners."""
        call = Call(
            "listConversions",
            "GET",
            "/api/v1/conversions",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "kind": kind, "subject": subject},
        )
        return AsyncPages(self._sender, call)

    async def record_many(
        self,
        body: m.ConversionsBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FactBatchResult:
        """A conversion tells that a subject became a lead, an opportunity or a customer. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        call = Call(
            "recordConversions",
            "POST",
            "/api/v1/conversions/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncRevenue(_Resource):
    """``causeway.revenue``"""

    async def record(
        self,
        body: m.CreateRevenue,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Revenue:
        """Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        call = Call(
            "recordRevenue",
            "POST",
            "/api/v1/revenue",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[Instant] = None,
        occurred_to: Optional[Instant] = None,
        sandbox_id: Optional[str] = None,
        kind: Optional[Union[m.RevenueKind, Sequence[m.RevenueKind]]] = None,
        subject: Optional[str] = None,
    ) -> AsyncPages[m.Revenue]:
        """Returns sales, refunds and changes of subscriptions, newest recorded first. Platform keys only."""
        call = Call(
            "listRevenue",
            "GET",
            "/api/v1/revenue",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "kind": kind, "subject": subject},
        )
        return AsyncPages(self._sender, call)

    async def record_items(
        self,
        body: m.RevenueItemsBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FactBatchResult:
        """Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        call = Call(
            "recordRevenueItems",
            "POST",
            "/api/v1/revenue/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncCosts(_Resource):
    """``causeway.costs``"""

    async def record(
        self,
        body: m.CreateCost,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Cost:
        """A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        call = Call(
            "recordCost",
            "POST",
            "/api/v1/costs",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[Instant] = None,
        occurred_to: Optional[Instant] = None,
        sandbox_id: Optional[str] = None,
        partner_id: Optional[str] = None,
        kind: Optional[Union[m.CostKind, Sequence[m.CostKind]]] = None,
    ) -> AsyncPages[m.Cost]:
        """Returns costs, newest recorded first. A partner key sees its own."""
        call = Call(
            "listCosts",
            "GET",
            "/api/v1/costs",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "partner_id": partner_id, "kind": kind},
        )
        return AsyncPages(self._sender, call)

    async def record_many(
        self,
        body: m.CostsBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FactBatchResult:
        """A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        call = Call(
            "recordCosts",
            "POST",
            "/api/v1/costs/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncSubjects(_Resource):
    """``causeway.subjects``"""

    async def identify(
        self,
        body: m.CreateIdentity,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Identity:
        """A visitor is a user, or a user belongs to an account: from then on conversions and revenue of the one have the touches of all. Touches and conversions of the past count too, so earlier reports stay as they were, and later ones are computed anew. A subject is one other subject at most."""
        call = Call(
            "identifySubject",
            "POST",
            "/api/v1/subjects/identify",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def unidentify(
        self,
        body: m.IdentityEnd,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Identity:
        """From then on the subject, and those that are the same as it, are on their own again."""
        call = Call(
            "unidentifySubject",
            "POST",
            "/api/v1/subjects/unidentify",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def identify_many(
        self,
        body: m.IdentityBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.IdentityBatchResult:
        """Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        call = Call(
            "identifySubjects",
            "POST",
            "/api/v1/subjects/identify/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncLinks(_Resource):
    """``causeway.links``"""

    async def create(
        self,
        body: m.CreateLink,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Link:
        """Whoever opens the link is forwarded to `target`, and a touch of the partner is recorded. The target receives the visitor as `cw_click` in its query: send it as `subject` to POST /subjects/identify once you know who it is. No cookie is set, unless `attribution.link_cookie` is on."""
        call = Call(
            "createLink",
            "POST",
            "/api/v1/links",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        sandbox_id: Optional[str] = None,
    ) -> AsyncPages[m.Link]:
        """Returns links in the order of their codes. A partner key sees its own."""
        call = Call(
            "listLinks",
            "GET",
            "/api/v1/links",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "sandbox_id": sandbox_id},
        )
        return AsyncPages(self._sender, call)

    async def disable(
        self,
        code: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Link:
        """From now on it leads nowhere. What it recorded stays."""
        call = Call(
            "disableLink",
            "POST",
            "/api/v1/links/{code}/disable",
            path={"code": code},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncAttribution(_Resource):
    """``causeway.attribution``"""

    async def get_sources(
        self,
        id: str,
    ) -> m.AttributionSources:
        """Returns the values of `utm_source` and the hosts of referrers that mean this partner."""
        call = Call(
            "getAttributionSources",
            "GET",
            "/api/v1/partners/{id}/attribution-sources",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def replace_sources(
        self,
        id: str,
        body: m.AttributionSourcesInput,
    ) -> m.AttributionSources:
        """Replaces all names of the partner. A name means one partner only. Touches that were recorded before do not change."""
        call = Call(
            "replaceAttributionSources",
            "PUT",
            "/api/v1/partners/{id}/attribution-sources",
            path={"id": id},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_partner_roi(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        observed: Optional[bool] = None,
    ) -> m.RoiReport:
        """Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner."""
        call = Call(
            "getPartnerRoi",
            "GET",
            "/api/v1/partners/{id}/roi",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "observed": observed},
        )
        return await self._sender.run(call)

    async def get_partner_roi_file(
        self,
        id: str,
        *,
        format: Literal["csv"],
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        observed: Optional[bool] = None,
    ) -> bytes:
        """Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner."""
        call = Call(
            "getPartnerRoi",
            "GET",
            "/api/v1/partners/{id}/roi",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "observed": observed, "format": format},
            accept=("text/csv",),
            as_bytes=True,
        )
        return await self._sender.run(call)

    async def get_partner_roi_series(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        by: Optional[m.RoiPeriod] = None,
    ) -> m.RoiSeries:
        """Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window."""
        call = Call(
            "getPartnerRoiSeries",
            "GET",
            "/api/v1/partners/{id}/roi/series",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "by": by},
        )
        return await self._sender.run(call)

    async def get_partner_roi_series_file(
        self,
        id: str,
        *,
        format: Literal["csv"],
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        by: Optional[m.RoiPeriod] = None,
    ) -> bytes:
        """Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window."""
        call = Call(
            "getPartnerRoiSeries",
            "GET",
            "/api/v1/partners/{id}/roi/series",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "by": by, "format": format},
            accept=("text/csv",),
            as_bytes=True,
        )
        return await self._sender.run(call)

    async def get_partner_funnel(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
    ) -> m.PartnerFunnel:
        """Returns how many touches, leads, opportunities and customers the window has, and the share of each step that reaches the next."""
        call = Call(
            "getPartnerFunnel",
            "GET",
            "/api/v1/partners/{id}/roi/funnel",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version},
        )
        return await self._sender.run(call)

    async def get_partner_cohorts(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
    ) -> m.PartnerCohorts:
        """Returns the customers whom the partner brought in each month of the window, and what they have paid, month by month, until `as_of`. A late refund restates its cohort. Which visitors and accounts are the same is as it was known at `as_of`."""
        call = Call(
            "getPartnerCohorts",
            "GET",
            "/api/v1/partners/{id}/roi/cohorts",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version},
        )
        return await self._sender.run(call)

    async def explain_partner_roi(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        measure: Optional[m.RoiMeasure] = None,
    ) -> m.RoiExplanation:
        """Returns the facts that add up to a figure of the return, newest first, each with the share of the partner and the rates of its day."""
        call = Call(
            "explainPartnerRoi",
            "GET",
            "/api/v1/partners/{id}/roi/explain",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "measure": measure},
        )
        return await self._sender.run(call)

    async def explain(
        self,
        fact_id: str,
        *,
        version: Optional[int] = None,
    ) -> m.FactExplanation:
        """Returns the touches of a conversion or revenue, which of them count and why the others do not, what each weighs by each model, and what follows. Computed from the facts, by the code that credits them."""
        call = Call(
            "explainAttribution",
            "GET",
            "/api/v1/attribution/explain/{fact_id}",
            path={"fact_id": fact_id},
            query={"version": version},
        )
        return await self._sender.run(call)

    async def get_partner_league(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        sort: Optional[m.PartnerLeagueSort] = None,
    ) -> m.PartnerLeague:
        """Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one."""
        call = Call(
            "getPartnerLeague",
            "GET",
            "/api/v1/attribution/league",
            query={"cursor": cursor, "limit": limit, "window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "sort": sort},
        )
        return await self._sender.run(call)

    async def get_partner_league_file(
        self,
        *,
        format: Literal["csv"],
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        model: Optional[m.AttributionModel] = None,
        currency: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        sort: Optional[m.PartnerLeagueSort] = None,
    ) -> bytes:
        """Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one."""
        call = Call(
            "getPartnerLeague",
            "GET",
            "/api/v1/attribution/league",
            query={"cursor": cursor, "limit": limit, "window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "sort": sort, "format": format},
            accept=("text/csv",),
            as_bytes=True,
        )
        return await self._sender.run(call)

    async def get_accuracy(
        self,
        *,
        window: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        as_of: Optional[Instant] = None,
        version: Optional[int] = None,
    ) -> m.AttributionAccuracy:
        """Returns the share of conversions with an explained path, as a whole, by source and by partner, and what was lost and why. At most 92 days."""
        call = Call(
            "getAttributionAccuracy",
            "GET",
            "/api/v1/attribution/accuracy",
            query={"window": window, "from": from_, "to": to, "as_of": as_of, "version": version},
        )
        return await self._sender.run(call)

    def list_versions(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.AttributionVersion]:
        """Returns the versions of the credits, newest first. Reports use the one that is active, unless they name another one."""
        call = Call(
            "listAttributionVersions",
            "GET",
            "/api/v1/attribution/versions",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create_version(
        self,
        body: m.CreateAttributionVersion,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AttributionVersion:
        """Computes the credits of all facts anew, by the settings of the body or else by those of the installation. Reports do not change until the version is activated. At most 3 versions wait beside the active one."""
        call = Call(
            "createAttributionVersion",
            "POST",
            "/api/v1/attribution/versions",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_version(
        self,
        number: int,
    ) -> m.AttributionVersion:
        """Returns one version of the credits: its settings, and how far it is computed."""
        call = Call(
            "getAttributionVersion",
            "GET",
            "/api/v1/attribution/versions/{number}",
            path={"number": number},
        )
        return await self._sender.run(call)

    async def activate_version(
        self,
        number: int,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AttributionVersion:
        """From now on reports use it. The one that was active is retired: it stays readable, as of this moment. Activating the active version changes nothing."""
        call = Call(
            "activateAttributionVersion",
            "POST",
            "/api/v1/attribution/versions/{number}/activate",
            path={"number": number},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def discard_version(
        self,
        number: int,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.AttributionVersion:
        """A version that is being computed, or waits to be activated, is retired. Nothing is added to it any more."""
        call = Call(
            "discardAttributionVersion",
            "POST",
            "/api/v1/attribution/versions/{number}/discard",
            path={"number": number},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def compare_versions(
        self,
        number: int,
        *,
        from_: Day,
        until: Day,
        with_: Optional[int] = None,
        model: Optional[m.AttributionModel] = None,
        measure: Optional[m.CompareAttributionVersionsMeasure] = None,
        limit: Optional[int] = None,
    ) -> m.AttributionComparison:
        """Returns who gains and who loses if this version takes the place of another one, the largest changes first, with the conversions or the revenue that change most, and the rules in which the versions differ. Explain one of the facts with both versions to see its touches and weights."""
        call = Call(
            "compareAttributionVersions",
            "GET",
            "/api/v1/attribution/versions/{number}/comparison",
            path={"number": number},
            query={"with": with_, "from": from_, "until": until, "model": model, "measure": measure, "limit": limit},
        )
        return await self._sender.run(call)


class AsyncCommissionPlans(_Resource):
    """``causeway.commission_plans``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.CommissionPlanVersion]:
        """Returns the latest version of each plan, newest plan first."""
        call = Call(
            "listCommissionPlans",
            "GET",
            "/api/v1/commission-plans",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CommissionPlanInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionPlanVersion:
        """Creates a plan with its first version. It pays nobody until it is assigned. If it is not valid, the response lists all errors. Amounts are in the currency of the plan."""
        call = Call(
            "createCommissionPlan",
            "POST",
            "/api/v1/commission-plans",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
    ) -> m.CommissionPlanVersions:
        """Returns all versions of a plan, newest first."""
        call = Call(
            "getCommissionPlan",
            "GET",
            "/api/v1/commission-plans/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def create_version(
        self,
        id: str,
        body: m.CommissionPlanInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionPlanVersion:
        """Adds a version, which applies to sales from its `effective_from` on. What was accrued by earlier versions stays, and refunds of those sales still compute with them."""
        call = Call(
            "createCommissionPlanVersion",
            "POST",
            "/api/v1/commission-plans/{id}/versions",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def validate(
        self,
        body: m.CommissionPlanInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionPlanCheck:
        """Changes nothing. Returns all errors that creating the plan would return."""
        call = Call(
            "validateCommissionPlan",
            "POST",
            "/api/v1/commission-plans/validate",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def simulate(
        self,
        body: m.CommissionSimulation,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionSimulationResult:
        """Changes nothing. Computes what the sales that were accrued in a time would have brought each partner by this plan, and the difference to what they brought: at most 10000 of them, or fewer if the plan has more than two conditions. `npm run commissions:simulate` tries a plan on any number. Refunds are left out on both sides."""
        call = Call(
            "simulateCommissionPlan",
            "POST",
            "/api/v1/commission-plans/simulate",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncCommissionPlanAssignments(_Resource):
    """``causeway.commission_plan_assignments``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.PlanAssignment]:
        """Returns who was given which plan from which day on, newest first. Of two for the same target and day, the newer one counts."""
        call = Call(
            "listCommissionPlanAssignments",
            "GET",
            "/api/v1/commission-plan-assignments",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CreatePlanAssignment,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PlanAssignment:
        """Gives a partner, all partners of a level, or all of a programme a plan from a day on. It applies to sales whose commission is not accrued yet; what is accrued stays."""
        call = Call(
            "assignCommissionPlan",
            "POST",
            "/api/v1/commission-plan-assignments",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncCommissions(_Resource):
    """``causeway.commissions``"""

    async def list_splits(
        self,
        id: str,
    ) -> m.CommissionSplitRevisions:
        """Returns all revisions, oldest first. On a day the one with the latest month that has begun applies, and of those for one month the latest. Without any, the attribution decides."""
        call = Call(
            "listCommissionSplits",
            "GET",
            "/api/v1/deals/{id}/commission-splits",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def add_split(
        self,
        id: str,
        body: m.CommissionSplitInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionSplitRevision:
        """Adds a revision, which applies to sales of the deal from its month on. What is accrued already stays, and its refunds compute with the split that made it."""
        call = Call(
            "addCommissionSplit",
            "POST",
            "/api/v1/deals/{id}/commission-splits",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def list_role_shares(
        self,
        id: str,
    ) -> m.CommissionRoleSharesRevisions:
        """Returns all revisions, oldest first. In a month the one with the latest month that has begun applies, and of those for one month the latest."""
        call = Call(
            "listCommissionRoleShares",
            "GET",
            "/api/v1/programmes/{id}/commission-role-shares",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def add_role_shares(
        self,
        id: str,
        body: m.CommissionRoleSharesInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionRoleSharesRevision:
        """Adds a revision: which part of a commission goes to who found the sale (source), who helped to win it (influence) and who puts it to work (implement). Splits by roles that are made afterwards take it; what is split already stays."""
        call = Call(
            "addCommissionRoleShares",
            "POST",
            "/api/v1/programmes/{id}/commission-role-shares",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def split_by_roles(
        self,
        id: str,
        body: m.CommissionRoleSplit,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionSplitRevision:
        """Adds a revision of the deal's split by what each partner did, with the shares of the deal's programme in the month. Those in one role have equal parts of its share, and the company keeps the share of a role that nobody has. The parts are stored with the split: later shares do not change it."""
        call = Call(
            "splitCommissionByRoles",
            "POST",
            "/api/v1/deals/{id}/commission-splits/by-roles",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_balance(
        self,
        id: str,
    ) -> m.CommissionBalances:
        """Returns what the partner has in each account, by currency: the sums of its lines."""
        call = Call(
            "getCommissionBalance",
            "GET",
            "/api/v1/partners/{id}/commissions",
            path={"id": id},
        )
        return await self._sender.run(call)

    def list_lines(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        currency: Optional[str] = None,
        kind: Optional[Union[m.CommissionLineKind, Sequence[m.CommissionLineKind]]] = None,
    ) -> AsyncPages[m.CommissionLine]:
        """Returns the lines of the ledger, newest first. Lines never change: a correction is another line."""
        call = Call(
            "listCommissionLines",
            "GET",
            "/api/v1/partners/{id}/commissions/lines",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "currency": currency, "kind": kind},
        )
        return AsyncPages(self._sender, call)

    async def explain_line(
        self,
        id: str,
        line_id: str,
    ) -> m.CommissionExplanation:
        """Returns the line, what it is computed with, and what happened to its commission since: release, clawbacks, payout."""
        call = Call(
            "explainCommissionLine",
            "GET",
            "/api/v1/partners/{id}/commissions/lines/{line_id}",
            path={"id": id, "line_id": line_id},
        )
        return await self._sender.run(call)

    async def adjust(
        self,
        id: str,
        body: m.CreateCommissionAdjustment,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionLine:
        """Posts a line that adds to what the partner is owed, or takes from it. What is paid already is owed by the partner, and set off at its next payout."""
        call = Call(
            "adjustCommission",
            "POST",
            "/api/v1/partners/{id}/commissions/adjustments",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def hold_line(
        self,
        id: str,
        line_id: str,
        body: m.CommissionHold,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionLine:
        """What is not paid of a line is neither released nor paid until it is let go."""
        call = Call(
            "holdCommissionLine",
            "POST",
            "/api/v1/partners/{id}/commissions/lines/{line_id}/hold",
            path={"id": id, "line_id": line_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def unhold_line(
        self,
        id: str,
        line_id: str,
        body: m.CommissionHold,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionLine:
        """It becomes payable if its hold period is over, and accrued if not."""
        call = Call(
            "unholdCommissionLine",
            "POST",
            "/api/v1/partners/{id}/commissions/lines/{line_id}/unhold",
            path={"id": id, "line_id": line_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def open_dispute(
        self,
        id: str,
        body: m.CreateDispute,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Dispute:
        """Asks about a deal, a line or an invoice of the partner. What the books say is attached, and the company is told. It answers within the days of its settings."""
        call = Call(
            "openDispute",
            "POST",
            "/api/v1/partners/{id}/disputes",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_disputes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.Dispute]:
        """Returns the disputes, newest first."""
        call = Call(
            "listDisputes",
            "GET",
            "/api/v1/partners/{id}/disputes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def get_dispute(
        self,
        id: str,
        dispute_id: str,
    ) -> m.Dispute:
        """Returns the question, what the books say, and the answer."""
        call = Call(
            "getDispute",
            "GET",
            "/api/v1/partners/{id}/disputes/{dispute_id}",
            path={"id": id, "dispute_id": dispute_id},
        )
        return await self._sender.run(call)

    async def decide_dispute(
        self,
        id: str,
        dispute_id: str,
        body: m.DisputeDecision,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Dispute:
        """Answers a dispute, with a correction or with a reason. The partner is told. A decision is final: another dispute can be opened."""
        call = Call(
            "decideDispute",
            "POST",
            "/api/v1/partners/{id}/disputes/{dispute_id}/decide",
            path={"id": id, "dispute_id": dispute_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def list_statements(
        self,
        id: str,
    ) -> m.CommissionStatements:
        """Returns the statements that were issued, newest month first. They are issued in the night after the end of their month."""
        call = Call(
            "listCommissionStatements",
            "GET",
            "/api/v1/partners/{id}/statements",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def get_statement(
        self,
        id: str,
        month: str,
        *,
        currency: str,
    ) -> m.CommissionStatement:
        """Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF."""
        call = Call(
            "getCommissionStatement",
            "GET",
            "/api/v1/partners/{id}/statements/{month}",
            path={"id": id, "month": month},
            query={"currency": currency},
        )
        return await self._sender.run(call)

    async def get_statement_file(
        self,
        id: str,
        month: str,
        *,
        currency: str,
        format: Literal["csv", "html", "pdf"],
    ) -> bytes:
        """Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF."""
        call = Call(
            "getCommissionStatement",
            "GET",
            "/api/v1/partners/{id}/statements/{month}",
            path={"id": id, "month": month},
            query={"currency": currency, "format": format},
            accept=("text/csv", "text/html", "application/pdf",),
            as_bytes=True,
        )
        return await self._sender.run(call)

    def list_invoices(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.CommissionInvoice]:
        """Returns the invoices over what the partner owes, newest first."""
        call = Call(
            "listCommissionInvoices",
            "GET",
            "/api/v1/partners/{id}/commission-invoices",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def issue_invoice(
        self,
        id: str,
        body: m.CreateCommissionInvoice,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionInvoice:
        """Sets off what is payable, and lists the rest of what the partner owes. A partner has one open invoice in a currency. With the setting commissions.negative_balances they are issued with the statements."""
        call = Call(
            "issueCommissionInvoice",
            "POST",
            "/api/v1/partners/{id}/commission-invoices",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_invoice(
        self,
        id: str,
        invoice_id: str,
    ) -> m.CommissionInvoiceWithLines:
        """Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF."""
        call = Call(
            "getCommissionInvoice",
            "GET",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}",
            path={"id": id, "invoice_id": invoice_id},
        )
        return await self._sender.run(call)

    async def get_invoice_file(
        self,
        id: str,
        invoice_id: str,
        *,
        format: Literal["csv", "html", "pdf"],
    ) -> bytes:
        """Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF."""
        call = Call(
            "getCommissionInvoice",
            "GET",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}",
            path={"id": id, "invoice_id": invoice_id},
            query={"format": format},
            accept=("text/csv", "text/html", "application/pdf",),
            as_bytes=True,
        )
        return await self._sender.run(call)

    async def record_repayment(
        self,
        id: str,
        invoice_id: str,
        body: m.CreateCommissionRepayment,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionLine:
        """Posts a line: what the partner owed is money in the bank. The same external id is recorded once. What is more than is owed is refused."""
        call = Call(
            "recordCommissionRepayment",
            "POST",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}/repayments",
            path={"id": id, "invoice_id": invoice_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def cancel_invoice(
        self,
        id: str,
        invoice_id: str,
        body: m.CommissionInvoiceCancellation,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CommissionInvoice:
        """What it lists is carried forward again, and set off at the next payouts. What was repaid stays repaid."""
        call = Call(
            "cancelCommissionInvoice",
            "POST",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}/cancel",
            path={"id": id, "invoice_id": invoice_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncCommissionGoals(_Resource):
    """``causeway.commission_goals``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[Union[m.CommissionGoalState, Sequence[m.CommissionGoalState]]] = None,
    ) -> AsyncPages[m.CommissionGoal]:
        """Returns conversions, and revenue that belongs to none, with the state of their commissions: which wait, which failed, and why."""
        call = Call(
            "listCommissionGoals",
            "GET",
            "/api/v1/commission-goals",
            query={"cursor": cursor, "limit": limit, "state": state},
        )
        return AsyncPages(self._sender, call)


class AsyncPartnerLevels(_Resource):
    """``causeway.partner_levels``"""

    async def list(
        self,
    ) -> m.PartnerLevelsVersions:
        """Returns all versions of the levels and of what they require, newest first."""
        call = Call(
            "listPartnerLevels",
            "GET",
            "/api/v1/partner-levels",
        )
        return await self._sender.run(call)

    async def create(
        self,
        body: m.PartnerLevelsInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PartnerLevelsVersion:
        """Adds a version of the levels. From its day on every night promotes and demotes partners by it, with effect from the next day. Preview it before."""
        call = Call(
            "createPartnerLevels",
            "POST",
            "/api/v1/partner-levels",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def preview(
        self,
        body: m.PartnerLevelsInput,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PartnerLevelPreview:
        """Changes nothing. Returns who would be promoted and demoted by these levels tonight, and on which figures: of at most 10000 partners."""
        call = Call(
            "previewPartnerLevels",
            "POST",
            "/api/v1/partner-levels/preview",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
    ) -> m.PartnerLevel:
        """Returns the level that the partner has today, and what will become of it."""
        call = Call(
            "getPartnerLevel",
            "GET",
            "/api/v1/partners/{id}/level",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def set(
        self,
        id: str,
        body: m.SetPartnerLevel,
    ) -> m.PartnerLevelChange:
        """Gives a partner a level whatever the rules say, from a day on, and keeps it there until another day, or for ever."""
        call = Call(
            "setPartnerLevel",
            "PUT",
            "/api/v1/partners/{id}/level",
            path={"id": id},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_changes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.PartnerLevelChange]:
        """Returns the history, newest first. It never changes."""
        call = Call(
            "listPartnerLevelChanges",
            "GET",
            "/api/v1/partners/{id}/level/changes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)


class AsyncPayouts(_Resource):
    """``causeway.payouts``"""

    async def get_payee(
        self,
        id: str,
    ) -> m.Payee:
        """Returns the partner's account and tax fields."""
        call = Call(
            "getPayee",
            "GET",
            "/api/v1/partners/{id}/payee",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def save_payee(
        self,
        id: str,
        body: m.PayeeInput,
    ) -> m.Payee:
        """Applies to batches that are collected from now on. Tax fields are carried to exports, and nothing is computed with them."""
        call = Call(
            "savePayee",
            "PUT",
            "/api/v1/partners/{id}/payee",
            path={"id": id},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncPayoutBatches(_Resource):
    """``causeway.payout_batches``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.PayoutBatchSummary]:
        """Returns the batches, newest first."""
        call = Call(
            "listPayoutBatches",
            "GET",
            "/api/v1/payout-batches",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CreatePayoutBatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PayoutBatch:
        """Collects what is payable to each partner in a currency, less what it owes. Partners in a batch that is not finished are left out, so nobody is paid twice. Nothing is sent before the approvals that the settings ask for."""
        call = Call(
            "createPayoutBatch",
            "POST",
            "/api/v1/payout-batches",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
    ) -> m.PayoutBatch:
        """Returns a batch, and how many of its transfers are in each state."""
        call = Call(
            "getPayoutBatch",
            "GET",
            "/api/v1/payout-batches/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def approve(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PayoutBatch:
        """Each credential counts once, and the one that started the batch cannot approve it. With the last approval that is needed the batch is sent."""
        call = Call(
            "approvePayoutBatch",
            "POST",
            "/api/v1/payout-batches/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def cancel(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PayoutBatch:
        """Only before it is sent. What was collected stays payable."""
        call = Call(
            "cancelPayoutBatch",
            "POST",
            "/api/v1/payout-batches/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def report_results(
        self,
        id: str,
        body: m.PayoutResults,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PayoutOutcomes:
        """Confirms transfers, or fails them, after which their amounts are payable again. Sending the same results again changes nothing. A transfer that was confirmed can fail later."""
        call = Call(
            "reportPayoutResults",
            "POST",
            "/api/v1/payout-batches/{id}/results",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list_payouts(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[Union[m.PayoutState, Sequence[m.PayoutState]]] = None,
    ) -> AsyncPages[m.Payout]:
        """Returns the transfers, oldest first, with the reason of each that failed."""
        call = Call(
            "listPayouts",
            "GET",
            "/api/v1/payout-batches/{id}/payouts",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state},
        )
        return AsyncPages(self._sender, call)

    async def export(
        self,
        id: str,
    ) -> m.PayoutExport:
        """Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already."""
        call = Call(
            "exportPayoutBatch",
            "GET",
            "/api/v1/payout-batches/{id}/export",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def export_file(
        self,
        id: str,
        *,
        format: Literal["csv", "pain001"],
    ) -> bytes:
        """Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already."""
        call = Call(
            "exportPayoutBatch",
            "GET",
            "/api/v1/payout-batches/{id}/export",
            path={"id": id},
            query={"format": format},
            accept=("text/csv", "application/xml",),
            as_bytes=True,
        )
        return await self._sender.run(call)


class AsyncAuth(_Resource):
    """``causeway.auth``"""

    async def sign_in(
        self,
        body: m.SignIn,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignedIn:
        """Begins a session: the answer sets its cookie, which only browsers need. Programs authenticate with an API key or an access token. The request must come from the console: `Sec-Fetch-Site: same-origin` and the header `x-causeway-console`."""
        call = Call(
            "signIn",
            "POST",
            "/auth/sign-in",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            auth="none",
        )
        return await self._sender.run(call)

    async def use_sign_in_link(
        self,
        body: m.UseSignInLink,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignedIn:
        """Sets the password, ends all other sessions of the person, and begins a session. The link works once."""
        call = Call(
            "useSignInLink",
            "POST",
            "/auth/link",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            auth="none",
        )
        return await self._sender.run(call)

    async def find_sign_in_way(
        self,
        body: m.FindSignIn,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignInWay:
        """Says by the domain of an address whether people sign in through an identity provider. It is the same for every address of a domain."""
        call = Call(
            "findSignInWay",
            "POST",
            "/auth/sso",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
            auth="none",
        )
        return await self._sender.run(call)

    async def get_own_session(
        self,
    ) -> m.SignedIn:
        """Returns the person of the session and the scopes that their roles give now."""
        call = Call(
            "getOwnSession",
            "GET",
            "/auth/session",
        )
        return await self._sender.run(call)

    def list_own_sessions(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.Session]:
        """Returns the browsers in which you are signed in, newest first."""
        call = Call(
            "listOwnSessions",
            "GET",
            "/auth/sessions",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def end_own_session(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EndedSessions:
        """Signs that browser out, in every process within a second. A session of somebody else, or one that has ended, changes nothing."""
        call = Call(
            "endOwnSession",
            "POST",
            "/auth/sessions/{id}/end",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def sign_out(
        self,
        body: Optional[m.SignOut] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EndedSessions:
        """Ends this session, or with `everywhere` all of your sessions. The cookie is deleted."""
        call = Call(
            "signOut",
            "POST",
            "/auth/sign-out",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def view_as_partner(
        self,
        body: m.ViewAsPartner,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignedIn:
        """From now on, requests of this session are answered as those of the partner: only what it may read, and only what your roles let you read as well. Changes are refused. For people of the company with the scope `partners:read`. The audit log has the begin and the end."""
        call = Call(
            "viewAsPartner",
            "POST",
            "/auth/view",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def end_partner_view(
        self,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignedIn:
        """Requests of this session are yours again. Without a view, it changes nothing."""
        call = Call(
            "endPartnerView",
            "POST",
            "/auth/view/end",
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncInbound(_Resource):
    """``causeway.inbound``"""

    async def receive_webhook(
        self,
        connection_id: str,
        body: m.ReceiveWebhookRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.InboundReceipt:
        """Takes a webhook of a vendor, which its signature must prove: this is the URL to enter in the vendor's settings. The response is sent after the events were stored durably. An event that was received before has no second effect. Anything but 2xx makes vendors send again. Forms (application/x-www-form-urlencoded) are received like JSON."""
        call = Call(
            "receiveWebhook",
            "POST",
            "/api/v1/inbound/{connection_id}",
            path={"connection_id": connection_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncUsers(_Resource):
    """``causeway.users``"""

    async def create(
        self,
        body: m.CreateUser,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.User:
        """Creates a person who can sign in to the console. Send them a one-time link, with which they choose a password."""
        call = Call(
            "createUser",
            "POST",
            "/api/v1/users",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.User]:
        """Returns the people who can sign in, newest first."""
        call = Call(
            "listUsers",
            "GET",
            "/api/v1/users",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.User:
        """Returns the person with the roles they have now. Send the ETag of the response as If-Match to change the user."""
        call = Call(
            "getUser",
            "GET",
            "/api/v1/users/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateUser,
        *,
        if_match: Optional[str] = None,
    ) -> m.User:
        """Changes only the given fields. New roles take effect with the next request of each session. A disabled user is signed out everywhere within a second. Your credential needs all scopes of the roles that the user has and gets. Send the ETag of the user as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateUser",
            "PATCH",
            "/api/v1/users/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def create_sign_in_link(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SignInLink:
        """Returns a link with which the person chooses a password: the first one, or another one. Earlier links no longer work. Whoever uses it is signed out everywhere else. It works once, within 72 hours. Your credential needs all scopes of the roles of the user."""
        call = Call(
            "createSignInLink",
            "POST",
            "/api/v1/users/{id}/link",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    def list_sessions(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.Session]:
        """Returns the browsers in which the person is signed in, newest first."""
        call = Call(
            "listUserSessions",
            "GET",
            "/api/v1/users/{id}/sessions",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def end_sessions(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EndedSessions:
        """Ends all sessions of the person, in every process within a second. Your credential needs all scopes of the roles of the user."""
        call = Call(
            "endUserSessions",
            "POST",
            "/api/v1/users/{id}/sign-out",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncSsoConnections(_Resource):
    """``causeway.sso_connections``"""

    async def create(
        self,
        body: m.CreateSsoConnection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SsoConnection:
        """Lets people sign in through an identity provider: OpenID Connect or SAML 2.0, for the company or for one partner. Whoever sets it up can become anybody there, so your credential needs all scopes that people of that organisation can have."""
        call = Call(
            "createSsoConnection",
            "POST",
            "/api/v1/sso-connections",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.SsoConnection]:
        """Returns the identity providers through which people sign in, newest first, without their secrets."""
        call = Call(
            "listSsoConnections",
            "GET",
            "/api/v1/sso-connections",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.SsoConnection:
        """Returns the connection, with what the identity provider and DNS have to know of it."""
        call = Call(
            "getSsoConnection",
            "GET",
            "/api/v1/sso-connections/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateSsoConnection,
        *,
        if_match: Optional[str] = None,
    ) -> m.SsoConnection:
        """Changes only the given fields, for the next sign-ins. Your credential needs what creating it needs. Send the ETag of the connection as If-Match, or the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateSsoConnection",
            "PATCH",
            "/api/v1/sso-connections/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
    ) -> None:
        """Deletes the connection and its secret; nobody signs in through it any longer. Users stay, and sign in with a one-time link. With If-Match, only that version is deleted."""
        call = Call(
            "deleteSsoConnection",
            "DELETE",
            "/api/v1/sso-connections/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            accept=(),
        )
        await self._sender.run(call)

    async def verify_sso_domains(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SsoConnection:
        """Looks up the TXT record of `_causeway.<domain>` for each domain that is not verified. It must be the `txt_record` of the domain. Without one the domain stays as it is."""
        call = Call(
            "verifySsoDomains",
            "POST",
            "/api/v1/sso-connections/{id}/verify-domains",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def create_scim_token(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ScimToken:
        """Switches SCIM on, and returns the token for the identity provider. The one before ends at once. Whoever has it decides who the people of the organisation are, so your credential needs what creating the connection needs."""
        call = Call(
            "createScimToken",
            "POST",
            "/api/v1/sso-connections/{id}/scim-token",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def delete_scim_token(
        self,
        id: str,
    ) -> None:
        """Switches SCIM off. Users stay as the provider has left them."""
        call = Call(
            "deleteScimToken",
            "DELETE",
            "/api/v1/sso-connections/{id}/scim-token",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)


class AsyncEmbedSessions(_Resource):
    """``causeway.embed_sessions``"""

    async def create(
        self,
        body: m.CreateEmbedSession,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedEmbedSession:
        """Returns a token with which a page of yours shows the health of one partner, read-only and for minutes. Call it on your server, for whoever is signed in there. Your credential needs `webhooks:read` as well. A partner has at most 500 sessions at a time."""
        call = Call(
            "createEmbedSession",
            "POST",
            "/api/v1/embed-sessions",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
    ) -> AsyncPages[m.EmbedSession]:
        """Returns the sessions that have not ended, newest first, without their tokens."""
        call = Call(
            "listEmbedSessions",
            "GET",
            "/api/v1/embed-sessions",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )
        return AsyncPages(self._sender, call)

    async def revoke(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EmbedSession:
        """Ends the session at once: the frame shows nothing any more when it next asks, within half a minute."""
        call = Call(
            "revokeEmbedSession",
            "POST",
            "/api/v1/embed-sessions/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncPlatformEndpoints(_Resource):
    """``causeway.platform_endpoints``"""

    async def create(
        self,
        body: m.CreatePlatformEndpoint,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CreatedEndpoint:
        """Creates an endpoint of the company itself, which receives what Causeway tells its operators: the events of GET /platform-event-types, signed and retried like those of partners. The response contains the key that the receiver verifies signatures with."""
        call = Call(
            "createPlatformEndpoint",
            "POST",
            "/api/v1/platform-endpoints",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[Union[m.EndpointState, Sequence[m.EndpointState]]] = None,
    ) -> AsyncPages[m.Endpoint]:
        """Returns the endpoints of the company itself, newest first."""
        call = Call(
            "listPlatformEndpoints",
            "GET",
            "/api/v1/platform-endpoints",
            query={"cursor": cursor, "limit": limit, "state": state},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.Endpoint:
        """Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint."""
        call = Call(
            "getPlatformEndpoint",
            "GET",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.UpdateEndpoint,
        *,
        if_match: Optional[str] = None,
    ) -> m.Endpoint:
        """Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: of its objects, `metadata` are merged with what is stored; the others are refused."""
        call = Call(
            "updatePlatformEndpoint",
            "PATCH",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint."""
        call = Call(
            "deletePlatformEndpoint",
            "DELETE",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)

    async def enable(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count."""
        call = Call(
            "enablePlatformEndpoint",
            "POST",
            "/api/v1/platform-endpoints/{id}/enable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def disable(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again."""
        call = Call(
            "disablePlatformEndpoint",
            "POST",
            "/api/v1/platform-endpoints/{id}/disable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def pause(
        self,
        id: str,
        body: Optional[m.ReasonGiven] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Endpoint:
        """Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost."""
        call = Call(
            "pausePlatformEndpoint",
            "POST",
            "/api/v1/platform-endpoints/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_secret(
        self,
        id: str,
    ) -> m.EndpointSecret:
        """Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached."""
        call = Call(
            "getPlatformEndpointSecret",
            "GET",
            "/api/v1/platform-endpoints/{id}/secret",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def rotate_secret(
        self,
        id: str,
        body: Optional[m.RotateEndpointSecret] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.EndpointSecret:
        """Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The older `X-Signature` has room for one signature: until the overlap ends it is made with the oldest secret that is still valid. The default overlap is webhooks.secret_overlap_h."""
        call = Call(
            "rotatePlatformEndpointSecret",
            "POST",
            "/api/v1/platform-endpoints/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_stats(
        self,
        id: str,
    ) -> m.EndpointStats:
        """Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now."""
        call = Call(
            "getPlatformEndpointStats",
            "GET",
            "/api/v1/platform-endpoints/{id}/stats",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def test(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TestSent:
        """Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to."""
        call = Call(
            "testPlatformEndpoint",
            "POST",
            "/api/v1/platform-endpoints/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)


class AsyncPlatformEventTypes(_Resource):
    """``causeway.platform_event_types``"""

    async def list(
        self,
    ) -> m.PlatformEventTypeList:
        """Returns every type of event that platform endpoints receive, with its schema and an example. There are no pages."""
        call = Call(
            "listPlatformEndpointEventTypes",
            "GET",
            "/api/v1/platform-event-types",
        )
        return await self._sender.run(call)


class AsyncInboundSources(_Resource):
    """``causeway.inbound_sources``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> AsyncPages[m.InboundSource]:
        """Returns what sends webhooks here, newest first."""
        call = Call(
            "listInboundSources",
            "GET",
            "/api/v1/inbound-sources",
            query={"cursor": cursor, "limit": limit},
        )
        return AsyncPages(self._sender, call)

    async def create(
        self,
        body: m.CreateInboundSource,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.InboundSource:
        """Creates a source and returns the URL to enter in the settings of its vendor. The secret is stored encrypted."""
        call = Call(
            "createInboundSource",
            "POST",
            "/api/v1/inbound-sources",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get(
        self,
        id: str,
        *,
        if_none_match: Optional[str] = None,
    ) -> m.InboundSource:
        """Returns the source, with the URL that its vendor calls and the last webhook that was refused."""
        call = Call(
            "getInboundSource",
            "GET",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
            headers={"if-none-match": if_none_match},
        )
        return await self._sender.run(call)

    async def update(
        self,
        id: str,
        body: m.InboundSourceChange,
    ) -> m.InboundSource:
        """Changes the name or the signing scheme, or stops or resumes accepting webhooks. Takes effect within a second. A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too: an object in it is refused, because it would change only a part of what is stored."""
        call = Call(
            "updateInboundSource",
            "PATCH",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def delete(
        self,
        id: str,
    ) -> None:
        """Deletes the source and its secrets. What it sent is deleted with the next nightly purge."""
        call = Call(
            "deleteInboundSource",
            "DELETE",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)

    async def rotate_secret(
        self,
        id: str,
        body: m.InboundSecretRotation,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.InboundSource:
        """Adds a new secret. Until the overlap ends, webhooks that are signed with an older one are accepted too, so enter the new secret here first and then at the vendor. Takes effect within a second."""
        call = Call(
            "rotateInboundSecret",
            "POST",
            "/api/v1/inbound-sources/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def set_deal_status_rule(
        self,
        id: str,
        body: m.DealStatusRuleInput,
    ) -> m.DealStatusRule:
        """From now on, events of this source bring deals to the stage that their status means, and so their opportunities in the CRM. The latest event by its own time counts. An event that names an unknown deal or status has the status `failed`, with the reason: mend it, then replay it."""
        call = Call(
            "setDealStatusRule",
            "PUT",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)

    async def get_deal_status_rule(
        self,
        id: str,
    ) -> m.DealStatusRule:
        """Returns the rule of the source."""
        call = Call(
            "getDealStatusRule",
            "GET",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def delete_deal_status_rule(
        self,
        id: str,
    ) -> None:
        """Events of the source no longer change deals."""
        call = Call(
            "deleteDealStatusRule",
            "DELETE",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
            accept=(),
        )
        await self._sender.run(call)


class AsyncInboundEvents(_Resource):
    """``causeway.inbound_events``"""

    def list(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        source_id: Optional[str] = None,
        external_id: Optional[str] = None,
        type: Optional[str] = None,
        object: Optional[str] = None,
        record_id: Optional[str] = None,
        status: Optional[Union[m.InboundEventStatus, Sequence[m.InboundEventStatus]]] = None,
        received_after: Optional[Instant] = None,
        received_before: Optional[Instant] = None,
    ) -> AsyncPages[m.InboundEvent]:
        """Returns events that vendors sent by webhook, newest first, without payloads."""
        call = Call(
            "listInboundEvents",
            "GET",
            "/api/v1/inbound-events",
            query={"cursor": cursor, "limit": limit, "source_id": source_id, "external_id": external_id, "type": type, "object": object, "record_id": record_id, "status": status, "received_after": received_after, "received_before": received_before},
        )
        return AsyncPages(self._sender, call)

    async def get(
        self,
        id: str,
    ) -> m.InboundEventDetail:
        """Returns the event. A credential with the scope connections:payloads also sees the webhook as it arrived."""
        call = Call(
            "getInboundEvent",
            "GET",
            "/api/v1/inbound-events/{id}",
            path={"id": id},
        )
        return await self._sender.run(call)

    async def replay(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.InboundEvent:
        """Processes the event once more, as if it had just arrived: the record that it is about is read again."""
        call = Call(
            "replayInboundEvent",
            "POST",
            "/api/v1/inbound-events/{id}/replay",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )
        return await self._sender.run(call)

    async def replay_many(
        self,
        body: m.InboundEventSelection,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReplayInboundEventsResult:
        """Processes all matching events once more. Use dry_run first to see how many match."""
        call = Call(
            "replayInboundEvents",
            "POST",
            "/api/v1/inbound-events/replay",
            headers={"idempotency-key": idempotency_key},
            body=body,
            content_type="application/json",
        )
        return await self._sender.run(call)


class AsyncResources:
    """Every resource of the API."""

    def __init__(self, sender: AsyncSender) -> None:
        self.health = AsyncHealth(sender)
        self.oauth = AsyncOauth(sender)
        self.events = AsyncEvents(sender)
        self.event_types = AsyncEventTypes(sender)
        self.endpoints = AsyncEndpoints(sender)
        self.deliveries = AsyncDeliveries(sender)
        self.delivery_series = AsyncDeliverySeries(sender)
        self.dead_letters = AsyncDeadLetters(sender)
        self.partners = AsyncPartners(sender)
        self.erasures = AsyncErasures(sender)
        self.sandboxes = AsyncSandboxes(sender)
        self.promotions = AsyncPromotions(sender)
        self.api_keys = AsyncApiKeys(sender)
        self.oauth_clients = AsyncOauthClients(sender)
        self.feature_flags = AsyncFeatureFlags(sender)
        self.audit_entries = AsyncAuditEntries(sender)
        self.programmes = AsyncProgrammes(sender)
        self.deals = AsyncDeals(sender)
        self.deal_schema = AsyncDealSchema(sender)
        self.deal_imports = AsyncDealImports(sender)
        self.accounts = AsyncAccounts(sender)
        self.account_verdicts = AsyncAccountVerdicts(sender)
        self.account_matches = AsyncAccountMatches(sender)
        self.connectors = AsyncConnectors(sender)
        self.connections = AsyncConnections(sender)
        self.syncs = AsyncSyncs(sender)
        self.reconciliations = AsyncReconciliations(sender)
        self.reconciliation_drift = AsyncReconciliationDrift(sender)
        self.reconciliation_findings = AsyncReconciliationFindings(sender)
        self.books = AsyncBooks(sender)
        self.integration_health = AsyncIntegrationHealth(sender)
        self.exports = AsyncExports(sender)
        self.alerts = AsyncAlerts(sender)
        self.alert_channels = AsyncAlertChannels(sender)
        self.alert_routes = AsyncAlertRoutes(sender)
        self.alert_rules = AsyncAlertRules(sender)
        self.touches = AsyncTouches(sender)
        self.conversions = AsyncConversions(sender)
        self.revenue = AsyncRevenue(sender)
        self.costs = AsyncCosts(sender)
        self.subjects = AsyncSubjects(sender)
        self.links = AsyncLinks(sender)
        self.attribution = AsyncAttribution(sender)
        self.commission_plans = AsyncCommissionPlans(sender)
        self.commission_plan_assignments = AsyncCommissionPlanAssignments(sender)
        self.commissions = AsyncCommissions(sender)
        self.commission_goals = AsyncCommissionGoals(sender)
        self.partner_levels = AsyncPartnerLevels(sender)
        self.payouts = AsyncPayouts(sender)
        self.payout_batches = AsyncPayoutBatches(sender)
        self.auth = AsyncAuth(sender)
        self.inbound = AsyncInbound(sender)
        self.users = AsyncUsers(sender)
        self.sso_connections = AsyncSsoConnections(sender)
        self.embed_sessions = AsyncEmbedSessions(sender)
        self.platform_endpoints = AsyncPlatformEndpoints(sender)
        self.platform_event_types = AsyncPlatformEventTypes(sender)
        self.inbound_sources = AsyncInboundSources(sender)
        self.inbound_events = AsyncInboundEvents(sender)
