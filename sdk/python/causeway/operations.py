# sha256:69569a09182efbd1e87bd4028b4cd5d6579b38deea43760fd96892ba66366665 of docs/openapi.json
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
        breaker: Optional[str] = None,
    ) -> Any:
        """Returns endpoints of partners, newest first."""
        return self.request(
            "GET",
            "/api/v1/endpoints",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "state": state, "breaker": breaker},
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

    def replay_missing(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for example because they are older than the endpoint or than its subscription to their type. One call creates at most 100000 deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing; events older than `webhooks.retention_days` do not. Safe to repeat."""
        return self.request(
            "POST",
            "/api/v1/endpoints/{id}/replay-missing",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
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
        error_class: Optional[str] = None,
        last_error: Optional[str] = None,
        status: Optional[List[str]] = None,
        hold_reason: Optional[str] = None,
        next_attempt_before: Optional[str] = None,
    ) -> Any:
        """Returns deliveries, newest first. All filters must match. `status` can be repeated."""
        return self.request(
            "GET",
            "/api/v1/deliveries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "status": status, "hold_reason": hold_reason, "next_attempt_before": next_attempt_before},
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
        """Makes an attempt now. It does not count towards the retry budget, and if it fails, the next scheduled attempt stays when it was. A delivery that is held because of its transformation is transformed again. To retry a dead letter, replay it."""
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
        error_class: Optional[str] = None,
        last_error: Optional[str] = None,
        reason: Optional[str] = None,
        dead_lettered_after: Optional[str] = None,
        dead_lettered_before: Optional[str] = None,
    ) -> Any:
        """Returns dead letters, newest first. A dead letter is a delivery that is no longer retried."""
        return self.request(
            "GET",
            "/api/v1/dead-letters",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before},
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

    def group_dead_letters(
        self,
        *,
        partner_id: Optional[str] = None,
        endpoint_id: Optional[str] = None,
        event_id: Optional[str] = None,
        event_type: Optional[str] = None,
        created_after: Optional[str] = None,
        created_before: Optional[str] = None,
        error_class: Optional[str] = None,
        last_error: Optional[str] = None,
        reason: Optional[str] = None,
        dead_lettered_after: Optional[str] = None,
        dead_lettered_before: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Counts the matching dead letters by the error of their last attempt, the most frequent first. To list, replay or purge one group, use its `error_class` and `last_error` as filters."""
        return self.request(
            "GET",
            "/api/v1/dead-letters/groups",
            query={"partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "error_class": error_class, "last_error": last_error, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before, "limit": limit},
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
        """Imports up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET /deal-imports/{id}. Up to 50,000 rows of a partner can wait: with more, the response is 429 (import_backlog_full) with Retry-After. CSV needs a header with the columns of GET /deals/export; lists have ; between their items."""
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

    def list_connectors(
        self,
    ) -> Any:
        """Returns what each vendor has, needs and permits: objects, scopes with their reasons, limits, and what it does not tell. There is one page."""
        return self.request(
            "GET",
            "/api/v1/connectors",
        )

    def create_connection(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Stores the credentials encrypted and connects to the vendor. With `oauth`, nothing happens until an administrator of the account opens `connect_url` and consents. The other methods are tried out at once: if that fails, the connection is `action_required`, and `status_reason` says why."""
        return self.request(
            "POST",
            "/api/v1/connections",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_connections(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        vendor: Optional[str] = None,
        status: Optional[str] = None,
    ) -> Any:
        """Returns connections, newest first. Disconnected ones stay in the list, with their report."""
        return self.request(
            "GET",
            "/api/v1/connections",
            query={"cursor": cursor, "limit": limit, "vendor": vendor, "status": status},
        )

    def get_connection(
        self,
        id: str,
    ) -> Any:
        """Returns the connection, its status and what it lacks, never its credentials."""
        return self.request(
            "GET",
            "/api/v1/connections/{id}",
            path={"id": id},
        )

    def update_connection(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Changes the name, the part of the limits that Causeway may use, or whether the log of changes is read. Fields that you omit keep their values. Without `If-Match`, the last change wins. `POST /connections/{id}/rotate` replaces credentials."""
        return self.request(
            "PATCH",
            "/api/v1/connections/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def pause_connection(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Stops reading and writing until you resume. Tokens are still renewed, so that the connection stays alive."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def resume_connection(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Continues a paused connection where it stopped."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/resume",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def test_connection(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Asks the vendor which account and scopes the credentials have, and records the answer. If they work again, an `action_required` connection becomes active."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def reconnect_connection(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Returns a new `connect_url`; earlier links stop working. What was granted before keeps working until a person consents. Connections without `oauth` get no link: rotate their credentials."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/reconnect",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def rotate_connection_credentials(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Tries the new credentials out, then replaces the old ones. They must reach the same account of the vendor, by the same method. If they do not work, nothing changes."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/rotate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def disconnect_connection(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Stops everything at once, then asynchronously revokes the permission at the vendor and erases the credentials. Cached data is erased after `connections.erase_after_days` of the settings. `disconnect_report` says what was erased, and what the vendor still holds."""
        return self.request(
            "POST",
            "/api/v1/connections/{id}/disconnect",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_connection_limits(
        self,
        id: str,
    ) -> Any:
        """Returns how much of the vendor's limits is used. A used up quota is no error: work waits until it is available again."""
        return self.request(
            "GET",
            "/api/v1/connections/{id}/limits",
            path={"id": id},
        )

    def describe_connection_object(
        self,
        id: str,
        object: str,
    ) -> Any:
        """Asks the vendor for the live metadata of one object: fields, types, permitted values. It costs a call of the vendor's budget."""
        return self.request(
            "GET",
            "/api/v1/connections/{id}/objects/{object}",
            path={"id": id, "object": object},
        )

    def create_sync(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Keeps the records of two connections the same. The mapping is compared with the live metadata of both systems first: a field that is missing or read-only, or a choice that does not exist, is an error here. The first run reads everything."""
        return self.request(
            "POST",
            "/api/v1/syncs",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_syncs(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns syncs, newest first."""
        return self.request(
            "GET",
            "/api/v1/syncs",
            query={"cursor": cursor, "limit": limit},
        )

    def update_sync(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Fields that you omit keep their values. Without `If-Match`, the last change wins. A new mapping is checked like that of a new sync, ends the present run, and every record is compared anew: POST /syncs/{id}/preview shows before what it would rewrite."""
        return self.request(
            "PATCH",
            "/api/v1/syncs/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def get_sync(
        self,
        id: str,
    ) -> Any:
        """Returns the current version of the sync, with its mapping."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}",
            path={"id": id},
        )

    def delete_sync(
        self,
        id: str,
    ) -> Any:
        """Deletes the sync, and what Causeway knows of its records. The records themselves stay as they are in both systems."""
        return self.request(
            "DELETE",
            "/api/v1/syncs/{id}",
            path={"id": id},
        )

    def trigger_sync(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Asks for a run. Several requests before it begins are one run. A sync that is paused runs when it is resumed."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/trigger",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def pause_sync(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The present run stops after the page that it is at, and goes on there later."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def resume_sync(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The run that was paused goes on, or a new one begins."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/resume",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def reset_sync(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The next run reads every record of both sides. Each is compared and merged again, whether it changed or not. Links and what both sides agreed on stay."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/reset",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def backfill_sync(
        self,
        id: str,
        *,
        since: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The next run reads again what changed in the last 90 days, or since the time that you give, on both sides, and handles what is not as it was known. It replaces the present run. After a pause or a crash it goes on where it was."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/backfill",
            path={"id": id},
            query={"since": since},
            headers={"idempotency-key": idempotency_key},
        )

    def approve_sync_run(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A run that would delete or change more records than the sync allows leaves them. This approves them, in a new run."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def list_sync_runs(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns runs, newest first."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}/runs",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def list_sync_writes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[str] = None,
        reason: Optional[str] = None,
        record_id: Optional[str] = None,
    ) -> Any:
        """Returns the write ledger, newest first. With `state=failed`, the records that could not be written, each with its reason and remedy."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}/writes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state, "reason": reason, "record_id": record_id},
        )

    def export_failed_sync_writes(
        self,
        id: str,
    ) -> Any:
        """Returns all records that could not be written, newest first, as CSV (UTF-8)."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}/writes/export",
            path={"id": id},
        )

    def retry_sync_writes(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Writes failed records again: one, all of a class of reasons, or with an empty body all."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/writes/retry",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def dismiss_sync_write(
        self,
        id: str,
        write: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The record is not written. It is written again only if another state of it is wanted."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/writes/{write}/dismiss",
            path={"id": id, "write": write},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_sync_conflicts(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns fields that both sides changed and for which no rule decides, newest first. They are left as they are on both sides."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}/conflicts",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state},
        )

    def resolve_sync_conflict(
        self,
        id: str,
        conflict: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The next run, which begins now, writes the winner's value to the other side."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/conflicts/{conflict}/resolve",
            path={"id": id, "conflict": conflict},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def link_sync_records(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Says that a record of A and one of B are the same. They are compared in the next run, which begins now."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/links",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def preview_sync(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Reads real records of both systems and returns, field by field, what the mapping would write: before and after. Nothing is written. Use it before you change a mapping, to see what that would rewrite."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/preview",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def test_sync(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Reads one record of A and its counterpart, returns what is to be written, field by field, and has it written at once. `GET /syncs/{id}/writes?record_id=…` says what became of it. A record without a counterpart is linked, or created where the mapping says so."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_sync_preset(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Returns a mapping that fits both connections as they are now. What needs fields that a company adds to its CRM, such as `mrr`, is left out until there are such fields."""
        return self.request(
            "POST",
            "/api/v1/syncs/preset",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_reconciliation_plan(
        self,
        id: str,
    ) -> Any:
        """Returns when and how both sides of the sync are compared each night."""
        return self.request(
            "GET",
            "/api/v1/syncs/{id}/reconciliation-plan",
            path={"id": id},
        )

    def put_reconciliation_plan(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Fields that you omit get their defaults. Without `If-Match`, the last change wins. A run that is under way goes on."""
        return self.request(
            "PUT",
            "/api/v1/syncs/{id}/reconciliation-plan",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def reconcile_sync(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Compares both sides now, or once for each night that you name. Runs of one sync follow each other; who asks twice before a run has begun gets one."""
        return self.request(
            "POST",
            "/api/v1/syncs/{id}/reconcile",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_reconciliations(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        sync_id: Optional[str] = None,
        book: Optional[str] = None,
        state: Optional[str] = None,
        night: Optional[str] = None,
    ) -> Any:
        """Returns the nights of all pairs of systems and of all books, newest first."""
        return self.request(
            "GET",
            "/api/v1/reconciliations",
            query={"cursor": cursor, "limit": limit, "sync_id": sync_id, "book": book, "state": state, "night": night},
        )

    def list_reconciliation_findings(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        class_: Optional[str] = None,
        field: Optional[str] = None,
        object: Optional[str] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns differences, newest first. Each was looked at twice before it was called one."""
        return self.request(
            "GET",
            "/api/v1/reconciliations/{id}/findings",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "class": class_, "field": field, "object": object, "state": state},
        )

    def approve_reconciliation(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A night that would repair or delete more records than the plan allows waits. This lets it go on."""
        return self.request(
            "POST",
            "/api/v1/reconciliations/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def cancel_reconciliation(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Ends a run that waits, or is under way, without a report. What it has asked the sync to repair is still written. The next night, or run that somebody asked for, begins as usual."""
        return self.request(
            "POST",
            "/api/v1/reconciliations/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def repair_reconciliation_findings(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The sync reads the records again, merges them by the owner rules, and writes. Findings that are repaired, ignored or questions for a person are left out. `GET /reconciliations/{id}/findings` says what became of each."""
        return self.request(
            "POST",
            "/api/v1/reconciliations/{id}/repairs",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def repair_reconciliation_finding(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The sync reads the records again, merges them by the owner rules, and writes."""
        return self.request(
            "POST",
            "/api/v1/reconciliation-findings/{id}/repair",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def ignore_reconciliation_finding(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Says that a difference is right as it is. It is not counted, repaired or told again until its values change, or the time has passed."""
        return self.request(
            "POST",
            "/api/v1/reconciliation-findings/{id}/ignore",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def end_reconciliation_ignore(
        self,
        id: str,
    ) -> Any:
        """It counts again, now and in later nights."""
        return self.request(
            "DELETE",
            "/api/v1/reconciliation-findings/{id}/ignore",
            path={"id": id},
        )

    def list_books(
        self,
    ) -> Any:
        """Returns the company's own books: deliveries against workflows, deals against the CRM, the audit log, erasures, retention, and what expires. Each is compared every night."""
        return self.request(
            "GET",
            "/api/v1/books",
        )

    def reconcile_book(
        self,
        book: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Compares everything, as in the night of a Sunday, and makes a report."""
        return self.request(
            "POST",
            "/api/v1/books/{book}/reconcile",
            path={"book": book},
            headers={"idempotency-key": idempotency_key},
        )

    def get_reconciliation(
        self,
        id: str,
    ) -> Any:
        """Returns a night with its report."""
        return self.request(
            "GET",
            "/api/v1/reconciliations/{id}",
            path={"id": id},
        )

    def get_reconciliation_report(
        self,
        id: str,
        *,
        format: Optional[str] = None,
    ) -> Any:
        """Returns how many records agree, what was repaired, what needs a person, and what cannot be known. Values that a spreadsheet would execute as a formula are prefixed with an apostrophe in CSV."""
        return self.request(
            "GET",
            "/api/v1/reconciliations/{id}/report",
            path={"id": id},
            query={"format": format},
        )

    def record_touch(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        return self.request(
            "POST",
            "/api/v1/touches",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_touches(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[str] = None,
        occurred_to: Optional[str] = None,
        sandbox_id: Optional[str] = None,
        partner_id: Optional[str] = None,
        source: Optional[str] = None,
        subject: Optional[str] = None,
    ) -> Any:
        """Returns touches, newest recorded first. A partner key sees its own."""
        return self.request(
            "GET",
            "/api/v1/touches",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "partner_id": partner_id, "source": source, "subject": subject},
        )

    def record_touches(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        return self.request(
            "POST",
            "/api/v1/touches/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def record_conversion(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A conversion tells that a subject became a lead, an opportunity or a customer. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        return self.request(
            "POST",
            "/api/v1/conversions",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_conversions(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[str] = None,
        occurred_to: Optional[str] = None,
        sandbox_id: Optional[str] = None,
        kind: Optional[str] = None,
        subject: Optional[str] = None,
    ) -> Any:
        """Returns conversions, newest recorded first. Platform keys only: a conversion can belong to several partners."""
        return self.request(
            "GET",
            "/api/v1/conversions",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "kind": kind, "subject": subject},
        )

    def record_conversions(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A conversion tells that a subject became a lead, an opportunity or a customer. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        return self.request(
            "POST",
            "/api/v1/conversions/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def record_revenue(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        return self.request(
            "POST",
            "/api/v1/revenue",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_revenue(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[str] = None,
        occurred_to: Optional[str] = None,
        sandbox_id: Optional[str] = None,
        kind: Optional[str] = None,
        subject: Optional[str] = None,
    ) -> Any:
        """Returns sales, refunds and changes of subscriptions, newest recorded first. Platform keys only."""
        return self.request(
            "GET",
            "/api/v1/revenue",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "kind": kind, "subject": subject},
        )

    def record_revenue_items(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        return self.request(
            "POST",
            "/api/v1/revenue/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def record_cost(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Repeating the same with the same `external_id` returns what was recorded first (200). Facts are never changed: a correction is another fact."""
        return self.request(
            "POST",
            "/api/v1/costs",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_costs(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        external_id: Optional[str] = None,
        occurred_from: Optional[str] = None,
        occurred_to: Optional[str] = None,
        sandbox_id: Optional[str] = None,
        partner_id: Optional[str] = None,
        kind: Optional[str] = None,
    ) -> Any:
        """Returns costs, newest recorded first. A partner key sees its own."""
        return self.request(
            "GET",
            "/api/v1/costs",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "occurred_from": occurred_from, "occurred_to": occurred_to, "sandbox_id": sandbox_id, "partner_id": partner_id, "kind": kind},
        )

    def record_costs(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts. Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        return self.request(
            "POST",
            "/api/v1/costs/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def identify_subject(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A visitor is a user, or a user belongs to an account: from then on conversions and revenue of the one have the touches of all. Touches and conversions of the past count too, so earlier reports stay as they were, and later ones are computed anew. A subject is one other subject at most."""
        return self.request(
            "POST",
            "/api/v1/subjects/identify",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def unidentify_subject(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """From then on the subject, and those that are the same as it, are on their own again."""
        return self.request(
            "POST",
            "/api/v1/subjects/unidentify",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def identify_subjects(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Each item succeeds or fails independently: check `results`, which has one entry per item, in order."""
        return self.request(
            "POST",
            "/api/v1/subjects/identify/batch",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def create_link(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Whoever opens the link is forwarded to `target`, and a touch of the partner is recorded. The target receives the visitor as `cw_click` in its query: send it as `subject` to POST /subjects/identify once you know who it is. No cookie is set, unless `attribution.link_cookie` is on."""
        return self.request(
            "POST",
            "/api/v1/links",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_links(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        partner_id: Optional[str] = None,
        sandbox_id: Optional[str] = None,
    ) -> Any:
        """Returns links in the order of their codes. A partner key sees its own."""
        return self.request(
            "GET",
            "/api/v1/links",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "sandbox_id": sandbox_id},
        )

    def disable_link(
        self,
        code: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """From now on it leads nowhere. What it recorded stays."""
        return self.request(
            "POST",
            "/api/v1/links/{code}/disable",
            path={"code": code},
            headers={"idempotency-key": idempotency_key},
        )

    def get_attribution_sources(
        self,
        id: str,
    ) -> Any:
        """Returns the values of `utm_source` and the hosts of referrers that mean this partner."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/attribution-sources",
            path={"id": id},
        )

    def replace_attribution_sources(
        self,
        id: str,
        body: Dict[str, Any],
    ) -> Any:
        """Replaces all names of the partner. A name means one partner only. Touches that were recorded before do not change."""
        return self.request(
            "PUT",
            "/api/v1/partners/{id}/attribution-sources",
            path={"id": id},
            body=body,
        )

    def get_partner_roi(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        observed: Optional[str] = None,
        format: Optional[str] = None,
    ) -> Any:
        """Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/roi",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "observed": observed, "format": format},
        )

    def get_partner_roi_series(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        by: Optional[str] = None,
        format: Optional[str] = None,
    ) -> Any:
        """Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. Periods without anything are in it. A period that the window cuts has only its part in the window."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/roi/series",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "by": by, "format": format},
        )

    def get_partner_funnel(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
    ) -> Any:
        """Returns how many touches, leads, opportunities and customers the window has, and the share of each step that reaches the next."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/roi/funnel",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version},
        )

    def get_partner_cohorts(
        self,
        id: str,
        *,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
    ) -> Any:
        """Returns the customers whom the partner brought in each month of the window, and what they have paid, month by month, until `as_of`. A late refund restates its cohort. Which visitors and accounts are the same is as it was known at `as_of`."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/roi/cohorts",
            path={"id": id},
            query={"window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version},
        )

    def explain_partner_roi(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
        measure: Optional[str] = None,
    ) -> Any:
        """Returns the facts that add up to a figure of the return, newest first, each with the share of the partner and the rates of its day."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/roi/explain",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "measure": measure},
        )

    def explain_attribution(
        self,
        fact_id: str,
        *,
        version: Optional[int] = None,
    ) -> Any:
        """Returns the touches of a conversion or revenue, which of them count and why the others do not, what each weighs by each model, and what follows. Computed from the facts, by the code that credits them."""
        return self.request(
            "GET",
            "/api/v1/attribution/explain/{fact_id}",
            path={"fact_id": fact_id},
            query={"version": version},
        )

    def get_partner_league(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        model: Optional[str] = None,
        currency: Optional[str] = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
        margin: Optional[str] = None,
        sort: Optional[str] = None,
        format: Optional[str] = None,
    ) -> Any:
        """Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one."""
        return self.request(
            "GET",
            "/api/v1/attribution/league",
            query={"cursor": cursor, "limit": limit, "window": window, "from": from_, "to": to, "model": model, "currency": currency, "as_of": as_of, "version": version, "margin": margin, "sort": sort, "format": format},
        )

    def get_attribution_accuracy(
        self,
        *,
        window: Optional[str] = None,
        from_: Any = None,
        to: Any = None,
        as_of: Optional[str] = None,
        version: Optional[int] = None,
    ) -> Any:
        """Returns the share of conversions with an explained path, as a whole, by source and by partner, and what was lost and why. At most 92 days."""
        return self.request(
            "GET",
            "/api/v1/attribution/accuracy",
            query={"window": window, "from": from_, "to": to, "as_of": as_of, "version": version},
        )

    def list_attribution_versions(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the versions of the credits, newest first. Reports use the one that is active, unless they name another one."""
        return self.request(
            "GET",
            "/api/v1/attribution/versions",
            query={"cursor": cursor, "limit": limit},
        )

    def create_attribution_version(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Computes the credits of all facts anew, by the settings of the body or else by those of the installation. Reports do not change until the version is activated. At most 3 versions wait beside the active one."""
        return self.request(
            "POST",
            "/api/v1/attribution/versions",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_attribution_version(
        self,
        number: str,
    ) -> Any:
        """Returns one version of the credits: its settings, and how far it is computed."""
        return self.request(
            "GET",
            "/api/v1/attribution/versions/{number}",
            path={"number": number},
        )

    def activate_attribution_version(
        self,
        number: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """From now on reports use it. The one that was active is retired: it stays readable, as of this moment. Activating the active version changes nothing."""
        return self.request(
            "POST",
            "/api/v1/attribution/versions/{number}/activate",
            path={"number": number},
            headers={"idempotency-key": idempotency_key},
        )

    def discard_attribution_version(
        self,
        number: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """A version that is being computed, or waits to be activated, is retired. Nothing is added to it any more."""
        return self.request(
            "POST",
            "/api/v1/attribution/versions/{number}/discard",
            path={"number": number},
            headers={"idempotency-key": idempotency_key},
        )

    def compare_attribution_versions(
        self,
        number: str,
        *,
        with_: Optional[int] = None,
        from_: Optional[str] = None,
        until: Optional[str] = None,
        model: Optional[str] = None,
        measure: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns who gains and who loses if this version takes the place of another one, the largest changes first, with the conversions or the revenue that change most, and the rules in which the versions differ. Explain one of the facts with both versions to see its touches and weights."""
        return self.request(
            "GET",
            "/api/v1/attribution/versions/{number}/comparison",
            path={"number": number},
            query={"with": with_, "from": from_, "until": until, "model": model, "measure": measure, "limit": limit},
        )

    def list_commission_plans(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the latest version of each plan, newest plan first."""
        return self.request(
            "GET",
            "/api/v1/commission-plans",
            query={"cursor": cursor, "limit": limit},
        )

    def create_commission_plan(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a plan with its first version. It pays nobody until it is assigned. If it is not valid, the response lists all errors. Amounts are in the currency of the plan."""
        return self.request(
            "POST",
            "/api/v1/commission-plans",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_commission_plan(
        self,
        id: str,
    ) -> Any:
        """Returns all versions of a plan, newest first."""
        return self.request(
            "GET",
            "/api/v1/commission-plans/{id}",
            path={"id": id},
        )

    def create_commission_plan_version(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a version, which applies to sales from its `effective_from` on. What was accrued by earlier versions stays, and refunds of those sales still compute with them."""
        return self.request(
            "POST",
            "/api/v1/commission-plans/{id}/versions",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def validate_commission_plan(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Changes nothing. Returns all errors that creating the plan would return."""
        return self.request(
            "POST",
            "/api/v1/commission-plans/validate",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def simulate_commission_plan(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Changes nothing. Computes what the sales that were accrued in a time would have brought each partner by this plan, and the difference to what they brought: at most 10000 of them, or fewer if the plan has more than two conditions. `npm run commissions:simulate` tries a plan on any number. Refunds are left out on both sides."""
        return self.request(
            "POST",
            "/api/v1/commission-plans/simulate",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_commission_plan_assignments(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns who was given which plan from which day on, newest first. Of two for the same target and day, the newer one counts."""
        return self.request(
            "GET",
            "/api/v1/commission-plan-assignments",
            query={"cursor": cursor, "limit": limit},
        )

    def assign_commission_plan(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Gives a partner, all partners of a level, or all of a programme a plan from a day on. It applies to sales whose commission is not accrued yet; what is accrued stays."""
        return self.request(
            "POST",
            "/api/v1/commission-plan-assignments",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_commission_splits(
        self,
        id: str,
    ) -> Any:
        """Returns all revisions, oldest first. On a day the one with the latest month that has begun applies, and of those for one month the latest. Without any, the attribution decides."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}/commission-splits",
            path={"id": id},
        )

    def add_commission_split(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a revision, which applies to sales of the deal from its month on. What is accrued already stays, and its refunds compute with the split that made it."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/commission-splits",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_commission_role_shares(
        self,
        id: str,
    ) -> Any:
        """Returns all revisions, oldest first. In a month the one with the latest month that has begun applies, and of those for one month the latest."""
        return self.request(
            "GET",
            "/api/v1/programmes/{id}/commission-role-shares",
            path={"id": id},
        )

    def add_commission_role_shares(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a revision: which part of a commission goes to who found the sale (source), who helped to win it (influence) and who puts it to work (implement). Splits by roles that are made afterwards take it; what is split already stays."""
        return self.request(
            "POST",
            "/api/v1/programmes/{id}/commission-role-shares",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def split_commission_by_roles(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a revision of the deal's split by what each partner did, with the shares of the deal's programme in the month. Those in one role have equal parts of its share, and the company keeps the share of a role that nobody has. The parts are stored with the split: later shares do not change it."""
        return self.request(
            "POST",
            "/api/v1/deals/{id}/commission-splits/by-roles",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_commission_balance(
        self,
        id: str,
    ) -> Any:
        """Returns what the partner has in each account, by currency: the sums of its lines."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/commissions",
            path={"id": id},
        )

    def list_commission_lines(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        currency: Optional[str] = None,
        kind: Optional[str] = None,
    ) -> Any:
        """Returns the lines of the ledger, newest first. Lines never change: a correction is another line."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/commissions/lines",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "currency": currency, "kind": kind},
        )

    def explain_commission_line(
        self,
        id: str,
        line_id: str,
    ) -> Any:
        """Returns the line, what it is computed with, and what happened to its commission since: release, clawbacks, payout."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/commissions/lines/{line_id}",
            path={"id": id, "line_id": line_id},
        )

    def list_commission_goals(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns conversions, and revenue that belongs to none, with the state of their commissions: which wait, which failed, and why."""
        return self.request(
            "GET",
            "/api/v1/commission-goals",
            query={"cursor": cursor, "limit": limit, "state": state},
        )

    def adjust_commission(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Posts a line that adds to what the partner is owed, or takes from it. What is paid already is owed by the partner, and set off at its next payout."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commissions/adjustments",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def hold_commission_line(
        self,
        id: str,
        line_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """What is not paid of a line is neither released nor paid until it is let go."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commissions/lines/{line_id}/hold",
            path={"id": id, "line_id": line_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def unhold_commission_line(
        self,
        id: str,
        line_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """It becomes payable if its hold period is over, and accrued if not."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commissions/lines/{line_id}/unhold",
            path={"id": id, "line_id": line_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def open_dispute(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Asks about a deal, a line or an invoice of the partner. What the books say is attached, and the company is told. It answers within the days of its settings."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/disputes",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_disputes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the disputes, newest first."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/disputes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def get_dispute(
        self,
        id: str,
        dispute_id: str,
    ) -> Any:
        """Returns the question, what the books say, and the answer."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/disputes/{dispute_id}",
            path={"id": id, "dispute_id": dispute_id},
        )

    def decide_dispute(
        self,
        id: str,
        dispute_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Answers a dispute, with a correction or with a reason. The partner is told. A decision is final: another dispute can be opened."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/disputes/{dispute_id}/decide",
            path={"id": id, "dispute_id": dispute_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_commission_statements(
        self,
        id: str,
    ) -> Any:
        """Returns the statements that were issued, newest month first. They are issued in the night after the end of their month."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/statements",
            path={"id": id},
        )

    def get_commission_statement(
        self,
        id: str,
        month: str,
        *,
        currency: Optional[str] = None,
        format: Optional[str] = None,
    ) -> Any:
        """Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/statements/{month}",
            path={"id": id, "month": month},
            query={"currency": currency, "format": format},
        )

    def list_commission_invoices(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the invoices over what the partner owes, newest first."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/commission-invoices",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def issue_commission_invoice(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Sets off what is payable, and lists the rest of what the partner owes. A partner has one open invoice in a currency. With the setting commissions.negative_balances they are issued with the statements."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commission-invoices",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_commission_invoice(
        self,
        id: str,
        invoice_id: str,
        *,
        format: Optional[str] = None,
    ) -> Any:
        """Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}",
            path={"id": id, "invoice_id": invoice_id},
            query={"format": format},
        )

    def record_commission_repayment(
        self,
        id: str,
        invoice_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Posts a line: what the partner owed is money in the bank. The same external id is recorded once. What is more than is owed is refused."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}/repayments",
            path={"id": id, "invoice_id": invoice_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def cancel_commission_invoice(
        self,
        id: str,
        invoice_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """What it lists is carried forward again, and set off at the next payouts. What was repaid stays repaid."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/commission-invoices/{invoice_id}/cancel",
            path={"id": id, "invoice_id": invoice_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_partner_levels(
        self,
    ) -> Any:
        """Returns all versions of the levels and of what they require, newest first."""
        return self.request(
            "GET",
            "/api/v1/partner-levels",
        )

    def create_partner_levels(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a version of the levels. From its day on every night promotes and demotes partners by it, with effect from the next day. Preview it before."""
        return self.request(
            "POST",
            "/api/v1/partner-levels",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def preview_partner_levels(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Changes nothing. Returns who would be promoted and demoted by these levels tonight, and on which figures: of at most 10000 partners."""
        return self.request(
            "POST",
            "/api/v1/partner-levels/preview",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_partner_level(
        self,
        id: str,
    ) -> Any:
        """Returns the level that the partner has today, and what will become of it."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/level",
            path={"id": id},
        )

    def set_partner_level(
        self,
        id: str,
        body: Dict[str, Any],
    ) -> Any:
        """Gives a partner a level whatever the rules say, from a day on, and keeps it there until another day, or for ever."""
        return self.request(
            "PUT",
            "/api/v1/partners/{id}/level",
            path={"id": id},
            body=body,
        )

    def list_partner_level_changes(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the history, newest first. It never changes."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/level/changes",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def get_payee(
        self,
        id: str,
    ) -> Any:
        """Returns the partner's account and tax fields."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/payee",
            path={"id": id},
        )

    def save_payee(
        self,
        id: str,
        body: Dict[str, Any],
    ) -> Any:
        """Applies to batches that are collected from now on. Tax fields are carried to exports, and nothing is computed with them."""
        return self.request(
            "PUT",
            "/api/v1/partners/{id}/payee",
            path={"id": id},
            body=body,
        )

    def list_payout_batches(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns the batches, newest first."""
        return self.request(
            "GET",
            "/api/v1/payout-batches",
            query={"cursor": cursor, "limit": limit},
        )

    def create_payout_batch(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Collects what is payable to each partner in a currency, less what it owes. Partners in a batch that is not finished are left out, so nobody is paid twice. Nothing is sent before the approvals that the settings ask for."""
        return self.request(
            "POST",
            "/api/v1/payout-batches",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_payout_batch(
        self,
        id: str,
    ) -> Any:
        """Returns a batch, and how many of its transfers are in each state."""
        return self.request(
            "GET",
            "/api/v1/payout-batches/{id}",
            path={"id": id},
        )

    def approve_payout_batch(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Each credential counts once. With the last approval that is needed the batch is sent."""
        return self.request(
            "POST",
            "/api/v1/payout-batches/{id}/approve",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def cancel_payout_batch(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Only before it is sent. What was collected stays payable."""
        return self.request(
            "POST",
            "/api/v1/payout-batches/{id}/cancel",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def report_payout_results(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Confirms transfers, or fails them, after which their amounts are payable again. Sending the same results again changes nothing. A transfer that was confirmed can fail later."""
        return self.request(
            "POST",
            "/api/v1/payout-batches/{id}/results",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_payouts(
        self,
        id: str,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns the transfers, oldest first, with the reason of each that failed."""
        return self.request(
            "GET",
            "/api/v1/payout-batches/{id}/payouts",
            path={"id": id},
            query={"cursor": cursor, "limit": limit, "state": state},
        )

    def export_payout_batch(
        self,
        id: str,
        *,
        format: Optional[str] = None,
    ) -> Any:
        """Returns the transfers that are sent, as JSON, as CSV, or as a payment file (ISO 20022 pain.001.001.09), with at most 100000 transfers. The same batch gives the same message id, by which a bank refuses a file that it has already."""
        return self.request(
            "GET",
            "/api/v1/payout-batches/{id}/export",
            path={"id": id},
            query={"format": format},
        )

    def receive_webhook(
        self,
        connection_id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Takes a webhook of a vendor, which its signature must prove: this is the URL to enter in the vendor's settings. The response is sent after the events were stored durably. An event that was received before has no second effect. Anything but 2xx makes vendors send again."""
        return self.request(
            "POST",
            "/api/v1/inbound/{connection_id}",
            path={"connection_id": connection_id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def create_platform_endpoint(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates an endpoint of the company itself, which receives what Causeway tells its operators: the events of GET /platform-event-types, signed and retried like those of partners. The response contains the key that the receiver verifies signatures with."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_platform_endpoints(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        state: Optional[str] = None,
    ) -> Any:
        """Returns the endpoints of the company itself, newest first."""
        return self.request(
            "GET",
            "/api/v1/platform-endpoints",
            query={"cursor": cursor, "limit": limit, "state": state},
        )

    def list_platform_endpoint_event_types(
        self,
    ) -> Any:
        """Returns every type of event that platform endpoints receive, with its schema and an example. There are no pages."""
        return self.request(
            "GET",
            "/api/v1/platform-event-types",
        )

    def get_platform_endpoint(
        self,
        id: str,
    ) -> Any:
        """Returns the endpoint. Send the ETag of the response as If-Match to change the endpoint."""
        return self.request(
            "GET",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
        )

    def update_platform_endpoint(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        if_match: Optional[str] = None,
    ) -> Any:
        """Updates an endpoint. The change applies from the next attempt on, including attempts of pending deliveries. A new transformation or new schema_versions also release deliveries that are held because they could not be transformed. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def delete_platform_endpoint(
        self,
        id: str,
    ) -> Any:
        """Deletes the endpoint and cancels its pending deliveries. Its deliveries can still be read. To stop deliveries temporarily, pause the endpoint."""
        return self.request(
            "DELETE",
            "/api/v1/platform-endpoints/{id}",
            path={"id": id},
        )

    def enable_platform_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Enables the endpoint and sends its held deliveries, oldest first. Also closes its circuit breaker and resets its failure count."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints/{id}/enable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def disable_platform_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Disables the endpoint. Its deliveries, pending and new, are held until it is enabled again."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints/{id}/disable",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def pause_platform_endpoint(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Pauses the endpoint for a short time. As with disable, its deliveries are held until it is enabled again, and nothing is lost."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints/{id}/pause",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_platform_endpoint_secret(
        self,
        id: str,
    ) -> Any:
        """Returns the signing secret to the endpoint’s partner or with a platform key. The response must not be cached."""
        return self.request(
            "GET",
            "/api/v1/platform-endpoints/{id}/secret",
            path={"id": id},
        )

    def rotate_platform_endpoint_secret(
        self,
        id: str,
        body: Optional[Dict[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a new signing secret. Until the overlap ends, each attempt is signed with the new secret and the previous ones, so that the receiver can change over at any time. The default overlap is webhooks.secret_overlap_h."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_platform_endpoint_stats(
        self,
        id: str,
    ) -> Any:
        """Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now."""
        return self.request(
            "GET",
            "/api/v1/platform-endpoints/{id}/stats",
            path={"id": id},
        )

    def test_platform_endpoint(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Sends a signed webhook.test event through the regular delivery path, whatever event types the endpoint subscribes to."""
        return self.request(
            "POST",
            "/api/v1/platform-endpoints/{id}/test",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def list_inbound_sources(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Any:
        """Returns what sends webhooks here, newest first."""
        return self.request(
            "GET",
            "/api/v1/inbound-sources",
            query={"cursor": cursor, "limit": limit},
        )

    def create_inbound_source(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Creates a source and returns the URL to enter in the settings of its vendor. The secret is stored encrypted."""
        return self.request(
            "POST",
            "/api/v1/inbound-sources",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def get_inbound_source(
        self,
        id: str,
    ) -> Any:
        """Returns the source, with the URL that its vendor calls and the last webhook that was refused."""
        return self.request(
            "GET",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
        )

    def update_inbound_source(
        self,
        id: str,
        body: Dict[str, Any],
    ) -> Any:
        """Changes the name or the signing scheme, or stops or resumes accepting webhooks. Takes effect within a second."""
        return self.request(
            "PATCH",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
            body=body,
        )

    def delete_inbound_source(
        self,
        id: str,
    ) -> Any:
        """Deletes the source and its secrets. What it sent is deleted with the next nightly purge."""
        return self.request(
            "DELETE",
            "/api/v1/inbound-sources/{id}",
            path={"id": id},
        )

    def rotate_inbound_secret(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Adds a new secret. Until the overlap ends, webhooks that are signed with an older one are accepted too, so enter the new secret here first and then at the vendor. Takes effect within a second."""
        return self.request(
            "POST",
            "/api/v1/inbound-sources/{id}/rotate-secret",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def list_inbound_events(
        self,
        *,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        source_id: Optional[str] = None,
        external_id: Optional[str] = None,
        type: Optional[str] = None,
        object: Optional[str] = None,
        record_id: Optional[str] = None,
        status: Optional[str] = None,
        received_after: Optional[str] = None,
        received_before: Optional[str] = None,
    ) -> Any:
        """Returns events that vendors sent by webhook, newest first, without payloads."""
        return self.request(
            "GET",
            "/api/v1/inbound-events",
            query={"cursor": cursor, "limit": limit, "source_id": source_id, "external_id": external_id, "type": type, "object": object, "record_id": record_id, "status": status, "received_after": received_after, "received_before": received_before},
        )

    def get_inbound_event(
        self,
        id: str,
    ) -> Any:
        """Returns the event. A credential with the scope connections:payloads also sees the webhook as it arrived."""
        return self.request(
            "GET",
            "/api/v1/inbound-events/{id}",
            path={"id": id},
        )

    def replay_inbound_event(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Processes the event once more, as if it had just arrived: the record that it is about is read again."""
        return self.request(
            "POST",
            "/api/v1/inbound-events/{id}/replay",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def replay_inbound_events(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Processes all matching events once more. Use dry_run first to see how many match."""
        return self.request(
            "POST",
            "/api/v1/inbound-events/replay",
            headers={"idempotency-key": idempotency_key},
            body=body,
        )

    def set_deal_status_rule(
        self,
        id: str,
        body: Dict[str, Any],
    ) -> Any:
        """From now on, events of this source bring deals to the stage that their status means, and so their opportunities in the CRM. The latest event by its own time counts. An event that names an unknown deal or status has the status `failed`, with the reason: mend it, then replay it."""
        return self.request(
            "PUT",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
            body=body,
        )

    def get_deal_status_rule(
        self,
        id: str,
    ) -> Any:
        """Returns the rule of the source."""
        return self.request(
            "GET",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
        )

    def delete_deal_status_rule(
        self,
        id: str,
    ) -> Any:
        """Events of the source no longer change deals."""
        return self.request(
            "DELETE",
            "/api/v1/inbound-sources/{id}/deal-status",
            path={"id": id},
        )
