# sha256:8a4836feeed64f1534965b86e5af0edbb77e011bc2891881134c3d0799bb2087 of docs/openapi.json
# Generated with npm run openapi: changes made here are lost.
from typing import Any, Dict, List, Optional

from .transport import Transport


class Operations(Transport):
    """Every operation of the API."""

    def publish_event(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Publishes an event. The response is sent after the event and its deliveries were stored durably. The event is sent to every endpoint whose filter matches, or only to those of `partner_ids`. If an event with the same `id` was published before, the response is that event."""
        return self.request(
            "POST",
            "/api/v1/events",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_events(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        type: Optional[str] = None,
        partner_id: Optional[str] = None,
        created_after: Optional[str] = None,
        created_before: Optional[str] = None,
    ) -> Any:
        """Returns events, newest first, without payloads. A partner key sees the events that have a delivery to its partner."""
        return self.request(
            "GET",
            "/api/v1/events",
            query={"cursor": cursor, "limit": limit, "type": type, "partner_id": partner_id, "created_after": created_after, "created_before": created_before},
        )

    def publish_events(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Publishes a batch. Each event succeeds or fails independently: check `results`, which has one entry per event, in order. The `Deprecation` header is set if the type of at least one event is deprecated."""
        return self.request(
            "POST",
            "/api/v1/events/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_event(
        self,
        id: str,
    ) -> Any:
        """Returns the event with its payload exactly as published. A partner key sees only its own deliveries."""
        return self.request(
            "GET",
            "/api/v1/events/{id}",
            path={"id": id},
        )

    def create_event_type(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates an event type. Its first schema is version 1. Names that begin with `causeway.` are reserved."""
        return self.request(
            "POST",
            "/api/v1/event-types",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_event_types(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns event types by name, without their schemas."""
        return self.request(
            "GET",
            "/api/v1/event-types",
            query={"cursor": cursor, "limit": limit},
        )

    def get_event_type(
        self,
        name: str,
    ) -> Any:
        """Returns the event type. `schema` is the newest version; published events are validated against it."""
        return self.request(
            "GET",
            "/api/v1/event-types/{name}",
            path={"name": name},
        )

    def update_event_type(
        self,
        name: str,
        body: Dict[str, Any],
    ) -> Any:
        """Updates the description or the deprecation. A deprecated type still works; publishers get a `Deprecation` header."""
        return self.request(
            "PATCH",
            "/api/v1/event-types/{name}",
            path={"name": name},
            body=body,
        )

    def add_event_type_version(
        self,
        name: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a schema version. It takes effect immediately: new events are validated against it. With a down_conversion, endpoints can continue to receive the previous version. A down_conversion is required while endpoints pin a version."""
        return self.request(
            "POST",
            "/api/v1/event-types/{name}/versions",
            path={"name": name},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def create_endpoint(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates an endpoint. The response contains the key that the receiver verifies signatures with. GET /endpoints/{id}/secret returns it again."""
        return self.request(
            "POST",
            "/api/v1/endpoints",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_endpoints(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns endpoints, newest first."""
        return self.request(
            "GET",
            "/api/v1/endpoints",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "state": state},
        )

    def get_endpoint(
        self,
        id: str,
    ) -> Any:
        """Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint."""
        return self.request(
            "GET",
            "/api/v1/endpoints/{id}",
            path={"id": id},
        )

    def update_endpoint(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/endpoints/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def delete_endpoint(
        self,
        id: str,
    ) -> Any:
        """Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint."""
        return self.request(
            "DELETE",
            "/api/v1/endpoints/{id}",
            path={"id": id},
        )

    def enable_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/enable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def disable_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/disable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def pause_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_endpoint_secret(
        self,
        id: str,
    ) -> Any:
        """Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached."""
        return self.request(
            "GET",
            "/api/v1/endpoints/{id}/secret",
            path={"id": id},
        )

    def rotate_endpoint_secret(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The default overlap is webhooks.secret_overlap_h."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_endpoint_stats(
        self,
        id: str,
    ) -> Any:
        """Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now."""
        return self.request(
            "GET",
            "/api/v1/endpoints/{id}/stats",
            path={"id": id},
        )

    def replay_missing(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for example because they are older than the endpoint or than its subscription to their type. One call creates at most 100000 deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing. Safe to repeat."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/replay-missing",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def test_endpoint(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def test_partner_webhooks(
        self,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Sends a signed webhook.test event to each of your enabled endpoints, or to one of them. Requires a partner key."""
        return self.request(
            "POST",
            "/api/v1/partners/webhooks/test",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def preview_transformation(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Transforms a past event or a sample with schema_versions and transformation: those of the endpoint, or others to try. Nothing is stored or sent. An error is explained in the same way as for a held delivery."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/transformation/preview",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_deliveries(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[str] = None,
        created_before: Optional[str] = None,
        status: Optional[List[str]] = None,
    ) -> Any:
        """Returns deliveries, newest first. All filters must match. `status` can be repeated."""
        return self.request(
            "GET",
            "/api/v1/deliveries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "status": status},
        )

    def get_delivery(
        self,
        id: str,
    ) -> Any:
        """Returns the delivery with every attempt, its response and the reason for the time of the next attempt. If the delivery is held, `hold` explains why and what releases it. With a platform key the response also links to the workflow in Temporal UI."""
        return self.request(
            "GET",
            "/api/v1/deliveries/{id}",
            path={"id": id},
        )

    def cancel_delivery(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Cancels the delivery. No further attempt is made. An attempt that is in flight can still arrive."""
        return self.request(
            "POST",
            "/api/v1/deliveries/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def retry_delivery(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Makes the next attempt immediately instead of at its scheduled time. A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it."""
        return self.request(
            "POST",
            "/api/v1/deliveries/{id}/retry",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def list_dead_letters(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[str] = None,
        created_before: Optional[str] = None,
        reason: Optional[str] = None,
        dead_lettered_after: Optional[str] = None,
        dead_lettered_before: Optional[str] = None,
    ) -> Any:
        """Returns dead letters, newest first. A dead letter is a delivery that is no longer retried."""
        return self.request(
            "GET",
            "/api/v1/dead-letters",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before},
        )

    def get_dead_letter(
        self,
        id: str,
    ) -> Any:
        """Returns the dead letter with its event, its endpoint, every attempt and the reason why it was dead-lettered."""
        return self.request(
            "GET",
            "/api/v1/dead-letters/{id}",
            path={"id": id},
        )

    def replay_dead_letter(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Sends the dead letter again, with a new retry budget and the same webhook-id. If its endpoint cannot receive now, the delivery is held until it can. Afterwards read it with GET /deliveries/{id}."""
        return self.request(
            "POST",
            "/api/v1/dead-letters/{id}/replay",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def replay_dead_letters(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Replays all matching dead letters. Each gets a new retry budget and keeps its webhook-id. They are held first and then sent oldest first, behind live traffic. Dead letters of deleted endpoints are skipped. Use dry_run first to see how many match."""
        return self.request(
            "POST",
            "/api/v1/dead-letters/replay",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def purge_dead_letters(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Permanently deletes the matching dead letters and their attempts. Requires a platform key. Use dry_run first to see how many match."""
        return self.request(
            "POST",
            "/api/v1/dead-letters/purge",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def create_partner(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a partner, which is a separate tenant and sees only its own data. Create a key for it with POST /api-keys."""
        return self.request(
            "POST",
            "/api/v1/partners",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_partners(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        tier: Optional[str] = None,
        status: Optional[str] = None,
        name: Optional[str] = None,
    ) -> Any:
        """Returns partners, newest first."""
        return self.request(
            "GET",
            "/api/v1/partners",
            query={"cursor": cursor, "limit": limit, "tier": tier, "status": status, "name": name},
        )

    def get_partner(
        self,
        id: str,
    ) -> Any:
        """Returns the partner. Send the ETag of the response as If-Match to change the partner."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}",
            path={"id": id},
        )

    def update_partner(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates a partner. Takes effect within one second on every process. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/partners/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def delete_partner(
        self,
        id: str,
    ) -> Any:
        """Deletes the partner. Its credentials are rejected and nothing more is sent to it, both with immediate effect. Its data is then permanently erased; the returned erasure shows the progress. This cannot be undone."""
        return self.request(
            "DELETE",
            "/api/v1/partners/{id}",
            path={"id": id},
        )

    def get_own_partner(
        self,
    ) -> Any:
        """Returns the partner of the credential, with its effective rate limit."""
        return self.request(
            "GET",
            "/api/v1/partners/me",
        )

    def suspend_partner(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Suspends the partner. Its credentials are rejected with the reason, and all deliveries to its endpoints are held; nothing is lost. Requests that are in flight can still arrive."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/suspend",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def activate_partner(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Activates the partner. Its credentials work again, and its held deliveries are sent, oldest first."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/activate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def erase_data_subject(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Erases a person's data across all partners. Events that contain the address lose their payload, and their pending deliveries are cancelled. Receivers' responses, contacts and audit details that contain the address are emptied. The erasure covers data that was accepted before this request."""
        return self.request(
            "POST",
            "/api/v1/erasures",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_erasures(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        kind: Optional[str] = None,
        status: Optional[str] = None,
        partner_id: Optional[str] = None,
    ) -> Any:
        """Returns erasures, newest first, with the number of erased rows."""
        return self.request(
            "GET",
            "/api/v1/erasures",
            query={"cursor": cursor, "limit": limit, "kind": kind, "status": status, "partner_id": partner_id},
        )

    def get_erasure(
        self,
        id: str,
    ) -> Any:
        """Returns the progress of the erasure and the number of erased rows. The erasure does not record whom it was about."""
        return self.request(
            "GET",
            "/api/v1/erasures/{id}",
            path={"id": id},
        )

    def create_sandbox(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a partner with an API key and, if you send a URL, an endpoint. The sandbox is filled asynchronously with synthetic customers and deals, whose events are published only to it. Read GET /sandboxes/{partner_id} until its status is `ready`."""
        return self.request(
            "POST",
            "/api/v1/sandboxes",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_sandbox(
        self,
        partner_id: str,
    ) -> Any:
        """Returns whether the synthetic data is ready, and its size. A partner key sees only its own sandbox."""
        return self.request(
            "GET",
            "/api/v1/sandboxes/{partner_id}",
            path={"partner_id": partner_id},
        )

    def reset_sandbox(
        self,
        partner_id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Erases the synthetic events and their deliveries, then publishes the same data again with new ids. Events published by others, keys and endpoints are kept."""
        return self.request(
            "POST",
            "/api/v1/sandboxes/{partner_id}/reset",
            path={"partner_id": partner_id},
            headers={"idempotency-key": idempotency_key},
        )

    def promote_partner(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Checks whether the partner is ready for production. If all checks pass, the partner gets the tier and its synthetic data is erased. Otherwise the promotion is blocked, and `checks` shows why."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/promotions",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_promotion(
        self,
        id: str,
    ) -> Any:
        """Returns the promotion with the result of each check. A partner key sees only promotions of its own partner."""
        return self.request(
            "GET",
            "/api/v1/promotions/{id}",
            path={"id": id},
        )

    def get_promotion_checks(
        self,
        id: str,
    ) -> Any:
        """Returns the current results of the checks without changing anything. A partner key sees only its own partner. Returns 409 if the partner is not a sandbox any more."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/promotion-checks",
            path={"id": id},
        )

    def create_api_key(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates an API key. The key is returned only in this response, because only its hash is stored."""
        return self.request(
            "POST",
            "/api/v1/api-keys",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_api_keys(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        active: Optional[bool] = None,
    ) -> Any:
        """Returns API keys, newest first, without the keys themselves."""
        return self.request(
            "GET",
            "/api/v1/api-keys",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )

    def get_api_key(
        self,
        id: str,
    ) -> Any:
        """Returns the API key without the key itself."""
        return self.request(
            "GET",
            "/api/v1/api-keys/{id}",
            path={"id": id},
        )

    def rotate_api_key(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a new key with the same name, owner and scopes. The old key continues to work until the overlap ends."""
        return self.request(
            "POST",
            "/api/v1/api-keys/{id}/rotate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def revoke_api_key(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Revokes the key immediately. Every process rejects it within one second. This cannot be undone. Your credential needs all scopes of the key."""
        return self.request(
            "POST",
            "/api/v1/api-keys/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def create_oauth_client(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates an OAuth client. Its `id` is the client_id. The secret is returned only in this response, because only its hash is stored."""
        return self.request(
            "POST",
            "/api/v1/oauth-clients",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_oauth_clients(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        active: Optional[str] = None,
    ) -> Any:
        """Returns OAuth clients, newest first, without their secrets."""
        return self.request(
            "GET",
            "/api/v1/oauth-clients",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )

    def get_oauth_client(
        self,
        id: str,
    ) -> Any:
        """Returns the OAuth client without its secrets."""
        return self.request(
            "GET",
            "/api/v1/oauth-clients/{id}",
            path={"id": id},
        )

    def update_oauth_client(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates the name, scopes, keys or certificate. Existing tokens immediately lose the scopes that the client loses. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/oauth-clients/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def revoke_oauth_client(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Revokes the client. It gets no new tokens, and its existing tokens are rejected by every process within one second. This cannot be undone. Your credential needs all scopes of the client."""
        return self.request(
            "POST",
            "/api/v1/oauth-clients/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def rotate_oauth_client_secret(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a new secret. The old secret continues to work until the overlap ends. Tokens that were obtained with it stay valid until they expire."""
        return self.request(
            "POST",
            "/api/v1/oauth-clients/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_feature_flags(
        self,
    ) -> Any:
        """Returns all feature flags by name, without pagination."""
        return self.request(
            "GET",
            "/api/v1/feature-flags",
        )

    def put_feature_flag(
        self,
        name: str,
        body: Dict[str, Any],
    ) -> Any:
        """Creates or replaces a flag. Takes effect within one second on every process. Overrides of partners are kept."""
        return self.request(
            "PUT",
            "/api/v1/feature-flags/{name}",
            path={"name": name},
            body=body,
        )

    def delete_feature_flag(
        self,
        name: str,
    ) -> Any:
        """Deletes a flag and its overrides. Deleting an unknown flag has no effect."""
        return self.request(
            "DELETE",
            "/api/v1/feature-flags/{name}",
            path={"name": name},
        )

    def override_feature_flag(
        self,
        name: str,
        partner_id: str,
        body: Dict[str, Any],
    ) -> Any:
        """Sets the flag for this partner, regardless of the flag's own settings, until the override is deleted."""
        return self.request(
            "PUT",
            "/api/v1/feature-flags/{name}/partners/{partner_id}",
            path={"name": name, "partner_id": partner_id},
            body=body,
        )

    def delete_feature_flag_override(
        self,
        name: str,
        partner_id: str,
    ) -> Any:
        """Deletes the override. The flag's own settings apply to the partner again."""
        return self.request(
            "DELETE",
            "/api/v1/feature-flags/{name}/partners/{partner_id}",
            path={"name": name, "partner_id": partner_id},
        )

    def get_own_feature_flags(
        self,
    ) -> Any:
        """Returns all flags with their values for the partner of the credential."""
        return self.request(
            "GET",
            "/api/v1/partners/me/feature-flags",
        )

    def get_partner_feature_flags(
        self,
        id: str,
    ) -> Any:
        """Returns all flags with their values for this partner and what determined them."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/feature-flags",
            path={"id": id},
        )

    def list_audit_entries(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_kind: Optional[str] = None,
        object_id: Optional[str] = None,
        action: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
    ) -> Any:
        """Returns audit entries, newest first: who changed what and, for enterprise partners, every API call. Deals also have their own history: GET /deals/{id}/history."""
        return self.request(
            "GET",
            "/api/v1/audit-entries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "actor_id": actor_id, "object_kind": object_kind, "object_id": object_id, "action": action, "from": from_, "to": to},
        )

    def export_audit_entries(
        self,
        *,
        partner_id: Optional[str] = None,
        actor_id: Optional[str] = None,
        object_kind: Optional[str] = None,
        object_id: Optional[str] = None,
        action: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
    ) -> Any:
        """Returns all matching entries, oldest first, as one JSON object per line, in the form of GET /audit-entries. The export can be verified. `detail` contains exactly the bytes that `detail_hash` was computed from: the UTF-8 text between the first `"detail":` and the last `,"detail_hash":` of its line (null if it was erased). `hash` is the SHA-256 of `[prev_hash, seq, at, actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after each comma. Without filters, each `prev_hash` is the `hash` of the previous line."""
        return self.request(
            "GET",
            "/api/v1/audit-entries/export",
            query={"partner_id": partner_id, "actor_id": actor_id, "object_kind": object_kind, "object_id": object_id, "action": action, "from": from_, "to": to},
        )

    def list_programmes(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the default programme prg_default, then the others, newest first."""
        return self.request(
            "GET",
            "/api/v1/programmes",
            query={"cursor": cursor, "limit": limit},
        )

    def create_programme(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a programme. Assign it to partners with `programme_id`: their new deals are then registered under it. If the settings are not valid, the response lists all errors."""
        return self.request(
            "POST",
            "/api/v1/programmes",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_programme(
        self,
        id: str,
    ) -> Any:
        """Returns the programme with all settings, including defaults. Send the ETag of the response as If-Match to change the programme."""
        return self.request(
            "GET",
            "/api/v1/programmes/{id}",
            path={"id": id},
        )

    def update_programme(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates a programme. The change applies to deals that are submitted, approved or extended from now on. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/programmes/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def delete_programme(
        self,
        id: str,
    ) -> Any:
        """Deletes a programme. Fails with 409 while a partner or a deal uses it. prg_default cannot be deleted."""
        return self.request(
            "DELETE",
            "/api/v1/programmes/{id}",
            path={"id": id},
        )

    def create_deal(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a draft. Only the customer’s name is required. The rules of the partner’s programme apply when the deal is submitted."""
        return self.request(
            "POST",
            "/api/v1/deals",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_deals(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        review_status: Optional[List[str]] = None,
        stage: Optional[str] = None,
        external_id: Optional[str] = None,
        crm_state: Optional[str] = None,
        updated_since: Optional[str] = None,
    ) -> Any:
        """Returns deals, newest first. A partner sees only its own. To list the deals of a sandbox, filter by its partner_id."""
        return self.request(
            "GET",
            "/api/v1/deals",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "crm_state": crm_state, "updated_since": updated_since},
        )

    def validate_deal(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Returns all errors that would prevent the deal from being submitted under the programme of its partner. The schema DealSubmission shows what such rules look like; GET /deal-schema returns the rules that apply. Nothing is stored."""
        return self.request(
            "POST",
            "/api/v1/deals/validate",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_deal(
        self,
        id: str,
    ) -> Any:
        """Returns the deal. Send the ETag of the response as If-Match to change the deal."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}",
            path={"id": id},
        )

    def update_deal(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates a deal. The fields that may be changed depend on the review status: all fields of a draft, the requested fields when action is required, and a few fields of an approved deal. If-Match is required."""
        return self.request(
            "PATCH",
            "/api/v1/deals/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def get_deal_history(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns all changes of the deal, oldest first. A partner sees the changes since the deal became its own."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}/history",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def submit_deal(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Submits the deal for review. The first submission for a customer registers the customer. If the deal violates the rules of its programme, the response lists all errors. The schema DealSubmission shows what such rules look like; GET /deal-schema returns yours. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/submit",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def withdraw_deal(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Withdraws the deal. Other partners can then register its customer. This cannot be undone. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/withdraw",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def export_deals(
        self,
        *,
        partner_id: Optional[str] = None,
        review_status: Optional[List[str]] = None,
        stage: Optional[str] = None,
        external_id: Optional[str] = None,
        crm_state: Optional[str] = None,
        updated_since: Optional[str] = None,
        bom: Optional[str] = None,
    ) -> Any:
        """Returns all matching deals, newest first, as CSV (UTF-8) with the columns that POST /deal-imports accepts. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe, which an import removes. To export the deals of a sandbox, filter by its partner_id."""
        return self.request(
            "GET",
            "/api/v1/deals/export",
            query={"partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "crm_state": crm_state, "updated_since": updated_since, "bom": bom},
        )

    def list_deal_matches(
        self,
        id: str,
    ) -> Any:
        """Returns the accounts and open deals that matched the deal when it was submitted, the most likely first, with the evidence for each."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}/matches",
            path={"id": id},
        )

    def approve_deal(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Approves the deal. From now on its customer is protected for the partner. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def reject_deal(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Rejects the deal. The partner sees the reason. This cannot be undone. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/reject",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def ask_for_action(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Returns the deal to the partner, who may change the listed fields and submit it again. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/ask",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def merge_deal(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Closes the deal as a duplicate of another deal. The other deal must be submitted and open and, like this deal, in production or in a sandbox. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/merge",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def change_deal_stage(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Moves the deal to a stage that may follow its current stage. `won` and `lost` are final. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/stage",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def extend_protection(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Extends the protection immediately, by the duration and up to the number of extensions that the programme allows. The deal must be approved, open and still protected. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/extension",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def reassign_deal(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Changes the person responsible for an open deal at the company, or the partner that it belongs to. The new partner does not see the past: notes become internal, the history starts again, and `external_id` and `team` are cleared. The old partner can no longer read the deal. The programme does not change. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/reassign",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def override_deal(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Overrides a rule for a submitted, open deal by a person's decision. The history records it with the reason. If-Match is optional."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/override",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_review_queue(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        assignee: Optional[str] = None,
        conflict: Optional[str] = None,
        overdue: Optional[str] = None,
        partner_id: Optional[str] = None,
    ) -> Any:
        """Returns deals that are submitted or in review, the earliest `review_due_at` first."""
        return self.request(
            "GET",
            "/api/v1/deals/review-queue",
            query={"cursor": cursor, "limit": limit, "assignee": assignee, "conflict": conflict, "overdue": overdue, "partner_id": partner_id},
        )

    def add_deal_note(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a note that partner and company can read. With `internal: true` (platform keys only) it is visible only to the company. Notes cannot be changed or deleted."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/notes",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_deal_notes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns notes, newest first. A partner does not see internal notes."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}/notes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def get_deal_schema(
        self,
        *,
        partner_id: Optional[str] = None,
        programme_id: Optional[str] = None,
        if_none_match: Optional[str] = None,
    ) -> Any:
        """Returns a JSON Schema of a deal that can be submitted: field types, the required fields of the programme, its conditional rules as if/then, and its custom fields. `x-editable-fields` lists the fields that may be changed in each review status. Send the ETag as If-None-Match to get 304 while nothing has changed."""
        return self.request(
            "GET",
            "/api/v1/deal-schema",
            query={"partner_id": partner_id, "programme_id": programme_id},
            headers={"if-none-match": if_none_match},
        )

    def import_deals(
        self,
        body: List[Dict[str, Any]],
        *,
        partner_id: Optional[str] = None,
        submit: Optional[str] = None,
        columns: Optional[str] = None,
        delimiter: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Imports up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET /deal-imports/{id}. CSV needs a header with the columns of GET /deals/export; lists have ; between their items."""
        return self.request(
            "POST",
            "/api/v1/deal-imports",
            query={"partner_id": partner_id, "submit": submit, "columns": columns, "delimiter": delimiter},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_deal_imports(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
    ) -> Any:
        """Returns imports, newest first. A partner sees only its own."""
        return self.request(
            "GET",
            "/api/v1/deal-imports",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )

    def get_deal_import(
        self,
        id: str,
    ) -> Any:
        """Returns the progress of the import and the number of rows per result."""
        return self.request(
            "GET",
            "/api/v1/deal-imports/{id}",
            path={"id": id},
        )

    def list_deal_import_rows(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        status: Optional[str] = None,
    ) -> Any:
        """Returns the rows in the order of the file, each with its result. With status=failed it lists the rows to fix and send again."""
        return self.request(
            "GET",
            "/api/v1/deal-imports/{id}/rows",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "status": status},
        )

    def upsert_accounts(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Upserts accounts by `external_id`. A row replaces the account with the same `external_id`; a row without changes is skipped. Each row succeeds or fails independently: check `results`. Deals submitted afterwards are matched against the new data."""
        return self.request(
            "POST",
            "/api/v1/accounts/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_accounts(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        name: Optional[str] = None,
        domain: Optional[str] = None,
        updated_since: Optional[str] = None,
    ) -> Any:
        """Returns accounts, newest first."""
        return self.request(
            "GET",
            "/api/v1/accounts",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "name": name, "domain": domain, "updated_since": updated_since},
        )

    def get_account(
        self,
        id: str,
    ) -> Any:
        """Returns the current version of the account."""
        return self.request(
            "GET",
            "/api/v1/accounts/{id}",
            path={"id": id},
        )

    def delete_account(
        self,
        id: str,
    ) -> Any:
        """Deletes the account. New deals are no longer matched against it. Matches of earlier deals are kept."""
        return self.request(
            "DELETE",
            "/api/v1/accounts/{id}",
            path={"id": id},
        )
