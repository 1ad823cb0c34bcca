# sha256:84e89d77358e64ebaf42abc1034d270f67b7b6a32fbd2064ffa62a1b8e53af8e of docs/openapi.json
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
        """The answer comes once the event and its deliveries are stored; then nothing loses it. Every endpoint whose filter matches gets it, or those of `partner_ids` only. An `id` that was published before answers the first."""
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
        """Newest first, without payloads. A partner key sees the events that had a delivery to that partner."""
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
        """Each event is accepted or refused on its own: read `results`, which has one entry for each, in order. A fault does not keep the others back."""
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
        """The payload comes as it was published. A partner key sees its own deliveries only."""
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
        """Its first schema is version 1. Names that begin with `causeway.` are taken."""
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
        """By name, without their schemas."""
        return self.request(
            "GET",
            "/api/v1/event-types",
            query={"cursor": cursor, "limit": limit},
        )

    def get_event_type(
        self,
        name: str,
    ) -> Any:
        """`schema` is the newest one, which events are checked against."""
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
        """A deprecated type still works; publishers get a `Deprecation` header."""
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
        """It counts at once: events published from now on are checked against it."""
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
        """The answer shows what the receiver verifies signatures with; GET /endpoints/{id}/secret shows it again."""
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
        """Newest first."""
        return self.request(
            "GET",
            "/api/v1/endpoints",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "state": state},
        )

    def get_endpoint(
        self,
        id: str,
    ) -> Any:
        """The ETag of the answer is what If-Match takes when the endpoint is changed."""
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
        """Takes effect with the next attempt, also of deliveries that wait. Without If-Match the last change wins."""
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
        """What was not delivered yet is cancelled. Its deliveries stay readable. To stop for a while, pause it."""
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
        """Sends what was held, oldest first. Also closes its circuit breaker and starts its failure count anew."""
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
        """Its deliveries are held, old and new, until it is enabled again."""
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
        """As disable, for a short time: nothing is lost, everything is held until it is enabled."""
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
        """For the endpoint’s partner and the platform. Never cached on the way."""
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
        """Each attempt is signed with the new secret and, until the overlap ends, with the ones before, so that the receiver can change over at any moment. The default overlap is webhooks.secret_overlap_h."""
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
        """Counts, success rates and latency of the last 24 hours and 7 days, and what is held now."""
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
        """Events of a time range that match the endpoint as it is now and have no delivery to it: from before it was created, say, or before a type was added to it. At most 100000 in one call. They are held first and then sent oldest first, behind live traffic. Purged dead letters have no delivery any more and count as missing. Safe to repeat."""
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
        """A signed webhook.test event that takes the real way, whatever types the endpoint subscribes to."""
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
        """With a partner key: a signed webhook.test event to each of your enabled endpoints, or to one of them."""
        return self.request(
            "POST",
            "/api/v1/partners/webhooks/test",
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
        """Newest first. Filters are combined; status may be repeated."""
        return self.request(
            "GET",
            "/api/v1/deliveries",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "status": status},
        )

    def get_delivery(
        self,
        id: str,
    ) -> Any:
        """Every attempt with what came back and why the next one is when it is; when held, what lets it go. With a platform key also the link to its workflow in Temporal UI."""
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
        """No further attempt is made. One that is under way at this moment may still arrive."""
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
        """Makes the next attempt due at once instead of when the schedule says. Dead letters are replayed instead."""
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
        """Deliveries that were given up, newest first."""
        return self.request(
            "GET",
            "/api/v1/dead-letters",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "endpoint_id": endpoint_id, "event_id": event_id, "event_type": event_type, "created_after": created_after, "created_before": created_before, "reason": reason, "dead_lettered_after": dead_lettered_after, "dead_lettered_before": dead_lettered_before},
        )

    def get_dead_letter(
        self,
        id: str,
    ) -> Any:
        """What was to be delivered where, every attempt, and why it was given up."""
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
        """Sends it again with a new retry budget and the same webhook-id. If its endpoint may not receive now, it is held until it may. It is then a delivery again: read GET /deliveries/{id}."""
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
        """Each gets a new retry budget and keeps its webhook-id. They are held first and then sent oldest first, behind live traffic. Those of deleted endpoints are left alone. Ask with dry_run first."""
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
        """Forgets them with their attempts, for good. Needs a platform key. Ask with dry_run first."""
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
        """A tenant of its own: it sees nothing of the others. Give it a key with POST /api-keys."""
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
        """Newest first."""
        return self.request(
            "GET",
            "/api/v1/partners",
            query={"cursor": cursor, "limit": limit, "tier": tier, "status": status, "name": name},
        )

    def get_partner(
        self,
        id: str,
    ) -> Any:
        """The ETag of the answer is what If-Match takes when the partner is changed."""
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
        """Takes effect within a second on every process. Without If-Match the last change wins."""
        return self.request(
            "PATCH",
            "/api/v1/partners/{id}",
            path={"id": id},
            headers={"if-match": if_match},
            body=body,
        )

    def get_own_partner(
        self,
    ) -> Any:
        """The partner that the credential belongs to, with the rate limit that holds for it."""
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
        """From now on its credentials are refused with the reason, and everything for its endpoints is held: nothing is lost, and what is being posted at this moment may still arrive."""
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
        """Its credentials work again, and what was held for it is sent, oldest first."""
        return self.request(
            "POST",
            "/api/v1/partners/{id}/activate",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def create_api_key(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """The key is shown in this answer and never again: only its hash is kept."""
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
        """Newest first, without the keys themselves."""
        return self.request(
            "GET",
            "/api/v1/api-keys",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )

    def get_api_key(
        self,
        id: str,
    ) -> Any:
        """Everything but the key itself."""
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
        """Makes a new key with the same name, owner and scopes. Both work until the overlap ends."""
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
        """It stops working at once, on every process within a second. There is no way back."""
        return self.request(
            "POST",
            "/api/v1/api-keys/{id}/revoke",
            path={"id": id},
            headers={"idempotency-key": idempotency_key},
        )

    def list_feature_flags(
        self,
    ) -> Any:
        """By name; all of them in one answer."""
        return self.request(
            "GET",
            "/api/v1/feature-flags",
        )

    def put_feature_flag(
        self,
        name: str,
        body: Dict[str, Any],
    ) -> Any:
        """Takes effect within a second on every process. Overrides of partners stay."""
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
        """With its overrides. Deleting one that is not there changes nothing."""
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
        """Whatever the flag says otherwise, until the override is deleted."""
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
        """The partner follows the flag again."""
        return self.request(
            "DELETE",
            "/api/v1/feature-flags/{name}/partners/{partner_id}",
            path={"name": name, "partner_id": partner_id},
        )

    def get_own_feature_flags(
        self,
    ) -> Any:
        """All of them, as they stand for the partner of the credential."""
        return self.request(
            "GET",
            "/api/v1/partners/me/feature-flags",
        )

    def get_partner_feature_flags(
        self,
        id: str,
    ) -> Any:
        """All of them, as they stand for this partner, with what decided."""
        return self.request(
            "GET",
            "/api/v1/partners/{id}/feature-flags",
            path={"id": id},
        )
