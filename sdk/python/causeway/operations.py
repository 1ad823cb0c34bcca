# sha256:4db5046805069ce4f1d07c59e8ac5651e8822d747fe000d905003dbf5ff6bb2a of docs/openapi.json
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
        """Each event is accepted or refused on its own: read `results`, which has one entry for each, in order. A fault does not keep the others back. `Deprecation` says that the type of at least one event is deprecated."""
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
        """It counts at once: events published from now on are checked against it. With a down_conversion, endpoints may go on receiving the version before it; while endpoints pin a version, one is required."""
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
        """Takes effect with the next attempt, also of deliveries that wait. What is held because it could not be transformed is sent by new schema_versions or a new transformation. Without If-Match the last change wins."""
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

    def preview_transformation(
        self,
        id: str,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Shapes a past event or a sample by schema_versions and transformation, those of the endpoint or others to try. Nothing is stored or sent. A failure is explained as a delivery that is held for it would be."""
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
        """Makes the next attempt due at once instead of when the schedule says; one that is held because of its transformation is tried again. Dead letters are replayed instead."""
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

    def delete_partner(
        self,
        id: str,
    ) -> Any:
        """At once its credentials are refused and nothing more is posted to it; its data is then erased for good, which the answer follows. There is no way back."""
        return self.request(
            "DELETE",
            "/api/v1/partners/{id}",
            path={"id": id},
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

    def erase_data_subject(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Over all partners: events that name the address lose their payload and what is still to be delivered of them is cancelled; answers of receivers, contacts and audit details that name it are emptied. It covers what was accepted before this request."""
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
        """Newest first, with what each has erased."""
        return self.request(
            "GET",
            "/api/v1/erasures",
            query={"cursor": cursor, "limit": limit, "kind": kind, "status": status, "partner_id": partner_id},
        )

    def get_erasure(
        self,
        id: str,
    ) -> Any:
        """How far it is, and what was erased. Whom it was about is not kept."""
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
        """A tenant with a key and, for a URL, an endpoint. It is filled with invented customers and deals, published to it alone; read GET /sandboxes/{partner_id} until it is ready."""
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
        """Whether its data is there yet, and how much. A partner key sees its own."""
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
        """Erases the synthetic events with their deliveries, and publishes the same data again, under new ids. What others published stays, as do keys and endpoints."""
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
        """Checks whether the partner is ready. If it is, it gets the tier, and its synthetic data is erased; if not, the promotion is blocked and says by what."""
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
        """With each check as it was found. A partner key sees those of its own partner."""
        return self.request(
            "GET",
            "/api/v1/promotions/{id}",
            path={"id": id},
        )

    def get_promotion_checks(
        self,
        id: str,
    ) -> Any:
        """The checks as they stand now. Nothing changes. A partner key sees its own. 409 when the partner is no sandbox any more."""
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

    def create_oauth_client(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Its id is the client_id. A secret is shown in this answer and never again: only its hash is kept."""
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
        """Newest first, without their secrets."""
        return self.request(
            "GET",
            "/api/v1/oauth-clients",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "active": active},
        )

    def get_oauth_client(
        self,
        id: str,
    ) -> Any:
        """Everything but its secrets."""
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
        """Its name, scopes, keys or certificate. Tokens that it has got lose the scopes that it loses, at once. Without If-Match the last change wins."""
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
        """It gets no more tokens and those that it has are refused, on every process within a second. There is no way back."""
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
        """Both secrets work until the overlap ends. Tokens that were obtained with the old one live to their own end."""
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
        """Who changed what, newest first; of enterprise partners every call, too. Deals have a history of their own: GET /deals/{id}/history."""
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
        """All that match, oldest first, one JSON object a line, as GET /audit-entries shows them. It can be verified: `detail` is here byte for byte what `detail_hash` was made of, the UTF-8 text between the first `"detail":` and the last `,"detail_hash":` of its line (unless it was erased: then it is null). `hash` is the SHA-256 of `[prev_hash, seq, at, actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after each comma. Without filters each `prev_hash` is the `hash` of the line before."""
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
        """The standard one, prg_default, then the newest."""
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
        """Give it to partners with `programme_id`; their new deals are registered by it. Every fault of the settings is named at once."""
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
        """With all its settings, also those that were never said. The ETag is what If-Match takes when it is changed."""
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
        """Holds for what is submitted, approved or extended from now on. Without If-Match the last change wins."""
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
        """Refused while a partner or a deal belongs to it. prg_default stays."""
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
        """Only the customer’s name is required; the rules of the partner’s programme apply when it is submitted."""
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
        updated_since: Optional[str] = None,
    ) -> Any:
        """Newest first. A partner sees its own; the deals of a sandbox are listed for its partner_id only."""
        return self.request(
            "GET",
            "/api/v1/deals",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "updated_since": updated_since},
        )

    def validate_deal(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Says everything that would keep it from being submitted, by the programme of its partner: the component DealSubmission shows how rules read, GET /deal-schema has those that hold. Nothing is written."""
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
        """The ETag of the answer is what If-Match takes when the deal is changed."""
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
        """What may be changed depends on the review: all of a draft, the fields that were asked for, and little of an approved deal. If-Match is required."""
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
    ) -> Any:
        """Everything that was done to it, oldest first."""
        return self.request(
            "GET",
            "/api/v1/deals/{id}/history",
            path={"id": id},
        )

    def submit_deal(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> Any:
        """Hands it in for review. The first submission for a customer holds it; every fault of the programme’s rules (as in the component DealSubmission; yours are at GET /deal-schema) is listed. With If-Match only from that version."""
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
        """Its customer is free for others again. There is no way back. With If-Match only from that version."""
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
        updated_since: Optional[str] = None,
        bom: Optional[str] = None,
    ) -> Any:
        """All that match, newest first, as CSV (UTF-8) whose columns POST /deal-imports takes back. What a spreadsheet would run as a formula has an apostrophe in front; an import takes it away. The deals of a sandbox are exported for its partner_id only."""
        return self.request(
            "GET",
            "/api/v1/deals/export",
            query={"partner_id": partner_id, "review_status": review_status, "stage": stage, "external_id": external_id, "updated_since": updated_since, "bom": bom},
        )

    def list_deal_matches(
        self,
        id: str,
    ) -> Any:
        """The accounts and open deals that were found when it was submitted, likeliest first, with the evidence of each."""
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
        """Its customer is protected for the partner from now on. With If-Match only from that version."""
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
        """The partner is told the reason. There is no way back. With If-Match only from that version."""
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
        """The partner may change the fields that are named, and submits again. With If-Match only from that version."""
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
        """The deal is closed as a duplicate of another one, which goes on: open, submitted, and like this one in production or in a sandbox. With If-Match only from that version."""
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
        """Only along the stages that may follow the present one; won and lost are final. With If-Match only from that version."""
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
        """Granted at once, for as long and as often as the programme says, while the deal is approved, open and still protected. With If-Match only from that version."""
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
        """Of an open deal: who of the company looks after it, or which partner it belongs to. Another partner sees nothing of what was before: notes become internal, history begins anew, `external_id` and `team` are cleared; for the old one the deal is gone. Its programme stays. With If-Match only from that version."""
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
        """What a person decides in spite of the rules, of a deal that was submitted and is open. History keeps it with the reason. With If-Match only from that version."""
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
        """Deals that are submitted or in review, the earliest `review_due_at` first."""
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
        """For the other side to read; with `internal: true` (platform keys only) for the company’s people alone. Notes stay as they are."""
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
        """Newest first. A partner sees no internal ones."""
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
        """A JSON Schema of a deal that can be submitted: shapes, the required fields of the programme, its conditional rules as if/then, its own fields. `x-editable-fields` says what may be changed in which review status. Send the ETag as If-None-Match: 304 while nothing has changed."""
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
        """Up to 10000 rows and 16 MiB of JSON, NDJSON or CSV (UTF-8), each a deal with an external_id: a new one becomes a draft, a known one is changed where it may be, and one that says the same stays. So the same file can be sent again. Each row has its own result; the answer comes before the work is done. CSV has a header and the columns of GET /deals/export; lists have ; between their items."""
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
        """Newest first. A partner sees its own."""
        return self.request(
            "GET",
            "/api/v1/deal-imports",
            query={"cursor": cursor, "limit": limit, "partner_id": partner_id},
        )

    def get_deal_import(
        self,
        id: str,
    ) -> Any:
        """How far it is, and how its rows ended."""
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
        """In the order of the file, each with its result; with status=failed what is to be repaired and sent again."""
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
        """By `external_id`: a row replaces the account that has it, and one that says nothing new is left alone. Each row is written or refused on its own: read `results`. Deals that are submitted from now on are compared with what was written."""
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
        """Newest first."""
        return self.request(
            "GET",
            "/api/v1/accounts",
            query={"cursor": cursor, "limit": limit, "external_id": external_id, "name": name, "domain": domain, "updated_since": updated_since},
        )

    def get_account(
        self,
        id: str,
    ) -> Any:
        """As it was written last."""
        return self.request(
            "GET",
            "/api/v1/accounts/{id}",
            path={"id": id},
        )

    def delete_account(
        self,
        id: str,
    ) -> Any:
        """Deals that are submitted from now on are not compared with it. What earlier ones were found to resemble stays with them."""
        return self.request(
            "DELETE",
            "/api/v1/accounts/{id}",
            path={"id": id},
        )
